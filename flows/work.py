"""What a flow is told about one object: plain values, made from the catalogue at its door."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.context import WorkLimits
from pipeline.package import ObjectSheet
from pipeline.page import FileToTake, PageJob
from schemas.events import Agent
from schemas.preparation import NOTHING_COUNTED, PreparationSheet

#: Skrynia itself, as PREMIS and the catalogue name it.
SOFTWARE = Agent("Skrynia", version="0.1.0")


@dataclass(frozen=True, slots=True)
class TargetJob:
    """A scan of the object that shows a target and no page."""

    scan_number: int
    file: FileToTake
    image_in_file: int
    category: str
    """Kind of original by FADGI, by which it is judged."""


@dataclass(frozen=True, slots=True)
class ObjectWork:
    """One object on its way, and the places it passes."""

    sheet: ObjectSheet
    folder: Path
    files: tuple[FileToTake, ...]
    page_jobs: tuple[PageJob, ...]
    storage: str
    outbox: Path
    limits: WorkLimits
    markers: Path
    """Where the markers of finished steps stay when the work files go."""
    targets: tuple[TargetJob, ...] = ()
    preparation: PreparationSheet = NOTHING_COUNTED

    @property
    def object_id(self) -> str:
        """The object's ARK."""
        return self.sheet.object_id

    @property
    def capture_folder(self) -> Path:
        """Where the capture copy lies until the object is kept."""
        return self.folder / "capture"

    @property
    def metadata_folder(self) -> Path:
        """Where the package's documents are made."""
        return self.folder / "metadata"
