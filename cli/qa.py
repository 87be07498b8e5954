"""``skrynia qa``: a folder judged where it lies, without catalogue or flow."""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.table import Table

from cli.counting import counted
from cli.language import _, ngettext
from cli.printing import DONE, LOOK, answers, complain, escaped, notice, print_json
from cli.qa_document import document
from cli.qa_html import html_report
from cli.qa_wording import said_finding, said_target, shown_path, source_name, verdict_name
from pipeline.context import WorkLimits
from pipeline.files import write_whole
from pipeline.folder_inspection import FolderInspection, InspectionRequest, inspect_folder
from qa.codes import severity_of
from qa.proposal import Proposal
from schemas.findings import Severity
from schemas.objects import Material
from settings.work import work_settings

#: Longest side of a flagged page's picture in the report: enough to see what is meant.
PICTURE_PX = 1000
MARKS = {Severity.INFO: "·", Severity.WARNING: "[yellow]![/]", Severity.ERROR: "[red]✗[/]"}
STYLES = {Proposal.ACCEPT: "green", Proposal.LOOK: "yellow", Proposal.RESCAN: "red"}


@dataclass(frozen=True, slots=True)
class QaCall:
    """The options of one call."""

    path: Path
    material: Material
    capture_profile: str
    recursive: bool
    as_json: bool
    html: Path | None


def run(call: QaCall) -> int:
    """Judge, report, and end with 1 where a page wants more than to be accepted."""
    if call.html is not None:
        require_writable(call.html)
    notice(_("Reading the scans …"))
    with counted(_("Image checks")) as tick:
        inspection = inspect_folder(request_of(call), tick)
    for refusal in inspection.plan.unreadable:
        complain(refusal)
    if call.html is not None:
        report = html_report(inspection, datetime.now().astimezone())
        write_whole(call.html, report.encode())
        notice(_("Report: {path}").format(path=shown_path(call.html)))
    if call.as_json:
        print_json(document(inspection))
    else:
        print_inspection(inspection)
    return DONE if inspection.proposal is Proposal.ACCEPT else LOOK


def request_of(call: QaCall) -> InspectionRequest:
    """The call as the pipeline knows it, within the limits of this installation."""
    settings = work_settings()
    return InspectionRequest(
        path=call.path,
        material=call.material,
        capture_profile=call.capture_profile,
        recursive=call.recursive,
        limits=WorkLimits(max_pixels=settings.max_pixels, wall_seconds=settings.page_seconds),
        workers=settings.workers,
        still_seconds=settings.still_seconds,
        picture_px=PICTURE_PX if call.html is not None else 0,
    )


def require_writable(file: Path) -> None:
    """Say before the work, not after it, that the report has no place to stand.

    Raises:
        BadParameter: its folder is missing or closed.
    """
    folder = file.absolute().parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        text = _("There is no folder “{folder}” that could be written to.")
        raise typer.BadParameter(text.format(folder=shown_path(folder)), param_hint="--html")


def print_inspection(inspection: FolderInspection) -> None:
    """The pages that want a person, each with what was found; then how many of each verdict."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for page in inspection.pages:
        if page.proposal is Proposal.ACCEPT:
            continue
        verdict = f"[{STYLES[page.proposal]}]{verdict_name(page.proposal)}[/]"
        table.add_row(f"[bold]{escaped(source_name(page))}[/]", "", verdict, "")
        for finding in (*page.findings, *page.across):
            mark = MARKS[severity_of(finding.code)]
            said = escaped(said_finding(finding))
            table.add_row("", mark, said, f"[dim]{finding.code}[/]")
    if table.row_count:
        answers.print(table)
    for target in inspection.targets:
        answers.print(f"[bold]{escaped(target.path)}[/]  {escaped(said_target(target))}")
    answers.print(summary(inspection))


def summary(inspection: FolderInspection) -> str:
    """How many pages, and how many of each verdict."""
    pages = len(inspection.pages)
    parts = [ngettext("{n} page", "{n} pages", pages).format(n=pages)]
    number = Counter(page.proposal for page in inspection.pages)
    parts += [f"{verdict_name(one)}: {number[one]}" for one in Proposal if number[one]]
    return " · ".join(parts)
