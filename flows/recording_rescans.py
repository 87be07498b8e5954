"""Rows about rescans as the plain values that steps are given, and the places of their files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from catalogue.models import ArrivedScan, DigitalObject, PageRescan, RescanArrival, Scan, User
from catalogue.models.rescans import ArrivalState
from pipeline.markers import CAPTURE
from pipeline.package import Replacement
from pipeline.page import FileToTake, PageJob
from schemas.events import Agent, AgentKind
from schemas.pages import ScanRole
from settings.home import Home

_ENDED = (ArrivalState.CONFIRMED, ArrivalState.UNDONE)


def arrival_folder(home: Home, row: DigitalObject, arrival: RescanArrival) -> Path:
    """Where the scans of an arrival lie until they are kept; runs of the object leave it alone."""
    return home.rescans / row.name / f"{arrival.number:04d}"


def arrival_copy(folder: Path, scan: ArrivedScan) -> Path:
    """The copy of an arrived scan's file."""
    ending = PurePosixPath(scan.file).suffix.lower()
    return folder / CAPTURE / f"{scan.file_number:04d}{ending}"


def arrived_files(row: DigitalObject, home: Home) -> dict[str, Path]:
    """The confirmed rescans of an object that still lie where they arrived, by their names."""
    rows = ArrivedScan.objects.filter(arrival__digital_object=row).exclude(scan=None)
    files = {
        one.scan.file: arrival_copy(arrival_folder(home, row, one.arrival), one)
        for one in rows.select_related("scan", "arrival")
        if one.scan is not None
    }
    return {name: path for name, path in files.items() if path.is_file()}


def superseded_files(
    scans: Iterable[Scan], files: Mapping[int, FileToTake], jobs: Iterable[PageJob]
) -> tuple[int, ...]:
    """The files that show pages, and of which no page is made any more."""
    of_pages = {files[scan.number].number for scan in scans if scan.role == ScanRole.PAGE}
    used = {file.number for job in jobs for file in job.files}
    return tuple(sorted(of_pages - used))


def replacements_of(row: DigitalObject, files: Mapping[int, FileToTake]) -> tuple[Replacement, ...]:
    """What rescans did to the object, in the order in which it happened."""
    arrivals = row.arrivals.filter(state__in=_ENDED).select_related("by", "closed_by", "undone_by")
    found = [one for arrival in arrivals for one in _told(arrival, files)]
    return tuple(sorted(found, key=lambda one: one.at))


def _told(arrival: RescanArrival, files: Mapping[int, FileToTake]) -> Iterator[Replacement]:
    rows = list(
        PageRescan.objects.filter(arrived__arrival=arrival)
        .select_related("page", "arrived__scan", "recipe_change")
        .order_by("page__number")
    )
    new = [row.arrived.scan.number for row in rows if row.arrived.scan]
    old = [
        part["scan_number"]
        for row in rows
        if row.recipe_change
        for part in row.recipe_change.before
    ]
    arrived, about = _paths(new, files), _paths([*new, *old], files)
    replaced = ", ".join(f"p{row.page.number:04d}" for row in rows if row.recipe_change)
    inserted = ", ".join(f"p{row.page.number:04d}" for row in rows if not row.recipe_change)
    detail = "; ".join(
        filter(None, (replaced and f"replaced {replaced}", inserted and f"inserted {inserted}"))
    )
    if arrival.closed_at and arrival.closed_by:
        yield Replacement(
            at=arrival.closed_at,
            by=_person(arrival.closed_by),
            detail=f"rescan {arrival.number}: {detail}",
            about=about,
            arrived_at=arrival.at,
            arrived=arrived,
        )
    if arrival.undone_at and arrival.undone_by:
        yield Replacement(
            at=arrival.undone_at,
            by=_person(arrival.undone_by),
            detail=f"rescan {arrival.number} undone: {detail}",
            about=about,
        )


def _paths(scans: Iterable[int], files: Mapping[int, FileToTake]) -> tuple[str, ...]:
    """The masters of these scans as the package names them, each once."""
    return tuple(dict.fromkeys(f"master/{files[number].copy_name}" for number in scans))


def _person(user: User) -> Agent:
    return Agent(user.get_username(), AgentKind.PERSON)
