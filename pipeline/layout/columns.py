"""Finds the columns of a page and the order in which they are read.

A column ends at a gutter: a strip that no word crosses over several lines with text on both
sides, or an upright rule. What runs across gutters (a heading, an advertisement) ends the columns
above it. So the page is cut again and again, down its longest gutter or across at the gutter's
end, until no gutter is left; the pieces in the order of cutting are the reading order.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import Floats, Ints
from pipeline.layout.sides import are_columns

Bools = NDArray[np.bool_]

#: Cells of the raster, in word heights.
CELL_X, CELL_Y = 0.25, 0.5
#: A gutter without a rule is at least so wide: twice the widest spaces of justified lines.
GUTTER = 1.0
#: A wide gutter needs three lines of text beside it, a narrow one six: the spaces of so many
#: lines do not stand below each other by chance. Lines are about 1.4 words high apart.
WIDE, WIDE_HEIGHT, NARROW_HEIGHT = 2.0, 3.5, 8.0
#: A gutter that ends so near to the end of its part goes through.
NEAR_END = 1.0
#: Cuts within cuts; no page has more.
MOST_CUTS = 400


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip between columns: its middle, its ends, and how much text stands beside it."""

    x: float
    top: float
    bottom: float
    beside: float


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What is cut: words as boxes, rules, the usual height of a word."""

    boxes: Floats
    rules: Floats
    """Upright rules as boxes."""
    unit: float
    right_to_left: bool = False
    counts: Ints | None = None
    """How many words a box stands for; 1 each without it."""


def cut(sheet: Sheet) -> list[Ints]:
    """The pieces of a page in reading order, each as numbers of its boxes."""
    if not len(sheet.boxes) or sheet.unit <= 0:
        return [np.arange(len(sheet.boxes))]
    return list(_pieces(sheet, np.arange(len(sheet.boxes)), MOST_CUTS))


def _pieces(sheet: Sheet, part: Ints, left: int) -> Iterator[Ints]:
    gutter = _best_gutter(sheet, part) if left > 0 and len(part) > 1 else None
    if gutter is None:
        yield part
        return
    middle_x = sheet.boxes[part][:, [0, 2]].mean(axis=1)
    middle_y = sheet.boxes[part][:, [1, 3]].mean(axis=1)
    above, below = middle_y < gutter.top, middle_y > gutter.bottom
    if above.any() or below.any():
        sides = [above, ~above & ~below, below]
    else:
        sides = [middle_x < gutter.x, middle_x >= gutter.x]
        if sheet.right_to_left:
            sides.reverse()
    sides = [side for side in sides if side.any()]
    if len(sides) < 2:
        yield part
        return
    for side in sides:
        yield from _pieces(sheet, part[side], left - 1)


def _best_gutter(sheet: Sheet, part: Ints) -> Gutter | None:
    """The gutter with the most text beside it that parts columns, not cells of a table."""
    boxes, unit = sheet.boxes[part], sheet.unit
    found = sorted(_gutters(boxes, sheet.rules, unit), key=lambda one: -one.beside)
    for gutter in found[:8]:
        middle_y = boxes[:, [1, 3]].mean(axis=1)
        inside = (middle_y >= gutter.top) & (middle_y <= gutter.bottom)
        on_left = boxes[:, [0, 2]].mean(axis=1) < gutter.x
        if are_columns(boxes[inside & on_left], boxes[inside & ~on_left], unit):
            return gutter
    return None


def _gutters(boxes: Floats, rules: Floats, unit: float) -> Iterator[Gutter]:
    origin = boxes[:, :2].min(axis=0)
    cell = np.array([CELL_X, CELL_Y]) * unit
    shape = np.ceil((boxes[:, 2:].max(axis=0) - origin) / cell).astype(int) + 1
    words = painted(boxes, origin, cell, shape)
    on_left = np.logical_or.accumulate(words, axis=1)
    on_right = np.logical_or.accumulate(words[:, ::-1], axis=1)[:, ::-1]
    between = on_left & on_right & ~words
    ruled = painted(rules, origin, cell, shape, grow=1) & ~words
    narrow, wide = _wide(words, round(GUTTER / CELL_X)), _wide(words, round(WIDE / CELL_X))
    for free, least in ((narrow | ruled, NARROW_HEIGHT), (wide, WIDE_HEIGHT)):
        for x, top, bottom, beside in _strips(free, between, least / CELL_Y):
            yield Gutter(
                origin[0] + (x + 0.5) * cell[0],
                _end(top, 0, -np.inf, origin[1], cell[1]),
                _end(bottom, shape[1], np.inf, origin[1], cell[1]),
                beside * CELL_Y,
            )


def _end(row: float, last: int, beyond: float, origin: float, step: float) -> float:
    """Where a gutter ends; beyond everything where it goes through."""
    near = abs(row - last) <= NEAR_END / CELL_Y + 1
    return beyond if near else float(origin + row * step)


def painted(
    boxes: Floats, origin: Floats, cell: Floats, shape: Ints, grow: int = 0
) -> Bools:
    """A raster in which the cells that boxes cover are true."""
    width, height = int(shape[0]), int(shape[1])
    corners = np.zeros((height + 1, width + 1), np.int32)
    if len(boxes):
        low = np.floor((boxes[:, :2] - origin) / cell).astype(int) - [grow, 0]
        high = np.ceil((boxes[:, 2:] - origin) / cell).astype(int) + [grow, 0]
        low, high = np.clip(low, 0, [width, height]), np.clip(high, 0, [width, height])
        np.add.at(corners, (low[:, 1], low[:, 0]), 1)
        np.add.at(corners, (low[:, 1], high[:, 0]), -1)
        np.add.at(corners, (high[:, 1], low[:, 0]), -1)
        np.add.at(corners, (high[:, 1], high[:, 0]), 1)
    return np.asarray(corners.cumsum(axis=0).cumsum(axis=1)[:height, :width] > 0)


def _wide(words: Bools, cells: int) -> Bools:
    """Cells in the middle of so many free ones."""
    sums = np.zeros((words.shape[0], words.shape[1] + cells), np.int32)
    sums[:, cells // 2 + 1 : cells // 2 + 1 + words.shape[1]] = words.cumsum(axis=1)
    sums[:, cells // 2 + 1 + words.shape[1] :] = sums[:, [cells // 2 + words.shape[1]]]
    return np.asarray((sums[:, cells:] - sums[:, :-cells])[:, : words.shape[1]] == 0)


def _strips(
    free: Bools, between: Bools, least: float
) -> Iterator[tuple[float, int, int, int]]:
    """Runs of free cells down a column of the raster, the best of each group of neighbours."""
    best: list[tuple[int, int, int, int]] = []
    for x in range(1, free.shape[1] - 1):
        steps = np.diff(np.concatenate(([0], free[:, x].astype(np.int8), [0])))
        tops, bottoms = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
        totals = np.concatenate(([0], between[:, x].cumsum()))
        for top, bottom in zip(tops.tolist(), bottoms.tolist(), strict=True):
            beside = int(totals[bottom] - totals[top])
            if beside >= least:
                best.append((x, top, bottom, beside))
    yield from _without_neighbours(best)


def _without_neighbours(
    found: list[tuple[int, int, int, int]],
) -> Iterator[tuple[float, int, int, int]]:
    """Of strips side by side the one with most text beside it, its middle among its equals."""
    rest = sorted(found, key=lambda one: -one[3])
    while rest:
        _, top, bottom, beside = first = rest[0]
        group = [first[0]]
        kept = []
        for one in rest[1:]:
            overlaps = one[1] < bottom and one[2] > top
            if overlaps and min(abs(one[0] - x) for x in group) <= 1:
                group.append(one[0])
            else:
                kept.append(one)
        equal = [one[0] for one in rest if one[0] in group and one[3] == beside]
        rest = kept
        yield float(np.median(equal)), top, bottom, beside
