"""Targets between the catalogue and the steps: what is to be graded, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from catalogue.models import DigitalObject, Scan, TargetGrading
from catalogue.outcomes import JudgedFinding
from catalogue.queries.devices import missing_of
from catalogue.services.devices import (
    NewGrading,
    policy_of,
    record_object_gradings,
    record_session_findings,
)
from catalogue.sessions import Missing, Outcome, Policy
from flows.work import ObjectWork, TargetJob
from pipeline.page import FileToTake
from pipeline.plain import plain_of
from pipeline.target_grading import CATEGORY_OF_MATERIAL, GradedScan, TargetOutcome
from qa.codes import severity_of
from qa.targets.report import TargetReport
from qa.wordings.targets import SESSION_REASONS, UNGRADED_REASONS
from schemas.findings import Finding, Severity
from schemas.mix import DeviceFacts
from schemas.objects import Material
from schemas.pages import ScanRole


def device_of(row: DigitalObject) -> DeviceFacts:
    """What the catalogue knows of the device that made an object, and who worked it."""
    device = row.device
    if device is None:
        return DeviceFacts(operator=row.operator)
    return DeviceFacts(
        manufacturer=device.maker,
        model=device.model,
        serial_number=device.serial_number,
        lens=device.lens,
        software=device.software,
        operator=row.operator,
        is_camera=bool(device.lens),
    )


def category_of(row: DigitalObject) -> str:
    """The kind of original by FADGI: what is asked of the device, else what the object is."""
    if row.device is not None and row.device.standard:
        return row.device.category
    return CATEGORY_OF_MATERIAL[Material(row.material)]


def target_jobs(
    row: DigitalObject, scans: Sequence[Scan], files: Mapping[int, FileToTake]
) -> tuple[TargetJob, ...]:
    """The scans of an object that show a target and no page."""
    category = category_of(row)
    return tuple(
        TargetJob(scan.number, files[scan.number], scan.image_in_file, category)
        for scan in scans
        if scan.role == ScanRole.TARGET
    )


def record_graded(
    row: DigitalObject, work: ObjectWork, graded: Sequence[GradedScan], now: datetime
) -> None:
    """Keep the gradings of an object's targets and what they and its session say against it."""
    if not graded and row.device is None and not row.gradings.exists():
        return
    scans = {scan.number: scan for scan in row.scans.all()}
    new = [grading_of(one, scans[one.scan_number], row, now) for one in graded]
    rows = record_object_gradings(row, new, now=now)
    record_session_findings(row, session_findings(row, work, rows), now=now)


def grading_of(graded: GradedScan, scan: Scan, row: DigitalObject, now: datetime) -> NewGrading:
    """The grading of one scan as the catalogue keeps it."""
    return new_grading(
        graded.outcome,
        file_name=scan.file,
        sha512=scan.sha512,
        taken_at=scan.taken_at or row.scanned_at or now,
        operator=row.operator,
        scan_number=scan.number,
        is_beside=graded.is_beside,
    )


def new_grading(outcome: TargetOutcome, **facts: Any) -> NewGrading:
    """A grading in plain values; ``facts`` are the further fields."""
    report = outcome.report
    if report is None:
        return NewGrading(ungraded=outcome.ungraded, **facts)
    return NewGrading(
        kind=report.kind,
        target=report.target,
        measures={m.name: m.value for m in report.measures if m.value is not None},
        levels=levels_of(report),
        report=plain_of(report),
        **facts,
    )


def levels_of(report: TargetReport) -> dict[str, dict[str, Any]]:
    """The levels by those standards that could judge."""
    return {
        verdict.standard: {
            "name": verdict.name,
            "levels": list(verdict.levels),
            "level": verdict.level,
            "is_complete": verdict.is_complete,
        }
        for verdict in report.verdicts
        if verdict.is_judged
    }


def session_findings(
    row: DigitalObject, work: ObjectWork, gradings: Sequence[TargetGrading]
) -> list[JudgedFinding]:
    """What an object's own targets, and those of its session, say against it."""
    policy = policy_of(row.device) if row.device is not None else Policy()
    pages = {number: job.number for job in work.page_jobs for number, _file in job.file_of_scan}
    found = [
        JudgedFinding(
            finding,
            severity_of(finding.code)
            if policy.asks_for_targets or policy.standard
            else Severity.INFO,
            page_number=pages.get(one.scan.number) if one.is_beside and one.scan else None,
        )
        for one in gradings
        if (finding := finding_of(one, policy)) is not None
    ]
    missing = missing_of(row)
    if missing is not None and missing is not Missing.OWN_FAILED and row.device is not None:
        facts: dict[str, str | int | float] = {
            "device": row.device.name,
            "reason": SESSION_REASONS[missing],
        }
        finding = Finding("QA-TARGET-02", facts=facts)
        found.append(JudgedFinding(finding, Severity(policy.when_missing)))
    return found


def finding_of(grading: TargetGrading, policy: Policy) -> Finding | None:
    """What one grading says against its object; None where all is as asked for."""
    name = grading.file_name
    if grading.outcome == Outcome.UNGRADED:
        reason = UNGRADED_REASONS[grading.ungraded or "no-level"]
        return Finding("QA-TARGET-03", facts={"target": name, "reason": reason})
    if grading.outcome != Outcome.FAILED:
        return None
    judged = grading.levels.get(policy.standard, {})
    return Finding(
        "QA-TARGET-01",
        facts={
            "target": name,
            "level": judged.get("level") or "–",
            "standard": judged.get("name") or policy.standard,
            "required": policy.level,
        },
    )
