"""``skrynia qa --json``, by docs/contracts/qa.schema.json."""

from collections.abc import Iterator
from typing import Any

from cli.language import _
from cli.qa_wording import said_finding, said_reason, said_target, shown_path
from pipeline.folder_inspection import FolderInspection
from pipeline.inspected import InspectedPage
from pipeline.inspected_targets import InspectedTarget
from pipeline.plain import plain_of
from qa.codes import severity_of, unit_of
from qa.profiles import profile_for
from qa.proposal import Proposal
from qa.wordings.targets import UNGRADED_REASONS
from schemas.findings import Finding
from schemas.pages import ScanRole


def document(inspection: FolderInspection) -> dict[str, Any]:
    """The folder as it was judged."""
    plan, profile = inspection.plan, profile_for(inspection.material)
    return {
        "folder": shown_path(plan.folder),
        "verdict": inspection.proposal.value,
        "profile": {"name": profile.name, "version": profile.version},
        "checks": check_versions(inspection),
        "files": [page_entry(inspection, page) for page in inspection.pages],
        "sequence": [
            finding_entry(page, finding) | {"object": object_name(inspection, page)}
            for page in inspection.pages
            for finding in page.across
        ],
        "other_scans": list(other_scans(inspection)),
        "targets": [target_entry(one) for one in inspection.targets],
        "ignored": [{"path": i.path, "reason": _(i.reason.value)} for i in plan.ignored],
        "unreadable": [
            {"path": str(e.facts["path"]), "reason": str(e.facts["reason"])}
            for e in plan.unreadable
        ],
        "seconds": {name: round(value, 3) for name, value in inspection.seconds.items()},
    }


def page_entry(inspection: FolderInspection, page: InspectedPage) -> dict[str, Any]:
    """One page, or one of the scans a page is made of."""
    return {
        "path": page.path,
        "page_in_file": page.scan.image_in_file + 1,
        "object": object_name(inspection, page),
        "page": page.sequence,
        "label": page.label or None,
        "crop": plain_of(page.part.crop),
        "verdict": page.proposal.value,
        "findings": [finding_entry(page, finding) for finding in page.findings],
        "not_applicable": [
            {"check": name, "reason": reason, "message": said_reason(reason)}
            for name, reason in (page.report.not_applicable if page.report else ())
        ],
        "seconds": round(page.seconds, 3),
    }


def finding_entry(page: InspectedPage, finding: Finding) -> dict[str, Any]:
    """One finding with its sentence."""
    return {
        "code": finding.code,
        "severity": severity_of(finding.code).value,
        "path": page.path,
        "page": page.sequence,
        "measured": finding.measured,
        "limit": finding.limit,
        "unit": unit_of(finding.code) or None,
        "region": plain_of(finding.region),
        "message": said_finding(finding),
    }


def object_name(inspection: FolderInspection, page: InspectedPage) -> str:
    """The object a page belongs to."""
    return inspection.plan.objects[page.object_number].name


def check_versions(inspection: FolderInspection) -> dict[str, str]:
    """The checks that judged, with the versions of their measures."""
    reports = (page.report for page in inspection.pages if page.report is not None)
    return next((dict(report.check_versions) for report in reports), {})


def target_entry(one: InspectedTarget) -> dict[str, Any]:
    """One target as it was graded, be it alone or beside a page."""
    report, reason = one.outcome.report, one.outcome.ungraded
    return {
        "path": one.path,
        "page_in_file": one.image_in_file + 1,
        "beside_page": one.is_beside,
        "target": report.target if report else None,
        "region": plain_of(report.region) if report else None,
        "levels": {
            verdict.standard: {"level": verdict.level, "is_complete": verdict.is_complete}
            for verdict in (report.verdicts if report else ())
            if verdict.is_judged
        },
        "message": said_target(one) if report else _(UNGRADED_REASONS[reason]),
    }


def other_scans(inspection: FolderInspection) -> Iterator[dict[str, Any]]:
    """Scans that are no pages: targets, dockets."""
    for one in inspection.plan.objects:
        for scan in one.scans:
            if scan.role is not ScanRole.PAGE:
                yield {
                    "path": one.files[scan.file].relative,
                    "page_in_file": scan.image_in_file + 1,
                    "role": scan.role.value,
                    "verdict": Proposal.ACCEPT.value,
                }
