"""Whether two pages that look alike from afar are the same near by: piece by piece.

Two tables on one grid, two forms, two pages of one layout share their coarse look; of the same
page shot twice nearly every piece agrees, wherever it moved.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.report import DETAIL

Detail = NDArray[np.uint8]

#: Side of a piece, and how many are looked at; fewer tell nothing.
PIECE_PX, MOST_PIECES, FEWEST_PIECES = 48, 24, 3
#: Pieces with less than this share of bits are blank.
LEAST_INK = 0.03
#: The page has moved by this much against the coarse overlay; then each piece by so much more.
REACH_PX, SLACK_PX = 8, 2
#: So many in a hundred pieces may disagree: a finger lies on them.
SPARED_PERCENT = 30


def detail_agreement(one: Detail, other: Detail, shift: tuple[int, int]) -> float | None:
    """How far the pieces of two pages agree, in per cent; None where there is too little.

    Args:
        one: the detail of the first page.
        other: of the second.
        shift: by which the second lies lower and farther right than the first, in pixels of
            their signatures.
    """
    maps = [
        cv2.matchTemplate(field, piece, cv2.TM_CCOEFF_NORMED)
        for piece, field in _pairs(one, other, (shift[0] * DETAIL, shift[1] * DETAIL))
    ]
    if len(maps) < FEWEST_PIECES:
        return None
    together = np.mean(maps, axis=0)
    y, x = np.unravel_index(int(together.argmax()), together.shape)
    rows = slice(max(0, int(y) - SLACK_PX), int(y) + SLACK_PX + 1)
    columns = slice(max(0, int(x) - SLACK_PX), int(x) + SLACK_PX + 1)
    best = [float(one_map[rows, columns].max()) for one_map in maps]
    return 100 * float(np.percentile(best, SPARED_PERCENT))


def _pairs(
    one: Detail, other: Detail, shift: tuple[int, int]
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Pieces of the first page, and the fields of the second in which they should lie."""
    places = list(_places(one, other, shift))
    step = max(1, len(places) // MOST_PIECES)
    for y, x in places[::step][:MOST_PIECES]:
        top, left = y + shift[0] - REACH_PX, x + shift[1] - REACH_PX
        side = PIECE_PX + 2 * REACH_PX
        piece = one[y : y + PIECE_PX, x : x + PIECE_PX]
        yield (
            piece.astype(np.float32),
            other[top : top + side, left : left + side].astype(np.float32),
        )


def _places(one: Detail, other: Detail, shift: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where pieces with ink lie whose field is wholly on the other page."""
    ink = cv2.boxFilter(one.astype(np.float32), -1, (PIECE_PX, PIECE_PX), anchor=(0, 0))
    height, width = other.shape
    for y in range(0, one.shape[0] - PIECE_PX, PIECE_PX):
        for x in range(0, one.shape[1] - PIECE_PX, PIECE_PX):
            top, left = y + shift[0] - REACH_PX, x + shift[1] - REACH_PX
            is_inside = top >= 0 and left >= 0
            is_inside &= top + PIECE_PX + 2 * REACH_PX <= height
            is_inside &= left + PIECE_PX + 2 * REACH_PX <= width
            if is_inside and ink[y, x] >= LEAST_INK:
                yield y, x
