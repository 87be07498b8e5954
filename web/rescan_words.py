"""The rescan list in words, for the screen, the table and the sheet; also on the command line."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from catalogue.interchange import finding_of, page_id
from catalogue.models import OriginalWhereabouts, User
from catalogue.models.rescans import OriginalPlace
from catalogue.queries.rescans import RescanLine
from pipeline.rescan_sheet import SheetHead, SheetRow, render_rescan_sheet
from qa.codes import sentence
from schemas.rescans import PlacementKind
from schemas.texts import N_, Translate
from web.stored import stored_files

COLUMNS = (
    N_("Library"), N_("Title"), N_("Identifier"), N_("Shelf mark"), N_("To be scanned"),
    N_("Printed number"), N_("Reason"), N_("Note"), N_("Operator"), N_("Device"), N_("Asked by"),
    N_("Asked on"), N_("The original"),
)  # fmt: skip
ORIGINAL_SAID = {
    OriginalPlace.DEPARTMENT: N_("at the department since {since}"),
    OriginalPlace.LIBRARY: N_("returned to {library} on {since}"),
    OriginalPlace.ELSEWHERE: N_("elsewhere since {since}"),
}
#: A table program takes a cell that begins so for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Speech:
    """A language: its texts, and how it writes numbers."""

    translate: Translate
    number: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of the list in words."""

    line: RescanLine
    place: str
    reasons: tuple[str, ...]
    original: str
    is_known: bool
    """Whether anybody said where the original is."""
    asked_by: str
    asked_on: str

    @property
    def label(self) -> str:
        """The number printed on the page."""
        page = self.line.page
        return page.label if page and self.line.verdict else ""

    @property
    def identifier(self) -> str:
        """The ARK of the page, or of the object."""
        line = self.line
        if line.page is None or line.missing:
            return line.digital_object.object_id
        return page_id(line.digital_object, line.page)

    @property
    def device(self) -> str:
        """What it was scanned with."""
        device = self.line.digital_object.device
        return device.name if device else ""


def said_lines(lines: Sequence[RescanLine], speech: Speech) -> list[SaidLine]:
    """The lines in words."""
    return [
        SaidLine(
            line=line,
            place=said_place(line, speech.translate),
            reasons=tuple(
                sentence(finding_of(row), speech.translate, speech.number) for row in line.findings
            ),
            original=said_original(line.original, speech.translate),
            is_known=line.original is not None,
            asked_by=named(line.asked_by),
            asked_on=day_of(line.asked_at),
        )
        for line in lines
    ]


def said_place(line: RescanLine, translate: Translate) -> str:
    """What is to be scanned."""
    if line.missing is not None:
        if line.page is None:
            return translate(N_("a page missing before the first"))
        return translate(N_("a page missing after page {n}")).format(n=line.page.sequence)
    if line.page is None:
        return translate(N_("the whole object"))
    return translate(N_("page {n}")).format(n=line.page.sequence)


def said_placement(kind: str, sequence: int | None, translate: Translate) -> str:
    """The place of an arrived scan."""
    if kind == PlacementKind.REPLACE:
        return translate(N_("page {n}")).format(n=sequence)
    if kind == PlacementKind.INSERT and sequence:
        return translate(N_("new page after {n}")).format(n=sequence)
    return translate(N_("new first page") if kind == PlacementKind.INSERT else N_("no page"))


def said_original(original: OriginalWhereabouts | None, translate: Translate) -> str:
    """Where the original is; honest where nobody said."""
    if original is None:
        return translate(N_("where it is was not recorded"))
    words = translate(ORIGINAL_SAID[OriginalPlace(original.place)])
    said = words.format(since=original.since.isoformat(), library=original.library or "")
    return f"{said} ({original.note})" if original.note else said


def named(user: User) -> str:
    """A person as staff know them."""
    return user.get_full_name() or user.get_username()


def day_of(moment: datetime) -> str:
    """The day here."""
    return f"{localtime(moment):%Y-%m-%d}"


def table_of(lines: Sequence[SaidLine], translate: Translate) -> bytes:
    """The list as CSV for table programs: UTF-8 with its mark, a line a page."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([translate(column) for column in COLUMNS])
    for said in lines:
        writer.writerow([_cell(value) for value in _cells(said)])
    return text.getvalue().encode("utf-8-sig")


def _cells(said: SaidLine) -> tuple[str, ...]:
    row = said.line.digital_object
    return (
        row.library.name, row.title, said.identifier, said.line.shelf_mark, said.place, said.label,
        " ".join(said.reasons), said.line.note, row.operator, said.device, said.asked_by,
        said.asked_on, said.original,
    )  # fmt: skip


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULAS) else value


def sheet_of(
    lines: Sequence[SaidLine], translate: Translate, made_on: str, about: str = ""
) -> bytes:
    """The list as PDF, with pictures."""
    title = translate(N_("To be scanned again"))
    head = SheetHead(
        title=f"{title}: {about}" if about else title,
        made_on=made_on,
        empty=translate(N_("Nothing is to be scanned again.")),
    )
    return render_rescan_sheet([_sheet_row(said, translate) for said in lines], head)


def _sheet_row(said: SaidLine, translate: Translate) -> SheetRow:
    row = said.line.digital_object
    asked = translate(N_("asked by {name}, {day}")).format(name=said.asked_by, day=said.asked_on)
    label = f" [{said.label}]" if said.label else ""
    return SheetRow(
        title=row.title,
        place=f"{said.place[:1].upper()}{said.place[1:]}{label}",
        identifiers=" · ".join(
            filter(None, (said.line.shelf_mark, row.library.name, said.identifier))
        ),
        reason=" ".join(filter(None, (*said.reasons, said.line.note))),
        asked=" · ".join(filter(None, (asked, row.operator, said.device))),
        original=translate(N_("The original: {where}")).format(where=said.original),
        thumbnail=_thumbnail(said.line),
    )


def _thumbnail(line: RescanLine) -> bytes:
    if not line.thumbnail:
        return b""
    row = line.digital_object
    path = stored_files().path(row.object_id, row.aip_version, line.thumbnail)
    return path.read_bytes() if path else b""
