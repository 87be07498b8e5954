"""The targets of an object on its way: graded, and told to the package. No database here."""

from collections.abc import Sequence

from flows.work import ObjectWork, TargetJob
from pipeline.masters import master_of
from pipeline.package import TargetSheet
from pipeline.page import PageOutcome
from pipeline.target import TargetRequest
from pipeline.target_grading import GradedScan, remembered_grading
from qa.targets.report import TargetReport
from qa.targets.wording import said_level, said_measure
from schemas.texts import untranslated

#: What PREMIS says of a grading beside the levels.
TOLD_MEASURES = ("delta_e_mean", "white_balance", "tone", "noise", "sampling_efficiency", "scale")


def has_targets(work: ObjectWork, outcomes: Sequence[PageOutcome]) -> bool:
    """Whether there is anything to grade; most objects spare the step."""
    return bool(work.targets) or any(outcome.targets for outcome in outcomes)


def graded_scan(work: ObjectWork, job: TargetJob) -> GradedScan:
    """The shot of a target, taken in and graded; done before, the grading is kept."""
    master = master_of(job.file, work.capture_folder, work.limits)
    request = TargetRequest(category=job.category, image=job.image_in_file)
    folder = work.folder / "targets" / f"{job.scan_number:04d}"
    outcome = remembered_grading(folder, master.path, master.sha512, request, work.limits)
    return GradedScan(job.scan_number, is_beside=False, outcome=outcome)


def target_sheets(work: ObjectWork, graded: Sequence[GradedScan]) -> tuple[TargetSheet, ...]:
    """What the package says of the targets that were graded."""
    return tuple(
        TargetSheet(
            master_number=number,
            name=one.outcome.report.target or one.outcome.report.kind,
            is_beside=one.is_beside,
            told=told(one.outcome.report),
        )
        for one in graded
        if one.outcome.report is not None and (number := file_number(work, one)) is not None
    )


def file_number(work: ObjectWork, graded: GradedScan) -> int | None:
    """The number of the file in which a graded scan lies."""
    for job in work.targets:
        if job.scan_number == graded.scan_number:
            return job.file.number
    for page in work.page_jobs:
        places = dict(page.file_of_scan)
        if graded.scan_number in places:
            return places[graded.scan_number]
    return None


def told(report: TargetReport) -> str:
    """A grading in one line for PREMIS, to be read without this software."""
    levels = [said_level(verdict, untranslated) for verdict in report.verdicts]
    measures = [
        f"{name} {said_measure(found, untranslated)}"
        for name in TOLD_MEASURES
        if (found := report.measure(name)) is not None and found.is_measured
    ]
    return "; ".join([report.target or report.kind, *levels, *measures])
