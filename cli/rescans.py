"""``skrynia rescans``: the rescan list on the screen, as a table, on paper."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.table import Table

from catalogue.interchange import page_id
from catalogue.models import DigitalObject
from catalogue.queries.rescans import RescanFilter, rescan_lines
from cli.language import _, said_number
from cli.printing import DONE, answers, escaped, notice, print_json
from cli.target import require_writable
from pipeline.files import write_whole
from web.rescan_words import SaidLine, Speech, said_lines, sheet_of, table_of


@dataclass(frozen=True, slots=True)
class RescansCall:
    """The options of one call."""

    library: str
    operator: str
    device: str
    csv: Path | None
    pdf: Path | None
    as_json: bool

    @property
    def narrowed(self) -> RescanFilter:
        """What the list is narrowed to."""
        return RescanFilter(self.library, self.operator, self.device)


def run(call: RescansCall) -> int:
    """List what is to be scanned again, in the order of libraries, titles and pages."""
    for file, option in ((call.csv, "--csv"), (call.pdf, "--pdf")):
        if file is not None:
            require_writable(file, option)
    lines = said_lines(
        rescan_lines(DigitalObject.objects.all(), call.narrowed), Speech(_, said_number)
    )
    if call.csv is not None:
        write_whole(call.csv, table_of(lines, _))
        notice(_("Table: {path}").format(path=call.csv))
    if call.pdf is not None:
        today = date.today().isoformat()  # noqa: DTZ011 -- the local day
        about = " · ".join(filter(None, (call.library, call.operator, call.device)))
        write_whole(call.pdf, sheet_of(lines, _, today, about))
        notice(_("Sheet: {path}").format(path=call.pdf))
    if call.as_json:
        print_json({"lines": [document(said) for said in lines]})
    else:
        print_lines(lines)
    return DONE


def document(said: SaidLine) -> dict[str, object]:
    """One line in JSON, by the contract."""
    line, row = said.line, said.line.digital_object
    where = line.page.sequence if line.page else None
    return {
        "object_id": row.object_id,
        "title": row.title,
        "library": row.library.code,
        "shelf_mark": line.shelf_mark or None,
        "page": where if line.verdict else None,
        "page_id": page_id(row, line.page) if line.page and line.verdict else None,
        "label": said.label or None,
        "missing_after": (where or 0) if line.missing else None,
        "message": said.place,
        "reasons": [
            {"code": finding.code, "message": message}
            for finding, message in zip(line.findings, said.reasons, strict=True)
        ],
        "note": line.note,
        "operator": row.operator or None,
        "device": said.device or None,
        "asked_by": line.asked_by.get_username(),
        "asked_at": line.asked_at.isoformat(),
        "original": original_document(said),
        "has_arrival": line.has_arrival,
        "thumbnail": line.thumbnail or None,
    }


def original_document(said: SaidLine) -> dict[str, object] | None:
    """Where the original is, in JSON; null where nobody said."""
    original = said.line.original
    if original is None:
        return None
    return {
        "place": original.place,
        "library": original.library.code if original.library else None,
        "since": original.since.isoformat(),
        "by": original.by.get_username(),
        "note": original.note,
        "message": said.original,
    }


def print_lines(lines: list[SaidLine]) -> None:
    """The list for people."""
    table = Table(
        _("Identifier"), _("Title"), _("Shelf mark"), _("To be scanned"), _("Reason"),
        _("The original"), _("Asked on"),
    )  # fmt: skip
    for said in lines:
        line = said.line
        table.add_row(
            line.digital_object.name,
            escaped(line.digital_object.title),
            escaped(line.shelf_mark),
            said.place + (f" [{escaped(said.label)}]" if said.label else ""),
            escaped(" ".join(filter(None, (*said.reasons, line.note)))),
            escaped(said.original),
            said.asked_on,
        )
    if table.row_count:
        answers.print(table)
    else:
        answers.print(_("Nothing is to be scanned again."))
