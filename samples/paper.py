"""Paper: its tone, its cloudiness and fibres, the yellow that comes in from the edges."""

from dataclasses import dataclass

import cv2
import numpy as np

from samples.light import Light
from samples.resampling import blur, resize


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper; amounts are shares of the light it sends back."""

    tone: tuple[float, float, float] = (0.79, 0.755, 0.665)
    """What it reflects of red, green and blue light."""
    cloudiness: float = 0.012
    fibre: float = 0.012
    yellowing: float = 0.10
    """Blue light lost at the edges; red and green lose a part of it."""
    specks: int = 12


COTTON = Paper(tone=(0.845, 0.835, 0.805), yellowing=0.02, specks=3)
BOOK = Paper()
OLD_WOOD = Paper(tone=(0.70, 0.62, 0.47), cloudiness=0.02, fibre=0.02, yellowing=0.28, specks=60)
NEWSPRINT = Paper(tone=(0.66, 0.61, 0.52), cloudiness=0.02, fibre=0.03, yellowing=0.15, specks=90)
GREY = Paper(tone=(0.68, 0.675, 0.655), cloudiness=0.015, fibre=0.02, yellowing=0.03, specks=25)
CLOTH = Paper(tone=(0.93, 0.93, 0.93), cloudiness=0.03, fibre=0.0, yellowing=0.0, specks=0)


def make_paper(
    height: int, width: int, paper: Paper, rng: np.random.Generator, ppi: int = 300
) -> Light:
    """An empty sheet as the light it reflects, (height, width, 3)."""
    grain = 1 + _clouds(height, width, paper.cloudiness, rng, ppi)
    grain += paper.fibre * _fibres(height, width, rng)
    _add_specks(grain, paper.specks, rng, ppi)
    yellow = paper.yellowing * _edges(height, width, ppi)
    sheet = np.empty((height, width, 3), np.float32)
    for channel, (tone, loss) in enumerate(zip(paper.tone, (0.22, 0.42, 1.0), strict=True)):
        np.multiply(
            grain, np.float32(tone) * (1 - np.float32(loss) * yellow), out=sheet[..., channel]
        )
    return sheet


def make_cloth(height: int, width: int, rng: np.random.Generator, ppi: int = 300) -> Light:
    """Book cloth: a weave of threads, about twenty to the centimetre."""
    pitch = ppi / 50.8
    across = np.sin(np.arange(width, dtype=np.float32) * np.float32(2 * np.pi / pitch))
    down = np.sin(np.arange(height, dtype=np.float32) * np.float32(2 * np.pi / pitch))
    weave = 1 + np.float32(0.09) * across[None, :] * down[:, None]
    weave += _clouds(height, width, 0.05, rng, ppi) + np.float32(0.05) * _fibres(height, width, rng)
    return np.repeat(weave[..., None], 3, axis=2)


def _clouds(height: int, width: int, amount: float, rng: np.random.Generator, ppi: int) -> Light:
    """Thicker and thinner places, some millimetres wide."""
    cell = max(2, ppi // 12)
    small = rng.standard_normal((height // cell + 3, width // cell + 3)).astype(np.float32)
    return np.float32(amount) * resize(small, width, height, smooth=True)


def _fibres(height: int, width: int, rng: np.random.Generator) -> Light:
    """Fine fibres, mostly along the sheet, as noise of unit strength."""
    rough = rng.standard_normal((height // 2 + 1, width // 2 + 1), dtype=np.float32)
    soft = blur(rough, 1.3, 0.6)
    soft /= np.float32(float(soft.std()) or 1.0)
    return resize(soft, width, height)


def _edges(height: int, width: int, ppi: int) -> Light:
    """Nearness to the edges of the sheet: 1 at the edge, gone some 15 mm inside."""
    reach = ppi * 0.35

    def fall(length: int) -> Light:
        place = np.arange(length, dtype=np.float32)
        return np.exp(-np.minimum(place, length - 1 - place) / np.float32(reach))

    return np.maximum(fall(height)[:, None], fall(width)[None, :])


def _add_specks(grain: Light, count: int, rng: np.random.Generator, ppi: int) -> None:
    """Small darker specks: bark and dust that came into the pulp."""
    height, width = grain.shape
    for _ in range(count):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        axes = (max(1, round(ppi * rng.uniform(0.002, 0.006))), max(1, round(ppi * 0.002)))
        dark = float(rng.uniform(0.72, 0.92))
        cv2.ellipse(grain, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, dark, -1, cv2.LINE_AA)
