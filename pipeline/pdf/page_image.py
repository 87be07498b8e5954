"""The image of a page as it goes into a PDF: small enough to read, or fine enough to print."""

import io
import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyvips
from PIL import Image

from pipeline.rendering import ASSUMED_PPI

_MM_PER_INCH = 25.4
#: A resolution outside this is not the scan's: cameras write 72 without meaning it.
_LOWEST_PPI, _HIGHEST_PPI = 73.0, 4800.0
_TIFF_STRIP_OFFSETS, _TIFF_STRIP_SIZES, _TIFF_PHOTOMETRIC = 273, 279, 262
_WHITE_IS_ZERO = 0
#: Side of the piece by which most images are told not to be black and white.
_PIECE_PX = 256
#: A last resort's steps towards fewer pixels.
_SHRINKINGS = 6
_BLACK, _WHITE = 0, 255


class PdfProfile(StrEnum):
    """What a PDF is for."""

    READING = "reading"
    PRINTING = "printing"


@dataclass(frozen=True, slots=True)
class ImageBounds:
    """How fine and how large page images may be."""

    least_ppi: int
    most_ppi: int
    """A level of the pyramid between the two is taken as it is."""
    qualities: tuple[int, ...]
    """Of JPEG; the first whose file is small enough."""
    bytes_a_megapixel: int
    most_px: int
    """The longest side."""


BOUNDS = {
    PdfProfile.READING: ImageBounds(150, 220, (60, 45, 30), 130_000, 8_000),
    PdfProfile.PRINTING: ImageBounds(300, 400, (82, 70, 60), 400_000, 20_000),
}


@dataclass(frozen=True, slots=True)
class PageImage:
    """One packed image: JPEG, or CCITT group 4 for black and white."""

    data: bytes
    width_px: int
    height_px: int
    channels: int
    is_bilevel: bool = False
    white_is_zero: bool = True
    """Of a bilevel one."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """Of the whole page image, in whose pixels its words are placed."""

    width_px: int
    height_px: int
    ppi: float


def page_size(pyramid: Path) -> PageSize:
    """Size and resolution of a page by its access image.

    Raises:
        pyvips.Error: the file is no image.
    """
    return size_of(_level(pyramid, 0))


def page_image(pyramid: Path, profile: PdfProfile) -> PageImage:
    """The page's image out of its pyramid, within the bounds of the profile.

    Raises:
        pyvips.Error: the file is no image, or damaged.
    """
    bounds = BOUNDS[profile]
    whole = _level(pyramid, 0)
    packed = _group4_within(whole, bounds) if _is_bilevel(whole) else None
    return packed or _jpeg(_fitting(pyramid, whole, bounds), bounds)


def packed_image(image: pyvips.Image, profile: PdfProfile, *, is_bilevel: bool) -> PageImage:
    """The same of an image that is no pyramid; read once unless it is black and white.

    Raises:
        pyvips.Error: it cannot be read to its end.
    """
    bounds = BOUNDS[profile]
    packed = _group4_within(image, bounds) if is_bilevel else None
    most = _most(image, bounds)
    return packed or _jpeg(image if most == 1.0 else image.resize(most), bounds)


def _most(image: pyvips.Image, bounds: ImageBounds) -> float:
    """How much of its size an image may keep."""
    longest = bounds.most_px / max(image.width, image.height)
    return float(min(bounds.most_ppi / size_of(image).ppi, longest, 1.0))


def _group4_within(image: pyvips.Image, bounds: ImageBounds) -> PageImage | None:
    packed = _group4(image)
    return packed if len(packed.data) <= _bytes_allowed(image, bounds) else None


def _level(path: Path, number: int) -> pyvips.Image:
    if path.suffix.lower() in (".tif", ".tiff"):
        return pyvips.Image.tiffload(str(path), page=number)
    return pyvips.Image.new_from_file(str(path))


def size_of(image: pyvips.Image) -> PageSize:
    """Size and resolution of a page image."""
    ppi = image.xres * _MM_PER_INCH
    known = _LOWEST_PPI <= ppi <= _HIGHEST_PPI
    return PageSize(image.width, image.height, ppi if known else ASSUMED_PPI)


def _is_bilevel(image: pyvips.Image) -> bool:
    """Whether there is nothing but black and white; most images tell by a piece."""
    if image.bands != 1 or image.format != "uchar":
        return False
    width, height = min(_PIECE_PX, image.width), min(_PIECE_PX, image.height)
    piece = image.crop((image.width - width) // 2, (image.height - height) // 2, width, height)
    return _has_two_tones(piece) and _has_two_tones(image)


def _has_two_tones(image: pyvips.Image) -> bool:
    histogram = image.hist_find()
    black, white = (histogram(tone, 0)[0] for tone in (_BLACK, _WHITE))
    return bool(black + white == image.width * image.height)


def _bytes_allowed(image: pyvips.Image, bounds: ImageBounds) -> int:
    """Of a black-and-white page: what a grey one would have at the finest allowed."""
    reduction = min(1.0, bounds.most_ppi / size_of(image).ppi)
    return _allowed(image.width * image.height * reduction**2, bounds)


def _allowed(pixels: float, bounds: ImageBounds) -> int:
    return max(20_000, round(pixels * bounds.bytes_a_megapixel / 1e6))


def _group4(image: pyvips.Image) -> PageImage:
    """One strip, for strips cannot be joined: each starts from a white row."""
    data = image.tiffsave_buffer(
        compression="ccittfax4", bitdepth=1, tile_height=image.height, strip=True
    )
    with Image.open(io.BytesIO(data), formats=("TIFF",)) as opened:
        tags = dict(opened.tag_v2)  # type: ignore[attr-defined]  # of TIFF images only
    [start], [size] = tags[_TIFF_STRIP_OFFSETS], tags[_TIFF_STRIP_SIZES]
    return PageImage(
        data[start : start + size], image.width, image.height, 1, is_bilevel=True,
        white_is_zero=tags[_TIFF_PHOTOMETRIC] == _WHITE_IS_ZERO,
    )  # fmt: skip


def _fitting(pyramid: Path, whole: pyvips.Image, bounds: ImageBounds) -> pyvips.Image:
    """The level that suits; where none does, a larger one made smaller."""
    most = _most(whole, bounds)
    least = min(bounds.least_ppi / size_of(whole).ppi, most)
    chosen, share = whole, 1.0
    levels = whole.get("n-pages") if whole.get_typeof("n-pages") else 1
    for number in range(1, levels):
        level = _level(pyramid, number)
        if level.width / whole.width < least * 0.99:
            break
        chosen, share = level, level.width / whole.width
    return chosen if share <= most * 1.01 else chosen.resize(most / share)


def _jpeg(image: pyvips.Image, bounds: ImageBounds) -> PageImage:
    image = image.copy_memory()
    allowed = _allowed(image.width * image.height, bounds)
    for quality in bounds.qualities:
        packed = _packed(image, quality)
        if len(packed.data) <= allowed:
            return packed
    for _ in range(_SHRINKINGS):
        image = image.resize(min(0.95, math.sqrt(allowed / len(packed.data))))
        packed = _packed(image, quality)
        if len(packed.data) <= allowed:
            break
    return packed


def _packed(image: pyvips.Image, quality: int) -> PageImage:
    data: bytes = image.jpegsave_buffer(Q=quality, strip=True, optimize_coding=True)
    return PageImage(data, image.width, image.height, image.bands)
