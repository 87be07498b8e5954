"""What age, press and scanner do to a print, each an amount that is recorded."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.light import Light
from samples.paper import BOOK, COTTON, NEWSPRINT, OLD_WOOD
from samples.resampling import blur, resize
from samples.scan import ScanManner

PAPERS = {"book": BOOK, "cotton": COTTON, "newsprint": NEWSPRINT, "old wood": OLD_WOOD}

#: Letterpress gives a little more ink than the type has: hairlines survive, corners fill.
PRESS_BLUR_PX, PRESS_LEVEL = 0.7, 0.40


@dataclass(frozen=True, slots=True)
class Wear:
    """How one page came out of the press, aged, and was scanned."""

    ppi: int
    paper: str
    ink_spread: float
    """Type grows (above 0) or thins (below), as a share of a stem's edge."""
    unevenness: float
    """How much the impression changes over the page."""
    chips: float
    """Share of the type's edge that is chipped away."""
    blur_sigma_px: float
    noise: float
    skew_degrees: float
    show_through: float
    light_falloff: float
    is_grey: bool

    def manner(self) -> ScanManner:
        """The scanner's part of it."""
        return ScanManner(
            ppi=self.ppi, paper=PAPERS[self.paper], show_through=self.show_through,
            light_falloff=self.light_falloff, blur_sigma_px=self.blur_sigma_px, noise=self.noise,
            rotation_degrees=self.skew_degrees, is_grey=self.is_grey, border_mm=2.0,
            is_bound=False,
        )  # fmt: skip


def draw_wear(rng: np.random.Generator) -> Wear:
    """How a page of an ordinary volume fared: most are sound, some are not."""
    ppi = int(rng.choice([200, 300, 300, 300, 400]))
    return Wear(
        ppi=ppi,
        paper=str(rng.choice(list(PAPERS))),
        ink_spread=round(float(rng.normal(0.05, 0.18)), 3),
        unevenness=round(float(rng.gamma(2.0, 0.07)), 3),
        chips=round(float(rng.gamma(1.5, 0.06)), 3),
        blur_sigma_px=round(float(rng.uniform(0.4, 1.1)) * ppi / 300, 3),
        noise=round(float(rng.gamma(2.0, 0.006)), 4),
        skew_degrees=round(float(rng.normal(0.0, 0.5)), 3),
        show_through=round(float(rng.beta(1.2, 8.0)) * 0.5, 3),
        light_falloff=round(float(rng.beta(1.2, 6.0)) * 0.6, 3),
        is_grey=bool(rng.random() < 0.4),
    )


def impress(ink: NDArray[np.uint8], wear: Wear, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The sheet as the press left it: paper 255, ink dark, with spread, thin places and chips."""
    sheet = np.asarray(ink, np.float32) / np.float32(255)
    soft = blur(sheet, PRESS_BLUR_PX * wear.ppi / 300)
    mean_level = PRESS_LEVEL - 0.35 * wear.ink_spread
    pressure = _clouds(ink.shape, rng, wear.ppi) * np.float32(wear.unevenness * 0.5)
    grain = rng.standard_normal((ink.shape[0] // 2 + 1, ink.shape[1] // 2 + 1), dtype=np.float32)
    grain = resize(blur(grain, 0.8), ink.shape[1], ink.shape[0])
    level = np.clip(mean_level + pressure + grain * np.float32(wear.chips), 0.12, 0.88)
    edge = np.clip((soft - level) * 6 + 0.5, 0, 1)
    dark = 1 - 0.35 * np.clip(pressure + wear.unevenness * 0.15, 0, 1)
    return np.asarray(255 - np.rint(edge * dark * 225), np.uint8)


def _clouds(shape: tuple[int, ...], rng: np.random.Generator, ppi: int) -> Light:
    cell = max(4, ppi // 3)
    small = rng.standard_normal((shape[0] // cell + 3, shape[1] // cell + 3)).astype(np.float32)
    smooth = cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(smooth, np.float32)
