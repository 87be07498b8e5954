"""What is to become an object: the plan that capture makes and the catalogue registers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from catalogue.errors import NoScansError, PlanRefusedError
from schemas.objects import DublinCore, Identifier, Material
from schemas.pages import PageRole, RecipePart, ScanRole
from schemas.preparation import NOTHING_COUNTED, PreparationSheet

QUARTER_TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class PlannedScan:
    """One shot; its number is its place in the plan, from 1."""

    relative_path: str
    """Within the source folder, with ``/``."""
    sha512: str
    """Of the whole file."""
    image_in_file: int = 0
    """0 for the first image of the file."""
    role: ScanRole = ScanRole.PAGE
    taken_at: datetime | None = None
    """When its file was written, as the folder says."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One page; its number and its first sequence are its place in the plan, from 1."""

    parts: tuple[RecipePart, ...]
    role: PageRole = PageRole.TEXT
    label: str = ""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """The description as it was given, kept whole."""

    content: bytes
    media_type: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ObjectPlan:
    """Everything known about an object before it is registered."""

    library_code: str
    material: Material
    source_folder: str
    """Absolute; with the part's label where one folder holds several objects."""
    scans: tuple[PlannedScan, ...]
    pages: tuple[PlannedPage, ...] = ()
    title: str = ""
    description: DublinCore | None = None
    source_record: SourceRecord | None = None
    identifiers: tuple[Identifier, ...] = ()
    profile: str = ""
    """The QA profile; the material's own where empty."""
    language: str = ""
    project: str = ""
    batch: str = ""
    device: str = ""
    operator: str = ""
    preparation: PreparationSheet = NOTHING_COUNTED
    as_new: bool = False
    ignored: tuple[tuple[str, str], ...] = field(default=())
    """Path and reason of everything that was not taken."""


def title_of(plan: ObjectPlan) -> str:
    """The title given, else the description's, else the folder's name."""
    described = plan.description.title[:1] if plan.description else ()
    folder = plan.source_folder.rstrip("/").rpartition("/")[2]
    return next((title for title in (plan.title, *described, folder) if title.strip()), "–")


def check_plan(plan: ObjectPlan) -> None:
    """See that the plan can be true.

    Raises:
        NoScansError: there is nothing to make an object of.
        PlanRefusedError: a scan is named twice, or a page made of what is not there.
    """
    if not plan.scans:
        raise NoScansError(folder=plan.source_folder)
    places = Counter((scan.relative_path, scan.image_in_file) for scan in plan.scans)
    doubles = sorted({path for (path, _), times in places.items() if times > 1})
    if doubles:
        _refuse(plan, f"{', '.join(doubles)} twice")
    for number, page in enumerate(plan.pages, start=1):
        _check_page(plan, number, page)


def _check_page(plan: ObjectPlan, number: int, page: PlannedPage) -> None:
    if not page.parts:
        _refuse(plan, f"page {number}: no scan")
    for part in page.parts:
        if not 1 <= part.scan_number <= len(plan.scans):
            _refuse(plan, f"page {number}: no scan {part.scan_number}")
        if part.rotation_degrees not in QUARTER_TURNS:
            _refuse(plan, f"page {number}: {part.rotation_degrees}°")


def _refuse(plan: ObjectPlan, reason: str) -> None:
    raise PlanRefusedError(folder=plan.source_folder, reason=reason)
