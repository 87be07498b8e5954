"""``skrynia ocr``: the text of a folder or file, without catalogue or flow."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from cli.counting import counted
from cli.language import _, ngettext
from cli.ocr_document import document, page_state, said_page
from cli.printing import DONE, LOOK, answers, complain, escaped, notice, print_json
from cli.qa_wording import shown_path
from pipeline.context import WorkLimits
from pipeline.folder_reading import FolderReading, ReadingRequest, read_folder_text
from pipeline.pdf.page_image import PdfProfile
from pipeline.reading.automatic import way_of
from settings.work import work_settings

#: Of more pages only those are shown that want a look.
ALL_SHOWN = 40
STYLES = {"read": "green", "empty": "yellow", "failed": "red"}


@dataclass(frozen=True, slots=True)
class OcrCall:
    """The options of one call."""

    path: Path
    out: Path
    language: str
    model: str
    profile: PdfProfile
    workers: int | None
    as_json: bool


def run(call: OcrCall) -> int:
    """Read, report, and end with 1 where a page could not be read."""
    notice(_("Looking through the scans …"))
    with counted(_("Text recognition")) as tick:
        reading = read_folder_text(request_of(call), tick)
    for refusal in reading.folder.unreadable:
        complain(refusal)
    if call.as_json:
        print_json(document(reading))
    else:
        print_reading(reading)
    return LOOK if reading.failed or reading.folder.unreadable else DONE


def request_of(call: OcrCall) -> ReadingRequest:
    """The call as the pipeline knows it, within the limits of this installation."""
    settings = work_settings()
    return ReadingRequest(
        path=call.path,
        out=call.out,
        model=way_of(call.language, call.model),
        profile=call.profile,
        limits=WorkLimits(max_pixels=settings.max_pixels, wall_seconds=settings.page_seconds),
        ocr_seconds=settings.ocr_seconds,
        workers=call.workers or settings.workers,
        still_seconds=settings.still_seconds,
    )


def print_reading(reading: FolderReading) -> None:
    """A line a page, of a volume only of what wants a look; how many of each; where it all is."""
    table = Table(box=None, pad_edge=False, show_header=False)
    is_short = len(reading.pages) <= ALL_SHOWN
    for page in reading.pages:
        if not (is_short or page.findings or page_state(page) != "read"):
            continue
        style = STYLES[page_state(page)]
        told = said_page(page)
        table.add_row(f"[bold]{escaped(page.page.name)}[/]", f"[{style}]{escaped(told)}[/]")
    if table.row_count:
        answers.print(table)
    number = Counter(page_state(page) for page in reading.pages)
    pages = len(reading.pages)
    parts = [ngettext("{n} page", "{n} pages", pages).format(n=pages)]
    names = {"empty": _("without text"), "failed": _("not read")}
    parts += [f"{name}: {number[state]}" for state, name in names.items() if number[state]]
    kept = sum(page.was_kept for page in reading.pages)
    parts += [f"{_('read before')}: {kept}"] if kept else []
    answers.print(" · ".join(parts))
    answers.print(f"{_('Document')}: {escaped(shown_path(reading.document))}")
