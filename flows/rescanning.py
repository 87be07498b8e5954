"""Rescans arrive: copied and proved, looked at, each proposed its place; then a person confirms.

Killed at any moment, the same call goes on where it stopped.
"""

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from catalogue.models import ArrivedScan, DigitalObject, RescanArrival, User
from catalogue.models.rescans import ArrivalState
from catalogue.queries.rescans import rescan_lines
from catalogue.rescan_errors import NothingToRescanError
from catalogue.services.arrivals import (
    PlannedArrival,
    SeenScan,
    discard_arrival,
    record_proposals,
    register_arrival,
)
from flows.claim import claimed
from flows.errors import OtherBookError
from flows.intake import digests_of
from flows.recording_rescans import arrival_copy, arrival_folder
from flows.rescan_likeness import arrived_facts, placed_by_machine
from pipeline.capture import header_reader
from pipeline.context import PageContext, PagePart, ScanSource, WorkLimits
from pipeline.engines.registry import get_engine
from pipeline.engines.tesseract import TesseractEngine
from pipeline.folders import PlannedObject, read_folder
from pipeline.markers import CAPTURE, PAGES
from pipeline.ocr import check_model
from pipeline.page import FileToTake, PageJob, PageOutcome, walk_page
from pipeline.placing import printed_numbers
from pipeline.plain import plain_of
from pipeline.room import require_room
from qa.codes import severity_of
from schemas.errors import LibraryError
from schemas.objects import Material
from schemas.packages import FileUse
from schemas.pages import PageRole, RecipePart
from settings.home import Home
from settings.work import WorkSettings

#: Is told the folder in which the scans are looked at, and how many they are.
Watching = Callable[[Path, int], object]


def receive_rescans(
    row: DigitalObject,
    folder: Path,
    settings: WorkSettings,
    *,
    by: User,
    anyway: bool = False,
    watch: Watching = lambda folder, scans: None,
) -> RescanArrival:
    """Take a folder of rescans in and propose a place for each; the same folder again goes on.

    Args:
        row: the object.
        folder: the folder; it is only read.
        settings: how the work is done.
        by: who brings them.
        anyway: also where nothing in the folder looks like a page of the object.
        watch: is told where progress can be seen.

    Raises:
        LibraryError: nothing is wanted, the folder cannot be used, other rescans still wait, or
            the pictures are of another original.
    """
    if not rescan_lines(DigitalObject.objects.filter(pk=row.pk)):
        raise NothingToRescanError(object_id=row.object_id)
    check_model(row.language or "lit", get_engine(TesseractEngine.name))
    plan = read_folder(
        folder.absolute(), header=header_reader, still_seconds=settings.still_seconds
    )
    if plan.unreadable:
        raise plan.unreadable[0]
    [planned] = plan.objects
    arrival = _registered(row, planned, folder, settings, by)
    if arrival.state != ArrivalState.ARRIVING:
        return arrival
    place = arrival_folder(settings.home, row, arrival)
    with claimed(place, row.object_id):
        require_room((file.path for file in planned.files), place)
        watch(place, len(planned.scans))
        seen = look_at_arrival(row, arrival, planned, settings)
        _propose(row, arrival, seen, settings, folder, anyway=anyway)
    return arrival


def _registered(
    row: DigitalObject, planned: PlannedObject, folder: Path, settings: WorkSettings, by: User
) -> RescanArrival:
    digests = digests_of((file.path for file in planned.files), settings.workers)
    scans = [
        PlannedArrival(
            file=planned.files[scan.file].relative,
            file_number=scan.file + 1,
            image_in_file=scan.image_in_file,
            sha512=digests[planned.files[scan.file].path],
        )
        for scan in planned.scans
    ]
    return register_arrival(
        row, scans, source_folder=str(folder.absolute()), by=by, now=datetime.now(UTC)
    )


def look_at_arrival(
    row: DigitalObject, arrival: RescanArrival, planned: PlannedObject, settings: WorkSettings
) -> list[PageOutcome]:
    """Take every scan through the steps of a page, as far as they were not done before.

    Raises:
        LibraryError: a scan could not be taken in, or the disk is full.
    """
    place = arrival_folder(settings.home, row, arrival)
    jobs = [
        _job(row, scan, planned.files[scan.file_number - 1].path, place, settings)
        for scan in arrival.scans.order_by("position")
    ]
    with ThreadPoolExecutor(settings.workers, thread_name_prefix="rescan") as pool:
        outcomes = list(pool.map(walk_page, jobs))
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return outcomes


