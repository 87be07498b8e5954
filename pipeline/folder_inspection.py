"""Judges the scans of a folder or file where they lie: nothing is copied, written or remembered."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from pipeline.capture import docket_reader, inspect_file
from pipeline.capture_profiles import get_capture_profile
from pipeline.comparison import compared
from pipeline.context import WorkLimits
from pipeline.derivatives import failure_of_confined
from pipeline.faults import ScanFailure, ScanFaultError, failure_of
from pipeline.folders import FolderPlan, HeaderReader, PlannedObject, read_folder
from pipeline.folds import fold_reader
from pipeline.formats import IMAGE_ENDINGS
from pipeline.headers import ScanHeader
from pipeline.inspected import InspectedPage
from pipeline.inspected_targets import InspectedTarget, graded_targets
from pipeline.labels import LABEL_SECONDS, MarginPicture, read_margins
from pipeline.looking import Look, look_at_page
from pipeline.orientation import ask_direction, with_direction
from pipeline.paging import PlannedFile, PlannedScan, pages_of
from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.target_scans import target_reader, with_targets
from pipeline.timing import Clock
from qa.proposal import Proposal, gravest
from schemas.findings import Finding, Region
from schemas.objects import Material
from schemas.pages import ImageFacts

#: Told after each page: how many are done, and how many there are.
Tick = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class InspectionRequest:
    """What is to be judged, and how."""

    path: Path
    """A folder, or one file."""
    material: Material = Material.BOOK
    capture_profile: str = "flat"
    recursive: bool = False
    limits: WorkLimits = field(default_factory=WorkLimits)
    workers: int = 1
    still_seconds: float = 0
    reads_labels: bool = True
    """Whether printed numbers are read in the margins, for the checks between pages."""
    picture_px: int = 0
    """Longest side of a flagged page's picture, others are smaller; 0 for none."""


@dataclass(frozen=True, slots=True)
class FolderInspection:
    """A folder as it was judged."""

    plan: FolderPlan
    material: Material
    pages: tuple[InspectedPage, ...]
    seconds: dict[str, float]
    """Reading of headers, pages (several at once, with labels), comparison across pages; and the
    reading of labels by itself, added up over the pages."""
    targets: tuple[InspectedTarget, ...] = ()

    @property
    def proposal(self) -> Proposal:
        """The gravest of the verdicts proposed; what may not be read wants a look."""
        unread = [Proposal.LOOK for _ in self.plan.unreadable]
        return gravest([*unread, *(page.proposal for page in self.pages)])


def inspect_folder(
    request: InspectionRequest, tick: Tick = lambda done, of: None
) -> FolderInspection:
    """Judge every page of a folder, then the pages of each object against each other.

    A file that cannot be opened is a finding of its page; the others are judged nevertheless.

    Raises:
        LibraryError: there is nothing to judge.
    """
    clock = Clock()
    failures: dict[Path, ScanFailure] = {}

    def header(path: Path) -> tuple[ScanHeader, ...]:
        headers, failure = inspect_file(path, request.limits.max_pixels)
        if failure is not None:
            failures[path] = failure
        return headers

    plan = clock.timed("headers", lambda: _planned(request, header, failures))
    waiting = [one for number in range(len(plan.objects)) for one in _pages_of(plan, number)]
    known = [_with_failure(page, failures.get(path)) for page, path in waiting]
    looks = _looked_at(known, [path for _, path in waiting], request)
    pages = clock.timed("pages", lambda: tuple(_counted(looks, len(waiting), tick)))
    pages = clock.timed("sequence", lambda: compared(pages, plan, request.material))
    targets = graded_targets(plan, pages, request.material, request.limits)
    seconds = clock.seconds | {"labels": sum(page.label_seconds for page in pages)}
    return FolderInspection(plan, request.material, pages, seconds, targets)


def _planned(
    request: InspectionRequest, header: HeaderReader, failures: dict[Path, ScanFailure]
) -> FolderPlan:
    if request.path.is_file():
        return _plan_of_file(request, header, failures)
    return read_folder(
        request.path.absolute(),
        request.capture_profile,
        header=header,
        docket=docket_reader,
        target=target_reader,
        fold=fold_reader,
        recursive=request.recursive,
        still_seconds=request.still_seconds,
    )


