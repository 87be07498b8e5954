"""Faults of files: coarse JPEG, wrong resolution, profile, mode or depth, a file cut short."""

import io
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

from samples.faults.base import Scene, Seeded, SeededFault
from samples.imagefiles import srgb_profile
from samples.light import GREY_AXES, Pixels


class FileFault(StrEnum):
    """What can be wrong with a file whose picture is sound."""

    WRONG_PPI = "wrong_ppi"
    NO_PPI = "no_ppi"
    NO_PROFILE = "no_profile"
    GREY_AS_COLOUR = "grey_as_colour"
    BILEVEL = "bilevel"
    FALSE_SIXTEEN_BITS = "false_sixteen_bits"
    LOSSY = "lossy"
    CUT_SHORT = "cut_short"


def jpeg_artefacts(scene: Scene, quality: float) -> Seeded:
    """The picture after it has been a JPEG of this quality."""
    if scene.image.dtype != np.uint8:
        raise ValueError("JPEG holds 8 bits")
    coded = io.BytesIO()
    Image.fromarray(scene.image).save(coded, "JPEG", quality=round(quality))
    image = np.asarray(Image.open(coded), np.uint8)
    return Seeded(image, SeededFault("jpeg_artefacts", quality, "quality"))


def write_faulty_file(file: Path, image: Pixels, ppi: float, fault: FileFault) -> SeededFault:
    """Write a sound 8-bit picture as a TIFF that has one fault of its own."""
    picture = Image.fromarray(_changed(image, fault))
    told = {FileFault.WRONG_PPI: 72.0, FileFault.NO_PPI: None}.get(fault, ppi)
    if fault is FileFault.BILEVEL:
        picture = picture.convert("L").convert("1")
    has_profile = picture.mode == "RGB" and fault is not FileFault.NO_PROFILE
    picture.save(
        file, "TIFF",
        compression="jpeg" if fault is FileFault.LOSSY else None,
        dpi=None if told is None else (told, told),
        icc_profile=srgb_profile() if has_profile else None,
    )  # fmt: skip
    if fault is FileFault.CUT_SHORT:
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) * 2 // 3])
    return SeededFault(fault.value, 1.0, "")


def _changed(image: Pixels, fault: FileFault) -> Pixels:
    """The pixels, where the fault is in their kind."""
    if fault is FileFault.GREY_AS_COLOUR:
        grey = image if image.ndim == GREY_AXES else image[..., 1]
        return np.repeat(grey[..., None], 3, axis=2)
    if fault is FileFault.FALSE_SIXTEEN_BITS:
        grey = image if image.ndim == GREY_AXES else image[..., 1]
        return np.asarray(grey.astype(np.uint16) * 256, np.uint16)
    return image
