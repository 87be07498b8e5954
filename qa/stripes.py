"""The paper's tone along and across a page, column by column and row by row, in L*.

Only paper counts, away from print; what the paper map knows of slow shading is taken away first.
A direction is read in bands: what belongs to the scanner is the same in all of them.
"""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, SideKind
from qa.paper import Mask, Paper

Profile = NDArray[np.float32]

#: So many overview pixels along a stripe are averaged before it is looked at.
REDUCED_PX = 8
#: The page is read in so many bands across the stripes.
BANDS = 8
#: Paper differs from the paper expected there by less than this, in L*: stripes, not print.
MAX_AWAY = 7.0
#: Print spoils the paper so near to it, in millimetres, across and along the stripe.
SPOILT_MM = 0.35
#: So near to its sides the leaf is not looked at, and so near to a fold, in millimetres; a fold
#: may be there as well where no backing is seen.
SIDE_MM, FOLD_MM = 4.0, 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Striping:
    """One direction of a page: rows are bands, columns are places across the stripes.

    ``tone`` is the difference to the expected paper in L*; ``count`` says how many pieces of
    paper stand behind it. ``clear`` are the pieces themselves, and ``away`` theirs; ``px`` are
    places along a millimetre. ``is_upright`` tells stripes from top to bottom.
    """

    tone: Profile
    count: Profile
    away: Profile
    clear: Mask
    px: float
    is_upright: bool


def read_stripes(
    grey: NDArray[np.uint8], paper: Paper, frame: Frame | None, px: float, *, is_upright: bool
) -> Striping:
    """Read one direction of a page.

    Args:
        grey: the overview.
        paper: its paper.
        frame: where the leaf lies in it.
        px: overview pixels along a millimetre.
        is_upright: whether stripes from top to bottom are looked for, or from side to side.
    """
    height, width = grey.shape
    size = (width, max(1, height // REDUCED_PX))
    if not is_upright:
        size = (max(1, width // REDUCED_PX), height)
    # by a whole number, which is twice as fast
    whole = grey[: max(size[1], height // REDUCED_PX * REDUCED_PX)] if is_upright else grey
    if not is_upright:
        whole = grey[:, : max(size[0], width // REDUCED_PX * REDUCED_PX)]
    reduced = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    lightness, seen = _expected(paper, size)
    if frame is not None:
        seen &= _away_from_sides(frame, (size[0] / width, size[1] / height), px, seen)
    if not is_upright:
        reduced = cv2.transpose(reduced)
        lightness = np.ascontiguousarray(lightness.T)
        seen = np.ascontiguousarray(seen.T)
    away = _lightness_of(np.asarray(reduced, np.uint8)) - np.asarray(lightness, np.float32)
    some = away[:: BANDS // 2][seen[:: BANDS // 2] > 0]
    if some.size:
        away -= np.median(some)
    clear = _clear(away, np.asarray(seen, np.uint8), px)
    tone, count = _banded(away, clear)
    return Striping(tone, count, away, clear, px, is_upright)


def _expected(paper: Paper, size: tuple[int, int]) -> tuple[Profile, NDArray[np.uint8]]:
    """The paper's lightness and where it is seen, drawn at another size."""
    seen = paper.seen.astype(np.float32)
    typical = np.float32(paper.typical[0])
    sums = cv2.GaussianBlur((paper.lab[:, :, 0] - typical) * seen, (0, 0), 4.0)
    smooth = sums / np.maximum(cv2.GaussianBlur(seen, (0, 0), 4.0), 0.02) + typical
    drawn = cv2.resize(smooth, size, interpolation=cv2.INTER_LINEAR)
    # the troughs of strong bands are taken for marks
    whole = cv2.morphologyEx(
        paper.seen.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)
    )
    mask = cv2.resize(whole, size, interpolation=cv2.INTER_NEAREST)
    return np.asarray(drawn, np.float32), np.asarray(mask, np.uint8)


def _away_from_sides(
    frame: Frame, scale: tuple[float, float], px: float, seen: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """1 where the leaf lies flat: its sides curl, and at the fold it turns down."""
    left, top, right, bottom = (
        px * (SIDE_MM if side.kind is SideKind.BACKING else FOLD_MM) for side in frame.sides
    )
    across, down = scale
    mask = np.zeros_like(seen)
    begin_x, end_x = max(frame.left.start, frame.left.end), min(frame.right.start, frame.right.end)
    begin_y, end_y = max(frame.top.start, frame.top.end), min(frame.bottom.start, frame.bottom.end)
    columns = slice(
        max(0, round((begin_x + left) * across)), max(0, round((end_x - right) * across))
    )
    rows = slice(max(0, round((begin_y + top) * down)), max(0, round((end_y - bottom) * down)))
    mask[rows, columns] = 1
    return mask


@cache
def _lightness_table() -> NDArray[np.float32]:
    """L* of each grey level, by the transfer of sRGB."""
    greys = np.arange(256, dtype=np.float32)[None, :, None].repeat(3, axis=2) / 255
    return np.asarray(cv2.cvtColor(greys, cv2.COLOR_RGB2Lab)[0, :, 0], np.float32)


def _lightness_of(levels: NDArray[np.uint8]) -> Profile:
    return np.asarray(cv2.LUT(levels, _lightness_table()), np.float32)


def _clear(away: Profile, seen: NDArray[np.uint8], px: float) -> Mask:
    """Pieces of paper with no print beside them."""
    marked = (np.abs(away) > MAX_AWAY).astype(np.uint8)
    across = 2 * max(2, round(SPOILT_MM * px)) + 1
    spoilt = cv2.dilate(marked, np.ones((3, across), np.uint8))
    return np.asarray((spoilt == 0) & (seen > 0))


def _banded(away: Profile, clear: Mask) -> tuple[Profile, Profile]:
    """The mean of the clear pieces of each band, and their number."""
    rows = away.shape[0] // BANDS * BANDS
    if rows == 0:
        return np.zeros((1, away.shape[1]), np.float32), np.zeros((1, away.shape[1]), np.float32)
    shape = (BANDS, rows // BANDS, away.shape[1])
    count = clear[:rows].reshape(shape).sum(axis=1, dtype=np.float32)
    sums = (away[:rows] * clear[:rows]).reshape(shape).sum(axis=1)
    return np.asarray(sums / np.maximum(count, 1), np.float32), count
