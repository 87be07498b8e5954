"""Makes the images of one page from its scans, in the sandbox: pyramid, thumbnail, OCR image.

The scan is decoded once, as a stream; the thumbnail is taken from the pyramid just written.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyvips

from pipeline.context import PagePart
from pipeline.faults import ScanFailure, ScanFault, ScanFaultError
from pipeline.imaging import (
    ImageDamagedError,
    find_damage,
    open_scan,
    open_with_pillow,
    said_by,
    to_screen,
    unrolled,
    upright,
)
from schemas.findings import Region
from schemas.pages import ImageFacts, RecipePart
from schemas.texts import N_

PYRAMID = "pyramid.tif"
THUMBNAIL = "thumbnail.jpg"
OCR_GREY = "ocr.png"
OCR_BILEVEL = "ocr.tif"
TILE_PX = 256
PYRAMID_QUALITY = 85
THUMBNAIL_PX = 400
THUMBNAIL_QUALITY = 82
#: Taken where a scan does not state its resolution but a program insists on one.
ASSUMED_PPI = 300.0
_MM_PER_INCH = 25.4
_WHITE = [255]
_UNROLLED = "page.v"

#: Opens the scan of a part: the image as stored, and the orientation it still has to be given.
Opener = Callable[[PagePart, bool], tuple[pyvips.Image, int]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The page image as it was made; files stand in the folder that was given."""

    width_px: int
    height_px: int
    ocr_image: str = ""
    damage: ScanFailure | None = None
    """What could not be read; the images then show the page without it."""


def render_page(
    parts: tuple[PagePart, ...], folder: Path, wants_ocr_image: bool, max_pixels: int
) -> Rendered:
    """Write the page's images into a folder of their own.

    Raises:
        ScanFaultError: a scan cannot be read to its end, or the page would be too large.
    """
    os.environ["TMPDIR"] = str(folder)
    try:
        return _Rendering(parts, folder, wants_ocr_image, max_pixels).run(_open_strictly)
    except (pyvips.Error, ImageDamagedError) as error:
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=said_by(error)) from error


def salvage_page(
    parts: tuple[PagePart, ...], folder: Path, wants_ocr_image: bool, max_pixels: int
) -> Rendered:
    """Write the page's images with what can be read of its scans, the rest white.

    Slower than ``render_page`` and for use after it: libvips 8.14 dies when its source fails
    while a pyramid is written, so every row is read before.

    Raises:
        ScanFaultError: nothing can be read, or the page would be too large.
    """
    os.environ["TMPDIR"] = str(folder)
    salvage = _Salvage(folder)
    try:
        rendered = _Rendering(parts, folder, wants_ocr_image, max_pixels).run(salvage.open)
    except (pyvips.Error, ImageDamagedError) as error:
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=said_by(error)) from error
    if salvage.damage is not None and _is_void(folder / THUMBNAIL):
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=salvage.damage.reason)
    return replace(rendered, damage=salvage.damage)


@dataclass(frozen=True, slots=True)
class Composed:
    """A page put together from its scans: to be read once, from top to bottom."""

    image: pyvips.Image
    is_bilevel: bool
    damage: ScanFailure | None = None


def compose_page(
    parts: tuple[PagePart, ...], folder: Path, max_pixels: int, *, salvages: bool
) -> Composed:
    """The page as an image without files; rows of a damaged scan stand in the folder.

    Raises:
        ScanFaultError: a scan cannot be opened, or the page would be too large.
        pyvips.Error: reading fails, now or later.
    """
    salvage = _Salvage(folder)
    rendering = _Rendering(parts, folder, False, max_pixels)
    image = rendering.composed(salvage.open if salvages else _open_strictly)
    return Composed(image, rendering.is_bilevel, salvage.damage)


class _Rendering:
    def __init__(
        self, parts: tuple[PagePart, ...], folder: Path, wants_ocr_image: bool, max_pixels: int
    ) -> None:
        self.parts = parts
        self.folder = folder
        self.wants_ocr_image = wants_ocr_image
        self.max_pixels = max_pixels
        self.is_bilevel = all(_is_bilevel(part) for part in parts)
        self.ppi = _facts(parts[0]).ppi_x, _facts(parts[0]).ppi_y

    def run(self, opener: Opener) -> Rendered:
        page = self.composed(opener)
        ocr_image = ""
        if self.wants_ocr_image:
            # Decoding is what costs; two readers of one pass need it unrolled on disk.
            on_disk = str(self.folder / _UNROLLED)
            page.vipssave(on_disk)
            page = pyvips.Image.vipsload(on_disk)
            ocr_image = write_ocr_image(page, self.folder, is_bilevel=self.is_bilevel)
        write_pyramid(page, self.folder / PYRAMID, lossless=self.is_bilevel)
        write_thumbnail(self.folder / PYRAMID, self.folder / THUMBNAIL)
        return Rendered(page.width, page.height, ocr_image)

    def composed(self, opener: Opener) -> pyvips.Image:
        images = [_of_part(part, opener) for part in self.parts]
        page = images[0]
        for part, image in zip(self.parts[1:], images[1:], strict=True):
            page = _joined(page, image, below=part.recipe.below)
        pixels = page.width * page.height
        if pixels > self.max_pixels:
            raise ScanFaultError(
                fault=ScanFault.TOO_LARGE,
                reason=f"the page would have {page.width}x{page.height} pixels",
                pixels=pixels,
                limit=self.max_pixels,
            )
        x, y = (ppi or ASSUMED_PPI for ppi in self.ppi)
        return page.copy(xres=x / _MM_PER_INCH, yres=y / _MM_PER_INCH)


