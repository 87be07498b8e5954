"""What the paper of a page looks like, place by place: its colour beside the print.

Letters, pictures, the backing and the facing page are left out, so that what remains may be asked
about light: how bright, how neutral, how even. Colours are CIE L*a*b* by the transfer of sRGB; in
a scan of another colour space they tell trends, not truths.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.reduction import reduced

Lab = NDArray[np.float32]
Mask = NDArray[np.bool_]

#: Longest sides of the picture in L*a*b*, and of the map of the paper.
MAX_LAB_PX, MAX_MAP_PX = 750, 250
#: A mark's strokes are thinner than this share of the longer side (5 mm on a page of A4).
STROKE_SHARE = 1 / 50
#: A place deeper than this below its surroundings, in L*, is a mark and no paper.
MARK_DEPTH = 3.0
#: A place of the map is seen where so much of it is paper.
MIN_COVERED = 0.3
#: Paper changes by less than this, in L*, from one place to its neighbours; edges of pictures and
#: of the leaf change by more.
MAX_STEP = 5.0
#: Less of the picture is no paper to be judged.
MIN_SHARE = 0.04
#: Paper is one of the grounds that have this share of the largest: pictures have grounds too.
LARGE_SHARE = 0.3
#: Paper is the lightest thing of its page; a darker ground than this is none where so small a share
#: of the leaf is so much lighter, in L*: the gold of a cover, half a stop and more.
DARK_GROUND_L, LIGHT_PERCENTILE, LIGHT_STEP = 60.0, 99.0, 12.0
#: So many letters on one of these show that it is paper; else it is the lightest.
MIN_VOTES = 30


@dataclass(frozen=True, eq=False)
class Paper:
    """The paper of one leaf; not slotted, since what several checks need is kept.

    ``lab`` has a row and a column for every ``step`` pixels of the small picture in L*a*b*, and
    its values hold where ``seen``; ``leaf`` also covers what paper lies around.
    """

    lab: Lab
    seen: Mask
    leaf: Mask
    step: int

    @cached_property
    def typical(self) -> tuple[float, float, float]:
        """L*, a* and b* of the paper, its median."""
        lightness, a, b = np.median(self.lab[self.seen], axis=0)
        return float(lightness), float(a), float(b)


def small_lab(colour: NDArray[np.uint8], longest_px: int = MAX_LAB_PX) -> Lab:
    """An overview in L*a*b*, by the transfer of sRGB, no longer than ``longest_px``."""
    step = -(-max(colour.shape[:2]) // longest_px)
    small: cv2.typing.MatLike = reduced(colour, step)
    if small.ndim == 2:
        small = cv2.cvtColor(small, cv2.COLOR_GRAY2RGB)
    light = np.asarray(small, np.float32) / 255
    return np.asarray(cv2.cvtColor(light, cv2.COLOR_RGB2Lab), np.float32)


def find_paper(
    lab: Lab, letters: NDArray[np.float32], corners: NDArray[Any] | None = None
) -> Paper | None:
    """The paper in a picture; None where there is none to speak of.

    Args:
        lab: the picture in L*a*b*.
        letters: a row (x, y) in its pixels for each letter; paper is what lies around them.
        corners: of the leaf, (x, y) in turn; without them anything may be paper.
    """
    step = -(-max(lab.shape[:2]) // MAX_MAP_PX)
    calm = _calm(lab[:, :, 0])
    if corners is not None:
        calm &= _filled(corners, calm.shape)
    colours, covered = _averaged(lab, calm, step)
    seen = covered >= MIN_COVERED
    if not seen.any():
        return None
    grounds = _grounds(colours[:, :, 0], seen)
    chosen = _chosen(grounds, colours[:, :, 0], letters / step)
    seen &= grounds == chosen
    if chosen == 0 or float(seen.mean()) < MIN_SHARE:
        return None
    paper = Paper(colours, seen, _filled(_around(seen), seen.shape), step)
    return None if _is_drawn_on_in_light(paper, lab) else paper


def _is_drawn_on_in_light(paper: Paper, lab: Lab) -> bool:
    """Whether what is drawn is lighter than the ground: the cloth of a cover, and no paper."""
    if paper.typical[0] > DARK_GROUND_L:
        return False
    rows, columns = np.nonzero(paper.leaf)
    top, left = int(rows.min()) * paper.step, int(columns.min()) * paper.step
    bottom, right = (int(rows.max()) + 1) * paper.step, (int(columns.max()) + 1) * paper.step
    lightness = lab[top:bottom:2, left:right:2, 0]
    return float(np.percentile(lightness, LIGHT_PERCENTILE)) > paper.typical[0] + LIGHT_STEP


def _around(seen: Mask) -> NDArray[np.int32]:
    """The hull of the places seen; the first and the last of each row are enough."""
    rows = np.flatnonzero(seen.any(axis=1))
    first = seen[rows].argmax(axis=1)
    last = seen.shape[1] - 1 - seen[rows, ::-1].argmax(axis=1)
    ends = np.stack((np.concatenate((first, last)), np.tile(rows, 2)), axis=1)
    return np.asarray(cv2.convexHull(ends.astype(np.int32))[:, 0], np.int32)


def _filled(corners: NDArray[Any], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.asarray(np.rint(corners), np.int32), 1)
    return mask.astype(np.bool_)


def _calm(lightness: NDArray[np.float32]) -> Mask:
    """Where no mark is darker than what surrounds it."""
    side = max(3, round(max(lightness.shape) * STROKE_SHARE)) | 1
    level = np.asarray(lightness * 2.55, np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    depth = cv2.morphologyEx(level, cv2.MORPH_BLACKHAT, kernel)
    return np.asarray(depth < MARK_DEPTH * 2.55, np.bool_)


def _averaged(lab: Lab, calm: Mask, step: int) -> tuple[Lab, NDArray[np.float32]]:
    """The mean colour of the calm pixels in each square of ``step``, and their share."""
    height, width = (max(1, side // step) for side in calm.shape)
    rows, columns = max(1, height * step), max(1, width * step)
    weight = calm[:rows, :columns].astype(np.float32)
    weighted = lab[:rows, :columns] * weight[:, :, None]
    covered = cv2.resize(weight, (width, height), interpolation=cv2.INTER_AREA)
    sums = cv2.resize(weighted, (width, height), interpolation=cv2.INTER_AREA)
    colours = sums / np.maximum(covered, 1e-6)[:, :, None]
    return np.asarray(colours, np.float32), np.asarray(covered, np.float32)


def _grounds(lightness: NDArray[np.float32], seen: Mask) -> NDArray[np.int32]:
    """Numbers for the grounds whose lightness changes only little by little; 0 is between them."""
    weight = seen.astype(np.float32)
    near = cv2.blur(lightness * weight, (5, 5)) / np.maximum(cv2.blur(weight, (5, 5)), 1e-6)
    filled = np.where(seen, lightness, near)
    known = cv2.dilate(seen.astype(np.uint8), np.ones((5, 5), np.uint8))
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    steps = cv2.dilate(filled, cross) - cv2.erode(filled, cross)
    _, numbers = cv2.connectedComponents(
        ((steps < MAX_STEP) & (known > 0)).astype(np.uint8), connectivity=4, ltype=cv2.CV_32S
    )
    return np.asarray(numbers, np.int32)


def _chosen(
    grounds: NDArray[np.int32], lightness: NDArray[np.float32], letters: NDArray[np.float32]
) -> int:
    """The ground that is paper: of the large ones that of the letters, else the lightest."""
    counts = np.bincount(grounds.ravel())
    counts[0] = 0
    if counts.max() == 0:
        return 0
    large = np.flatnonzero(counts >= LARGE_SHARE * counts.max())
    if len(letters):
        x = np.clip(letters[:, 0].astype(int), 0, grounds.shape[1] - 1)
        y = np.clip(letters[:, 1].astype(int), 0, grounds.shape[0] - 1)
        votes = np.bincount(grounds[y, x], minlength=len(counts))
        if votes[large].max() >= MIN_VOTES:
            return int(large[votes[large].argmax()])
    means = np.bincount(grounds.ravel(), weights=lightness.ravel())[large] / counts[large]
    return int(large[means.argmax()])
