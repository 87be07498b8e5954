"""Is a picture an opening of two pages, and where does the fold run between them?

Two things show it: a fold, which is darker than both leaves and runs from top to bottom near the
middle, and the gap that both inner margins leave between two blocks of print. What agrees is
believed more.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.paper import MAX_LAB_PX
from qa.sides import BANDS, PRINT_PX, banded, crests_of, lines_on, reaches_ends
from qa.text_layout import TextLayout

#: An opening is wider than high by this, whatever its pages' shape.
MIN_ASPECT = 1.1
#: The fold lies between these shares of the width; evidence agrees within this share.
MIDDLE, AGREEING = (0.33, 0.67), 0.03
#: A slit is darker than the paper beside it by so much L*, a shade by so much over this share of
#: the width, in this share of the bands.
SLIT_DEPTH, SHADE_DEPTH, SHADE_SHARE, MIN_SUPPORT = 4.0, 3.0, 0.08, 0.75
#: Both inner margins together are this share of the width or more; a gap between columns is less.
MIN_GAP_SHARE, GAP_BINS = 0.045, 400
#: Each page has so many letters, and its block is no narrower than this share of the other's.
MIN_LETTERS, MIN_BALANCE = 60, 0.6
#: How far each kind of evidence is believed by itself.
SLIT, SHADE, GAP = 0.85, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Split:
    """The line between two pages, and how far it is believed, from 0 to 1.

    ``top`` and ``bottom`` are its x at the picture's top and bottom, in pixels of the overview.
    """

    top: float
    bottom: float
    confidence: float


class _Evidence(NamedTuple):
    """A line within the leaf, as shares of its width at top and bottom, and a belief."""

    top: float
    bottom: float
    belief: float

    @property
    def middle(self) -> float:
        """Its place half-way."""
        return (self.top + self.bottom) / 2


def find_split(page: PageView) -> Split | None:
    """Where the picture, as stored, divides into a left and a right page; None if it is one."""
    frame = page.frame
    if frame is None or frame.leaf_width < MIN_ASPECT * frame.leaf_height:
        return None
    if page.pose is not None and page.pose.is_standing:
        return None
    height, width = page.colour.shape[:2]
    left, right = max(0.0, frame.left.middle), min(float(width), frame.right.middle)
    top, bottom = max(0.0, frame.top.middle), min(float(height), frame.bottom.middle)
    step = -(-max(height, width) // MAX_LAB_PX)
    rows = slice(round(top / step), round(bottom / step))
    columns = slice(round(left / step), round(right / step))
    folds = _folds(np.ascontiguousarray(page.lab_small[rows, columns, 0]))
    gap = _gap(page.text, left / page.text.step, right / page.text.step)
    best = _agreed([*folds, *gap])
    if best is None:
        return None
    slope = (best.bottom - best.top) * (right - left) / max(1.0, bottom - top)
    begin = left + best.top * (right - left) - slope * top
    return Split(begin, begin + slope * height, best.belief)


def _agreed(found: list[_Evidence]) -> _Evidence | None:
    """The strongest evidence, believed the more the more others agree with it."""
    if not found:
        return None
    best = max(found, key=lambda one: one.belief)
    doubt = 1.0
    for one in found:
        if abs(one.middle - best.middle) <= AGREEING:
            doubt *= 1 - one.belief
    return best._replace(belief=1 - doubt)


def _folds(lightness: NDArray[np.float32]) -> list[_Evidence]:
    """A dark slit and a wide shade in the middle of a leaf."""
    if min(lightness.shape) < BANDS:
        return []
    begin, end = (round(share * lightness.shape[1]) for share in MIDDLE)
    filled = cv2.morphologyEx(lightness, cv2.MORPH_CLOSE, np.ones((PRINT_PX, PRINT_PX), np.uint8))
    found = []
    slit = _valley(banded(lightness)[0], 9)[:, begin:end]
    crests = crests_of(slit, SLIT_DEPTH)
    lines = lines_on(crests, MIN_SUPPORT * BANDS, lightness.shape[0] / BANDS)
    lines = [line for line in lines if reaches_ends(crests, line)]
    if lines:
        line = max(lines, key=lambda one: _depth_along(slit, one.at(0), one.at(BANDS - 1)))
        upper, lower = (
            float(begin + line.at(band)) / lightness.shape[1] for band in (-0.5, BANDS - 0.5)
        )
        found.append(_Evidence(upper, lower, SLIT))
    wide = round(SHADE_SHARE * lightness.shape[1]) | 1
    shade = _valley(banded(np.asarray(filled, np.float32))[0], wide)[:, begin:end]
    place = int(shade.mean(axis=0).argmax())
    around = shade[:, max(0, place - wide // 8) : place + wide // 8 + 1].max(axis=1)
    dark = around >= SHADE_DEPTH
    if float(dark.mean()) >= MIN_SUPPORT and dark[:2].any() and dark[-2:].any():
        share = (begin + place + 0.5) / lightness.shape[1]
        found.append(_Evidence(share, share, SHADE))
    return found


def _valley(bands: NDArray[np.float32], wide: int) -> NDArray[np.float32]:
    """How much darker each place is than what lies on both sides of it."""
    kernel = np.ones((1, wide), np.uint8)
    return np.asarray(cv2.morphologyEx(bands, cv2.MORPH_BLACKHAT, kernel), dtype=np.float32)


def _depth_along(depth: NDArray[np.float32], start: float, end: float) -> float:
    """The mean depth along a line."""
    places = np.rint(np.linspace(start, end, len(depth))).astype(np.intp)
    inside = np.clip(places, 0, depth.shape[1] - 1)
    return float(depth[np.arange(len(depth)), inside].mean())


def _gap(text: TextLayout, left: float, right: float) -> list[_Evidence]:
    """The gap between two blocks of print, in the middle of a leaf."""
    boxes = text.boxes
    starts, ends = ((some - left) / max(1.0, right - left) for some in _ends_of(boxes))
    edges = np.linspace(0, 1, GAP_BINS + 1)
    opened = np.histogram(np.clip(starts, 0, 1), edges)[0]
    closed = np.histogram(np.clip(ends, 0, 1), edges)[0]
    # letters over each bin: those begun so far less those ended before
    over = np.cumsum(opened) - np.concatenate(([0], np.cumsum(closed)[:-1]))
    empty = np.diff(np.pad((over <= max(2, 0.002 * len(boxes))).astype(np.int8), 1))
    runs = zip(np.flatnonzero(empty == 1), np.flatnonzero(empty == -1), strict=True)
    gaps = [
        (last - first, first / GAP_BINS, last / GAP_BINS)
        for first, last in runs
        if MIDDLE[0] <= (first + last) / 2 / GAP_BINS <= MIDDLE[1]
    ]
    if not gaps:
        return []
    wide, begin, end = max(gaps)
    before, behind = ends <= begin + 1 / GAP_BINS, starts >= end - 1 / GAP_BINS
    if wide < MIN_GAP_SHARE * GAP_BINS or min(before.sum(), behind.sum()) < MIN_LETTERS:
        return []
    blocks = [
        float(np.percentile(ends[side], 98) - np.percentile(starts[side], 2))
        for side in (before, behind)
    ]
    if min(blocks) < MIN_BALANCE * max(blocks):
        return []
    middle = float(begin + end) / 2
    return [_Evidence(middle, middle, GAP)]


def _ends_of(boxes: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where marks begin and end, from left to right."""
    starts = boxes[:, 0].astype(np.float64)
    return starts, starts + boxes[:, 2]
