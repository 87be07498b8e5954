"""Grades the targets of an object: shots of their own, and charts that lie beside a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.context import PageContext, WorkLimits
from pipeline.faults import ScanFaultError
from pipeline.files import key_of, remembered
from pipeline.plain import plain_of, value_of
from pipeline.sandbox import ConfinedFailure, FailureKind, Limits, confined
from pipeline.target import TargetRequest, grade_opened
from pipeline.viewing import ScanNotViewableError
from qa.targets.masking import BESIDE
from qa.targets.report import TargetReport
from schemas.findings import Finding
from schemas.objects import Material

#: Changes whenever the same target would be graded otherwise.
STEP_VERSION = "target-1"
STEP = "target"

#: The kind of original by FADGI for which a target is graded where nobody chose one.
CATEGORY_OF_MATERIAL = {
    Material.BOOK: "bound-general",
    Material.NEWSPAPER: "newspaper",
    Material.PHOTOGRAPH: "photograph",
    Material.POSTCARD: "photograph",
    Material.NEGATIVE: "photograph",
    Material.MAP: "oversize",
    Material.MANUSCRIPT: "unbound-general",
}


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """What came of grading one file; ``ungraded`` says why there is no report."""

    report: TargetReport | None = None
    ungraded: str = ""
    """A key of ``qa.wordings.targets.UNGRADED_REASONS``."""


@dataclass(frozen=True, slots=True)
class GradedScan:
    """The target of one scan of an object."""

    scan_number: int
    is_beside: bool
    outcome: TargetOutcome


def grade_target(
    path: Path, request: TargetRequest, limits: WorkLimits | None = None
) -> TargetOutcome:
    """Grade a target in the sandbox; what cannot be graded is an outcome, too.

    Raises:
        LibraryError: the request itself cannot be fulfilled.
    """
    bounds = limits or WorkLimits()
    allowed = Limits(bounds.memory_bytes, bounds.cpu_seconds, bounds.wall_seconds)
    try:
        report = confined(grade_opened, path, request, bounds.max_pixels, limits=allowed)
    except (ScanFaultError, ScanNotViewableError):
        return TargetOutcome(ungraded="unreadable")
    except ConfinedFailure as failure:
        broken = failure.kind is FailureKind.ERROR
        return TargetOutcome(ungraded="unreadable" if broken else "costly")
    return TargetOutcome(report) if report is not None else TargetOutcome(ungraded="no-chart")


def grade_beside(page: PageContext, found: Iterable[Finding]) -> tuple[GradedScan, ...]:
    """Grade the chart that lies beside a page, where the checks saw one; done before, it is kept.

    A page put together of several shots is not asked: which of them shows the chart, nobody knows.
    """
    places = [one.region for one in found if one.code == BESIDE and one.region is not None]
    if not places or len(page.parts) != 1:
        return ()
    scan = page.parts[0].scan
    category = page.target_category or CATEGORY_OF_MATERIAL[page.material]
    request = TargetRequest(category=category, image=scan.image_in_file, within=places[0])
    outcome = remembered_grading(page.folder, scan.path, scan.sha512, request, page.limits)
    return (GradedScan(scan.number, is_beside=True, outcome=outcome),)


def remembered_grading(
    folder: Path, path: Path, sha512: str, request: TargetRequest, limits: WorkLimits
) -> TargetOutcome:
    """Grade a target, or give back how it was graded before."""
    folder.mkdir(parents=True, exist_ok=True)
    return remembered(
        folder,
        STEP,
        key_of(STEP_VERSION, sha512, request),
        lambda: grade_target(path, request, limits),
        encode=plain_of,
        decode=lambda plain: value_of(TargetOutcome, plain),
    )
