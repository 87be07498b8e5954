"""Writes scans as files: the same pixels give the same bytes, always."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, TiffImagePlugin

from samples.light import Pixels

_PREDICTOR, _HORIZONTAL = 317, 2
_DATE_IN_PROFILE = slice(24, 36)
#: 1 January 2020, as an ICC header counts: year, month, day, hour, minute, second.
_FIXED_DATE = bytes.fromhex("07e400010001000000000000")


def write_tiff(file: Path, image: Pixels, ppi: float, *, compression: str = "tiff_lzw") -> None:
    """Write a scan as TIFF with its resolution and, in colour, the sRGB profile."""
    picture = Image.fromarray(image)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    if compression in ("tiff_lzw", "tiff_adobe_deflate"):
        tags[_PREDICTOR] = _HORIZONTAL
    picture.save(
        file, "TIFF", compression=compression, dpi=(ppi, ppi), tiffinfo=tags,
        icc_profile=srgb_profile() if picture.mode == "RGB" else None,
    )  # fmt: skip


def write_jpeg(file: Path, image: Pixels, ppi: float, *, quality: int = 92) -> None:
    """Write a scan as JPEG with its resolution and, in colour, the sRGB profile."""
    picture = Image.fromarray(image)
    picture.save(
        file, "JPEG", quality=quality, dpi=(ppi, ppi),
        icc_profile=srgb_profile() if picture.mode == "RGB" else None,
    )  # fmt: skip


@cache
def srgb_profile() -> bytes:
    """An sRGB profile; its date, which would be the moment of making, is fixed."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE_IN_PROFILE] = _FIXED_DATE
    return bytes(profile)
