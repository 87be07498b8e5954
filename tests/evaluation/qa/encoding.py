"""Pages written as their originals were: the same codec, quality, resolution and profile."""

import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.headers import read_header
from samples.imagefiles import srgb_profile
from samples.light import GREY_AXES, Pixels
from schemas.pages import ImageFacts


@dataclass(frozen=True, slots=True)
class Coding:
    """How a scan was written. ``ppi`` is None where its file does not say."""

    suffix: str
    ppi: float | None
    options: dict[str, Any] = field(default_factory=dict)
    is_bilevel: bool = False
    is_made: bool = False
    """Made scans name their colour space."""


def coding_of_made(number: int, ppi: float) -> Coding:
    """Made scans are JPEG of good quality, every third volume plain TIFF."""
    if number % 3 == 2:
        return Coding("tif", ppi, is_made=True)
    return Coding("jpg", ppi, {"quality": 92}, is_made=True)


def coding_of_real(picture: Image.Image, path: Path) -> Coding:
    """How a real scan was written."""
    dpi = picture.info.get("dpi")
    ppi = float(dpi[0]) if dpi and float(dpi[0]) > 1 else None
    options: dict[str, Any] = {}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if picture.format == "JPEG":
        options["qtables"] = picture.quantization  # type: ignore[attr-defined]  # JPEG has it
        return Coding("jpg", ppi, options)
    if picture.format == "JPEG2000":
        raw = picture.width * picture.height * len(picture.getbands())
        options |= {
            "quality_mode": "rates", "irreversible": True,
            "quality_layers": [raw / path.stat().st_size],
        }  # fmt: skip
        return Coding("jp2", ppi, options)
    options["compression"] = picture.info.get("compression")
    return Coding("tif", ppi, options, is_bilevel=picture.mode == "1")


def write_scan(folder: Path, image: Pixels, coding: Coding) -> tuple[Path, ImageFacts]:
    """Write pixels as a file, and say what its header says; JPEG 2000 keeps the stated ppi."""
    file = folder / f"scan.{coding.suffix}"
    picture = Image.fromarray(image)
    options = dict(coding.options)
    if coding.is_made and image.ndim > GREY_AXES:
        options["icc_profile"] = srgb_profile()
    if coding.is_bilevel:
        picture = picture.convert("1", dither=Image.Dither.NONE)
    if coding.ppi is not None and coding.suffix != "jp2":
        options["dpi"] = (coding.ppi, coding.ppi)
    coded = io.BytesIO()
    picture.save(coded, {"jpg": "JPEG", "tif": "TIFF", "jp2": "JPEG2000"}[coding.suffix], **options)
    file.write_bytes(coded.getvalue())
    facts = read_header(file)
    return file, replace(facts, ppi_x=coding.ppi, ppi_y=coding.ppi)
