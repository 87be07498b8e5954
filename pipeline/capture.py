"""Step 1, capture: a scan is copied into the work folder, proved unchanged, and its header read."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.context import WorkLimits
from pipeline.derivatives import failure_of_confined
from pipeline.dockets import Docket, find_docket
from pipeline.errors import SourceChangedError
from pipeline.faults import ScanFailure, ScanFaultError, failure_of
from pipeline.files import copy_hashed, remembered
from pipeline.headers import ScanHeader, read_headers
from pipeline.plain import plain_of, value_of
from pipeline.sandbox import ConfinedFailure, Limits, confined

#: Changes whenever a header would be read differently.
VERSION = "1"
#: Reading a header decodes nothing; one that needs more is an attack or a bug.
HEADER_LIMITS = Limits(memory_bytes=3 << 30, cpu_seconds=30, wall_seconds=60)
DOCKET_LIMITS = Limits(cpu_seconds=60, wall_seconds=120)
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class CaptureResult:
    """One file as it was taken in."""

    file: str
    """The copy's name in the work folder."""
    sha512: str
    size_bytes: int
    images: tuple[ScanHeader, ...] = ()
    failure: ScanFailure | None = None
    """Why it could not be read as an image; it is kept nevertheless."""


def take_in(
    source: Path,
    folder: Path,
    name: str,
    *,
    expected_sha512: str,
    limits: WorkLimits | None = None,
) -> CaptureResult:
    """Copy one file into a work folder, read-only, and read its header in the sandbox.

    Done before with the same content, the copy is kept.

    Args:
        source: the file in the source folder; it is only read.
        folder: the work folder for masters, which exists.
        name: the name of the copy.
        expected_sha512: the digest of the source when it was planned.
        limits: the largest image that may be opened.

    Raises:
        SourceChangedError: the source is no longer what it was when it was planned.
        UnreadableFileError: the source cannot be read.
    """
    max_pixels = (limits or WorkLimits()).max_pixels

    def capture() -> CaptureResult:
        copy = folder / name
        digest = copy_hashed(source, copy)
        if digest != expected_sha512:
            copy.unlink()
            raise SourceChangedError(path=str(source))
        copy.chmod(_READ_ONLY)
        images, failure = inspect_file(copy, max_pixels)
        return CaptureResult(name, digest, copy.stat().st_size, images, failure)

    return remembered(
        folder,
        f"capture-{name}",
        f"{VERSION} {expected_sha512} {max_pixels}",
        capture,
        encode=plain_of,
        decode=lambda plain: value_of(CaptureResult, plain),
        files=lambda result: (result.file,),
    )


def inspect_file(
    path: Path, max_pixels: int = WorkLimits().max_pixels
) -> tuple[tuple[ScanHeader, ...], ScanFailure | None]:
    """The images of a file, or why it has none; the first opening of a foreign file."""
    try:
        return confined(read_headers, path, max_pixels, limits=HEADER_LIMITS), None
    except ScanFaultError as error:
        return (), failure_of(error)
    except ConfinedFailure as error:
        return (), failure_of_confined(error)


def header_reader(path: Path) -> tuple[ScanHeader, ...]:
    """Headers for planning a folder; files that cannot be read have none."""
    return inspect_file(path)[0]


def docket_reader(path: Path, image: int) -> Docket | None:
    """The docket an image shows, for planning a folder; looked for in the sandbox."""
    try:
        return confined(find_docket, path, image, limits=DOCKET_LIMITS)
    except ConfinedFailure:
        return None