def _job(
    row: DigitalObject, scan: ArrivedScan, source: Path, place: Path, settings: WorkSettings
) -> PageJob:
    file = FileToTake(scan.file_number, source, scan.file, scan.sha512)
    part = ScanSource(scan.position, arrival_copy(place, scan), scan.image_in_file, scan.sha512)
    limits = WorkLimits(
        max_pixels=settings.max_pixels,
        cpu_seconds=settings.page_seconds,
        wall_seconds=settings.page_seconds,
    )
    context = PageContext(
        object_id=row.object_id,
        page_id=f"{row.object_id}/rescan",
        sequence=scan.position,
        folder=page_folder(place, scan),
        parts=(PagePart(part, RecipePart(scan.position)),),
        material=Material(row.material),
        limits=limits,
    )
    return PageJob(
        page=context,
        number=scan.position,
        role=PageRole.TEXT,
        label="",
        files=(file,),
        file_of_scan=((scan.position, file.number),),
        capture_folder=place / CAPTURE,
        model=row.language or "lit",
        engine=TesseractEngine.name,
        ocr_seconds=settings.ocr_seconds,
    )


def page_folder(place: Path, scan: ArrivedScan) -> Path:
    """Where the images made of an arrived scan lie."""
    return place / PAGES / f"p{scan.position:04d}"


def _propose(
    row: DigitalObject,
    arrival: RescanArrival,
    outcomes: Sequence[PageOutcome],
    settings: WorkSettings,
    folder: Path,
    *,
    anyway: bool,
) -> None:
    scans = list(arrival.scans.order_by("position"))
    found = placed_by_machine(row, scans, outcomes, settings)
    if found.looks_foreign and not anyway:
        discard_arrival(row, by=arrival.by, now=datetime.now(UTC))
        shutil.rmtree(arrival_folder(settings.home, row, arrival), ignore_errors=True)
        raise OtherBookError(object_id=row.object_id, scans=len(scans), folder=folder)
    seen = {
        scan.position: seen_scan(scan, outcome)
        for scan, outcome in zip(scans, outcomes, strict=True)
    }
    places = {scan.position: place for scan, place in zip(scans, found.places, strict=True)}
    record_proposals(arrival, seen, places)


def seen_scan(scan: ArrivedScan, outcome: PageOutcome) -> SeenScan:
    """What was seen of a scan, as the catalogue keeps it."""
    facts = arrived_facts(scan, outcome)
    numbers = printed_numbers(outcome.text)
    return SeenScan(
        facts=plain_of(facts) if facts else None,
        findings=[
            {"severity": severity_of(one.code).value, **plain_of(one)} for one in outcome.findings
        ],
        printed_number=", ".join(str(number) for number in numbers[:2]),
        has_image=outcome.has_image,
    )


def receive_sent(
    row: DigitalObject, folder: Path, settings: WorkSettings, *, by: User, anyway: bool
) -> None:
    """Take rescans in for the site; files sent through the browser go once they were copied.

    Raises:
        LibraryError: as ``receive_rescans``.
    """
    sent = folder.parent == settings.home.rescans / "uploads"
    try:
        receive_rescans(row, folder, settings, by=by, anyway=anyway)
    except LibraryError:
        if sent:  # whoever sent them has them, and is told why they were not taken
            shutil.rmtree(folder, ignore_errors=True)
        raise
    if sent:
        shutil.rmtree(folder)


def tidy_arrivals(row: DigitalObject, home: Home) -> None:
    """Let go of the copies of arrived scans that are in storage by now, or were sent away."""
    kept = set(
        row.files.filter(use__in=(FileUse.MASTER, FileUse.SUPERSEDED)).values_list(
            "sha512", flat=True
        )
    )
    for arrival in row.arrivals.filter(
        state__in=(ArrivalState.CONFIRMED, ArrivalState.UNDONE, ArrivalState.DISCARDED)
    ):
        wanted = set(arrival.scans.exclude(scan=None).values_list("sha512", flat=True))
        place = arrival_folder(home, row, arrival)
        if place.exists() and wanted <= kept:
            shutil.rmtree(place)
