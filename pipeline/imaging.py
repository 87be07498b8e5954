"""Opens images and brings them to 8 bits in sRGB or grey; streams, never a whole map in memory.

Nothing here judges: a decoder that gives up raises ``ImageDamagedError`` with its own words.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyvips
from PIL import Image

from pipeline.formats import JPEG, JPEG2000, JPEG2000_CODESTREAM, PDF, PNG, TIFF, media_type_of
from schemas.pages import ImageFacts
from schemas.texts import N_

#: PDF pages have no pixels of their own; they are drawn at this resolution.
PDF_PPI = 300
_WHITE = 255
_DEEP = ("uint", "int", "float", "double", "complex", "dpcomplex")
_ROW_STEP = 16

# A kept operation that failed once gives black pixels the next time, without an error.
pyvips.cache_set_max(0)


class ImageDamagedError(ValueError):
    """The decoder could not read the image (to its end)."""


def said_by(error: Exception) -> str:
    """The decoder's last words on one line, without paths and repetitions."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    last = lines[-1] if lines else type(error).__name__
    return last.rpartition("/")[2][:300] if last.startswith("/") else last[:300]


def open_scan(
    path: Path, image: int = 0, *, strict: bool = True, sequential: bool = True
) -> pyvips.Image:
    """Open one image of a file as it is stored, for one pass from top to bottom.

    Args:
        path: the file; its format is told by its content.
        image: its number within the file.
        strict: stop at damage; otherwise what cannot be read is left blank.
        sequential: False where pixels are wanted in another order.

    Raises:
        ImageDamagedError: libvips cannot open it.
    """
    options: dict[str, Any] = {
        "fail_on": "error" if strict else "none",
        "access": "sequential" if sequential else "random",
    }
    try:
        return _load(path, media_type_of(path), image, options)
    except pyvips.Error as error:
        raise ImageDamagedError(said_by(error)) from error


def _load(path: Path, kind: str | None, image: int, options: dict[str, Any]) -> pyvips.Image:
    name = str(path)
    if kind == TIFF:
        return pyvips.Image.tiffload(name, page=image, **options)
    if kind == JPEG:
        return pyvips.Image.jpegload(name, **options)
    if kind == PNG:
        return pyvips.Image.pngload(name, unlimited=True, **options)
    if kind in (JPEG2000, JPEG2000_CODESTREAM):
        return pyvips.Image.jp2kload(name, **options)
    if kind == PDF:
        return pyvips.Image.pdfload(name, page=image, dpi=PDF_PPI, **options)
    raise ImageDamagedError(N_("its content is of no known image format"))


def open_with_pillow(path: Path, facts: ImageFacts, image: int = 0) -> tuple[pyvips.Image, int]:
    """Decode whole with Pillow what libvips does not know: old JPEG and odd layouts in TIFF.

    Returns:
        The image and the orientation it still has to be given.

    Raises:
        ImageDamagedError: Pillow cannot read it either.
    """
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=("TIFF", "JPEG2000")) as picture:
            if image:
                picture.seek(image)
            decoded = _from_pillow(picture)
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
        raise ImageDamagedError(said_by(error)) from error
    if decoded.format == "ushort" and facts.bits_per_channel < 16:
        decoded = decoded << (16 - facts.bits_per_channel)
    # Pillow turns a TIFF upright by itself.
    return decoded.copy(), 1


def _from_pillow(picture: Image.Image) -> pyvips.Image:
    picture.load()
    if picture.mode in ("1", "P", "PA", "LAB", "YCbCr", "HSV", "La", "RGBa", "RGBX"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    pixels = np.asarray(picture)
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels))
    spaces = {"L": "b-w", "LA": "b-w", "RGB": "srgb", "RGBA": "srgb", "CMYK": "cmyk"}
    space = spaces.get(picture.mode, "grey16" if pixels.dtype.itemsize == 2 else "b-w")
    return image.copy(interpretation=space)


@dataclass(frozen=True, slots=True)
class Damage:
    """Where reading a scan stops, and the decoder's word for it."""

    first_bad_row: int
    reason: str


def find_damage(path: Path, image: int = 0) -> Damage | None:
    """Read a scan to its end; None where every row can be read."""
    top = 0
    try:
        opened = open_scan(path, image)
        region = pyvips.Region.new(opened)
        for top in range(0, opened.height, _ROW_STEP):
            region.fetch(0, top, opened.width, min(_ROW_STEP, opened.height - top))
    except (ImageDamagedError, pyvips.Error) as error:
        return Damage(top, said_by(error))
    return None


