"""Files that have one thing wrong with them, for the codes about files."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

from samples.faults.coding import FileFault, write_faulty_file
from samples.imagefiles import srgb_profile
from samples.light import Pixels
from schemas.objects import Material
from tests.evaluation.qa.sources import PageRef, load, made_volume

#: From a folder to a file, what it shows, and the material it is judged as.
Made = tuple[Path, Pixels | None, Material]
Recipe = Callable[[Path], Made]
PPI = 300


@cache
def _page() -> Pixels:
    """A colour page of text."""
    number = next(n for n in range(12) if not made_volume(n).manner.is_grey)
    return load(PageRef("volume", number, 8)).scene.image


def _saved(
    name: str, change: Callable[[Image.Image], Image.Image] = lambda picture: picture,
    material: Material = Material.BOOK, **options: object,
) -> Recipe:  # fmt: skip
    """A recipe: the page, changed, saved with these options."""

    def make(folder: Path) -> Made:
        file = folder / name
        picture = change(Image.fromarray(_page()))
        told = {"dpi": (PPI, PPI), "icc_profile": srgb_profile()} | options
        picture.save(file, **{k: v for k, v in told.items() if v is not None})  # type: ignore[arg-type]  # PIL's own options
        return file, _page(), material

    return make


def _faulty(fault: FileFault) -> Recipe:
    def make(folder: Path) -> Made:
        file = folder / "scan.tif"
        write_faulty_file(file, _page(), PPI, fault)
        return file, _page(), Material.BOOK

    return make


def _text_file(folder: Path) -> Made:
    file = folder / "scan.tif"
    file.write_text("This is no picture.")
    return file, None, Material.BOOK


def _other_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def _stretched(picture: Image.Image) -> Image.Image:
    """Tones pulled apart after the scan: gaps in the histogram."""
    levels = np.clip((np.arange(256) - 40) * 1.7, 0, 255).astype(np.uint8)
    return Image.fromarray(levels[np.asarray(picture)])


FILE_RECIPES: dict[str, Recipe] = {
    "QA-FILE-01": _text_file,
    "QA-FILE-02": _saved("scan.tif", format="WEBP", dpi=None),
    "QA-FILE-03": _faulty(FileFault.CUT_SHORT),
    "QA-RES-01": _faulty(FileFault.NO_PPI),
    "QA-RES-02": _faulty(FileFault.WRONG_PPI),
    "QA-RES-03": _saved("scan.tif", dpi=(1200, 1200)),
    "QA-RES-04": _saved("scan.tif", dpi=None, material=Material.PHOTOGRAPH),
    "QA-RES-05": _saved("scan.tif", dpi=(300, 330)),
    "QA-RES-06": _saved("scan.tif", dpi=(800, 800)),
    "QA-DEPTH-01": _saved("scan.png", lambda p: p.quantize(12), icc_profile=None, bits=4),
    "QA-DEPTH-02": _faulty(FileFault.BILEVEL),
    "QA-DEPTH-03": _faulty(FileFault.FALSE_SIXTEEN_BITS),
    "QA-COLOUR-01": _saved("scan.tif", lambda p: p.convert("CMYK"), icc_profile=None),
    "QA-COLOUR-02": _faulty(FileFault.GREY_AS_COLOUR),
    "QA-COLOUR-03": _saved(
        "scan.tif", lambda p: p.convert("L"), icc_profile=None, material=Material.MANUSCRIPT
    ),
    "QA-COLOUR-04": _saved("scan.png", lambda p: p.convert("RGBA")),
    "QA-COMP-01": _saved("scan.jpg", quality=35),
    "QA-COMP-02": _saved("scan.jpg", quality=95),
    "QA-COMP-03": _saved("scan.tif", compression="zstd"),
    "QA-ICC-01": _saved("scan.tif", icc_profile=None, material=Material.PHOTOGRAPH),
    "QA-ICC-02": _saved("scan.tif", icc_profile=_other_profile()),
    "QA-ICC-03": _saved("scan.tif", icc_profile=None),
    "QA-EXP-08": _saved("scan.tif", _stretched),
}
