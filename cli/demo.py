"""``skrynia demo``: the whole way on a sample book, or on a folder of one's own, with a table."""

import getpass
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from catalogue.queries.objects import find_object
from catalogue.services.people import shell_user
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState
from cli.demo_data import register_sample_book
from cli.language import _, ngettext, said_number
from cli.object_report import object_report, print_findings, state_name
from cli.printing import DONE, NOTHING_DONE, answers, complain, escaped, notice, print_json
from cli.progress import shown_progress
from flows.delivering import deliver
from flows.intake import IntakeRequest, plan_intake
from flows.registering import RegisteredObject, register
from flows.running import run_objects
from flows.verdicts import remember_verdict
from schemas.errors import LibraryError
from schemas.findings import Verdict
from settings.work import WorkSettings, work_settings


def run(scans: Path | None, *, as_json: bool) -> int:
    """Show both ends: the book that waits for a person, then the verdict and its package."""
    settings = work_settings()
    began = time.monotonic()
    objects = registered(scans, settings)
    with shown_progress(settings.home.work) as watch:
        runs = run_objects(objects, settings, watch)
    for one in runs:
        if one.error is not None:
            complain(one.error)
    reports = [shown(one.object_id, settings, as_json=as_json) for one in runs]
    if as_json:
        print_json({"objects": reports, "total_seconds": round(time.monotonic() - began, 1)})
    else:
        print_table(reports, time.monotonic() - began)
        print_places(reports, settings)
    done = all(report["state"] != "Failed" for report in reports)
    return DONE if done else NOTHING_DONE


def registered(scans: Path | None, settings: WorkSettings) -> tuple[RegisteredObject, ...]:
    """The sample book, or the folder named, as objects of the catalogue."""
    if scans is not None:
        notice(_("Reading the scans …"))
        return register(plan_intake(IntakeRequest(folder=scans), settings), settings).objects
    notice(_("Typesetting and “scanning” the sample book …"))
    return register_sample_book(settings)


def shown(object_id: str, settings: WorkSettings, *, as_json: bool) -> dict[str, Any]:
    """Show where the object stopped, give the accepting verdict, and hand it over."""
    report = object_report(object_id)
    if not as_json:
        answers.print(f"\n[bold]{escaped(report['title'])}[/]  {report['object_id']}")
        answers.print(f"{_('State')}: [bold]{state_name(report['state'])}[/]")
        print_findings(report["findings"])
    try:
        accept(object_id, settings)
    except LibraryError as error:
        complain(error)
    return object_report(object_id)


def accept(object_id: str, settings: WorkSettings) -> None:
    """What a person would do next: look, accept, deliver.

    Raises:
        LibraryError: the verdict or the delivery is refused.
    """
    row = find_object(object_id)
    user = shell_user(getpass.getuser())
    if row.state == ObjectState.NEEDS_REVIEW:
        note = _("accepted by the demo")
        verdict = give_verdict(row, Verdict.ACCEPT, by=user, now=datetime.now(UTC), note=note)
        remember_verdict(row, verdict, settings.storage)
        notice(_("The demo accepts it as a person would: skrynia review {name} --accept").format(
            name=row.name))  # fmt: skip
    if row.state == ObjectState.READY:
        deliver(object_id, settings, by=user)


def print_table(reports: list[dict[str, Any]], seconds: float) -> None:
    """Pages, findings, confidence, packages, seconds a step."""
    table = Table()
    for heading in (_("Title"), _("Pages"), _("Findings"), _("OCR confidence"), _("Packages")):
        table.add_column(heading)
    for report in reports:
        pages = [page for page in report["pages"] if page["state"] != "superseded"]
        read = [page["confidence"] for page in pages if page["confidence"] is not None]
        mean = f"{said_number(round(100 * sum(read) / len(read), 1))} %" if read else "–"
        table.add_row(
            escaped(report["title"]),
            str(len(pages)),
            str(len(report["findings"])),
            mean,
            ", ".join(sorted({export["target"] for export in report["exports"]})) or "–",
        )
    answers.print()
    answers.print(table)
    for report in reports:
        steps = [
            f"{step} {said_number(round(spent, 1))} s" for step, spent in report["seconds"].items()
        ]
        answers.print(f"{_('Work a step, over all pages')}: {' · '.join(steps)}")
    whole = round(seconds)
    answers.print(ngettext("{n} second in all", "{n} seconds in all", whole).format(n=whole))


def print_places(reports: list[dict[str, Any]], settings: WorkSettings) -> None:
    """Where everything lies, and where to look."""
    for report in reports:
        if report["aip"]:
            answers.print(f"{_('Kept in')}: {escaped(report['aip']['path'])}")
        for export in report["exports"]:
            answers.print(f"{_('Exported')}: {escaped(export['path'])}")
    answers.print(f"{_('Home')}: {escaped(str(settings.home.root))}")
    answers.print(_("To look at it: make serve, then http://127.0.0.1:8000"))