def unrolled(image: pyvips.Image, rows: Path) -> pyvips.Image:
    """An 8-bit image read row by row into a file, rows that cannot be read left white."""
    region = pyvips.Region.new(image)
    with rows.open("wb") as file:
        for top in range(0, image.height, _ROW_STEP):
            count = min(_ROW_STEP, image.height - top)
            try:
                file.write(region.fetch(0, top, image.width, count))
            except pyvips.Error:
                file.write(bytes([_WHITE]) * (image.width * image.bands * count))
    read = pyvips.Image.rawload(str(rows), image.width, image.height, image.bands)
    return read.copy(interpretation=image.interpretation)


def upright(image: pyvips.Image, orientation: int) -> pyvips.Image:
    """The image as it is to be looked at, by its TIFF/EXIF orientation."""
    if image.get_typeof("orientation"):
        image = image.copy()
        image.remove("orientation")
    turned = {3: "d180", 5: "d90", 6: "d90", 7: "d90", 8: "d270"}.get(orientation)
    if turned:
        image = image.rot(turned)
    if orientation in (2, 5):
        return image.fliphor()
    return image.flipver() if orientation in (4, 7) else image


def to_screen(image: pyvips.Image, profile: str | None = None) -> pyvips.Image:
    """8 bits a channel, sRGB or grey, without alpha, by the embedded profile where it is sound.

    Args:
        image: as stored.
        profile: the embedded profile's name; one that calls itself sRGB costs nothing.
    """
    image = _settled(image)
    if image.hasalpha():
        background = 65535 if image.format == "ushort" else _WHITE
        image = image.flatten(background=background)
    has_profile = bool(image.get_typeof("icc-profile-data"))
    if image.interpretation == "cmyk":
        image = _by_profile(image, "cmyk")
    elif has_profile and "srgb" not in (profile or "").lower():
        image = _by_profile(image, None)
    wanted = "b-w" if image.bands < 3 else "srgb"
    if image.interpretation != wanted:
        image = image.colourspace(wanted)
    if image.bands not in (1, 3):
        image = image.extract_band(0, n=3 if image.bands > 3 else 1)
    return image if image.format == "uchar" else image.cast("uchar")


def _settled(image: pyvips.Image) -> pyvips.Image:
    """Odd number formats as bytes or 16-bit numbers that colour conversion understands."""
    if image.coding == "labq":
        return image.LabQ2sRGB()
    if image.format in _DEEP and image.interpretation in ("b-w", "srgb", "multiband", "rgb16"):
        return image.scaleimage().copy(interpretation="b-w" if image.bands < 3 else "srgb")
    if image.format == "short":
        return image.cast("ushort")
    if image.format == "char":
        return image.cast("uchar")
    if image.interpretation == "multiband" and image.format == "uchar":
        return image.copy(interpretation="b-w" if image.bands < 3 else "srgb")
    return image


def _by_profile(image: pyvips.Image, fallback: str | None) -> pyvips.Image:
    options = {"input_profile": fallback} if fallback else {}
    was_grey = image.bands == 1
    with suppress(pyvips.Error):
        image = image.icc_transform("srgb", embedded=True, intent="relative", **options)
        return image.extract_band(0).copy(interpretation="b-w") if was_grey else image
    return image


def read_pdf_header(path: Path) -> tuple[ImageFacts, ...]:
    """The pages of a PDF as the images they are drawn as.

    Raises:
        ImageDamagedError: poppler cannot open it, or it is locked by a password.
    """
    try:
        first = pyvips.Image.pdfload(str(path), dpi=PDF_PPI)
        pages = first.get("n-pages")
        images = [pyvips.Image.pdfload(str(path), page=n, dpi=PDF_PPI) for n in range(pages)]
    except pyvips.Error as error:
        raise ImageDamagedError(said_by(error)) from error
    return tuple(_pdf_facts(image, pages) for image in images)


def _pdf_facts(image: pyvips.Image, pages: int) -> ImageFacts:
    return ImageFacts(
        media_type=PDF,
        width_px=image.width,
        height_px=image.height,
        channels=3,
        bits_per_channel=8,
        colour_space="rgb",
        compression="pdf",
        ppi_x=float(PDF_PPI),
        ppi_y=float(PDF_PPI),
        images_in_file=pages,
    )