def _plan_of_file(
    request: InspectionRequest, header: HeaderReader, failures: dict[Path, ScanFailure]
) -> FolderPlan:
    """One file as an object of its own; what nobody would call a scan is refused."""
    path, profile = request.path.absolute(), get_capture_profile(request.capture_profile)
    headers = header(path)
    failure = failures.get(path)
    if failure is not None and path.suffix.lower() not in IMAGE_ENDINGS:
        raise ScanFaultError(fault=failure.fault, reason=failure.reason)
    shown = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    files = (PlannedFile(shown, path),)
    scans = tuple(
        PlannedScan(number, 0, one.image_in_file, facts=one.facts)
        for number, one in enumerate(headers, start=1)
    ) or (PlannedScan(1, 0),)
    scans = tuple(with_targets(scans, files, target_reader))
    one = PlannedObject(path.stem, files, scans, pages_of(scans, files, profile))
    return FolderPlan(path.parent, request.capture_profile, (one,), ())


def _pages_of(plan: FolderPlan, number: int) -> Iterator[tuple[InspectedPage, Path]]:
    """The pages of one object, each with its file; a page of several shots is several."""
    one = plan.objects[number]
    for page in one.pages:
        for part in page.parts:
            scan = one.scans[part.scan_number - 1]
            file = one.files[scan.file]
            yield InspectedPage(number, page.sequence, file.relative, scan, part), file.path


def _with_failure(page: InspectedPage, failure: ScanFailure | None) -> InspectedPage:
    return page if failure is None else replace(page, findings=(failure.finding,))


def _looked_at(
    pages: list[InspectedPage], paths: list[Path], request: InspectionRequest
) -> Iterator[InspectedPage]:
    pool = ThreadPoolExecutor(request.workers)
    try:
        yield from pool.map(lambda page, path: _timed(page, path, request), pages, paths)
    finally:
        pool.shutdown(cancel_futures=True)


def _timed(page: InspectedPage, path: Path, request: InspectionRequest) -> InspectedPage:
    began = perf_counter()
    judged = page if page.scan.facts is None else _judged(page, path, request)
    return replace(judged, seconds=perf_counter() - began - judged.label_seconds)


def _judged(page: InspectedPage, path: Path, request: InspectionRequest) -> InspectedPage:
    bounds = request.limits
    limits = Limits(bounds.memory_bytes, bounds.cpu_seconds, bounds.wall_seconds)
    try:
        look: Look = confined(
            look_at_page, path, page.scan.image_in_file, page.scan.facts, request.material,
            page.part.crop, request.picture_px, request.reads_labels, limits=limits,
        )  # fmt: skip
    except ScanFaultError as error:
        return replace(page, findings=(failure_of(error).finding,))
    except ConfinedFailure as error:
        return replace(page, findings=(failure_of_confined(error).finding,))
    damage = (_placed(look.damage, page.scan.facts),) if look.damage is not None else ()
    report = with_direction(look.report, ask_direction(look.piece) if look.piece else None)
    findings = (*damage, *report.findings)
    judged = replace(page, findings=findings, report=report, picture=look.picture)
    return judged if look.margins is None else _labelled(judged, look.margins, request)


def _labelled(
    page: InspectedPage, margins: MarginPicture, request: InspectionRequest
) -> InspectedPage:
    began = perf_counter()
    labels = read_margins(margins, min(LABEL_SECONDS, request.limits.wall_seconds))
    return replace(page, labels=labels, label_seconds=perf_counter() - began)


def _placed(damage: ScanFailure, facts: ImageFacts | None) -> Finding:
    """Damage as a finding; where reading stopped at a row, all below it is lost."""
    row = damage.facts.get("first_bad_row")
    if facts is None or not isinstance(row, int):
        return damage.finding
    lost = Region(0, row, facts.width_px, facts.height_px - row)
    return replace(damage.finding, region=lost)


def _counted(pages: Iterator[InspectedPage], number: int, tick: Tick) -> Iterator[InspectedPage]:
    tick(0, number)
    for done, page in enumerate(pages, start=1):
        tick(done, number)
        yield page