def write_ocr_image(page: pyvips.Image, folder: Path, *, is_bilevel: bool) -> str:
    """Write what text recognition reads where it cannot read the scan as it lies; its name."""
    if is_bilevel:
        path = folder / OCR_BILEVEL
        page.tiffsave(str(path), compression="ccittfax4", bitdepth=1, strip=True)
    else:
        path = folder / OCR_GREY
        grey = page if page.bands == 1 else page.colourspace("b-w")
        grey.pngsave(str(path), compression=1, strip=True)
    return path.name


def write_pyramid(image: pyvips.Image, path: Path, *, lossless: bool = False) -> None:
    """Write a tiled TIFF pyramid; JPEG tiles, or lossless ones for black and white.

    JPEG would make line art of one bit both larger (fourfold) and dirty. LZW without predictor
    packs it as small as Deflate with one does, in a third of the time.
    """
    packing: dict[str, str | int] = (
        {"compression": "lzw", "predictor": "none"}
        if lossless
        else {"compression": "jpeg", "Q": PYRAMID_QUALITY}
    )
    image.tiffsave(
        str(path),
        tile=True,
        tile_width=TILE_PX,
        tile_height=TILE_PX,
        pyramid=True,
        strip=True,
        bigtiff=image.width * image.height > 500_000_000,
        **packing,
    )


def write_thumbnail(pyramid: Path, path: Path, longest_px: int = THUMBNAIL_PX) -> None:
    """Write a small JPEG from the smallest level of a pyramid that is large enough."""
    level = pyvips.Image.tiffload(str(pyramid))
    for number in range(1, level.get("n-pages")):
        smaller = pyvips.Image.tiffload(str(pyramid), page=number)
        if max(smaller.width, smaller.height) < longest_px:
            break
        level = smaller
    small = level.thumbnail_image(longest_px, height=longest_px, size="down")
    small.jpegsave(str(path), Q=THUMBNAIL_QUALITY, strip=True, optimize_coding=True)


def _open_strictly(part: PagePart, sequential: bool) -> tuple[pyvips.Image, int]:
    scan = part.scan
    image = open_scan(scan.path, scan.image_in_file, sequential=sequential)
    return image, _facts(part).orientation


class _Salvage:
    """Opens damaged scans by way of a file of raw rows, and remembers what was lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damage: ScanFailure | None = None
        self.opened = 0

    def open(self, part: PagePart, sequential: bool) -> tuple[pyvips.Image, int]:
        scan, facts = part.scan, _facts(part)
        damage = find_damage(scan.path, scan.image_in_file)
        if damage is None:
            return _open_strictly(part, sequential)
        try:
            image, orientation = open_with_pillow(scan.path, facts, scan.image_in_file)
        except ImageDamagedError:
            self.opened += 1
            where: dict[str, str | int | float] = {"first_bad_row": damage.first_bad_row}
            self.damage = ScanFailure(ScanFault.DAMAGED, damage.reason, where)
            lenient = open_scan(scan.path, scan.image_in_file, strict=False)
            rows = self.folder / f"{self.opened}.rows"
            return unrolled(to_screen(lenient, facts.icc_profile), rows), facts.orientation
        return image, orientation


def _of_part(part: PagePart, opener: Opener) -> pyvips.Image:
    facts, recipe = _facts(part), part.recipe
    streams = facts.orientation in (1, 2) and recipe.rotation_degrees % 360 == 0
    image, orientation = opener(part, streams and facts.bits_per_channel <= 16)
    return prepared(to_screen(image, facts.icc_profile), orientation, recipe)


def prepared(image: pyvips.Image, orientation: int, recipe: RecipePart) -> pyvips.Image:
    """The image upright, then turned and cropped as the recipe says."""
    image = upright(image, orientation)
    degrees = recipe.rotation_degrees % 360
    if degrees and degrees % 90 == 0:
        image = image.rot(f"d{degrees}")
    elif degrees:
        image = image.rotate(degrees, background=_WHITE * image.bands)
    return image if recipe.crop is None else _cropped(image, recipe.crop)


def _cropped(image: pyvips.Image, crop: Region) -> pyvips.Image:
    left, top = max(0, crop.x), max(0, crop.y)
    right = min(image.width, crop.x + crop.width)
    bottom = min(image.height, crop.y + crop.height)
    if left >= right or top >= bottom:
        raise ScanFaultError(
            fault=ScanFault.DAMAGED, reason=N_("the recipe crops beside the image")
        )
    return image.crop(left, top, right - left, bottom - top)


def _joined(page: pyvips.Image, image: pyvips.Image, *, below: bool) -> pyvips.Image:
    if page.bands != image.bands:
        page, image = (i if i.bands == 3 else i.colourspace("srgb") for i in (page, image))
    direction = "vertical" if below else "horizontal"
    return page.join(image, direction, expand=True, background=_WHITE * page.bands)


def _is_void(thumbnail: Path) -> bool:
    return bool(pyvips.Image.jpegload(str(thumbnail)).deviate() < 0.5)


def _facts(part: PagePart) -> ImageFacts:
    if part.scan.facts is None:
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=N_("its header could not be read"))
    return part.scan.facts


def _is_bilevel(part: PagePart) -> bool:
    right_angled = part.recipe.rotation_degrees % 90 == 0
    return _facts(part).colour_space == "bilevel" and right_angled


def write_jpeg(source: Path, path: Path, quality: int, longest_px: int = 0) -> None:
    """Write an image (of a pyramid the whole) as JPEG, made smaller where ``longest_px`` asks."""
    image = pyvips.Image.new_from_file(str(source), access="sequential")
    if longest_px and max(image.width, image.height) > longest_px:
        image = pyvips.Image.thumbnail(str(source), longest_px, height=longest_px, size="down")
    image.jpegsave(str(path), Q=quality, optimize_coding=True)
