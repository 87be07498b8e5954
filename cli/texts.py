"""The texts of core, site and command line in one catalogue: gathered, merged, compiled.

``python -m cli.texts gather`` updates the Lithuanian catalogue after texts have changed;
``compile`` makes the file the programs read; ``check`` names what is not translated yet.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings as django_settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
LITHUANIAN = ROOT / "locale" / "lt" / "LC_MESSAGES" / "django.po"
FOLDERS = (
    "schemas", "language", "qa", "storage", "exporters", "pipeline", "flows", "settings",
    "catalogue", "circulation", "departments", "web", "cli",
)  # fmt: skip
#: Line, text (or its singular and plural), translators' comments, context.
Message = tuple[int, str | tuple[str, ...], list[str], str | None]
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gathered() -> Catalog:
    """Every marked text of the project."""
    catalog = Catalog(domain="django")
    for path in source_files():
        for line, message, comments, context in messages_of(path):
            catalog.add(
                message,
                locations=[(str(path.relative_to(ROOT)), line)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def source_files() -> Iterator[Path]:
    """Python files and templates, in a stable order."""
    for folder in FOLDERS:
        for pattern in ("*.py", "*.html", "*.txt"):
            yield from sorted(p for p in (ROOT / folder).rglob(pattern) if is_source(p))


def is_source(path: Path) -> bool:
    """Whether people's texts may stand in this file."""
    if "migrations" in path.parts or "vendor" in path.parts:
        return False
    return path.suffix == ".py" or "templates" in path.parts


def messages_of(path: Path) -> Iterator[Message]:
    """The marked texts of one file with their lines."""
    method, source = "python", path.read_bytes()
    if path.suffix != ".py":
        # Django turns a template into something a tokenizer of C-like languages can read.
        method, source = "javascript", templatize(source.decode()).encode()
    yield from extract(method, io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"})
    if path.suffix == ".py":
        yield from messages_in_fstrings(source)


def messages_in_fstrings(source: bytes) -> Iterator[Message]:
    """Texts marked within f-strings, which Babel reads as one literal before Python 3.12."""
    joined = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for call in (inner for node in joined for inner in ast.walk(node)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            texts = [str(a.value) for a in call.args if isinstance(a, ast.Constant)]
            if call.func.id in KEYWORDS and texts:
                yield call.lineno, texts[0] if len(texts) == 1 else tuple(texts[:2]), [], None


def gather() -> None:
    """Merge new and changed texts into the Lithuanian catalogue; nothing translated is lost."""
    known = Catalog(locale="lt", domain="django")
    if LITHUANIAN.exists():
        with LITHUANIAN.open("rb") as file:
            known = read_po(file, locale="lt", domain="django")
    known.update(gathered(), no_fuzzy_matching=True)
    known.obsolete.clear()
    LITHUANIAN.parent.mkdir(parents=True, exist_ok=True)
    with LITHUANIAN.open("wb") as file:
        write_po(file, known, width=100, omit_header=False, sort_by_file=False, no_location=False)


def compile_all() -> None:
    """Make the file the programs read, where the catalogue is newer."""
    compiled = LITHUANIAN.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= LITHUANIAN.stat().st_mtime:
        return
    with LITHUANIAN.open("rb") as source:
        catalog = read_po(source, locale="lt", domain="django")
    beside = compiled.with_suffix(".part")
    with beside.open("wb") as target:
        write_mo(target, catalog)
    beside.replace(compiled)


def untranslated() -> list[str]:
    """Texts that stand in the sources and not, or not wholly, in the Lithuanian catalogue."""
    with LITHUANIAN.open("rb") as file:
        known = read_po(file, locale="lt", domain="django")
    return [str(m.id) for m in gathered() if m.id and not is_translated(known, m)]


def is_translated(known: Catalog, message: Any) -> bool:
    """Whether every form of this text has its Lithuanian."""
    found = known.get(message.id, message.context)
    if found is None or found.fuzzy:
        return False
    forms = found.string if isinstance(found.string, tuple) else (found.string,)
    return all(forms)


def main(command: str) -> int:
    """Run one of gather, compile, check."""
    if not django_settings.configured:
        django_settings.configure(USE_I18N=True)
    if command == "gather":
        gather()
    elif command == "check":
        missing = untranslated()
        sys.stderr.write("".join(f"not translated: {text}\n" for text in missing))
        return 1 if missing else 0
    else:
        compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "compile"))
