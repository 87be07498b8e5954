"""Where the leaf lies in the picture, and what is seen beyond each of its sides.

Beyond a side lies the backing, or, past a dark fold, the facing leaf. Where no side is found, the
leaf reaches the edge of the picture, and what lies beyond nobody knows.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.sides import BANDS, PRINT_PX, Bands, Lab, Line, banded, find_fold, find_side, paper_tone

#: In smaller pictures no leaf is looked for.
MIN_SIDE_PX = 48


class SideKind(StrEnum):
    """What is seen beyond a side of the leaf."""

    BACKING = "backing"
    GUTTER = "gutter"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the leaf as a line.

    Its place is an x (left and right) or a y (top and bottom), given at the beginning and at the
    end of the picture.
    """

    kind: SideKind
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Its place half-way."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The leaf's four sides in pixels of a picture of ``width`` by ``height``."""

    left: Side
    top: Side
    right: Side
    bottom: Side
    width: int
    height: int

    @property
    def sides(self) -> tuple[Side, Side, Side, Side]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def corners(self) -> NDArray[np.float64]:
        """The corners as (x, y): top left, top right, bottom right, bottom left."""
        pairs = (
            (self.left, self.top), (self.right, self.top),
            (self.right, self.bottom), (self.left, self.bottom),
        )  # fmt: skip
        return np.array([self._meeting(upright, level) for upright, level in pairs])

    @property
    def leaf_width(self) -> float:
        """The mean distance between left and right."""
        corners = self.corners
        return float(np.linalg.norm(corners[[1, 2]] - corners[[0, 3]], axis=1).mean())

    @property
    def leaf_height(self) -> float:
        """The mean distance between top and bottom."""
        corners = self.corners
        return float(np.linalg.norm(corners[[3, 2]] - corners[[0, 1]], axis=1).mean())

    def shows(self, *kinds: SideKind) -> bool:
        """Whether all four sides are of these kinds."""
        return all(side.kind in kinds for side in self.sides)

    def depths(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """How far inside of left, top, right and bottom each (x, y) lies; negative is outside."""
        x, y = points[:, 0], points[:, 1]
        across, down = x / max(1, self.width), y / max(1, self.height)
        left, top, right, bottom = self.sides
        depths = np.stack(
            (
                x - left.start - (left.end - left.start) * down,
                y - top.start - (top.end - top.start) * across,
                right.start + (right.end - right.start) * down - x,
                bottom.start + (bottom.end - bottom.start) * across - y,
            ),
            axis=1,
        )
        return np.asarray(depths, dtype=np.float64)

    def _meeting(self, upright: Side, level: Side) -> tuple[float, float]:
        lean = (upright.end - upright.start) / max(1, self.height)
        fall = (level.end - level.start) / max(1, self.width)
        y = (level.start + fall * upright.start) / (1 - fall * lean)
        return upright.start + lean * y, y


def find_frame(lab: Lab, step: int, width: int, height: int) -> Frame | None:
    """Find the leaf; None where the picture is too small.

    Args:
        lab: the overview in L*a*b*, ``step`` times smaller.
        step: how many pixels of the overview make one of its.
        width: of the overview.
        height: of the overview.
    """
    if min(lab.shape[:2]) < MIN_SIDE_PX:
        return None
    kernel = np.ones((PRINT_PX, PRINT_PX), np.uint8)
    filled = np.asarray(cv2.morphologyEx(lab, cv2.MORPH_CLOSE, kernel), dtype=np.float32)
    paper = paper_tone(filled)
    rows, columns = filled.shape[:2]
    top, bottom = _ends(banded(filled, upright=False), paper, columns / BANDS)
    left, right = _ends(banded(filled), paper, rows / BANDS)
    inner = (max(0, round(top.middle)), min(rows, round(bottom.middle)))
    left, right = _folds(lab[:, :, 0], (left, right), float(paper[0]), inner)
    left, top, right, bottom = (_scaled(side, step) for side in (left, top, right, bottom))
    return Frame(left, top, right, bottom, width, height)


def _ends(bands: Bands, paper: NDArray[np.float32], band_px: float) -> tuple[Side, Side]:
    """The sides at the beginning and at the end of the bands."""
    length = bands.shape[2]
    near = find_side(bands, paper, band_px)
    far = find_side(np.ascontiguousarray(bands[:, :, ::-1]), paper, band_px)
    near_side = Side(SideKind.PICTURE, 0, 0) if near is None else _placed(near)
    if far is None:
        return near_side, Side(SideKind.PICTURE, length, length)
    placed = _placed(far)
    return near_side, Side(placed.kind, length - placed.start, length - placed.end)


def _placed(line: Line) -> Side:
    return Side(SideKind.BACKING, line.at(-0.5), line.at(BANDS - 0.5))


def _folds(
    lightness: Lab, sides: tuple[Side, Side], level: float, rows: tuple[int, int]
) -> tuple[Side, Side]:
    """Left and right, or the folds that lie inside of them, between the rows of the leaf."""
    height, width = lightness.shape
    if rows[1] - rows[0] < BANDS:
        return sides
    bands = banded(lightness[rows[0] : rows[1]])[0]
    near, far = sides
    band_px = (rows[1] - rows[0]) / BANDS
    if left := find_fold(bands, near.middle, level, band_px):
        near = _stretched(left, rows, height)
    if right := find_fold(bands[:, ::-1], width - far.middle, level, band_px):
        turned = _stretched(right, rows, height)
        far = Side(turned.kind, width - turned.start, width - turned.end)
    return near, far


def _stretched(line: Line, rows: tuple[int, int], height: int) -> Side:
    """A fold found between two rows, drawn from the picture's top to its bottom."""
    share = BANDS / (rows[1] - rows[0])
    ends = ((0 - rows[0]) * share - 0.5, (height - rows[0]) * share - 0.5)
    return Side(SideKind.GUTTER, line.at(ends[0]), line.at(ends[1]))


def _scaled(side: Side, step: float) -> Side:
    return Side(side.kind, side.start * step, side.end * step)
