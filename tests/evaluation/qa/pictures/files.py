"""Files that have one thing wrong with them, for the codes about files."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pyvips
from PIL import Image, ImageCms

from samples.designs import text_page
from samples.faults.coding import FileFault, write_faulty_file
from samples.imagefiles import srgb_profile, write_tiff
from samples.light import Pixels
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle
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


def _screen_profile() -> bytes:
    """An sRGB profile that calls itself one of a screen."""
    name, other = ("sRGB built-in", "Monitor 24 in")
    return srgb_profile().replace(name.encode("utf-16-be"), other.encode("utf-16-be"))


def _four_bits(folder: Path) -> Made:
    file = folder / "scan.png"
    grey = np.ascontiguousarray(_page()[..., 1])
    picture = pyvips.Image.new_from_array(grey).copy(xres=PPI / 25.4, yres=PPI / 25.4)
    picture.pngsave(str(file), bitdepth=4)
    return file, grey, Material.BOOK


def _tiny_letters(folder: Path) -> Made:
    """A large page of small type that claims four times its resolution."""
    file = folder / "scan.tif"
    style = replace(
        PageStyle(ppi=PPI, width_mm=180.0, height_mm=260.0), size_pt=8.0, leading_pt=10.0
    )
    rng = np.random.default_rng(1)
    image = scan_page(text_page(style, 7, rng), ScanManner(ppi=PPI, is_grey=True), rng).image
    write_tiff(file, image, 4 * PPI)
    return file, image, Material.BOOK


FILE_RECIPES: dict[str, Recipe] = {
    "QA-FILE-01": _text_file,
    "QA-FILE-02": _saved("scan.tif", format="WEBP", dpi=None),
    "QA-FILE-03": _faulty(FileFault.CUT_SHORT),
    "QA-RES-01": _faulty(FileFault.NO_PPI),
    "QA-RES-02": _faulty(FileFault.WRONG_PPI),
    "QA-RES-03": _saved("scan.tif", dpi=(1200, 1200)),
    "QA-RES-04": _saved("scan.tif", dpi=None, material=Material.PHOTOGRAPH),
    "QA-RES-05": _saved("scan.tif", dpi=(300, 330)),
    "QA-RES-06": _tiny_letters,
    "QA-DEPTH-01": _four_bits,
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
    "QA-ICC-04": _saved("scan.tif", icc_profile=_screen_profile()),
}
