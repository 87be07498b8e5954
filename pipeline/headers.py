"""Reads the headers of one file whatever its format; runs in the sandbox, decodes nothing."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.faults import ScanFault, ScanFaultError
from pipeline.formats import (
    JPEG,
    JPEG2000,
    JPEG2000_CODESTREAM,
    PDF,
    PNG,
    TAKEN,
    TIFF,
    media_type_of,
)
from pipeline.imaging import ImageDamagedError, read_pdf_header
from pipeline.jp2_header import Jp2DamagedError, read_jp2_header
from pipeline.raster_header import RasterDamagedError, read_raster_header
from pipeline.tiff_header import TiffDamagedError, read_tiff_header
from schemas.pages import ImageFacts
from schemas.texts import N_

_DAMAGED = (ImageDamagedError, Jp2DamagedError, RasterDamagedError, TiffDamagedError)

#: Multispectral cameras reach a few dozen.
MAX_CHANNELS = 64


@dataclass(frozen=True, slots=True)
class ScanHeader:
    """One image of a file: its number within the file (as decoders count) and its facts."""

    image_in_file: int
    facts: ImageFacts


def read_headers(path: Path, max_pixels: int) -> tuple[ScanHeader, ...]:
    """The images of a file; PDF pages as they are at 300 pixels per inch.

    Raises:
        ScanFaultError: the content is no image that could be taken, or an image is too large.
    """
    kind = media_type_of(path)
    if kind is None:
        empty = path.stat().st_size == 0
        reason = N_("the file is empty") if empty else N_("its content is of no known image format")
        raise ScanFaultError(fault=ScanFault.NO_IMAGE, reason=reason)
    if kind not in TAKEN:
        reason = f"{kind} is not taken as a master"
        raise ScanFaultError(fault=ScanFault.UNSUPPORTED, reason=reason)
    try:
        headers = _headers(path, kind)
    except _DAMAGED as error:
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=str(error)) from error
    for header in headers:
        _refuse_bomb(header.facts, max_pixels)
    return headers


def read_header(path: Path, image: int = 0, max_pixels: int = 1_000_000_000) -> ImageFacts:
    """The facts of one image of a file.

    Raises:
        ScanFaultError: there is no such image, or it cannot be taken.
    """
    for header in read_headers(path, max_pixels):
        if header.image_in_file == image:
            return header.facts
    raise ScanFaultError(fault=ScanFault.DAMAGED, reason=f"it has no image {image + 1}")


def _headers(path: Path, kind: str) -> tuple[ScanHeader, ...]:
    if kind == TIFF:
        return tuple(ScanHeader(d.number, d.facts) for d in read_tiff_header(path))
    if kind in (JPEG, PNG):
        return (ScanHeader(0, read_raster_header(path, kind)),)
    if kind in (JPEG2000, JPEG2000_CODESTREAM):
        return (ScanHeader(0, read_jp2_header(path)),)
    if kind == PDF:
        return tuple(ScanHeader(n, facts) for n, facts in enumerate(read_pdf_header(path)))
    raise AssertionError(kind)


def _refuse_bomb(facts: ImageFacts, max_pixels: int) -> None:
    if facts.channels > MAX_CHANNELS:
        reason = f"{facts.channels} channels are more than any scanner or camera has"
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=reason)
    pixels = facts.width_px * facts.height_px
    if pixels > max_pixels:
        raise ScanFaultError(
            fault=ScanFault.TOO_LARGE,
            reason=f"{facts.width_px}x{facts.height_px} pixels are more than is allowed",
            pixels=pixels,
            limit=max_pixels,
        )
