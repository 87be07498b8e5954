"""Was the picture enlarged, so that the resolution it claims is not there?

Enlarging computes new pixels between old ones, and those are smoother: how much a pixel differs
from its neighbours comes and goes with the old pixels' distance, all over the page and alike in
both directions. Nothing printed does that; screens of half-tones, which come near, lie in
pictures, and only print is looked at. Enlarging to the double leaves the period of the blocks of a
JPEG and is not told from it.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import TILE_PX, PageView, Tile
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: So many pieces of print are needed.
MIN_PIECES = 10
#: Rows and columns are laid into a line of this length, which is also that of its spectrum.
LINE_PX = 8192
#: Stronger differences are those of edges; the usual around is taken off.
MOST_DIFFERENCE, AROUND_PX = 12, 25
#: Periods are looked for between these frequencies, away from those of the blocks of a JPEG.
LOWEST, HIGHEST, BLOCK_PX, BLOCK_WIDTH = 0.2, 0.485, 8, 0.01
#: A peak is held against the usual of so many frequencies around.
SURROUNDINGS = 64

Line = NDArray[np.float64]


def check_enlarged(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report the traces of enlarging."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    tiles = [tile for tile in page.print_tiles if tile.grey.shape == (TILE_PX, TILE_PX)]
    if len(tiles) < MIN_PIECES or page.slant is None:
        return NotApplicable("no-text")
    frequency, strength = find_period(tiles)
    if strength <= profile.max_period_strength:
        return []
    facts: dict[str, str | int | float] = {"period": round(1 / frequency, 2)}
    return [Finding("QA-RES-07", round(strength), profile.max_period_strength, facts=facts)]


def find_period(tiles: Sequence[Tile]) -> tuple[float, float]:
    """The frequency at which smoothness comes and goes both ways, and how far it stands out."""
    across = _prominence(_line([(tile.x, tile.grey[::2]) for tile in tiles]))
    down = _prominence(
        _line([(tile.y, np.ascontiguousarray(tile.grey[:, ::2].T)) for tile in tiles])
    )
    both = np.minimum(across, down)
    frequencies = np.arange(len(both)) / LINE_PX
    blocks = np.abs(frequencies * BLOCK_PX - np.round(frequencies * BLOCK_PX)) / BLOCK_PX
    both[(frequencies < LOWEST) | (frequencies > HIGHEST) | (blocks < BLOCK_WIDTH)] = 0.0
    place = int(both.argmax())
    return float(frequencies[place]), float(both[place])


def _line(pieces: Sequence[tuple[int, NDArray[np.uint8]]]) -> Line:
    """How much pixels differ from their neighbours, column by column, at the columns' places."""
    line = np.zeros(LINE_PX)
    fading = np.hanning(TILE_PX - 2)
    for start, piece in pieces:
        grey = np.asarray(piece)
        between = cv2.addWeighted(grey[:, :-2], 0.5, grey[:, 2:], 0.5, 0)
        difference = np.minimum(cv2.absdiff(between, grey[:, 1:-1]), MOST_DIFFERENCE)
        sums = cv2.reduce(difference, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
        mean = np.asarray(sums, np.float32)[0] / len(grey)
        usual = np.maximum(cv2.blur(mean[None], (AROUND_PX, 1))[0], 0.3)
        line[(start + 1 + np.arange(len(mean))) % LINE_PX] += (mean / usual - 1) * fading
    return line


def _prominence(line: Line) -> Line:
    """The power at each frequency, as a multiple of the usual around it."""
    power = np.square(np.abs(np.fft.rfft(line)))[: LINE_PX // 2]
    usual = np.median(power.reshape(-1, SURROUNDINGS), axis=1)
    found = power / np.maximum(np.repeat(usual, SURROUNDINGS), 1e-9)
    # the two directions may differ by a step of frequency
    return np.asarray(np.max((found, np.roll(found, 1), np.roll(found, -1)), axis=0))
