"""Which files an object's package holds, under which names, and what has been done to it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline.human_text import HUMAN_ALTO, HUMAN_TEXT
from pipeline.ocr import ALTO_FILE, TEXT_FILE
from pipeline.page import PageOutcome
from pipeline.rendering import PYRAMID, THUMBNAIL
from schemas.events import Agent, AgentKind, Event, EventType
from schemas.fixity import sha512_of
from schemas.mix import DeviceFacts
from schemas.objects import DublinCore, Material
from schemas.packages import FileUse, PackagedFile, PackagedPage
from schemas.pages import ImageFacts, PageRole

MEDIA_TYPES = {
    ".tif": "image/tiff", ".tiff": "image/tiff", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".jp2": "image/jp2", ".png": "image/png", ".pdf": "application/pdf", ".xml": "text/xml",
    ".txt": "text/plain", ".csv": "text/csv", ".mrc": "application/marc",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Master:
    """One file as it came: its place in the work folder and what its header says."""

    number: int
    path: Path
    sha512: str
    original_name: str
    facts: ImageFacts | None

    @property
    def logical_path(self) -> str:
        """Its name in the package; the original name is kept in METS and PREMIS."""
        return f"master/{self.number:04d}{self.path.suffix.lower()}"

    @property
    def technical_path(self) -> str:
        """The name of the MIX that describes it; empty where its header was unreadable."""
        return f"metadata/mix/{self.number:04d}.xml" if self.facts else ""


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A page's place in the object."""

    page_id: str
    number: int
    sequence: int
    role: PageRole
    label: str
    folder: Path
    master_numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """An arrival of rescans, or its undoing, as PREMIS tells it; masters by their file's name."""

    at: datetime
    by: Agent
    detail: str
    about: tuple[str, ...]
    arrived_at: datetime | None = None
    """When the new scans were taken in; None where nothing new came."""
    arrived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """A target that was graded, as the package tells of it."""

    master_number: int
    name: str
    is_beside: bool
    """It lies beside a page, within the picture; else it has a scan of its own."""
    told: str
    """The grading in one line."""


