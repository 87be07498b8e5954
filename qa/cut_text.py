"""Print that the edge of the picture cuts off.

At the ends of lines the outermost letter runs into the edge; above and below, a whole row of marks
does. Sides beyond which the backing or the facing leaf is seen cut nothing.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, SideKind
from qa.lines import Lines, find_lines
from qa.text_layout import TextLayout

#: A mark within so many pixels of the picture's edge touches it.
TOUCH_PX = 1
#: A line ends so near to the edge, in letter heights, that a touching mark belongs to it.
NEAR_HEIGHTS = 2.2
#: So many lines must be cut at their ends: one may be a stain, or a note in the margin.
MIN_LINES = 3
#: A line of fewer letters may belong to the facing page; pages of fewer letters in lines, however
#: short, are not judged.
MIN_LETTERS, SHORTEST, MIN_PRINT = 8, 3, 40
#: Short rows count where print goes on beside them, nearer than over two inner margins, and where
#: so many of the touching marks are letters with a neighbour on their own foot.
MIN_ROWS, WIDEST_SPACE, FOOT_HEIGHTS, MIN_ROW_SHARE = 4, 6.0, 0.3, 0.6
#: Letters are at least so high.
LOWEST = 0.55
#: Marks of a row that is cut lengthways: how many, how wide, how high, how far apart at most; half
#: of them reach in so far, and the next line is no further off.
MIN_MARKS, NARROWEST, WIDEST, HIGHEST, WIDEST_GAP = 6, 0.12, 5.0, 2.6, 3.5
MIN_REMAINDER, NEXT_LINE = 0.4, 4.5
#: Rules are followed so far from the edge, in letter heights, are no thicker, and so many.
RULE_HEIGHTS, RULE_COVER, THICKEST, MIN_RULES = 8.0, 0.9, 0.4, 3
#: Of a cut rule so much is shown, in letter heights.
RULE_END = 0.7
#: Between so many letter heights from the leaf's other side they have ended.
MARGIN_HEIGHTS = (1.0, 4.0)
#: A rule is fainter than letters but stands out from the paper by so many grey levels.
MIN_RULE_DEPTH, NOISE_TIMES = 12.0, 5.0

Boxes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cut:
    """What one side of the picture (0 left, 1 top, 2 right, 3 bottom) cuts off.

    ``count`` are lines at a side that ends them, marks along a side that runs with them; the
    rectangle (x, y, width, height) around them is in pixels of the text layout.
    """

    side: int
    count: int
    box: tuple[int, int, int, int]


def find_cuts(text: TextLayout, frame: Frame | None, *, upright: bool = False) -> list[Cut]:
    """What each side of the picture cuts off.

    Args:
        text: the page's marks.
        frame: where the leaf lies.
        upright: whether the lines run from top to bottom.
    """
    lines = find_lines(text, upright=upright, least=SHORTEST)
    if len(lines.boxes) < MIN_PRINT:
        return []
    cuts = []
    for side in range(4):
        if frame is not None and frame.sides[side].kind is not SideKind.PICTURE:
            continue
        ends_lines = (side % 2 == 0) != upright
        if ends_lines:
            found = _cut_ends(text, lines, side, _opposite_px(text, frame, side))
        else:
            found = _cut_row(text, lines, side)
        if len(found):
            cuts.append(Cut(side, len(found), _around(found)))
    return cuts


def _opposite_px(text: TextLayout, frame: Frame | None, side: int) -> int:
    """How far from the picture's edge the leaf begins on the side opposite to this one."""
    if frame is None:
        return 0
    opposite = (side + 2) % 4
    length = (frame.width, frame.height)[side % 2]
    place = frame.sides[opposite].middle
    return round((place if opposite < 2 else length - place) / text.step)


def _cut_ends(text: TextLayout, lines: Lines, side: int, opposite_px: int) -> Boxes:
    """What a side cuts off that ends lines: long lines, short ones, or rules."""
    touching = _touching(text, side)
    for found in (
        _cut_lines(touching, text, lines, side),
        _cut_rows(touching, text, lines.height, side),
        _cut_rules(text, lines.height, side, opposite_px),
    ):
        if len(found):
            return found
    return touching[:0]


def _touching(text: TextLayout, side: int) -> Boxes:
    """The marks that touch a side."""
    boxes, axis = text.boxes, side % 2
    if side < 2:
        return boxes[boxes[:, axis] <= TOUCH_PX]
    length = text.mask.shape[1 - axis]
    return np.asarray(boxes[boxes[:, axis] + boxes[:, axis + 2] >= length - TOUCH_PX])


def _cut_lines(touching: Boxes, text: TextLayout, lines: Lines, side: int) -> Boxes:
    """The touching marks that stand at the end of a line."""
    ends = np.flatnonzero(np.diff(lines.owners, append=-1) != 0)
    starts = np.concatenate(([0], ends[:-1] + 1))
    long = ends - starts + 1 >= MIN_LETTERS
    outer = text.boxes[lines.sources[np.concatenate((starts[long], ends[long]))]]
    axis = side % 2
    length = text.mask.shape[1 - axis]
    gap = outer[:, axis] if side < 2 else length - outer[:, axis] - outer[:, axis + 2]
    outer = outer[gap <= NEAR_HEIGHTS * lines.height]
    if not len(outer):
        return touching[:0]
    across = 1 - axis
    middles = outer[:, across] + outer[:, across + 2] / 2
    low, high = touching[:, across], touching[:, across] + touching[:, across + 2]
    meets = (middles[:, None] >= low) & (middles[:, None] <= high)
    if int(meets.any(axis=1).sum()) < MIN_LINES:
        return touching[:0]
    return np.asarray(touching[meets.any(axis=0)])


