"""The pages of an object against each other, after their text was read; what is found is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from catalogue.models import DigitalObject
from catalogue.outcomes import JudgedFinding
from catalogue.services.findings import record_object_findings
from catalogue.services.pages import record_labels
from flows.work import ObjectWork
from pipeline.capture import CaptureResult
from pipeline.page import PageJob, PageOutcome, facts_in
from pipeline.qa import check_volume, labels_of
from qa.codes import severity_of, unit_of
from qa.profiles import profile_for
from qa.volume.pages import VolumePage


def record_volume(
    row: DigitalObject, work: ObjectWork, outcomes: Sequence[PageOutcome], now: datetime
) -> ObjectWork:
    """Judge the pages against each other; numbers that are sure become the pages' labels.

    Returns:
        The work with these labels, for the package.
    """
    numbers = {job.page.page_id: job.number for job in work.page_jobs}
    volume = volume_of(work, outcomes)
    profile = profile_for(work.sheet.material)
    record_object_findings(
        row,
        [
            JudgedFinding(
                one.finding,
                severity_of(one.finding.code),
                unit_of(one.finding.code),
                f"{profile.name} {profile.version}, {one.check}",
                page_number=numbers[outcomes[one.position].page_id],
            )
            for one in check_volume(volume, work.sheet.material, work.preparation)
        ],
        now=now,
    )
    labels = {numbers[outcomes[at].page_id]: label for at, label in labels_of(volume).items()}
    record_labels(row, labels)
    return _labelled(work, labels)


def _labelled(work: ObjectWork, labels: Mapping[int, str]) -> ObjectWork:
    given = {job.number for job in work.page_jobs if job.label and not job.label_is_read}
    pages = tuple(
        page if page.number in given else replace(page, label=labels.get(page.number, ""))
        for page in work.sheet.pages
    )
    return replace(work, sheet=replace(work.sheet, pages=pages))


def volume_of(work: ObjectWork, outcomes: Sequence[PageOutcome]) -> list[VolumePage]:
    """The pages as the checks between them see them."""
    jobs = {job.page.page_id: job for job in work.page_jobs}
    return [
        volume_page(jobs[outcome.page_id], outcome, dict(outcome.captured)) for outcome in outcomes
    ]


def volume_page(
    job: PageJob, outcome: PageOutcome, captured: dict[int, CaptureResult]
) -> VolumePage:
    """One page as the checks between pages see it; its first scan stands for it."""
    scan = job.page.parts[0].scan
    number = job.file_of(scan.number)
    taken = captured.get(number)
    return VolumePage(
        report=outcome.report,
        labels=outcome.labels,
        known_label="" if job.label_is_read else job.label,
        role=job.role,
        file_name=next(file.name for file in job.files if file.number == number),
        image_in_file=scan.image_in_file,
        facts=facts_in(taken, scan) if taken is not None else None,
    )
