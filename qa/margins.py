"""How near print comes to the edge of the picture where no edge of the leaf is seen."""

import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, SideKind
from qa.lines import Lines, find_lines
from qa.text_layout import TextLayout

#: Lines of fewer letters are numbers and notes in the margin.
MIN_LETTERS = 5
#: So many lines must come as near: one may be a stain, or stick out. Above and below one is enough.
MIN_LINES = 4


def unseen_margins(
    text: TextLayout, frame: Frame | None, *, upright: bool = False
) -> dict[int, float]:
    """For each side (0 left, 1 top, 2 right, 3 bottom) without leaf edge, the room beside print.

    In pixels of the text layout; empty where there are too few lines.

    Args:
        text: the page's marks.
        frame: where the leaf lies.
        upright: whether the lines run from top to bottom.
    """
    lines = find_lines(text, upright=upright, least=MIN_LETTERS)
    if lines.count < MIN_LINES:
        return {}
    sides = [
        side for side in range(4) if frame is None or frame.sides[side].kind is SideKind.PICTURE
    ]
    return {side: _room(text, lines, side, upright=upright) for side in sides}


def _room(text: TextLayout, lines: Lines, side: int, *, upright: bool) -> float:
    """The distance between a side and the print."""
    boxes = text.boxes[lines.sources]
    axis = side % 2
    if side < 2:
        distances = boxes[:, axis]
    else:
        distances = text.mask.shape[1 - axis] - boxes[:, axis] - boxes[:, axis + 2]
    nearest = _nearest_of_lines(distances, lines.owners)
    ends_lines = (axis == 0) != upright
    return float(np.sort(nearest)[MIN_LINES - 1 if ends_lines else 0])


def _nearest_of_lines(distances: NDArray[np.int32], owners: NDArray[np.intp]) -> NDArray[np.int32]:
    """The least distance within each line."""
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return np.asarray(np.minimum.reduceat(distances, starts))
