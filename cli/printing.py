"""How the command line speaks: answers on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Mapping

from rich.console import Console

from cli.language import _, translations
from schemas.errors import LibraryError

#: Exit statuses, a public contract (docs/contracts/command-line.md).
DONE = 0
LOOK = 1
NOTHING_DONE = 2
INTERRUPTED = 130

SCHEMA_VERSION = 1

answers = Console(highlight=False)
notices = Console(stderr=True, highlight=False)


def print_json(answer: Mapping[str, object]) -> None:
    """One JSON document on standard output, its version first."""
    json.dump(
        {"schema_version": SCHEMA_VERSION, **answer}, sys.stdout, ensure_ascii=False, indent=2
    )
    sys.stdout.write("\n")


def complain(error: LibraryError) -> None:
    """An error in the reader's words, on standard error."""
    notices.print(f"[bold red]✗[/] {escaped(error.said(translations().gettext))}", soft_wrap=True)


def notice(text: str) -> None:
    """A word on the side."""
    notices.print(escaped(text), soft_wrap=True)


def escaped(text: str) -> str:
    """Text that Rich must not read as markup."""
    return text.replace("[", "\\[")


def yes_no(value: bool) -> str:
    """Yes or no in the reader's language."""
    return _("yes") if value else _("no")
