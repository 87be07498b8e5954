"""Finds a colour chart in the overview of a scan, and tells whether anything else lies there.

Every page is asked, so the first look is cheap: a chart is a dozen and more even squares of one
size, evenly spaced and of different tones, which no print is. Only where such a field is seen the
chart itself is looked for, there and nowhere else.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.reduction import reduced
from qa.targets.detection import FoundChart, Picture, find_chart
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from qa.targets.surroundings import is_alone

Points = NDArray[np.float64]

#: The first look needs patches of seven pixels: a chart of a twelfth of the frame has them here.
LOOK_PX = 750
#: The first and the last scan of an object are looked at more closely.
CLOSE_LOOK_PX = 1500
#: Tones that differ by less belong to one even place; grain is averaged away before.
EVEN_LEVELS = 12
MIN_SIDE_PX, MAX_SIDE_SHARE = 3, 0.25
#: A square on its corner fills half of the box about it; in perspective it is no square.
MIN_FILLED, MAX_STRETCH = 0.42, 1.8
#: Squares of one chart differ in size by perspective and by how sharp their edges are.
SIZE_RATIO = 1.5
#: Half of the smaller chart: dark patches melt into its frame.
MIN_SQUARES = 12
#: Print leaves thousands of even places; the largest chart has 140.
MAX_SQUARES = 1000
#: Neighbours stand so many sides apart, middle to middle.
MIN_STEP, MAX_STEP = 1.0, 2.6
#: A chart goes from white to black; cells of a table are all paper.
MIN_TONE_SPREAD = 50.0
#: What may have been missed of the chart about the squares seen, in distances between them.
MISSED_STEPS = 3.0
#: Pixels between patches when the chart is looked for.
SEARCH_STEP_PX = 45.0
#: The whole picture is looked through at this size, as ``skrynia target`` does.
WHOLE_PX = 2000


class Squares(NamedTuple):
    """Even squares: middles, sides and tones, one row each."""

    middles: Points
    sides: Points
    tones: Points

    def taken(self, chosen: NDArray[np.generic]) -> "Squares":
        """Some of them."""
        return Squares(self.middles[chosen], self.sides[chosen], self.tones[chosen])


class Field(NamedTuple):
    """Where a chart may lie, in pixels of the picture looked at, and its patches' distance."""

    left: int
    top: int
    right: int
    bottom: int
    step: float


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """A chart in the overview of a scan."""

    chart: FoundChart
    is_alone: bool
    """Nothing but the chart and its bed is to be seen: the scan shows no page."""


def recognise(
    picture: Picture, grey: NDArray[np.uint8], look_px: int = LOOK_PX
) -> Recognised | None:
    """The chart in an overview, in pixels of the overview; None where there is none.

    Args:
        picture: the overview, grey or RGB.
        grey: the same without colour.
        look_px: about how large the first look is.
    """
    shrink = max(1, round(max(grey.shape) / look_px))
    small = _smaller(grey, shrink)
    field = chart_field(small)
    if field is None:
        return None
    found = _chart_in(picture, field, shrink)
    if found is None:
        return None
    return Recognised(found, is_alone(small, found.scaled(1 / shrink)))


def _smaller(grey: NDArray[np.uint8], shrink: int) -> NDArray[np.uint8]:
    """By a whole number; grain is averaged away either way."""
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8), np.uint8)
    return reduced(grey, shrink)


def chart_field(grey: NDArray[np.uint8]) -> Field | None:
    """The part of a small picture that may be a chart: cheap, and content with a suspicion."""
    squares = _squares(grey)
    if not _may_be_patches(squares):
        return None
    squares = _of_one_size(squares)
    if not _may_be_patches(squares) or len(squares.sides) > MAX_SQUARES:
        return None
    together, step = _together(squares)
    if not _may_be_patches(together):
        return None
    margin = MISSED_STEPS * step
    left, top = np.maximum(together.middles.min(axis=0) - margin, 0).astype(int)
    right, bottom = np.ceil(together.middles.max(axis=0) + margin).astype(int)
    return Field(
        int(left), int(top), min(int(right), grey.shape[1]), min(int(bottom), grey.shape[0]), step
    )


