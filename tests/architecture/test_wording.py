"""Codes are public: unique, explained in the manual, and said in both languages."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from cli.texts import untranslated
from schemas.errors import LibraryError

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "docs" / "errors.md"
PACKAGES = (
    "schemas", "language", "storage", "exporters", "pipeline", "flows", "settings", "qa",
    "catalogue", "cli", "web", "samples",
)  # fmt: skip


def all_errors() -> list[type[LibraryError]]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" in module.name or module.name.endswith(("__main__", "wsgi")):
                continue
            importlib.import_module(module.name)
    found: list[type[LibraryError]] = []
    waiting = [LibraryError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__.partition(".")[0] in PACKAGES]


def test_every_code_is_given_once():
    codes = [kind.code for kind in all_errors() if "code" in vars(kind)]

    assert len(codes) == len(set(codes)), sorted(c for c in codes if codes.count(c) > 1)


def test_every_code_has_its_paragraph_in_the_manual():
    manual = set(re.findall(r"^### ([A-Z0-9]+-\d{3})", ERRORS.read_text(), re.M))
    codes = {kind.code for kind in all_errors()}

    assert codes == manual


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.code)
def test_error_says_what_to_do(kind):
    assert re.fullmatch(r"[A-Z0-9]+-\d{3}", kind.code)
    assert kind.message.endswith((".", "?", "}"))
    assert kind.hint or kind is LibraryError


def test_every_text_has_its_lithuanian():
    assert untranslated() == []
