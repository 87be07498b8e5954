"""The manual is true: every setting is in it, its commands exist, its links lead somewhere."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
import typer

from cli.commands import app
from settings.work import work_settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OPERATIONS = (DOCS / "operations.md").read_text()
ROOMS = (
    "schemas", "language", "qa", "storage", "exporters", "pipeline", "flows", "settings",
    "catalogue", "web", "cli",
)  # fmt: skip
VARIABLE = re.compile(r"\b(?:SKRYNIA_[A-Z_]*[A-Z]|DATABASE_URL|PREFECT_API_URL)\b")
MANUALS = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md"]


def settings_table() -> dict[str, str]:
    """Variable to its default, as the manual has them."""
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \| (.+?) \| .+\|$", OPERATIONS, re.M)
    return {name: default for names, default in rows for name in re.findall(r"`(\w+)`", names)}


def test_every_setting_in_code_is_in_the_table():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    named = {name for path in files for name in VARIABLE.findall(path.read_text())}

    assert "SKRYNIA_HOME" in named
    assert named - settings_table().keys() == set()


def test_no_setting_of_the_table_is_invented():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    named = {name for path in files for name in VARIABLE.findall(path.read_text())}
    ours = {name for name in settings_table() if name.startswith("SKRYNIA_")}

    assert ours - named == set()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("SKRYNIA_MAX_PIXELS", "max_pixels"),
        ("SKRYNIA_NAAN", "naan"),
        ("SKRYNIA_TASK_RUNNER", "task_runner"),
        ("SKRYNIA_OPEN_SECONDS", "open_seconds"),
        ("SKRYNIA_PAGE_SECONDS", "page_seconds"),
        ("SKRYNIA_OCR_SECONDS", "ocr_seconds"),
        ("SKRYNIA_STILL_SECONDS", "still_seconds"),
        ("SKRYNIA_LEASE_SECONDS", "lease_seconds"),
    ],
)
def test_defaults_are_those_of_the_code(name, field):
    assert settings_table()[name] == f"`{getattr(work_settings({}), field)}`"


def code_of(text: str) -> str:
    """What stands in code blocks and between backticks."""
    blocks = re.findall(r"^ *```[a-z]*\n(.*?)^ *```", text, re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))
    return "\n".join(blocks + inline).replace("\\\n", " ")


def commands_in(path: Path) -> list[list[str]]:
    """Every call of ``skrynia`` that a manual shows, in words, comments and pipes cut off."""
    calls = re.findall(r"(?:^ *|/|=\S+ )skrynia +([a-z][^\n#|]*)", code_of(path.read_text()), re.M)
    return [call.split() for call in calls]


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.name)
def test_commands_and_options_exist(path):
    wrong = [" ".join(words) for words in commands_in(path) if not is_known(words)]

    assert wrong == []


def is_known(words: list[str]) -> bool:
    """Whether the program has this command with these options."""
    command = typer.main.get_command(app)
    rest = list(words)
    while rest and hasattr(command, "commands"):
        command = command.commands.get(rest.pop(0))
    if command is None:
        return False
    options = {
        name
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
    } | {"--help"}
    return all(word.rstrip("`,.;") in options for word in rest if word.startswith("--"))


def test_the_manuals_show_commands():
    assert sum(len(commands_in(path)) for path in MANUALS) > 20


def test_an_invented_option_is_seen():
    assert is_known(["digitise", "FOLDER", "--dry-run"])
    assert not is_known(["digitise", "FOLDER", "--no-such"])
    assert not is_known(["conjure"])


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", path.read_text())
    broken = [
        f"{target}#{anchor}"
        for target, anchor in links
        if not leads_somewhere((path.parent / target) if target else path, anchor)
    ]

    assert broken == []


def leads_somewhere(target: Path, anchor: str) -> bool:
    if not target.exists():
        return False
    return not anchor or anchor in anchors_of(target.read_text())


def anchors_of(text: str) -> set[str]:
    """Headings as the usual renderers name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    kept = (re.sub(r"[^\w\- ]", "", normalize("NFC", h.lower())) for h in headings)
    return {heading.replace(" ", "-") for heading in kept}


def test_every_error_is_explained_once_and_at_length():
    text = (DOCS / "errors.md").read_text()
    entries = re.findall(r"^### (\S+) (.+)\n((?:(?!#).+\n)+)", text, re.M)
    codes = [code for code, _, _ in entries]

    assert len(codes) == len(set(codes)) == len(re.findall(r"^### ", text, re.M))
    assert [code for code, _, words in entries if words.count(". ") + words.count(".\n") < 2] == []