def _cut_rows(touching: Boxes, text: TextLayout, height: float, side: int) -> Boxes:
    """The touching marks beside which print goes on, where they are many and nearly all."""
    axis, across = side % 2, 1 - side % 2
    high, long = touching[:, 2 + across] / height, touching[:, 2 + axis] / height
    letters = touching[(high >= LOWEST) & (high <= HIGHEST) & (long <= WIDEST)]
    if len(letters) < max(MIN_ROWS, MIN_ROW_SHARE * len(touching)):
        return touching[:0]
    inner = text.boxes[text.boxes[:, 2 + across] >= LOWEST * height]
    if side < 2:
        spaces = inner[:, axis] - (letters[:, axis] + letters[:, 2 + axis])[:, None]
    else:
        spaces = letters[:, axis][:, None] - inner[:, axis] - inner[:, 2 + axis]
    feet, inner_feet = (some[:, across] + some[:, 2 + across] for some in (letters, inner))
    level = np.abs(feet[:, None] - inner_feet) <= FOOT_HEIGHTS * height
    followed = (level & (spaces >= 0) & (spaces <= WIDEST_SPACE * height)).any(axis=1)
    if int(followed.sum()) < max(MIN_ROWS, MIN_ROW_SHARE * len(touching)):
        return touching[:0]
    return letters[followed]


def _cut_row(text: TextLayout, lines: Lines, side: int) -> Boxes:
    """The touching marks that stand beside each other like the letters of a line."""
    axis, height = side % 2, lines.height
    touching = _touching(text, side)
    wide, high = touching[:, 3 - axis] / height, touching[:, 2 + axis] / height
    row = touching[(wide >= NARROWEST) & (wide <= WIDEST) & (high <= HIGHEST)]
    row = row[np.argsort(row[:, 1 - axis])]
    gaps = row[1:, 1 - axis] - row[:-1, 1 - axis] - row[:-1, 3 - axis]
    runs = np.split(row, np.flatnonzero(gaps > WIDEST_GAP * height) + 1)
    longest = max(runs, key=len)
    if len(longest) < MIN_MARKS or np.median(longest[:, 2 + axis]) < MIN_REMAINDER * height:
        return row[:0]
    letters = text.boxes[lines.sources]
    inward = letters[:, axis] if side < 2 else text.mask.shape[1 - axis] - letters[:, axis]
    beside = letters[:, 1 - axis] + letters[:, 3 - axis] > longest[0, 1 - axis]
    beside &= letters[:, 1 - axis] < longest[-1, 1 - axis]
    return longest if (beside & (inward <= NEXT_LINE * height)).any() else row[:0]


def _cut_rules(text: TextLayout, height: float, side: int, opposite_px: int) -> Boxes:
    """Rules that run into a side while they end before the opposite one, as those of tables do."""
    depth = text.depth if side % 2 == 0 else text.depth.T
    depth = depth if side < 2 else depth[:, ::-1]
    long, begin = round(RULE_HEIGHTS * height), depth.shape[1] - opposite_px
    end = begin - round(MARGIN_HEIGHTS[0] * height)
    start = begin - round(MARGIN_HEIGHTS[1] * height)
    if start < 2 * long:
        return text.boxes[:0]
    least = max(MIN_RULE_DEPTH, NOISE_TIMES * text.noise)
    near, far = _rules(depth[:, :long] > least), _rules(depth[:, start:end] > least)
    thick = max(2.0, THICKEST * height)
    starts = [(first, last) for first, last in near if last - first <= thick + 2]
    if len(starts) < MIN_RULES or len(far) > len(starts) / 2:
        return text.boxes[:0]
    return _boxes_at(starts, text, max(2, round(RULE_END * height)), side)


def _rules(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last row of each dark run that goes through from side to side."""
    wide = cv2.dilate(ink.astype(np.uint8), np.ones((3, 1), np.uint8))
    dark = np.flatnonzero(np.diff(np.pad(wide.mean(axis=1) >= RULE_COVER, 1).astype(np.int8)))
    return [(int(first), int(last)) for first, last in dark.reshape(-1, 2)]


def _boxes_at(runs: list[tuple[int, int]], text: TextLayout, long: int, side: int) -> Boxes:
    """Boxes of rules that touch a side."""
    height, width = text.mask.shape
    length = width if side % 2 == 0 else height
    start = 0 if side < 2 else length - long
    rows = [(start, first, long, last - first, long) for first, last in runs]
    boxes = np.array(rows, np.int32)
    return boxes if side % 2 == 0 else boxes[:, [1, 0, 3, 2, 4]]


def _around(boxes: Boxes) -> tuple[int, int, int, int]:
    left, top = boxes[:, 0].min(), boxes[:, 1].min()
    right, bottom = (boxes[:, :2] + boxes[:, 2:4]).max(axis=0)
    return int(left), int(top), int(right - left), int(bottom - top)
