"""A page as a coarse raster: where print stands, where rules stand, where nothing stands."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import Floats, Ints

Bools = NDArray[np.bool_]
Strip = tuple[float, int, int, int]

#: Cells in word heights: narrower than a space between letters, half as high as a line of print.
CELL_X, CELL_Y = 0.125, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """What stands on a page beside words, in cells from its upper left corner."""

    cell: Floats
    """Width and height of a cell in pixels of the page."""
    across: Bools
    """Level rules: gutters end there."""
    down: Bools
    """Upright rules and the cells beside them."""
    solid: Bools
    """Upright rules where they are unbroken: nothing crosses them."""
    ink: Bools | None = None
    """Where there is ink, rules apart; None where the page's pixels are not known."""

    def window(self, boxes: Floats) -> tuple[Ints, Ints]:
        """The cells around boxes, first and last but one, within the raster."""
        size = np.array([self.across.shape[1], self.across.shape[0]])
        low = np.clip(np.floor(boxes[:, :2].min(axis=0) / self.cell).astype(int), 0, size - 1)
        high = np.clip(np.ceil(boxes[:, 2:].max(axis=0) / self.cell).astype(int), low + 1, size)
        return low, high


def painted(boxes: Floats, cell: Floats, low: Ints, high: Ints) -> Bools:
    """The cells that boxes cover, within a window."""
    width, height = (high - low).tolist()
    corners = np.zeros((height + 1, width + 1), np.int32)
    if len(boxes):
        first = np.clip(np.floor(boxes[:, :2] / cell).astype(int) - low, 0, high - low)
        last = np.clip(np.ceil(boxes[:, 2:] / cell).astype(int) - low, 0, high - low)
        np.add.at(corners, (first[:, 1], first[:, 0]), 1)
        np.add.at(corners, (first[:, 1], last[:, 0]), -1)
        np.add.at(corners, (last[:, 1], first[:, 0]), -1)
        np.add.at(corners, (last[:, 1], last[:, 0]), 1)
    return np.asarray(corners.cumsum(axis=0).cumsum(axis=1)[:height, :width] > 0)


def without_specks(print_: Bools) -> Bools:
    """Print without single cells above each other: a speck in a gutter does not end it."""
    above, below = np.zeros_like(print_), np.zeros_like(print_)
    above[1:], below[:-1] = print_[:-1], print_[1:]
    return np.asarray(print_ & (above | below))


def runs_of(free: Bools, between: Bools, least: float) -> Iterator[Strip]:
    """Free cells below each other: column, first and last row, rows with text on both sides.

    Of strips side by side only the one with most text beside it is given, by its middle.
    """
    least = max(1.0, least)
    # Most columns of a page are nowhere free for so long: they are left out first.
    long = cv2.erode(free.astype(np.uint8), np.ones((math.ceil(least), 1), np.uint8))
    hopeful = np.flatnonzero(long.any(axis=0))
    open_, beside_ = free.T[hopeful], between.T[hopeful]
    steps = np.diff(open_.astype(np.int8), axis=1, prepend=0, append=0)
    at, tops = np.nonzero(steps > 0)
    _, bottoms = np.nonzero(steps < 0)
    totals = np.zeros((len(hopeful), free.shape[0] + 1), np.int32)
    totals[:, 1:] = beside_.cumsum(axis=1)
    beside = totals[at, bottoms] - totals[at, tops]
    found = np.stack([hopeful[at], tops, bottoms, beside], axis=1)[beside >= least]
    yield from _apart(found[np.argsort(-found[:, 3], kind="stable")])


def _apart(rest: Ints) -> Iterator[Strip]:
    """The longest strips, each in the middle of neighbours as long as itself."""
    while len(rest):
        x, top, bottom, beside = rest[0].tolist()
        meets = (rest[:, 1] < bottom) & (rest[:, 2] > top)
        columns = np.unique(rest[meets, 0])
        group = _around(columns, x)
        mine = meets & np.isin(rest[:, 0], group)
        equal = rest[mine & (rest[:, 3] == beside), 0]
        yield float(np.median(equal)), top, bottom, beside
        rest = rest[~mine]


def _around(columns: Ints, x: int) -> Ints:
    """Columns that follow each other without a gap, x among them."""
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return next(np.asarray(group) for group in groups if x in group)