@dataclass(frozen=True, slots=True)
class ObjectSheet:
    """Everything the package must say that the images do not."""

    object_id: str
    library: str
    library_code: str
    material: Material
    description: DublinCore
    created_at: datetime
    operator: str = ""
    device: str = ""
    source_record: Path | None = None
    pages: tuple[PageSheet, ...] = ()
    superseded: tuple[int, ...] = ()
    """Numbers of the files whose place rescans have taken."""
    replacements: tuple[Replacement, ...] = ()
    device_facts: DeviceFacts = field(default_factory=DeviceFacts)
    targets: tuple[TargetSheet, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A file of the package and where it lies now."""

    packaged: PackagedFile
    path: Path


#: A page's files: name in its work folder, place in the package, use, ending.
PAGE_FILES = (
    (PYRAMID, "access", FileUse.ACCESS, ".tif"),
    (THUMBNAIL, "thumbnail", FileUse.THUMBNAIL, ".jpg"),
    (ALTO_FILE, "text", FileUse.ALTO, ".xml"),
    (TEXT_FILE, "text", FileUse.TEXT, ".txt"),
)

#: What stands in its stead where people wrote; the machine's own reading is then kept apart.
HUMAN_FILES = {ALTO_FILE: HUMAN_ALTO, TEXT_FILE: HUMAN_TEXT}
MACHINE = "machine"


def master_files(
    masters: Iterable[Master], at: datetime, superseded: Collection[int] = ()
) -> Iterator[WorkFile]:
    """The masters, first in every package; superseded ones stay among them."""
    for master in masters:
        yield WorkFile(
            PackagedFile(
                logical_path=master.logical_path,
                use=FileUse.SUPERSEDED if master.number in superseded else FileUse.MASTER,
                media_type=media_type_of(master),
                size_bytes=master.path.stat().st_size,
                sha512=master.sha512,
                created_at=at,
                original_name=master.original_name,
                technical_path=master.technical_path,
            ),
            master.path,
        )


def media_type_of(master: Master) -> str:
    """By content where the header could be read, else by the name's ending."""
    if master.facts:
        return master.facts.media_type
    return MEDIA_TYPES.get(master.path.suffix.lower(), "application/octet-stream")


def page_files(page: PageSheet, at: datetime) -> Iterator[WorkFile]:
    """What was made of a page; a step that failed left nothing."""
    for name, place, use, ending in PAGE_FILES:
        path = page.folder / name
        human = page.folder / HUMAN_FILES.get(name, name)
        if human != path and human.is_file():
            yield work_file(human, f"{place}/p{page.number:04d}{ending}", use, at)
            place, use = MACHINE, FileUse.MACHINE_TEXT
        if path.is_file():
            yield work_file(path, f"{place}/p{page.number:04d}{ending}", use, at)


def work_file(path: Path, logical_path: str, use: FileUse, at: datetime) -> WorkFile:
    """A file that was made here, with its size and digest."""
    return WorkFile(
        PackagedFile(
            logical_path=logical_path,
            use=use,
            media_type=MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"),
            size_bytes=path.stat().st_size,
            sha512=sha512_of(path),
            created_at=at,
            original_name=path.name if use is FileUse.SOURCE_DESCRIPTION else "",
        ),
        path,
    )


def packaged_page(page: PageSheet, masters: dict[int, Master], files: set[str]) -> PackagedPage:
    """A page with the names of its files, masters first."""
    made = [f"{place}/p{page.number:04d}{ending}" for _, place, _, ending in PAGE_FILES]
    made += [f"{MACHINE}/p{page.number:04d}{ending}" for ending in (".xml", ".txt")]
    return PackagedPage(
        page_id=page.page_id,
        sequence=page.sequence,
        role=page.role,
        label=page.label,
        files=tuple(masters[n].logical_path for n in page.master_numbers)
        + tuple(name for name in made if name in files),
    )


def events_of(
    sheet: ObjectSheet,
    masters: tuple[Master, ...],
    outcomes: Iterable[PageOutcome],
    software: Agent,
    at: datetime,
) -> tuple[Event, ...]:
    """What was done, for PREMIS: by whom, with which program and version."""
    operator = Agent(sheet.operator, AgentKind.PERSON) if sheet.operator else software
    names = tuple(m.logical_path for m in masters)
    later = {name for one in sheet.replacements for name in one.arrived}
    first = tuple(name for name in names if name not in later)
    capture = Event(EventType.CAPTURE, sheet.created_at, operator, detail=sheet.device, about=first)
    digest = Event(EventType.DIGEST, at, software, detail="SHA-512", about=names)
    return (
        capture,
        *replacement_events(sheet.replacements),
        digest,
        *page_events(sheet, outcomes, software, at),
        *target_events(sheet, masters, software, at),
        Event(EventType.DESCRIPTION, at, software, detail="METS, PREMIS, MIX, Dublin Core"),
        Event(EventType.INGESTION, at, software, detail="OCFL 1.1"),
    )


def replacement_events(replacements: Iterable[Replacement]) -> Iterator[Event]:
    """Rescans taken in and put in their places, and what was undone."""
    for one in replacements:
        if one.arrived_at is not None:
            yield Event(EventType.CAPTURE, one.arrived_at, one.by, about=one.arrived)
        yield Event(EventType.MODIFICATION, one.at, one.by, detail=one.detail, about=one.about)


def target_events(
    sheet: ObjectSheet, masters: Iterable[Master], software: Agent, at: datetime
) -> Iterator[Event]:
    """How the targets were graded."""
    names = {master.number: master.logical_path for master in masters}
    for one in sheet.targets:
        about = (names[one.master_number],)
        yield Event(EventType.QUALITY_REVIEW, at, software, detail=one.told, about=about)


def page_events(
    sheet: ObjectSheet, outcomes: Iterable[PageOutcome], software: Agent, at: datetime
) -> Iterator[Event]:
    """Judging, deriving and reading, page by page."""
    numbers = {page.page_id: page.number for page in sheet.pages}
    for outcome in outcomes:
        name = f"p{numbers[outcome.page_id]:04d}"
        codes = ", ".join(dict.fromkeys(f.code for f in outcome.findings))
        judged = "warning" if codes else "success"
        if outcome.has_image:
            about = (f"access/{name}.tif", f"thumbnail/{name}.jpg")
            yield Event(EventType.QUALITY_REVIEW, at, software, judged, codes, about[:1])
            yield Event(EventType.DERIVATION, at, software, about=about)
        if outcome.ocr is not None and outcome.ocr.was_read:
            reader = Agent(outcome.ocr.engine, version=outcome.ocr.engine_version)
            about = (f"text/{name}.xml", f"text/{name}.txt")
            if outcome.writers:
                about = (f"{MACHINE}/{name}.xml", f"{MACHINE}/{name}.txt")
            detail = f"model {outcome.ocr.model}"
            yield Event(EventType.TEXT_RECOGNITION, at, reader, detail=detail, about=about)
        for by, moment, what in outcome.writers:
            person, about = Agent(by, AgentKind.PERSON), (f"text/{name}.xml", f"text/{name}.txt")
            written = datetime.fromisoformat(moment)
            yield Event(EventType.MODIFICATION, written, person, detail=what, about=about)
