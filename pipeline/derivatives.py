"""Step 2b, derivatives: a page's scans become its access pyramid, its thumbnail, its OCR image."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.context import PageContext, PagePart
from pipeline.errors import ScanUnreadableError
from pipeline.faults import ScanFailure, ScanFault, ScanFaultError, failure_of
from pipeline.files import UNFINISHED, key_of, make_durable, remembered
from pipeline.plain import plain_of, value_of
from pipeline.rendering import PYRAMID, THUMBNAIL, Rendered, render_page, salvage_page
from pipeline.sandbox import ConfinedFailure, FailureKind, Limits, confined
from schemas.pages import ImageFacts

#: Changes whenever the same scan would give other images; kept ones are then made anew.
VERSION = "3"
_READ_BY_OCR = {
    "image/tiff": ("none", "lzw", "deflate", "packbits", "ccitt-g3", "ccitt-g4", "jpeg"),
    "image/jpeg": ("jpeg",),
    "image/png": ("deflate",),
}
_OCR_COLOURS = ("bilevel", "grey", "rgb")


@dataclass(frozen=True, slots=True)
class DerivativeResult:
    """The images made of a page, by their names in its folder, and their common size."""

    width_px: int
    height_px: int
    pyramid: str
    thumbnail: str
    ocr_image: str = ""
    """Empty where text recognition reads the master itself; sizes are the same either way."""
    damage: ScanFailure | None = None
    """What of the scan could not be read; the images show the rest."""


def derive_page(page: PageContext) -> DerivativeResult:
    """Make the images of one page; done before with the same scans and recipe, they are kept.

    Raises:
        ScanUnreadableError: no image could be made.
    """
    return remembered(
        page.folder,
        "derivatives",
        derivatives_key(page),
        lambda: _derived(page),
        encode=plain_of,
        decode=lambda plain: value_of(DerivativeResult, plain),
        files=lambda result: filter(None, (result.pyramid, result.thumbnail, result.ocr_image)),
    )


def derivatives_key(page: PageContext) -> str:
    """All that the images of a page depend on."""
    return key_of(VERSION, *((p.scan.sha512, p.scan.image_in_file, p.recipe) for p in page.parts))


def needs_ocr_image(parts: tuple[PagePart, ...]) -> bool:
    """Whether text recognition cannot read the one scan of this page as it lies."""
    return len(parts) != 1 or not parts[0].is_whole or not _is_read_by_ocr(parts[0].scan.facts)


def _is_read_by_ocr(facts: ImageFacts | None) -> bool:
    return (
        facts is not None
        and facts.compression in _READ_BY_OCR.get(facts.media_type, ())
        and facts.colour_space in _OCR_COLOURS
        and facts.bits_per_channel <= 8
        and facts.channels in (1, 3)
        and facts.orientation == 1
        and facts.images_in_file == 1
    )


def _derived(page: PageContext) -> DerivativeResult:
    scratch = page.folder / f"{UNFINISHED}derivatives"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        rendered = _rendered(page, scratch)
        for name in filter(None, (PYRAMID, THUMBNAIL, rendered.ocr_image)):
            make_durable(scratch / name)
            (scratch / name).replace(page.file(name))
        make_durable(page.folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return DerivativeResult(
        rendered.width_px,
        rendered.height_px,
        PYRAMID,
        THUMBNAIL,
        rendered.ocr_image,
        rendered.damage,
    )


def _rendered(page: PageContext, scratch: Path) -> Rendered:
    """The page's images; what one way of reading cannot do, the slower second may."""
    rendered = _attempt(render_page, page, scratch)
    if isinstance(rendered, ScanFailure) and rendered.fault is not ScanFault.TOO_LARGE:
        rendered = _attempt(salvage_page, page, scratch)
    if isinstance(rendered, Rendered):
        return rendered
    raise ScanUnreadableError(
        sequence=page.sequence,
        source=", ".join(part.scan.path.name for part in page.parts),
        reason=rendered.reason,
        failure=rendered,
    )


def _attempt(
    job: Callable[[tuple[PagePart, ...], Path, bool, int], Rendered],
    page: PageContext,
    scratch: Path,
) -> Rendered | ScanFailure:
    bounds = page.limits
    limits = Limits(bounds.memory_bytes, bounds.cpu_seconds, bounds.wall_seconds)
    wanted = needs_ocr_image(page.parts)
    try:
        return confined(job, page.parts, scratch, wanted, bounds.max_pixels, limits=limits)
    except ScanFaultError as error:
        return failure_of(error)
    except ConfinedFailure as error:
        return failure_of_confined(error)


def failure_of_confined(error: ConfinedFailure) -> ScanFailure:
    """A death in the sandbox as a fault of the scan."""
    is_error = error.kind is FailureKind.ERROR
    return ScanFailure(ScanFault.DAMAGED if is_error else ScanFault.TOO_COSTLY, error.reason)
