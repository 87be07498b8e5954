"""A folder becomes objects: read into a plan, described, every file's digest taken, registered."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from flows.errors import SourceUnreadableError
from pipeline.capture import docket_reader, header_reader
from pipeline.engines.registry import get_engine
from pipeline.engines.tesseract import TesseractEngine
from pipeline.folders import FolderPlan, PlannedObject, read_folder
from pipeline.folds import fold_reader
from pipeline.ocr import check_model
from pipeline.target_scans import target_reader
from schemas.dc import read_metadata
from schemas.fixity import sha512_of
from schemas.objects import DublinCore, Material
from schemas.preparation import NOTHING_COUNTED, PreparationSheet
from schemas.reading import AUTO
from settings.work import WorkSettings


@dataclass(frozen=True, slots=True)
class IntakeRequest:
    """What somebody wants digitised, and what they say of it."""

    folder: Path
    material: Material = Material.BOOK
    language: str = AUTO
    title: str = ""
    metadata: Path | None = None
    library: str = ""
    project: str = ""
    batch: str = ""
    device: str = ""
    operator: str = ""
    capture_profile: str = "flat"
    recursive: bool = False
    as_new: bool = False
    preparation: PreparationSheet = NOTHING_COUNTED


@dataclass(frozen=True, slots=True)
class GivenDescription:
    """A description as values, and as it was given."""

    values: DublinCore
    media_type: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PlannedIntake:
    """The folder as read, and the description given for it; nothing is written yet."""

    request: IntakeRequest
    plan: FolderPlan
    description: GivenDescription | None

    @property
    def objects(self) -> tuple[PlannedObject, ...]:
        """What is to become an object."""
        return self.plan.objects


def plan_intake(request: IntakeRequest, settings: WorkSettings) -> PlannedIntake:
    """Read the folder and the description; refuse here what cannot come to a good end.

    Raises:
        LibraryError: the folder, the description or a language cannot be used.
    """
    check_model(request.language, get_engine(TesseractEngine.name))
    description = given_description(request.metadata) if request.metadata else None
    plan = read_folder(
        request.folder.absolute(),
        request.capture_profile,
        header=header_reader,
        docket=docket_reader,
        target=target_reader,
        fold=fold_reader,
        recursive=request.recursive,
        still_seconds=settings.still_seconds,
    )
    if plan.unreadable:
        raise plan.unreadable[0]
    return PlannedIntake(request, plan, description)


def given_description(path: Path) -> GivenDescription:
    """The description in a file, and the file itself byte for byte.

    Raises:
        LibraryError: it cannot be read or understood.
    """
    values, media_type = read_metadata(path)
    return GivenDescription(values, media_type, path.name, path.read_bytes())


def digests_of(
    files: Iterable[Path], workers: int = 0, tick: Callable[[], object] = lambda: None
) -> dict[Path, str]:
    """The SHA-512 of every file, several at once: hashing leaves Python's lock.

    Raises:
        SourceUnreadableError: a file cannot be read.
    """
    wanted = list(dict.fromkeys(files))
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        digests = {}
        for path, digest in zip(wanted, pool.map(_digest, wanted), strict=True):
            digests[path] = digest
            tick()
    return digests


def _digest(path: Path) -> str:
    try:
        return sha512_of(path)
    except OSError as error:
        raise SourceUnreadableError(path=path, reason=error.strerror) from error
