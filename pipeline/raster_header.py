"""What the headers of JPEG and PNG files say; Pillow reads them and decodes nothing."""

import re
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from pipeline.colour_profiles import profile_facts
from pipeline.formats import JPEG, PNG
from pipeline.jpeg_tables import quality_of, subsampling_of
from schemas.pages import ImageFacts
from schemas.texts import N_

_MODES = {
    "1": ("bilevel", 1), "L": ("grey", 1), "LA": ("grey", 2), "I;16": ("grey", 1), "I": ("grey", 1),
    "P": ("palette", 1), "PA": ("palette", 2), "RGB": ("rgb", 3), "RGBA": ("rgb", 4),
    "CMYK": ("cmyk", 4),
}  # fmt: skip
_PILLOW_FORMATS = {JPEG: "JPEG", PNG: "PNG"}
_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _UNIT = 274, 282, 283, 296
_INCHES_IN_UNIT = {2: 1.0, 3: 1 / 2.54}
_EXIF_PART, _EXIF_COLOUR = 0x8769, 0xA001
_PHOTOSHOP_RESOLUTION = 0x03ED
_PNG_BIT_DEPTH_AT = 24
_PNG_COLOURS = {0: ("grey", 1), 2: ("rgb", 3), 3: ("palette", 1), 4: ("grey", 2), 6: ("rgb", 4)}
_XMP_ORIENTATION = re.compile(r"tiff:Orientation(?:=[\"']|>)([1-8])")

Ppi = tuple[float | None, float | None]


class RasterDamagedError(ValueError):
    """The header cannot be read."""


def read_raster_header(path: Path, kind: str) -> ImageFacts:
    """The facts of a JPEG or PNG file.

    Raises:
        RasterDamagedError: the header cannot be read.
    """
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=(_PILLOW_FORMATS[kind],)) as image:
            colour_space, channels, bits = _layout(path, kind, image)
            exif = _png_exif(image) if kind == PNG else image.getexif()
            ppi_x, ppi_y = (_png_ppi if kind == PNG else _jpeg_ppi)(image.info, exif)
            profile = profile_facts(image.info.get("icc_profile"))
            return ImageFacts(
                media_type=kind,
                width_px=image.width,
                height_px=image.height,
                channels=channels,
                bits_per_channel=bits,
                colour_space=colour_space,
                compression="jpeg" if kind == JPEG else "deflate",
                ppi_x=ppi_x,
                ppi_y=ppi_y,
                icc_profile=profile.name,
                orientation=_orientation(exif.get(_ORIENTATION)),
                icc_colour_space=profile.colour_space,
                icc_class=profile.device_class,
                stated_colour=_stated_colour(image.info, exif),
                **_coding(kind, image),
            )
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise RasterDamagedError(N_("its header cannot be read")) from error


def _layout(path: Path, kind: str, image: Image.Image) -> tuple[str, int, int]:
    if kind == JPEG:
        colour_space, channels = _MODES.get(image.mode, ("other", len(image.getbands())))
        return colour_space, channels, 8
    with path.open("rb") as file:
        file.seek(_PNG_BIT_DEPTH_AT)
        bits, colour = file.read(2)
    colour_space, channels = _PNG_COLOURS.get(colour, ("other", 1))
    return "bilevel" if (bits, colour) == (1, 0) else colour_space, channels, bits


def _coding(kind: str, image: Image.Image) -> dict[str, Any]:
    """What a JPEG lost, as facts."""
    if kind != JPEG:
        return {"is_lossy": False}
    tables = getattr(image, "quantization", {})
    layers = getattr(image, "layer", [])
    return {
        "is_lossy": True,
        "jpeg_quality": quality_of(tables[0]) if 0 in tables else None,
        "chroma_subsampling": subsampling_of(*layers[0][1:3]) if len(layers) == 3 else "",
        "is_progressive": bool(image.info.get("progressive")),
    }


def _stated_colour(info: dict[Any, Any], exif: Image.Exif) -> str:
    """What PNG and cameras say instead of embedding a profile."""
    is_stated = "srgb" in info or exif.get_ifd(_EXIF_PART).get(_EXIF_COLOUR) == 1
    return "sRGB" if is_stated else ""


def _png_exif(image: Image.Image) -> Image.Exif:
    """What stands before the pixels; asking Pillow would decode the picture to look behind them."""
    exif = Image.Exif()
    exif.load(image.info.get("exif", b""))
    xmp = str(image.info.get("XML:com.adobe.xmp", ""))
    if _ORIENTATION not in exif and (match := _XMP_ORIENTATION.search(xmp)):
        exif[_ORIENTATION] = int(match[1])
    return exif


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _png_ppi(info: dict[Any, Any], _: Image.Exif) -> Ppi:
    x, y = info.get("dpi", (None, None))
    return _positive(x, 1), _positive(y, 1)


def _jpeg_ppi(info: dict[Any, Any], exif: Image.Exif) -> Ppi:
    """Pixels per inch as the file states them; Pillow's own guess of 72 is not taken."""
    if info.get("jfif_unit") in (1, 2):
        factor = 1.0 if info["jfif_unit"] == 1 else 2.54
        x, y = info["jfif_density"]
        return _positive(x, factor), _positive(y, factor)
    if unit := _INCHES_IN_UNIT.get(exif.get(_UNIT, 2)):
        x_ppi = _positive(exif.get(_X_RESOLUTION), 1 / unit)
        y_ppi = _positive(exif.get(_Y_RESOLUTION), 1 / unit)
        if x_ppi and y_ppi:
            return x_ppi, y_ppi
    if resolution := info.get("photoshop", {}).get(_PHOTOSHOP_RESOLUTION):
        return _positive(resolution["XResolution"], 1), _positive(resolution["YResolution"], 1)
    return None, None


def _positive(value: Any, factor: float) -> float | None:
    try:
        number = float(value) * factor
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(number, 2) if 0 < number < 1_000_000 else None
