"""``skrynia target``: a target graded where it lies, without catalogue or flow."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.table import Table

from cli.language import _, language
from cli.printing import DONE, LOOK, answers, escaped, notice, print_json
from cli.qa_wording import shown_path
from pipeline.files import write_whole
from pipeline.plain import plain_of
from pipeline.sandbox import Limits
from pipeline.target import ReferenceNotUsableError, TargetRequest, grade_file
from pipeline.target_sheet import render_sheet
from qa.targets.kinds import TargetKind
from qa.targets.measures import MEASURES, Measure
from qa.targets.references import AFTER_2014, BEFORE_2014
from qa.targets.report import TargetReport
from qa.targets.standards import CATEGORIES, LevelVerdict
from qa.targets.wording import (
    KINDS,
    said_level,
    said_measure,
    said_reason,
    said_verdict,
    said_where,
)
from schemas.findings import Region
from settings.work import work_settings

#: A file of a chart's own values is a page of text.
_MAX_VALUES_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class TargetCall:
    """The options of one call."""

    file: Path
    kind: TargetKind | None
    category: str
    reference: str
    edge: str
    ruler: str
    pitch_mm: float | None
    as_json: bool
    pdf: Path | None
    device: str = ""
    """The device that made it: the grading is kept."""
    library: str = ""
    operator: str = ""


def run(call: TargetCall) -> int:
    """Grade, report, and end with 1 where there is no target."""
    request = request_of(call)
    if call.pdf is not None:
        require_writable(call.pdf)
    settings = work_settings()
    limits = Limits(wall_seconds=settings.page_seconds, cpu_seconds=settings.page_seconds)
    report = grade_file(call.file, request, limits, settings.max_pixels)
    name = shown_path(Path(call.file.name))
    if report is not None and call.pdf is not None:
        today, mark = date.today().isoformat(), decimal_mark()  # noqa: DTZ011 -- the local day
        write_whole(call.pdf, render_sheet(report, name, today, _, mark))
        notice(_("Sheet: {path}").format(path=shown_path(call.pdf)))
    kept = recorded(call, report)
    if call.as_json:
        print_json({"file": name, "target": document(report) if report else None, "kept": kept})
    elif report is None:
        answers.print(_("No target was found in this picture."))
    else:
        print_report(report)
    if kept is not None and not call.as_json:
        notice(
            _("Kept for {device}: {outcome}.").format(device=call.device, outcome=kept["message"])
        )
    good = report is not None and (kept is None or kept["outcome"] == "passed")
    return DONE if good else LOOK


def recorded(call: TargetCall, report: TargetReport | None) -> dict[str, Any] | None:
    """The grading as the catalogue keeps it; None where no device was named."""
    if not call.device:
        return None
    from cli.devices import grading_entry  # noqa: PLC0415 -- models load after Django
    from cli.target_record import record  # noqa: PLC0415 -- as above

    return grading_entry(record(call.file, report, call.device, call.library, call.operator))


def require_writable(file: Path, option: str = "--pdf") -> None:
    """Say before the work, not after it, that the sheet has no place to stand.

    Raises:
        BadParameter: its folder is missing or closed.
    """
    folder = file.absolute().parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        text = _("There is no folder “{folder}” that could be written to.")
        raise typer.BadParameter(text.format(folder=shown_path(folder)), param_hint=option)


def request_of(call: TargetCall) -> TargetRequest:
    """The call as the pipeline knows it.

    Raises:
        BadParameter: an option cannot be understood.
        ReferenceNotUsableError: the file of values cannot be read.
    """
    if call.category not in CATEGORIES:
        raise typer.BadParameter(", ".join(CATEGORIES), param_hint="--category")
    known = call.reference in (AFTER_2014, BEFORE_2014)
    kinds = (call.kind,) if call.kind else (TargetKind.CLASSIC24, TargetKind.SG140)
    return TargetRequest(
        kinds=kinds,
        category=call.category,
        reference=call.reference if known else Path(call.reference).name,
        own_values="" if known else own_values(Path(call.reference)),
        edge=region_of(call.edge, "--edge"),
        ruler=region_of(call.ruler, "--ruler"),
        pitch_mm=call.pitch_mm,
    )


def own_values(file: Path) -> str:
    """The text of a chart's own values.

    Raises:
        ReferenceNotUsableError: there is none that could be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(_MAX_VALUES_BYTES).decode("utf-8", "replace") or "\n"
    except OSError as error:
        raise ReferenceNotUsableError(name=file.name, reason=error.strerror) from error


def region_of(text: str, option: str) -> Region | None:
    """A region written as left,top,width,height.

    Raises:
        BadParameter: it is not written so.
    """
    if not text:
        return None
    numbers = [part.strip() for part in text.split(",")]
    if len(numbers) != 4 or not all(part.isascii() and part.isdigit() for part in numbers):
        raise typer.BadParameter(_("left,top,width,height in pixels"), param_hint=option)
    region = Region(*(int(part) for part in numbers))
    if not region.width or not region.height:
        raise typer.BadParameter(_("left,top,width,height in pixels"), param_hint=option)
    return region


def decimal_mark() -> str:
    """How the reader divides whole numbers from parts."""
    return "," if language() == "lt" else "."


def document(report: TargetReport) -> dict[str, object]:
    """The report in JSON, each measure with its unit and each verdict with its sentence."""
    plain: dict[str, object] = plain_of(report)
    plain["measures"] = [measure_document(measure) for measure in report.measures]
    plain["verdicts"] = [verdict_document(verdict) for verdict in report.verdicts]
    return plain


def measure_document(measure: Measure) -> dict[str, object]:
    """One measure in JSON."""
    unit = MEASURES[measure.name].unit
    return {
        **plain_of(measure),
        "value": measure.value,
        "unit": unit,
        "message": said_reason(measure, _),
    }


def verdict_document(verdict: LevelVerdict) -> dict[str, object]:
    """One verdict in JSON."""
    return {
        **plain_of(verdict),
        "is_complete": verdict.is_complete,
        "message": said_verdict(verdict, _),
    }


def print_report(report: TargetReport) -> None:
    """The verdicts first, then every measure."""
    answers.print(f"[bold]{escaped(report.target or _(KINDS.get(report.kind, '')))}[/]")
    for verdict in report.verdicts:
        head, decided = said_level(verdict, _), said_verdict(verdict, _)
        tail = decided.removeprefix(head).removeprefix("; ")
        answers.print(f"  [bold]{escaped(head)}[/]" + (f" · {escaped(tail)}" if tail else ""))
    table = Table(box=None, pad_edge=False, show_header=False)
    for measure in report.measures:
        style = "" if measure.is_measured else "dim"
        note = said_where(measure, _) or said_reason(measure, _)
        value = said_measure(measure, _, decimal_mark())
        name = _(MEASURES[measure.name].text)
        table.add_row(escaped(name), escaped(value), escaped(note), style=style)
    answers.print(table)
    if report.other_delta_e_mean is not None and is_rather_the_other(report):
        text = _("By the values {name} the mean difference would be smaller: is the chart of them?")
        answers.print(escaped(text.format(name=report.other_reference)))


def is_rather_the_other(report: TargetReport) -> bool:
    """Whether the chart's other formulation fits better."""
    mean = report.measure("delta_e_mean")
    own = mean.value if mean is not None else None
    other = report.other_delta_e_mean
    return own is not None and other is not None and other < own
