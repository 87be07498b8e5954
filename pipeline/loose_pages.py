"""The pages of a folder or file that is read where it lies, and the names of their results."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.capture_profiles import get_capture_profile
from pipeline.errors import NoImagesError, UnreadableFileError
from pipeline.faults import ScanFailure, ScanFault, ScanFaultError
from pipeline.folders import HeaderReader
from pipeline.formats import IMAGE_ENDINGS, PDF, media_type_of
from pipeline.listing import (
    Ignored,
    IgnoredBecause,
    ListedFile,
    list_folder,
    wait_until_still,
)
from pipeline.paging import PlannedFile, PlannedScan, in_order, pages_of, scan_role_of
from schemas.pages import RecipePart, ScanRole

_PROFILE = "flat"
#: So many letters has the number of a page within its file.
_NUMBER_WIDTH = 4


@dataclass(frozen=True, slots=True)
class LooseScan:
    """One image of a file."""

    path: Path
    relative: str
    scan: PlannedScan


@dataclass(frozen=True, slots=True)
class LoosePage:
    """One page to be read."""

    sequence: int
    name: str
    """What its results are called, without ending; no two pages share it."""
    parts: tuple[tuple[LooseScan, RecipePart], ...]

    @property
    def first(self) -> LooseScan:
        """The scan that stands for it."""
        return self.parts[0][0]


@dataclass(frozen=True, slots=True)
class LooseFolder:
    """What is to be read, and what lay beside it."""

    title: str
    folder: Path
    pages: tuple[LoosePage, ...]
    ignored: tuple[Ignored, ...] = ()
    unreadable: tuple[UnreadableFileError, ...] = ()


def plan_reading(
    path: Path, header: HeaderReader, *, still_seconds: float = 0, without: Path | None = None
) -> LooseFolder:
    """Find the pages of a folder, or of one file. Every image is read, also of one shot twice.

    Args:
        path: the folder or file; it is only read.
        header: reads the headers of a file, in the sandbox.
        still_seconds: wait until no file of the folder changed for so long.
        without: a file that is no input: the document an earlier run made.

    Raises:
        LibraryError: there is nothing to read.
    """
    path = path.absolute()
    if path.is_file():
        return _of_file(path, header)
    if still_seconds and path.is_dir():
        wait_until_still(path, recursive=False, still_seconds=still_seconds)
    listing = list_folder(path, recursive=False)
    images = [image for image in listing.images if image.path != without]
    has_pictures = any(image.media_type != PDF for image in images)
    beside = [image for image in images if has_pictures and image.media_type == PDF]
    ignored = (
        *listing.ignored,
        *(Ignored(image.relative, IgnoredBecause.PDF_BESIDE) for image in beside),
    )
    images = [image for image in images if image not in beside]
    if not images and not listing.unreadable:
        raise NoImagesError(folder=str(path), ignored=len(ignored))
    pages = _pages(images, header)
    return LooseFolder(path.resolve().name, path, pages, ignored, listing.unreadable)


def _of_file(path: Path, header: HeaderReader) -> LooseFolder:
    """One file; what nobody would call a scan is refused."""
    try:
        kind = media_type_of(path)
    except OSError as error:
        raise UnreadableFileError(path=str(path), reason=error.strerror) from error
    if kind is None and path.suffix.lower() not in IMAGE_ENDINGS:
        failure = ScanFailure(ScanFault.NO_IMAGE, "its content is of no known image format")
        raise ScanFaultError(fault=failure.fault, reason=failure.reason)
    status = path.stat()
    shown = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    listed = ListedFile(shown, path, kind, status.st_size, status.st_mtime_ns)
    return LooseFolder(path.stem, path.parent, _pages([listed], header))


def _pages(images: Sequence[ListedFile], header: HeaderReader) -> tuple[LoosePage, ...]:
    profile = get_capture_profile(_PROFILE)
    images = in_order(images, profile)
    files = tuple(PlannedFile(image.relative, image.path) for image in images)
    scans: list[PlannedScan] = []
    for at, image in enumerate(images):
        role = scan_role_of(image.stem, profile)
        headers = header(image.path)
        for one in headers:
            scans.append(PlannedScan(len(scans) + 1, at, one.image_in_file, role, one.facts))
        if not headers:
            scans.append(PlannedScan(len(scans) + 1, at, 0, role))
    loose = [LooseScan(files[s.file].path, files[s.file].relative, s) for s in scans]
    planned = pages_of(scans, files, profile)
    parts = [tuple((loose[p.scan_number - 1], p) for p in page.parts) for page in planned]
    names = _names([one[0][0] for one in parts], scans)
    return tuple(
        LoosePage(page.sequence, name, of_page)
        for page, of_page, name in zip(planned, parts, names, strict=True)
    )


def _names(firsts: Sequence[LooseScan], scans: Sequence[PlannedScan]) -> Iterator[str]:
    """The stem; the whole name where two files share a stem; a number within a file of several."""
    images = Counter(scan.file for scan in scans if scan.role is ScanRole.PAGE)
    stems = {scan.scan.file: Path(scan.relative).stem for scan in firsts}
    shared = Counter(stem.casefold() for stem in stems.values())
    numbered = {
        _numbered(stems[one.scan.file], one.scan).casefold()
        for one in firsts
        if images[one.scan.file] > 1
    }
    for one in firsts:
        stem, is_several = stems[one.scan.file], images[one.scan.file] > 1
        is_taken = shared[stem.casefold()] > 1 or (not is_several and stem.casefold() in numbered)
        base = Path(one.relative).name if is_taken else stem
        yield _numbered(base, one.scan) if is_several else base


def _numbered(base: str, scan: PlannedScan) -> str:
    return f"{base}-{scan.image_in_file + 1:0{_NUMBER_WIDTH}d}"