def _may_be_patches(squares: Squares) -> bool:
    """Whether there are enough, and of tones from dark to light."""
    if len(squares.sides) < MIN_SQUARES:
        return False
    return float(np.ptp(np.percentile(squares.tones, (10, 90)))) >= MIN_TONE_SPREAD


def _squares(grey: NDArray[np.uint8]) -> Squares:
    """Even places of the shape of a square, at any angle."""
    kernel = np.ones((3, 3), np.uint8)
    uneven = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, kernel)
    even = (uneven < EVEN_LEVELS).astype(np.uint8)
    _count, _labels, stats, middles = cv2.connectedComponentsWithStats(even, connectivity=4)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    short, long = np.minimum(wide, high), np.maximum(wide, high)
    shaped = (short >= MIN_SIDE_PX) & (long <= MAX_SIDE_SHARE * max(grey.shape))
    shaped &= long <= MAX_STRETCH * short
    shaped &= stats[:, cv2.CC_STAT_AREA] >= MIN_FILLED * wide * high
    shaped[0] = False
    chosen = np.flatnonzero(shaped)
    centres = np.asarray(middles[chosen], np.float64)
    columns, rows = np.round(centres).astype(int).T if len(chosen) else (chosen, chosen)
    # An erosion of one pixel on each side stands between the square and what is even of it.
    sides = np.sqrt(stats[chosen, cv2.CC_STAT_AREA].astype(np.float64)) + 2
    return Squares(centres, sides, grey[rows, columns].astype(np.float64))


def _of_one_size(squares: Squares) -> Squares:
    """The most squares whose sizes lie within one ratio."""
    order = np.argsort(squares.sides)
    sides = squares.sides[order]
    ends = np.searchsorted(sides, sides * SIZE_RATIO, side="right")
    first = int(np.argmax(ends - np.arange(len(sides))))
    return squares.taken(order[first : ends[first]])


def _together(squares: Squares) -> tuple[Squares, float]:
    """The largest group of squares that stand evenly spaced, and the distance between them."""
    apart = np.linalg.norm(squares.middles[:, None] - squares.middles[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1)
    in_step = (nearest >= MIN_STEP * squares.sides) & (nearest <= MAX_STEP * squares.sides)
    if not in_step.any():
        return squares.taken(np.zeros(0, int)), 0.0
    step = float(np.median(nearest[in_step]))
    linked = (apart <= 1.6 * step) & in_step[:, None] & in_step[None]
    group = _largest_group(linked)
    return squares.taken(group), step


def _largest_group(linked: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The largest set of things linked with each other, by way of others too."""
    label = np.arange(len(linked))
    for _round in range(len(linked)):
        lowest = np.where(linked, label[None], len(linked)).min(axis=1)
        new = np.minimum(label, lowest)
        if (new == label).all():
            break
        label = new
    return np.flatnonzero(label == np.bincount(label).argmax())


def _chart_in(picture: Picture, field: Field, shrink: int) -> FoundChart | None:
    """The known chart in a field, else anywhere; other things may lie close to the chart."""
    left, top = field.left * shrink, field.top * shrink
    piece = picture[top : field.bottom * shrink, left : field.right * shrink]
    wanted = SEARCH_STEP_PX / (field.step * shrink)
    for part, factor, corner in (
        (piece, min(1.0, wanted), (left, top)),
        (picture, min(1.0, WHOLE_PX / max(picture.shape)), (0, 0)),
    ):
        found = _known_chart(part, factor)
        if found is not None:
            return found.scaled(1 / factor).scaled(1.0, -corner[0], -corner[1])
    return None


def _known_chart(picture: Picture, factor: float) -> FoundChart | None:
    if factor < 1:
        picture = np.asarray(
            cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
        )
    charts = (chart_for(kind) for kind in (TargetKind.CLASSIC24, TargetKind.SG140))
    found = (find_chart(np.ascontiguousarray(picture), chart) for chart in charts)
    return next((one for one in found if one is not None), None)
