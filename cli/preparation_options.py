"""The options of ``skrynia digitise`` that say what was counted in the original."""

from typing import Annotated

import typer

from cli.language import _
from schemas.preparation import PreparationSheet, missing_entries

PagesExpected = Annotated[
    int | None, typer.Option(min=1, help=_("Pages to be scanned, by the preparation sheet."))
]
LeavesExpected = Annotated[
    int | None, typer.Option(min=1, help=_("Leaves of the text, by the preparation sheet."))
]
MissingLeaves = Annotated[
    str, typer.Option(help=_("Printed numbers that the original itself lacks, such as 17-18, xii."))
]


def counted(pages: int | None, leaves: int | None, missing: str) -> PreparationSheet:
    """The options as the sheet they stand for."""
    return PreparationSheet(pages, leaves, missing_entries(missing))
