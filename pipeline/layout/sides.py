"""Tells columns of text from cells of a table: what stands on both sides of a strip."""

import numpy as np

from pipeline.layout.boxes import Floats, Ints

#: The words of a line of text are together so many word heights wide; narrower sides hold
#: figures, names, notes.
COLUMN = 7.0
#: Rows of both sides at one height: in tables nearly all, by chance a third.
SAME_ROW, ALIGNED = 0.25, 0.75


def are_columns(left: Floats, right: Floats, unit: float) -> bool:
    """Whether two sides are read one after the other, not row by row.

    Wide sides are: newspapers set on one grid have their lines at one height too. Of a narrow
    side rows at the height of the other's say that it belongs to them: a number, a price, a
    speaker's name; notes in a margin, in smaller type, have lines of their own.
    """
    if not len(left) or not len(right):
        return False
    if min(width_of(left, unit), width_of(right, unit)) >= COLUMN * unit:
        return True
    narrow, wide = sorted((left, right), key=lambda side: width_of(side, unit))
    return aligned(narrow, wide, unit) < ALIGNED


def width_of(boxes: Floats, unit: float) -> float:
    """The usual width of what stands in a side's rows; cells of figures fill little of theirs."""
    wide = boxes[:, 2] - boxes[:, 0]
    widths = [wide[row].sum() for row in rows_of(boxes, unit)]
    return float(np.quantile(widths, 0.6)) if widths else 0.0


def aligned(narrow: Floats, wide: Floats, unit: float) -> float:
    """The share of rows of one side that stand at the height of a row of the other."""
    mine, theirs = (
        np.array([boxes[row][:, [1, 3]].mean() for row in rows_of(boxes, unit)])
        for boxes in (narrow, wide)
    )
    nearest = np.abs(mine[:, None] - theirs[None, :]).min(axis=1)
    return float((nearest <= SAME_ROW * unit).mean())


def rows_of(boxes: Floats, unit: float) -> list[Ints]:
    """Boxes in rows, by the heights of their middles."""
    middles = boxes[:, [1, 3]].mean(axis=1)
    order = np.argsort(middles, kind="stable")
    breaks = np.flatnonzero(np.diff(middles[order]) > 0.4 * unit) + 1
    return [np.asarray(row) for row in np.split(order, breaks)]
