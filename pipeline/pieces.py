"""Which pieces of a scan are kept at full resolution: in each cell of a coarse grid three.

One is where the cell has the strongest edges, for sharpness; one, smaller, where much contrast
comes with small steps, since that is where a part of the page may be blurred; one is the calmest
light place, for noise and the traces of coding. All are chosen by the overview, which is at hand.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import QUIET_PX, SOFT_PX, TILE_GRID, TILE_PX, Tile

#: Calm places are tried on this grid: half a piece, and whole blocks of a JPEG.
QUIET_STEP_PX = QUIET_PX // 2
#: Paper is not darker than this share of the lightest part of its strip; a black table is.
PAPER_SHARE, LIGHTEST_PERCENT = 0.55, 95
#: Contrast is what grey levels differ by over so many pixels: about the width of a stroke.
STROKE_PX = 8
#: Where the mean contrast is less, in grey levels, or less than a share of the cell's own, there
#: is no print.
MIN_CONTRAST, CONTRAST_SHARE = 6.0, 0.3

_Best = dict[tuple[int, int], tuple[float, Tile]]


@dataclass(slots=True)
class Pieces:
    """The pieces of one image, gathered strip by strip.

    ``origin`` is where the image lies in its scan, ``size`` its width and height.
    """

    origin: tuple[int, int]
    size: tuple[int, int]
    shrink: int
    sharp: _Best = field(default_factory=dict)
    soft: _Best = field(default_factory=dict)
    quiet: _Best = field(default_factory=dict)

    def take(self, top: int, strip: NDArray[np.uint8], small: NDArray[np.uint8]) -> None:
        """Look a strip over; ``small`` is the same strip at overview size."""
        grey = small if small.ndim == 2 else np.ascontiguousarray(small[:, :, 1])
        sums = _integral(_steps(grey))
        self._take_sharp(top, strip, sums)
        if min(strip.shape[:2]) >= SOFT_PX:
            self._take_soft(top, strip, grey)
        if min(strip.shape[:2]) >= QUIET_PX:
            self._take_quiet(top, strip, grey, sums)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The pieces with the strongest edges, in the order of the cells."""
        return tuple(self.sharp[cell][1] for cell in sorted(self.sharp))

    @property
    def soft_tiles(self) -> tuple[Tile, ...]:
        """The pieces with much contrast and small steps, in the order of the cells."""
        return tuple(self.soft[cell][1] for cell in sorted(self.soft))

    @property
    def quiet_tiles(self) -> tuple[Tile, ...]:
        """The calm pieces, in the order of the cells."""
        return tuple(self.quiet[cell][1] for cell in sorted(self.quiet))

    def _take_sharp(self, top: int, strip: NDArray[np.uint8], sums: NDArray[np.int32]) -> None:
        high, wide = min(TILE_PX, strip.shape[0]), min(TILE_PX, strip.shape[1])
        strength = _totals(sums, max(1, wide // self.shrink), max(1, high // self.shrink))
        row = self._row(top + high // 2)
        columns = np.array_split(np.arange(strength.shape[1]), TILE_GRID)
        for column, places in enumerate(columns):
            if not len(places):
                continue
            part = strength[:, places[0] : places[-1] + 1]
            y, x = np.unravel_index(int(part.argmax()), part.shape)
            left = min(int(places[0] + x) * self.shrink, strip.shape[1] - wide)
            down = min(int(y) * self.shrink, strip.shape[0] - high)
            if part[y, x] > self.sharp.get((row, column), (-1.0, None))[0]:
                piece = _grey(strip[down : down + high, left : left + wide])
                self.sharp[row, column] = (float(part[y, x]), self._tile(left, top + down, piece))

    def _take_soft(self, top: int, strip: NDArray[np.uint8], grey: NDArray[np.uint8]) -> None:
        lag, rows = max(2, STROKE_PX // self.shrink), grey[::2]
        wide, high = max(1, SOFT_PX // self.shrink), max(1, SOFT_PX // self.shrink // 2)
        if min(rows.shape[0] - high, rows.shape[1] - wide - lag) < 1:
            return
        steps = _totals(_integral(cv2.absdiff(rows[:, lag:], rows[:, lag - 1 : -1])), wide, high)
        contrast = _totals(_integral(cv2.absdiff(rows[:, lag:], rows[:, :-lag])), wide, high)
        row = self._row(top + strip.shape[0] // 2)
        for column, places in enumerate(np.array_split(np.arange(steps.shape[1]), TILE_GRID)):
            if not len(places):
                continue
            ours = (slice(None), slice(places[0], places[-1] + 1))
            least = max(MIN_CONTRAST * wide * high, CONTRAST_SHARE * contrast[ours].max())
            softness = np.where(contrast[ours] >= least, contrast[ours] / (steps[ours] + 1.0), 0.0)
            y, x = np.unravel_index(int(softness.argmax()), softness.shape)
            if softness[y, x] > self.soft.get((row, column), (0.0, None))[0]:
                left = min(int(places[0] + x) * self.shrink, strip.shape[1] - SOFT_PX)
                down = min(int(y) * 2 * self.shrink, strip.shape[0] - SOFT_PX)
                piece = _grey(strip[down : down + SOFT_PX, left : left + SOFT_PX])
                tile = self._tile(left, top + down, piece)
                self.soft[row, column] = (float(softness[y, x]), tile)

    def _take_quiet(
        self, top: int, strip: NDArray[np.uint8], grey: NDArray[np.uint8], sums: NDArray[np.int32]
    ) -> None:
        left, down = (first % QUIET_STEP_PX for first in (self.origin[0], self.origin[1] + top))
        x = np.arange(-left % QUIET_STEP_PX, strip.shape[1] - QUIET_PX + 1, QUIET_STEP_PX)
        y = np.arange(-down % QUIET_STEP_PX, strip.shape[0] - QUIET_PX + 1, QUIET_STEP_PX)
        if not len(x) or not len(y):
            return
        unrest = _sampled(sums, x, y, self.shrink)
        level = _sampled(_integral(grey), x, y, self.shrink)
        dark = level < PAPER_SHARE * np.percentile(level, LIGHTEST_PERCENT)
        unrest = np.where(dark, np.inf, unrest)
        cells = np.minimum(TILE_GRID - 1, (x + QUIET_PX // 2) * TILE_GRID // self.size[0])
        row = self._row(top + strip.shape[0] // 2)
        for column in np.unique(cells):
            part = np.where(cells == column, unrest, np.inf)
            place = np.unravel_index(int(part.argmin()), part.shape)
            if part[place] < self.quiet.get((row, int(column)), (np.inf, None))[0]:
                at_x, at_y = int(x[place[1]]), int(y[place[0]])
                piece = _grey(strip[at_y : at_y + QUIET_PX, at_x : at_x + QUIET_PX])
                tile = self._tile(at_x, top + at_y, piece)
                self.quiet[row, int(column)] = (float(part[place]), tile)

    def _row(self, y: int) -> int:
        return min(TILE_GRID - 1, y * TILE_GRID // self.size[1])

    def _tile(self, x: int, y: int, piece: NDArray[np.uint8]) -> Tile:
        return Tile(self.origin[0] + x, self.origin[1] + y, piece)


def _steps(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How much each pixel differs from its neighbours to the left and above."""
    steps = np.zeros(grey.shape, np.uint8)
    if grey.shape[1] > 1:
        steps[:, 1:] = cv2.absdiff(grey[:, 1:], grey[:, :-1])
    if grey.shape[0] > 1:
        down = cv2.absdiff(grey[1:], grey[:-1])
        steps[1:] = cv2.addWeighted(steps[1:], 0.5, down, 0.5, 0)
    return steps


def _integral(values: cv2.typing.MatLike) -> NDArray[np.int32]:
    return np.asarray(cv2.integral(values), dtype=np.int32)


def _totals(sums: NDArray[np.int32], wide: int, high: int) -> NDArray[np.int32]:
    """The sum within the window that starts at each pixel, from an integral image."""
    high, wide = min(high, sums.shape[0] - 1), min(wide, sums.shape[1] - 1)
    total = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return np.asarray(total, dtype=np.int32)


def _sampled(
    sums: NDArray[np.int32], x: NDArray[np.int_], y: NDArray[np.int_], shrink: int
) -> NDArray[np.float64]:
    """The mean within the quiet window that starts at each place of the scan given."""
    left, right = x // shrink, np.minimum((x + QUIET_PX) // shrink, sums.shape[1] - 1)
    top, bottom = y // shrink, np.minimum((y + QUIET_PX) // shrink, sums.shape[0] - 1)
    total = sums[np.ix_(bottom, right)] - sums[np.ix_(top, right)]
    total = total - sums[np.ix_(bottom, left)] + sums[np.ix_(top, left)]
    area = np.outer(np.maximum(1, bottom - top), np.maximum(1, right - left))
    return np.asarray(total / area)


def _grey(piece: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if piece.ndim == 2:
        return piece.copy()
    return np.asarray(cv2.cvtColor(piece, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
