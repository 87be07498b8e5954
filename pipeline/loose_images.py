"""The images of a page that is read where it lies: one for the PDF, one to be read if need be.

No pyramid is made, for nobody looks around such a page; so reading costs little beside the reading
itself.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyvips

from pipeline.context import PagePart, WorkLimits
from pipeline.derivatives import failure_of_confined, needs_ocr_image
from pipeline.faults import ScanFailure, ScanFault, ScanFaultError, failure_of
from pipeline.imaging import ImageDamagedError, said_by
from pipeline.pdf.page_image import PageImage, PageSize, PdfProfile, packed_image, size_of
from pipeline.rendering import Composed, compose_page, write_ocr_image
from pipeline.sandbox import ConfinedFailure, Limits, confined

#: Changes whenever the same scan would give another image.
VERSION = "1"
#: A page of more bytes is unrolled on disk and not in memory.
MOST_IN_MEMORY = 200_000_000
#: A page that has no more than one tone holds nothing that was read.
_NO_TONES = 0.5


@dataclass(frozen=True, slots=True)
class LooseImages:
    """What was made of a page; the OCR image stands in the folder that was given."""

    size: PageSize
    packed: PageImage
    ocr_image: str = ""
    damage: ScanFailure | None = None


class PageNotDrawn(Exception):  # noqa: N818 -- an outcome of the step, never shown
    """No image could be made of a page; ``failure`` says why."""

    def __init__(self, failure: ScanFailure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


def draw_loose(
    parts: tuple[PagePart, ...],
    folder: Path,
    profile: PdfProfile,
    bounds: WorkLimits,
    *,
    for_reading: bool = False,
) -> LooseImages:
    """Make a page's images in the sandbox; what one way cannot read, the slower second may.

    Args:
        parts: the page's scans.
        folder: a folder for it, made anew.
        profile: what the PDF is for.
        bounds: what opening a scan may use.
        for_reading: make an image to be read although the scan itself could be.

    Raises:
        PageNotDrawn: nothing can be read.
    """
    wanted = for_reading or needs_ocr_image(parts)
    made = _attempt(parts, folder, profile, bounds, wanted, salvages=False)
    if isinstance(made, ScanFailure) and made.fault is not ScanFault.TOO_LARGE:
        made = _attempt(parts, folder, profile, bounds, wanted, salvages=True)
    if isinstance(made, ScanFailure):
        raise PageNotDrawn(made)
    return made


def _attempt(
    parts: tuple[PagePart, ...],
    folder: Path,
    profile: PdfProfile,
    bounds: WorkLimits,
    wanted: bool,
    *,
    salvages: bool,
) -> LooseImages | ScanFailure:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    limits = Limits(bounds.memory_bytes, bounds.cpu_seconds, bounds.wall_seconds)
    job = draw_salvaged if salvages else draw_strictly
    try:
        return confined(job, parts, folder, profile.value, wanted, bounds.max_pixels, limits=limits)
    except ScanFaultError as error:
        return failure_of(error)
    except ConfinedFailure as error:
        return failure_of_confined(error)


def draw_strictly(
    parts: tuple[PagePart, ...], folder: Path, profile: str, wanted: bool, max_pixels: int
) -> LooseImages:
    """Make the images of a sound page; runs in the sandbox.

    Raises:
        ScanFaultError: a scan cannot be read to its end, or the page would be too large.
    """
    return _drawn(parts, folder, PdfProfile(profile), wanted, max_pixels, salvages=False)


def draw_salvaged(
    parts: tuple[PagePart, ...], folder: Path, profile: str, wanted: bool, max_pixels: int
) -> LooseImages:
    """Make the images with what can be read, the rest white; runs in the sandbox.

    Raises:
        ScanFaultError: nothing can be read, or the page would be too large.
    """
    return _drawn(parts, folder, PdfProfile(profile), wanted, max_pixels, salvages=True)


def _drawn(
    parts: tuple[PagePart, ...],
    folder: Path,
    profile: PdfProfile,
    wanted: bool,
    max_pixels: int,
    *,
    salvages: bool,
) -> LooseImages:
    os.environ["TMPDIR"] = str(folder)
    try:
        composed = compose_page(parts, folder, max_pixels, salvages=salvages)
        image = _readable_twice(composed, folder, wanted)
        if composed.damage is not None and image.deviate() < _NO_TONES:
            raise ScanFaultError(fault=ScanFault.DAMAGED, reason=composed.damage.reason)
        is_bilevel = composed.is_bilevel
        ocr_image = write_ocr_image(image, folder, is_bilevel=is_bilevel) if wanted else ""
        packed = packed_image(image, profile, is_bilevel=is_bilevel)
    except (pyvips.Error, ImageDamagedError) as error:
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=said_by(error)) from error
    return LooseImages(size_of(image), packed, ocr_image, composed.damage)


def _readable_twice(composed: Composed, folder: Path, wanted: bool) -> pyvips.Image:
    """The image for several passes; a stream suffices where only a grey or colour one is packed."""
    image = composed.image
    if not (wanted or composed.is_bilevel or composed.damage):
        return image
    if image.width * image.height * image.bands <= MOST_IN_MEMORY:
        return image.copy_memory()
    on_disk = str(folder / "page.v")
    image.vipssave(on_disk)
    return pyvips.Image.vipsload(on_disk)
