"""The one door to the catalogue: outcomes of steps become rows, rows become plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from catalogue.interchange import description_of
from catalogue.models import DigitalObject, RescanArrival, User
from catalogue.models.rescans import ArrivalState
from catalogue.outcomes import JudgedFinding
from catalogue.outcomes import PageOutcome as RecordedPage
from catalogue.queries.objects import find_object
from catalogue.services import packages
from catalogue.services.pages import record_page_outcome, record_scan_facts
from catalogue.services.states import change_state
from catalogue.services.verdicts import finish_work
from catalogue.states import ObjectState, PageState, Trigger, next_state
from flows.recording_search import record_text, record_title
from flows.recording_targets import record_graded
from flows.recording_volume import record_volume
from flows.recording_work import object_work
from flows.work import ObjectWork
from pipeline.delivery import DeliveredTo
from pipeline.metadata import DescribedObject
from pipeline.ocr import OcrResult
from pipeline.page import PageJob, PageOutcome, facts_in
from pipeline.plain import plain_of
from pipeline.storage import StoredAip
from pipeline.target_grading import GradedScan
from qa.codes import severity_of, unit_of
from schemas.findings import Finding
from schemas.pages import PageRole
from settings.work import WorkSettings

_ACTED = (ArrivalState.CONFIRMED, ArrivalState.UNDONE)
#: Findings that say what a page is.
ROLE_OF_FINDING = {"QA-BLANK-01": PageRole.BLANK}


def work_on(object_id: str, settings: WorkSettings) -> ObjectWork:
    """Everything the steps must know of an object."""
    return object_work(get(object_id), settings)


def get(object_id: str) -> DigitalObject:
    """The object's row."""
    return find_object(object_id)


def record_begun(work: ObjectWork) -> None:
    """The object is in work."""
    change_state(get(work.object_id), Trigger.BEGIN, now=now(), why="digitise")


def record_page(work: ObjectWork, job: PageJob, outcome: PageOutcome) -> None:
    """Keep what became of a page, and what the headers of its scans say."""
    row = get(work.object_id)
    captured = dict(outcome.captured)
    facts = {
        part.scan.number: known
        for part in job.page.parts
        if (taken := captured.get(job.file_of(part.scan.number))) is not None
        and (known := facts_in(taken, part.scan)) is not None
    }
    record_scan_facts(row, facts)
    roles = [ROLE_OF_FINDING[f.code] for f in outcome.findings if f.code in ROLE_OF_FINDING]
    page = record_page_outcome(
        row,
        RecordedPage(
            number=job.number,
            state=PageState.DONE if outcome.is_done else PageState.FAILED,
            confidence=outcome.ocr.confidence if outcome.ocr else None,
            text=outcome.text,
            **read_as(outcome.ocr),
            findings=tuple(judged(finding, outcome) for finding in outcome.findings),
            role=roles[0] if roles and job.role is PageRole.TEXT else None,
        ),
        now=now(),
    )
    record_text(page, job, outcome, now())


def read_as(read: OcrResult | None) -> dict[str, Any]:
    """How a page was read, as the catalogue keeps it."""
    if read is None:
        return {}
    reading = read.reading
    return {
        "language": read.model,
        "languages": reading.languages if reading else (),
        "estimated_error": read.estimated_error,
        "reading": plain_of(reading) if reading else None,
    }


def judged(finding: Finding, outcome: PageOutcome) -> JudgedFinding:
    """A finding with weight and unit, and by which profile and check it was found."""
    version = outcome.report.version_of(finding.code) if outcome.report else ""
    return JudgedFinding(finding, severity_of(finding.code), unit_of(finding.code), version)


def record_sequence(work: ObjectWork, outcomes: Sequence[PageOutcome]) -> ObjectWork:
    """Judge the pages against each other and keep what was found.

    Returns:
        The work with the pages' labels, and described with what was read of them.
    """
    row = get(work.object_id)
    judged_work = record_volume(row, work, outcomes, now())
    sheet = replace(judged_work.sheet, description=description_of(row))
    return replace(judged_work, sheet=sheet)


def record_targets(work: ObjectWork, graded: Sequence[GradedScan]) -> None:
    """Keep how the object's targets were graded, and what its session says against it."""
    record_graded(get(work.object_id), work, graded, now())


def record_stored(
    work: ObjectWork, described: DescribedObject, aip: StoredAip, seconds: Mapping[str, float]
) -> None:
    """The object is kept: its files, events and place; then what comes next is decided."""
    row = get(work.object_id)
    packages.record_files(row, [f.packaged for f in described.files], described.package.pages)
    packages.record_events(row, described.package.events)
    packages.record_stored(
        row, location=aip.location, version=aip.version, now=now(), step_seconds=seconds
    )
    record_title(row, now())
    finish_work(row, now=now(), why="digitise")


def record_failed(object_id: str, why: str) -> None:
    """The object could not be taken through; nothing of the work is lost."""
    row = get(object_id)
    if row.state in (ObjectState.CAPTURED, ObjectState.IN_WORK):
        change_state(row, Trigger.FAIL, now=now(), why=why)


def is_kept(object_id: str) -> bool:
    """Whether the object has come through all steps of this machine."""
    return get(object_id).state not in (
        ObjectState.CAPTURED,
        ObjectState.IN_WORK,
        ObjectState.FAILED,
    )


def rescans_in_work(row: DigitalObject) -> RescanArrival | None:
    """The rescans confirmed or undone last, where the object's flow after that has not ended."""
    if row.state not in (ObjectState.IN_WORK, ObjectState.FAILED):
        return None
    acted = [one for one in row.arrivals.all() if one.state in _ACTED]
    return max(acted, key=lambda one: one.undone_at or one.closed_at or one.at, default=None)


def has_kept_objects() -> bool:
    """Whether anything stands in storage already."""
    return DigitalObject.objects.filter(aip_version__gt=0).exists()


def needs_person(object_id: str) -> bool:
    """Whether the object waits for somebody."""
    return not is_ready(object_id)


def is_ready(object_id: str) -> bool:
    """Whether the object may leave the house, and has not done so."""
    return get(object_id).state == ObjectState.READY


def was_finished_since(object_id: str, moment: datetime) -> bool:
    """Whether a flow that began after this moment took the object to its end."""
    changes = get(object_id).state_changes
    begun = changes.filter(trigger=Trigger.BEGIN, at__gt=moment).first()
    ends = (Trigger.PASS, Trigger.FLAG)
    return begun is not None and changes.filter(trigger__in=ends, pk__gt=begun.pk).exists()


def require_deliverable(object_id: str) -> None:
    """See before any work that the object may leave the house.

    Raises:
        TransitionRefusedError: it is not ready.
    """
    next_state(ObjectState(get(object_id).state), Trigger.DELIVER)


def record_delivery(object_id: str, delivered: DeliveredTo, by: User | None = None) -> None:
    """The object was handed over."""
    packages.record_delivery(
        get(object_id),
        target=delivered.target,
        path=str(delivered.path),
        sha512=delivered.sha512,
        now=now(),
        by=by,
    )


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
