"""An object's history in words: verdicts, changes of state, files by their use."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum
from django.utils.translation import gettext

from catalogue.models import DigitalObject, User
from catalogue.queries.pages import state_changes_of, verdicts_of
from schemas.packages import FileUse
from schemas.texts import N_
from web.verdict_form import said_verdict
from web.wording import state_words

#: Rows of a history shown at once, the newest first.
HISTORY_ROWS = 50

USES = {
    FileUse.MASTER: N_("Masters"),
    FileUse.SUPERSEDED: N_("Superseded masters"),
    FileUse.ACCESS: N_("Access copies"),
    FileUse.THUMBNAIL: N_("Thumbnails"),
    FileUse.ALTO: N_("Text with places (ALTO)"),
    FileUse.TEXT: N_("Plain text"),
    FileUse.MACHINE_TEXT: N_("Text as the machine read it"),
    FileUse.TECHNICAL: N_("Technical metadata"),
    FileUse.PROVENANCE: N_("Provenance"),
    FileUse.SOURCE_DESCRIPTION: N_("Description as given"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history."""

    at: datetime
    by: User | None
    words: str
    note: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class FileSum:
    """The files of one use together."""

    label: str
    number: int
    size_bytes: int


def verdicts_told(digital_object: DigitalObject) -> list[Told]:
    """The verdicts, the newest first; withdrawals are told at the verdict they took back."""
    rows = verdicts_of(digital_object).filter(withdraws=None).order_by("-id")[:HISTORY_ROWS]
    return [
        Told(row.at, row.by, said_verdict(row), row.note, hasattr(row, "withdrawn_by"))
        for row in rows
    ]


def changes_told(digital_object: DigitalObject) -> list[Told]:
    """The changes of state, the newest first."""
    rows = state_changes_of(digital_object).order_by("-id")[:HISTORY_ROWS]
    return [Told(row.at, row.by, state_words(row.to_state).label, row.why) for row in rows]


def file_sums(digital_object: DigitalObject) -> list[FileSum]:
    """How many files of each use there are and how large they are together, masters first."""
    rows = (
        digital_object.files.order_by()
        .values_list("use")
        .annotate(number=Count("id"), size_bytes=Sum("size_bytes"))
    )
    found = {use: (number, size) for use, number, size in rows}
    return [FileSum(gettext(label), *found[use]) for use, label in USES.items() if use in found]
