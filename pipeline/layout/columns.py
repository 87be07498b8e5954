"""Finds the columns of a page and the order in which they are read.

A column ends at a gutter: a strip that nothing crosses over several lines with text on both
sides, or an upright rule. What runs across gutters (a heading, an advertisement, a level rule)
ends the columns above it. So the page is cut again and again, down its longest gutter or across
at the gutter's end, until no gutter is left; the pieces in the order of cutting are the order of
reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import Floats, Ints
from pipeline.layout.raster import Bools, Raster, painted, runs_of, without_specks
from pipeline.layout.sides import are_columns, rows_of

#: How wide a strip must be, and how high the text beside it, in word heights (a line is about 1.4):
#: a wide one beside three lines, twice the widest space of justified lines beside six. A strip as
#: narrow as a word space crosses a line by chance in one of five places, fourteen lines nowhere.
GUTTERS = ((2.0, 3.5), (1.0, 8.0), (0.375, 20.0))
#: Beside a rule text may stand close; it need not be longer than the rule's least length.
RULED_HEIGHT = 4.0
#: A gutter that ends so near to the end of its part goes through.
NEAR_END = 1.5
#: At the foot two lines more: there no heading stands across columns, but lines touch.
NEAR_FOOT = 3.5
#: White above or below a row set off the rest; between lines there is half as much. Pages of
#: fewer rows have none.
SET_OFF, LEAST_ROWS = 0.9, 5
#: Cuts within cuts; no page has more.
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip between columns: its middle, its ends, and how much text stands beside it."""

    x: float
    top: float
    bottom: float
    beside: float


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """What is cut: words as boxes, what else stands there, the usual height of a word."""

    boxes: Floats
    raster: Raster
    unit: float
    right_to_left: bool = False
    least: float = 0.0
    """Gutters lower than so many word heights do not count."""


def cut(sheet: Sheet) -> list[Ints]:
    """The pieces of a page in reading order, each as numbers of its boxes."""
    if not len(sheet.boxes) or sheet.unit <= 0:
        return [np.arange(len(sheet.boxes))]
    head, body, foot = set_off(sheet.boxes, sheet.unit)
    return [*head, *_pieces(sheet, body, DEEPEST), *foot]


def set_off(boxes: Floats, unit: float) -> tuple[list[Ints], Ints, list[Ints]]:
    """The first and the last row where they stand off the rest, and the rest.

    A running head or a sheet's mark belongs to no column, though a gutter may point at it.
    """
    rows = rows_of(boxes, unit)
    head: list[Ints] = []
    foot: list[Ints] = []
    if len(rows) >= LEAST_ROWS and _white(boxes, rows[0], rows[1]) >= SET_OFF * unit:
        head, rows = [rows[0]], rows[1:]
    if len(rows) >= LEAST_ROWS and _white(boxes, rows[-2], rows[-1]) >= SET_OFF * unit:
        foot, rows = [rows[-1]], rows[:-1]
    return head, np.concatenate(rows), foot


def _white(boxes: Floats, upper: Ints, lower: Ints) -> float:
    """The height of the white between two rows."""
    return float(boxes[lower, 1].min() - boxes[upper, 3].max())


def _pieces(sheet: Sheet, part: Ints, left: int) -> Iterator[Ints]:
    gutter = _best_gutter(sheet, part) if left > 0 and len(part) > 1 else None
    sides = [] if gutter is None else _sides(sheet, part, gutter)
    if len(sides) < 2:
        yield part
        return
    for side in sides:
        yield from _pieces(sheet, part[side], left - 1)


def _sides(sheet: Sheet, part: Ints, gutter: Gutter) -> list[NDArray[np.bool_]]:
    """What stands above, along and below a gutter; where it goes through, on its two sides."""
    middle_x = sheet.boxes[part][:, [0, 2]].mean(axis=1)
    middle_y = sheet.boxes[part][:, [1, 3]].mean(axis=1)
    above, below = middle_y < gutter.top, middle_y > gutter.bottom
    if above.any() or below.any():
        sides = [above, ~above & ~below, below]
    else:
        sides = [middle_x < gutter.x, middle_x >= gutter.x]
        if sheet.right_to_left:
            sides.reverse()
    return [side for side in sides if side.any()]


def _best_gutter(sheet: Sheet, part: Ints) -> Gutter | None:
    """The gutter with the most text beside it that parts columns, not cells of a table."""
    boxes, unit = sheet.boxes[part], sheet.unit
    middle_x, middle_y = boxes[:, [0, 2]].mean(axis=1), boxes[:, [1, 3]].mean(axis=1)
    for gutter in sorted(_gutters(sheet, boxes), key=lambda one: -one.beside)[:8]:
        inside = (middle_y >= gutter.top) & (middle_y <= gutter.bottom)
        on_left = middle_x < gutter.x
        if are_columns(boxes[inside & on_left], boxes[inside & ~on_left], unit):
            return gutter
    return None


def _gutters(sheet: Sheet, boxes: Floats) -> Iterator[Gutter]:
    raster = sheet.raster
    low, high = raster.window(boxes)
    print_ = painted(boxes, raster.cell, low, high)
    there = print_
    if raster.ink is not None:  # what the engine missed is text beside a gutter too
        there = raster.ink[low[1] : high[1], low[0] : high[0]]
        print_ &= there
    across = raster.across[low[1] : high[1], low[0] : high[0]]
    free = ~without_specks(print_ | across)
    text = there & ~across
    on_left = np.logical_or.accumulate(text, axis=1)
    on_right = np.logical_or.accumulate(text[:, ::-1], axis=1)[:, ::-1]
    between = on_left & on_right
    ruled = free & raster.down[low[1] : high[1], low[0] : high[0]]
    ruled |= raster.solid[low[1] : high[1], low[0] : high[0]]
    yield from _found(sheet, ruled, between, RULED_HEIGHT, low)
    for width, height in GUTTERS:
        cells = max(1, round(width * sheet.unit / raster.cell[0]))
        yield from _found(sheet, _wide(free, cells), between, height, low)


def _found(sheet: Sheet, free: Bools, between: Bools, least: float, low: Ints) -> Iterator[Gutter]:
    cell_x, cell_y = sheet.raster.cell.tolist()
    near = NEAR_END * sheet.unit / cell_y
    foot = free.shape[0] - NEAR_FOOT * sheet.unit / cell_y
    rows = max(least, sheet.least) * sheet.unit / cell_y
    for x, top, bottom, beside in runs_of(free, between, rows):
        yield Gutter(
            (low[0] + x + 0.5) * cell_x,
            -np.inf if top <= near else (low[1] + top) * cell_y,
            np.inf if bottom >= foot else (low[1] + bottom) * cell_y,
            beside * cell_y,
        )


def _wide(free: Bools, cells: int) -> Bools:
    """Cells in the middle of so many free ones."""
    before, height = cells // 2, free.shape[0]
    taken = np.zeros((height, free.shape[1] + cells + 1), np.int32)
    taken[:, before + 1 : before + 1 + free.shape[1]] = ~free
    sums = taken.cumsum(axis=1)
    return np.asarray((sums[:, cells:] - sums[:, :-cells])[:, : free.shape[1]] == 0)
