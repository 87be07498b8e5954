"""One object as the command line tells it: in JSON by contract, and for people."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from catalogue.interchange import finding_of, page_id
from catalogue.models import DigitalObject, Page, PageRescan, QaFinding, RescanArrival
from catalogue.queries.objects import find_object
from catalogue.queries.pages import deliveries_of, findings_of, pages_of
from catalogue.queries.rescans import closed_arrivals
from cli.language import _, ngettext, said_number, translations
from cli.printing import answers, escaped
from qa.codes import sentence
from schemas.findings import Severity

MARKS = {Severity.INFO: "·", Severity.WARNING: "[yellow]![/]", Severity.ERROR: "[red]✗[/]"}


def object_report(
    object_id: str, *, already: bool = False, seconds: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """The object by docs/contracts/digitise.schema.json."""
    row = find_object(object_id)
    findings = list(findings_of(row))
    of_page: dict[int, list[int]] = {}
    for index, finding in enumerate(findings):
        if finding.page_id is not None:
            of_page.setdefault(finding.page_id, []).append(index)
    return {
        "object_id": row.object_id,
        "title": row.title,
        "state": row.state,
        "already": already,
        "pages": [
            page_report(row, page, of_page.get(page.pk, []))
            for page in pages_of(row, superseded=True)
        ],
        "findings": [finding_report(finding) for finding in findings],
        "ignored": list(row.ignored),
        "aip": {"path": row.aip_location, "version": f"v{row.aip_version}"}
        if row.aip_version
        else None,
        "exports": [
            {"target": d.target, "path": d.path, "at": d.at.isoformat()} for d in deliveries_of(row)
        ],
        "rescans": [rescan_report(arrival) for arrival in closed_arrivals(row)],
        "seconds": dict(seconds if seconds is not None else row.step_seconds),
    }


def rescan_report(arrival: RescanArrival) -> dict[str, Any]:
    """One arrival of rescans that took their places; ``scans`` are numbers within the object."""
    done = PageRescan.objects.filter(arrived__arrival=arrival).select_related(
        "page", "arrived__scan"
    )
    rows = list(done.order_by("page__sequence"))
    return {
        "number": arrival.number,
        "at": (arrival.closed_at or arrival.at).isoformat(),
        "by": arrival.closed_by.get_username() if arrival.closed_by else None,
        "undone": arrival.undone_at is not None,
        "pages": [one.page.sequence for one in rows],
        "files": sorted({one.arrived.scan.file for one in rows if one.arrived.scan}),
    }


def page_report(row: DigitalObject, page: Page, findings: list[int]) -> dict[str, Any]:
    """One page; its source is its first scan's file."""
    scan = page.parts.all()[0].scan
    return {
        "page_id": page_id(row, page),
        "sequence": page.sequence,
        "role": page.role,
        "label": page.label or None,
        "source": scan.file,
        "page_in_file": scan.image_in_file + 1,
        "state": page.state,
        "confidence": page.confidence,
        "findings": findings,
    }


def finding_report(row: QaFinding) -> dict[str, Any]:
    """One finding with its sentence."""
    return {
        "code": row.code,
        "severity": row.severity,
        "page": row.page.sequence if row.page else None,
        "measured": row.measured,
        "limit": row.limit,
        "unit": row.unit or None,
        "region": row.region,
        "message": said(row),
        "settled": row.is_settled,
    }


def said(row: QaFinding) -> str:
    """The finding's sentence in the reader's language."""
    return sentence(finding_of(row), translations().gettext, said_number)


def print_report(report: Mapping[str, Any]) -> None:
    """The object for people: what it is, where it is, what must be looked at."""
    answers.print(f"[bold]{escaped(report['title'])}[/]  {report['object_id']}")
    answers.print(f"{_('State')}: [bold]{state_name(report['state'])}[/]")
    if report["already"]:
        answers.print(_("These scans were an object already; nothing was written."))
    pages = [page for page in report["pages"] if page["state"] != "superseded"]
    failed = sum(page["state"] == "failed" for page in pages)
    text = ngettext("{n} page", "{n} pages", len(pages)).format(n=len(pages))
    if failed:
        text += ", " + ngettext("{n} failed", "{n} failed", failed).format(n=failed)
    answers.print(text)
    print_findings(report["findings"])
    if report["aip"]:
        answers.print(
            f"{_('Kept in')}: {escaped(report['aip']['path'])} ({report['aip']['version']})"
        )
    for export in report["exports"]:
        answers.print(f"{_('Exported')}: {export['target']} {escaped(export['path'])}")
    print_rescans(report["rescans"])
    name = report["object_id"].rpartition("/")[2]
    if report["state"] == "RescanWanted":
        answers.print(
            _("Next: scan what skrynia rescans lists, then: skrynia rescan {name} FOLDER").format(
                name=name
            )
        )
    elif report["state"] == "NeedsReview":
        answers.print(
            _("Next: look at the pages named, then: skrynia review {name} --accept").format(
                name=name
            )
        )


def print_rescans(rescans: list[dict[str, Any]]) -> None:
    """What rescans replaced, and what was taken back."""
    for one in rescans:
        pages = ", ".join(str(page) for page in one["pages"])
        text = _("Rescan {number} of {day}: pages {pages}").format(
            number=one["number"], day=one["at"][:10], pages=pages
        )
        answers.print(text + (f" ({_('undone')})" if one["undone"] else ""))


def print_findings(findings: list[dict[str, Any]]) -> None:
    """The findings that wait, page by page."""
    waiting = [f for f in findings if not f["settled"]]
    if not waiting:
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in waiting:
        page = "–" if finding["page"] is None else str(finding["page"])
        table.add_row(
            MARKS[Severity(finding["severity"])],
            page,
            escaped(finding["message"]),
            f"[dim]{finding['code']}[/]",
        )
    answers.print(table)


def state_name(state: str) -> str:
    """A state in the reader's language."""
    return {
        "Captured": _("captured"),
        "InWork": _("in work"),
        "NeedsReview": _("waits for a person"),
        "RescanWanted": _("rescan wanted"),
        "Ready": _("ready"),
        "Delivered": _("delivered"),
        "Withdrawn": _("withdrawn"),
        "Failed": _("failed"),
    }[state]
