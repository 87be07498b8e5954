"""Which marks on a page look like print or writing; several checks ask this.

A mark is darker than the paper around it and narrower than a finger, so that dark borders, shadows
and stains drop out before anything is measured.
"""

from dataclasses import dataclass

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
    noise = noise_of(small)
    least = max(MIN_DEPTH, NOISE_TIMES * noise)
    ink_depth = _deepest(depth, INK_PERCENT)
    ink = np.asarray(depth > max(least, INK_SHARE * ink_depth), dtype=np.uint8)
    boxes, labels, kept = _letter_sized(ink, side)
    mask = kept[labels]
    paper = (calm + depth)[mask == 1]
    return TextLayout(
        depth=depth,
        mask=mask,
        boxes=boxes,
        depths=_mean_depths(depth, labels, mask, len(kept)),
        step=step,
        noise=noise,
        ink_depth=ink_depth,
        paper_level=float(np.median(paper)) if paper.size else None,
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


def _letter_sized(
    ink: NDArray[np.uint8], side: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    """Boxes of the marks of letter or word size, all labels, and 1 for each label kept."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    speck = max(2.0, side * SPECK_SHARE)
    keep = (np.maximum(width, height) >= speck) & (stats[:, cv2.CC_STAT_AREA] >= speck)
    keep &= (height <= max(4, side * TALL_SHARE)) & (width <= max(4, side * WIDE_SHARE))
    keep[0] = False
    return (
        np.asarray(stats[keep], dtype=np.int32),
        np.asarray(labels, dtype=np.int32),
        keep.astype(np.uint8),
    )


def _mean_depths(
    depth: NDArray[np.uint8], labels: NDArray[np.int32], mask: NDArray[np.uint8], count: int
) -> NDArray[np.float32]:
    """The mean depth of each mark that is kept, in the order of the labels."""
    places = np.flatnonzero(mask)
    owners = labels.ravel()[places]
    areas = np.bincount(owners, minlength=count)
    sums = np.bincount(owners, weights=depth.ravel()[places], minlength=count)
    return np.asarray((sums[areas > 0] / areas[areas > 0]), dtype=np.float32)
