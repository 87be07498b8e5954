"""Which marks on a page look like print or writing; several checks ask this.

A mark is darker than the paper around it and narrower than a finger, so that dark borders, shadows
and stains drop out before anything is measured.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

#: Marks are looked for in a picture no longer than this; fine enough for the dots of an i.
MAX_SIDE_PX = 1800
#: A mark's strokes are thinner than this share of the longer side (5 mm on a page of A4).
STROKE_SHARE = 1 / 60
#: Marks lower than this share of the longer side are specks (0.6 mm on A4).
SPECK_SHARE = 1 / 500
#: Marks higher or wider than these shares are rules, pictures and borders.
TALL_SHARE, WIDE_SHARE = 0.06, 0.25
#: A mark stands out from the paper by this many times the noise, and by as many grey levels.
NOISE_TIMES, MIN_DEPTH = 5.0, 8.0
#: Contrast to the paper, in grey levels, from which a mark is ink.
INK_DEPTH = 45.0
#: Marks less deep than this, in grey levels, may be print of the other side.
SHINING_THROUGH_DEPTH = 30.0
#: The rim of the scan, as a share of its longer side.
RIM_SHARE = 0.04
#: Ink counts as ink from this share on of the depth that INK_PERCENT of the page exceed.
INK_SHARE, INK_PERCENT = 0.4, 0.05


@dataclass(frozen=True, slots=True, eq=False)
class TextLayout:
    """Marks of the size of letters and words, in pixels of a picture ``step`` times smaller.

    ``boxes`` has a row (x, y, width, height, area) for each mark, ``depths`` its mean contrast to
    the paper in grey levels; ``mask`` is 1 where they lie. ``noise`` is the paper's own unrest.
    """

    depth: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    boxes: NDArray[np.int32]
    depths: NDArray[np.float32]
    step: float
    noise: float
    ink_depth: float
    paper_level: float | None


def find_text(grey: NDArray[np.uint8]) -> TextLayout:
    """Find the marks of an overview."""
    step = max(1.0, max(grey.shape) / MAX_SIDE_PX)
    small = _reduced(grey, step)
    side = max(small.shape)
    calm = np.asarray(cv2.GaussianBlur(small, (3, 3), 0), dtype=np.uint8)
    depth = _depth_below_paper(calm, max(3, round(side * STROKE_SHARE)) | 1)
    noise = noise_of(small[::4])
    least = max(MIN_DEPTH, NOISE_TIMES * noise)
    ink_depth = _deepest(depth[::2], INK_PERCENT)
    # whole numbers are compared in a tenth of the time
    ink = np.asarray(depth > int(max(least, INK_SHARE * ink_depth)), dtype=np.uint8)
    marks = _letter_sized(ink, side)
    depths = depth.ravel()[marks.places]
    paper = calm.ravel()[marks.places] + depths
    return TextLayout(
        depth=depth,
        mask=_drawn(marks.places, ink.shape),
        boxes=marks.boxes,
        depths=_mean_depths(depths, marks.owners),
        step=step,
        noise=noise,
        ink_depth=ink_depth,
        paper_level=_median_level(paper) if paper.size else None,
    )


def without_rim(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture but for its rim, where shadows and the edges of the paper lie."""
    rim = round(RIM_SHARE * max(picture.shape))
    inner = picture[rim : picture.shape[0] - rim, rim : picture.shape[1] - rim]
    return inner if inner.size else picture


def noise_of(grey: NDArray[np.uint8]) -> float:
    """Standard deviation of the pixel noise, from neighbours in quiet places."""
    if grey.shape[1] < 2:
        return 0.0
    steps = cv2.absdiff(grey[:, 1:], grey[:, :-1])
    counts = cv2.calcHist([steps], [0], None, [256], [0, 256]).ravel()
    # the median of |a - b| of two normal values is 0.6745 * sqrt(2) sigma; half a level is added
    # since whole grey levels hide what is smaller
    half = counts.sum() / 2
    place = int(np.searchsorted(np.cumsum(counts), half))
    before = float(counts[:place].sum())
    return float((place - 0.5 + (half - before) / max(1, counts[place])) / 0.954) if place else 0.5


def _reduced(grey: NDArray[np.uint8], step: float) -> NDArray[np.uint8]:
    if step == 1.0:
        return grey
    height, width = (max(1, round(side / step)) for side in grey.shape)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(small, dtype=np.uint8)


def _deepest(depth: NDArray[np.uint8], percent: float) -> float:
    counts = np.cumsum(cv2.calcHist([depth], [0], None, [256], [0, 256]).ravel())
    return float(np.searchsorted(counts, counts[-1] * (1 - percent / 100)))


def _depth_below_paper(grey: NDArray[np.uint8], stroke: int) -> NDArray[np.uint8]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (stroke, stroke))
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8)


class _Marks(NamedTuple):
    """Boxes of the marks of letter or word size, where their pixels lie, and whose each is."""

    boxes: NDArray[np.int32]
    places: NDArray[np.intp]
    owners: NDArray[np.intp]


def _letter_sized(ink: NDArray[np.uint8], side: int) -> _Marks:
    """The marks of letter or word size; few pixels are ink, so no other is asked."""
    _, labels = cv2.connectedComponents(ink, connectivity=8, ltype=cv2.CV_32S)
    places = np.flatnonzero(ink.view(np.bool_))
    owners = labels.ravel()[places].astype(np.intp) - 1
    boxes = _boxes(places, owners, ink.shape[1])
    width, height = boxes[:, 2], boxes[:, 3]
    speck = max(2.0, side * SPECK_SHARE)
    keep = (np.maximum(width, height) >= speck) & (boxes[:, 4] >= speck)
    keep &= (height <= max(4, side * TALL_SHARE)) & (width <= max(4, side * WIDE_SHARE))
    kept = keep[owners]
    numbers = np.cumsum(keep) - 1
    return _Marks(boxes[keep], places[kept], numbers[owners[kept]])


def _boxes(places: NDArray[np.intp], owners: NDArray[np.intp], columns: int) -> NDArray[np.int32]:
    """A row (x, y, width, height, area) for each mark, from its runs along the rows."""
    areas = np.bincount(owners)
    begins = np.ones(len(places), np.bool_)
    begins[1:] = (np.diff(places) != 1) | (places[1:] % columns == 0)
    starts = np.flatnonzero(begins)
    runs, (row, first) = owners[starts], np.divmod(places[starts], columns)
    last = first + np.diff(starts, append=len(places))
    left, right = np.full(len(areas), columns), np.zeros(len(areas), np.intp)
    np.minimum.at(left, runs, first)
    np.maximum.at(right, runs, last)
    top, bottom = np.zeros((2, len(areas)), np.intp)
    # runs stand in the order of the rows, and of several values the last one stays
    top[runs[::-1]] = row[::-1]
    bottom[runs] = row + 1
    boxes = (left, top, right - left, bottom - top, areas)
    return np.stack(boxes, axis=1).astype(np.int32)


def _drawn(places: NDArray[np.intp], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    mask = np.zeros(shape, np.uint8)
    mask.ravel()[places] = 1
    return mask


def _mean_depths(depths: NDArray[np.uint8], owners: NDArray[np.intp]) -> NDArray[np.float32]:
    """The mean depth of each mark, in their order."""
    sums = np.bincount(owners, weights=depths)
    return np.asarray(sums / np.maximum(np.bincount(owners), 1), dtype=np.float32)


def _median_level(levels: NDArray[np.uint8]) -> float:
    return float(np.searchsorted(np.cumsum(np.bincount(levels)), levels.size / 2))
