"""Scans a typeset page: paper, light, lens and sensor, all in linear light."""

from dataclasses import dataclass, field, replace
from typing import Self

import cv2
import numpy as np

from samples.binding import Bed, Laid, lay_flat, lay_open
from samples.light import GREY_AXES, Light, Pixels, bands, to_light, to_pixels
from samples.paper import BOOK, Paper, make_cloth, make_paper
from samples.resampling import blur
from samples.sheets import PrintedLine, TypesetPage
from schemas.findings import Region
from schemas.pages import PageRole

#: How a spread of ink at the paper's fibres softens crisp type, in pixels at 300 ppi.
INK_SPREAD_PX = 0.45
BOARDS = (PageRole.FRONT_COVER, PageRole.BACK_COVER, PageRole.SPINE)
#: How much red, green and blue count in a grey device.
LUMINANCE = np.array([[0.2126, 0.7152, 0.0722]], np.float32)


@dataclass(frozen=True, slots=True)
class ScanManner:
    """How a device sees a page. The defaults are a good scan: nothing to complain about."""

    ppi: int = 300
    paper: Paper = field(default=BOOK)
    border_mm: float = 6.0
    """Backing that is seen around the page."""
    backing: float = 0.035
    """Light that the backing reflects: 0.035 is black card, 0.18 a grey one."""
    gutter_mm: float = 2.2
    """How fast the shade of the fold fades."""
    gutter_shade: float = 0.45
    """Share of light lost in the fold itself."""
    facing_mm: float = 3.0
    """How much of the facing page is seen beyond the fold."""
    is_bound: bool = True
    """Loose leaves have no fold."""
    show_through: float = 0.02
    """Contrast of the other side's print."""
    light_falloff: float = 0.02
    """Share of light lost in the corners."""
    exposure_stops: float = 0.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Error of the white balance, as gains of red, green and blue."""
    blur_sigma_px: float = 0.7
    noise: float = 0.006
    """Standard deviation at white, as a share of white."""
    rotation_degrees: float = 0.0
    """Clockwise."""
    is_grey: bool = False

    def at(self, ppi: int) -> Self:
        """The same manner at another resolution."""
        return replace(self, ppi=ppi)

    def bed(self) -> Bed:
        """The surroundings of the page."""
        return Bed(
            self.ppi, self.border_mm, self.backing, self.facing_mm,
            self.gutter_mm, self.gutter_shade, self.rotation_degrees,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One scan, with what is known about it: regions are in its own pixels."""

    image: Pixels
    """(h, w, 3), or (h, w) from a grey device."""
    page: Region
    lines: tuple[PrintedLine, ...]


def scan_page(
    page: TypesetPage,
    manner: ScanManner,
    rng: np.random.Generator,
    *,
    behind: TypesetPage | None = None,
) -> ScannedPage:
    """Scan a page; ``behind`` is the other side of the leaf, whose print shows through."""
    laid = _laid(page, manner, rng, behind)
    light_unevenly(laid.light, manner)
    light = blur(laid.light, manner.blur_sigma_px)
    if manner.is_grey:
        light = np.asarray(cv2.transform(light, LUMINANCE), np.float32)
    add_noise(light, manner.noise, rng)
    height, width = page.image.shape[:2]
    return ScannedPage(
        to_pixels(light),
        laid.region(Region(0, 0, width, height)),
        tuple(PrintedLine(line.text, laid.region(line.region)) for line in page.lines),
    )


def add_noise(light: Light, amount: float, rng: np.random.Generator) -> None:
    """Sensor noise, in place: photons (growing with light) and a little that is always there."""
    for rows in bands(light):
        band = light[rows]
        spread = np.maximum(band, 0)
        spread *= np.float32(0.95 * amount**2)
        spread += np.float32(0.05 * amount**2)
        np.sqrt(spread, out=spread)
        spread *= rng.standard_normal(band.shape, dtype=np.float32)
        band += spread


def _laid(
    page: TypesetPage, manner: ScanManner, rng: np.random.Generator, behind: TypesetPage | None
) -> Laid:
    sheet = printed_sheet(page, manner, rng, behind)
    if page.role in BOARDS or not manner.is_bound:
        return lay_flat(sheet, manner.bed(), rng)
    return lay_open(sheet, manner.bed(), manner.paper, rng, recto=page.recto)


def printed_sheet(
    page: TypesetPage, manner: ScanManner, rng: np.random.Generator, behind: TypesetPage | None
) -> Light:
    """The printed sheet as the light it reflects."""
    height, width = page.image.shape[:2]
    ink = to_light(page.image)
    if page.role in BOARDS:
        return ink * make_cloth(height, width, rng, manner.ppi)
    sheet = make_paper(height, width, manner.paper, rng, manner.ppi)
    spread = INK_SPREAD_PX * manner.ppi / 300
    ink = blur(ink, spread)
    if behind is not None and manner.show_through > 0:
        ink *= _ghost(behind, manner, colour=ink.ndim == sheet.ndim)
    sheet *= ink if ink.ndim == sheet.ndim else ink[..., None]
    return sheet


def _ghost(behind: TypesetPage, manner: ScanManner, *, colour: bool) -> Light:
    """What the print of the other side leaves of the light."""
    ink = np.ascontiguousarray(behind.image[:, ::-1])
    light = to_light(ink if ink.ndim == GREY_AXES else ink[..., 1])
    soft = blur(light, manner.ppi / 120)
    ghost = 1 - np.float32(manner.show_through) * (1 - soft)
    return ghost[..., None] if colour else ghost


def light_unevenly(light: Light, manner: ScanManner) -> None:
    """Fall-off toward the corners, exposure and white balance, in place."""
    height, width = light.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32) ** 2
    y = np.linspace(-1, 1, height, dtype=np.float32) ** 2
    gain = 1 - np.float32(manner.light_falloff / 2) * (x[None, :] + y[:, None])
    gain *= np.float32(2.0**manner.exposure_stops)
    light *= gain[..., None]
    if manner.cast != (1.0, 1.0, 1.0):
        light *= np.array(manner.cast, np.float32)
