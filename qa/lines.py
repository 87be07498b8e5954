"""Which letters follow each other in a line of print; curl, cut text and direction ask this.

Each letter is joined to the next one beside it. Lines so found bend with the paper, end at the
gap between columns, and leave out what stands alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.text_layout import TextLayout

#: Letters are between these multiples of the usual letter's height.
LOWEST, HIGHEST = 0.55, 2.6
#: Two letters of a line are no further apart than this many heights, their middles no higher.
WIDEST_GAP, HIGHEST_STEP = 2.2, 0.75
#: So many letters further on in the neighbouring rows the next one is looked for.
LOOK_AHEAD = 3
#: Fewer letters make no line.
MIN_LETTERS = 5

Boxes = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Letters of lines, in pixels of the text layout turned so that the lines run level.

    ``boxes`` has a row (x, y, width, height) for each letter, line after line and from left to
    right; ``owners`` is the number of its line, ``sources`` its row in the layout's own boxes;
    ``height`` is that of the usual letter.
    """

    boxes: Boxes
    owners: NDArray[np.intp]
    sources: NDArray[np.intp]
    height: float

    @property
    def count(self) -> int:
        """How many lines there are."""
        return int(self.owners[-1]) + 1 if len(self.owners) else 0

    @property
    def neighbours(self) -> NDArray[np.intp]:
        """The rows of all letters that are followed by another of their line."""
        return np.flatnonzero(self.owners[1:] == self.owners[:-1])


def find_lines(
    text: TextLayout, *, upright: bool = False, degrees: float = 0.0, least: int = MIN_LETTERS
) -> Lines:
    """Join the letters of a page to lines; there may be none.

    Args:
        text: the page's marks.
        upright: whether lines are looked for that run from top to bottom.
        degrees: how much the lines stand askew, clockwise.
        least: how many letters make a line.
    """
    boxes = level_boxes(text, upright=upright, degrees=degrees)
    height = usual_height(boxes)
    kept = (boxes[:, 3] >= LOWEST * height) & (boxes[:, 3] <= HIGHEST * height)
    sources = np.flatnonzero(kept)
    boxes = boxes[sources]
    if len(boxes) < least or height == 0:
        return Lines(boxes[:0], np.empty(0, np.intp), sources[:0], height)
    followers = _followers(boxes, height)
    return _in_order(boxes, sources, followers, height, least)


def level_boxes(text: TextLayout, *, upright: bool = False, degrees: float = 0.0) -> Boxes:
    """The layout's boxes where the lines run level: standing ones are turned clockwise."""
    x, y, width, height = (text.boxes[:, column].astype(np.float64) for column in range(4))
    if upright:
        x, y, width, height = text.mask.shape[0] - y - height, x, height, width
    y = y - np.tan(np.radians(degrees)) * (x + width / 2)
    return np.stack((x, y, width, height), axis=1)


def usual_height(boxes: Boxes) -> float:
    """The height that half of the print has at most; large and long marks weigh more."""
    if not len(boxes):
        return 0.0
    order = np.argsort(boxes[:, 3])
    weights = np.cumsum(boxes[order, 2])
    return float(boxes[order[int(np.searchsorted(weights, weights[-1] / 2))], 3])


def _followers(boxes: Boxes, height: float) -> NDArray[np.intp]:
    """For each letter the next one in its line, or -1."""
    left, right = boxes[:, 0], boxes[:, 0] + boxes[:, 2]
    middle = boxes[:, 1] + boxes[:, 3] / 2
    band = np.floor((middle - middle.min()) / height).astype(np.int64)
    span = float(right.max() - left.min()) + 10 * height
    keys = band * span + (left - left.min())
    order = np.argsort(keys)
    keys = keys[order]
    best = np.full(len(boxes), np.inf)
    followers = np.full(len(boxes), -1, np.intp)
    for row in (-1, 0, 1):
        start = np.searchsorted(keys, (band + row) * span + left - left.min() + 0.2 * height)
        for ahead in range(LOOK_AHEAD):
            place = start + ahead
            other = order[np.minimum(place, len(order) - 1)]
            gap = np.maximum(left[other] - right, 0)
            step = np.abs(middle[other] - middle)
            near = (place < len(order)) & (left[other] > left + 0.2 * height)
            near &= (gap <= WIDEST_GAP * height) & (step <= HIGHEST_STEP * height)
            cost = np.where(near, gap + step, np.inf)
            better = cost < best
            best[better], followers[better] = cost[better], other[better]
    return _mutual(followers, best)


def _mutual(followers: NDArray[np.intp], costs: NDArray[np.float64]) -> NDArray[np.intp]:
    """Each letter follows one other only, the nearest."""
    order = np.argsort(-costs, kind="stable")
    linked = order[followers[order] >= 0]
    nearest = np.full(len(followers), -1, np.intp)
    nearest[followers[linked]] = linked
    result = np.full(len(followers), -1, np.intp)
    followed = np.flatnonzero(nearest >= 0)
    result[nearest[followed]] = followed
    return result


def _in_order(
    boxes: Boxes,
    sources: NDArray[np.intp],
    followers: NDArray[np.intp],
    height: float,
    least: int,
) -> Lines:
    """Letters sorted by line; a line is named by its first letter."""
    firsts = np.arange(len(boxes))
    has_next = np.flatnonzero(followers >= 0)
    firsts[followers[has_next]] = has_next
    for _ in range(int(np.ceil(np.log2(len(boxes) + 1)))):
        firsts = firsts[firsts]
    counts = np.bincount(firsts, minlength=len(boxes))
    long = np.flatnonzero(counts[firsts] >= least)
    order = long[np.lexsort((boxes[long, 0], firsts[long]))]
    _, owners = np.unique(firsts[order], return_inverse=True)
    return Lines(boxes[order], owners.astype(np.intp), sources[order], height)
