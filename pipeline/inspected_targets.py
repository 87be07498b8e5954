"""The targets of a folder as they were graded, without anything being taken in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.context import WorkLimits
from pipeline.folders import FolderPlan
from pipeline.inspected import InspectedPage
from pipeline.target import TargetRequest
from pipeline.target_grading import CATEGORY_OF_MATERIAL, TargetOutcome, grade_target
from qa.targets.masking import BESIDE
from schemas.findings import Region
from schemas.objects import Material
from schemas.pages import ScanRole


@dataclass(frozen=True, slots=True)
class InspectedTarget:
    """One target of a folder."""

    object_number: int
    """Place of its object in the plan, from 0."""
    path: str
    """Relative to the folder."""
    image_in_file: int
    is_beside: bool
    """It lies beside a page; else the scan shows nothing else."""
    outcome: TargetOutcome


def graded_targets(
    plan: FolderPlan, pages: Iterable[InspectedPage], material: Material, limits: WorkLimits
) -> tuple[InspectedTarget, ...]:
    """Grade every target of a folder: shots of their own first, then those beside pages."""
    return (*_shots(plan, material, limits), *_beside(plan, pages, material, limits))


def _shots(plan: FolderPlan, material: Material, limits: WorkLimits) -> Iterator[InspectedTarget]:
    for number, one in enumerate(plan.objects):
        for scan in one.scans:
            if scan.role is ScanRole.TARGET:
                file = one.files[scan.file]
                outcome = _graded(file.path, scan.image_in_file, None, material, limits)
                yield InspectedTarget(number, file.relative, scan.image_in_file, False, outcome)


def _beside(
    plan: FolderPlan, pages: Iterable[InspectedPage], material: Material, limits: WorkLimits
) -> Iterator[InspectedTarget]:
    seen: set[tuple[int, int]] = set()
    for page in pages:
        places = [f.region for f in page.findings if f.code == BESIDE and f.region is not None]
        key = (page.object_number, page.scan.number)
        if not places or key in seen:
            continue
        seen.add(key)
        path = plan.objects[page.object_number].files[page.scan.file].path
        image = page.scan.image_in_file
        outcome = _graded(path, image, places[0], material, limits)
        yield InspectedTarget(page.object_number, page.path, image, True, outcome)


def _graded(
    path: Path, image: int, within: Region | None, material: Material, limits: WorkLimits
) -> TargetOutcome:
    category = CATEGORY_OF_MATERIAL[material]
    return grade_target(path, TargetRequest(category=category, image=image, within=within), limits)
