"""Some lines of a page found by their ink alone, before anything is read: for a first look.

They need not be all lines nor whole ones: what is wanted are stretches of print from different
parts of the page, at little cost.
"""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Grey
from schemas.findings import Region

#: The page is looked at with its longest side no longer than this.
LOOK_PX = 1800
#: Letters are at least so high in the look, and at most this share of the page.
LEAST_LETTER_PX, MOST_LETTER_SHARE = 5, 0.06
#: So many things as high as each other are print; fewer may be dust.
LEAST_LETTERS = 12
#: Things as wide as high that are filled so far are dots.
DOT_FILL = 0.65
#: A stretch of a line is at least so many letter heights long and at most so many high.
LEAST_LENGTH, MOST_HEIGHT = 6.0, 3.2
#: Longer stretches are cut: what follows says no more.
SAMPLE_LENGTH = 24.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a quick look at a page shows. Sizes are in pixels of the page itself."""

    letter_px: float
    """Height of most letters; 0 where none were seen."""
    letters: int
    stretches: tuple[Region, ...]
    """Stretches of lines from top to bottom."""

    def samples(self, count: int) -> tuple[Region, ...]:
        """So many stretches, long ones first wanted, from different heights of the page."""
        if len(self.stretches) <= count:
            return self.stretches
        parts = np.array_split(np.arange(len(self.stretches)), count)
        chosen = (max(part, key=lambda n: self.stretches[n].width) for part in parts)
        return tuple(self.stretches[int(n)] for n in chosen)


class Ink:
    """The page made small, and where ink is on it."""

    def __init__(self, grey: Grey) -> None:
        self.scale = min(1.0, LOOK_PX / max(grey.shape))
        size = (
            max(1, round(grey.shape[1] * self.scale)),
            max(1, round(grey.shape[0] * self.scale)),
        )
        self.small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)

    @cached_property
    def mask(self) -> Grey:
        """255 where the page is darker than what surrounds it."""
        around = cv2.blur(self.small, (51, 51))
        darker = cv2.subtract(around, self.small)
        floor = max(12.0, 0.25 * float(np.percentile(darker, 99.5)))
        return (darker > floor).astype(np.uint8) * 255


def look_at(grey: Grey) -> Look:
    """Letters and stretches of lines of a page."""
    ink = Ink(grey)
    height = _letter_height(ink.mask)
    if height is None:
        return Look(0.0, 0, ())
    letter, count = height
    closed = cv2.morphologyEx(
        ink.mask, cv2.MORPH_CLOSE, np.ones((1, max(3, round(1.2 * letter))), np.uint8)
    )
    boxes = cv2.connectedComponentsWithStats(closed, connectivity=8)[2][1:]
    kept = [_region(box, ink.scale, letter, grey.shape) for box in boxes if _is_line(box, letter)]
    kept.sort(key=lambda region: region.y)
    return Look(letter / ink.scale, count, tuple(kept))


def _letter_height(mask: Grey) -> tuple[float, int] | None:
    """The height most letters have, and how many things are about as high."""
    stats = cv2.connectedComponentsWithStats(mask, connectivity=8)[2][1:]
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    is_letter = (
        (heights >= LEAST_LETTER_PX)
        & (heights <= MOST_LETTER_SHARE * mask.shape[0])
        & (widths <= 8 * heights)
        & (heights <= 6 * widths)
    )
    # Leaders of a table of contents are more than its letters, and no print to go by.
    fill = stats[:, cv2.CC_STAT_AREA] / np.maximum(1, heights * widths)
    is_dot = (fill > DOT_FILL) & (widths < 1.5 * heights) & (heights < 1.5 * widths)
    printed = is_letter & ~is_dot
    found = heights[printed if int(printed.sum()) >= LEAST_LETTERS else is_letter]
    if len(found) < LEAST_LETTERS:
        return None
    # Small letters without ascenders stand low in the spread of heights.
    middle = float(np.percentile(found, 40))
    near = int(((found > 0.6 * middle) & (found < 2.2 * middle)).sum())
    return (middle, near) if near >= LEAST_LETTERS else None


def _is_line(box: NDArray[np.int32], letter: float) -> bool:
    width, height = box[cv2.CC_STAT_WIDTH], box[cv2.CC_STAT_HEIGHT]
    fill = box[cv2.CC_STAT_AREA] / (width * height)
    return bool(
        width >= LEAST_LENGTH * letter and 0.8 * letter <= height <= MOST_HEIGHT * letter
        and fill > 0.2
    )  # fmt: skip


def _region(box: NDArray[np.int32], scale: float, letter: float, shape: tuple[int, ...]) -> Region:
    margin = max(1.0, 0.3 * letter)
    left = max(0.0, (box[cv2.CC_STAT_LEFT] - margin) / scale)
    top = max(0.0, (box[cv2.CC_STAT_TOP] - margin) / scale)
    width = min(box[cv2.CC_STAT_WIDTH] + 2 * margin, SAMPLE_LENGTH * letter) / scale
    height = (box[cv2.CC_STAT_HEIGHT] + 2 * margin) / scale
    return Region(
        round(left),
        round(top),
        max(1, round(min(width, shape[1] - left))),
        max(1, round(min(height, shape[0] - top))),
    )
