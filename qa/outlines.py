"""The shape of a patch: how full it is, and whether it has corners."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.paper import Mask

#: An outline turns sharply when it turns by so much within so many millimetres: a finger's tip
#: is rounder than that, a ruler's corner is not.
TURN_DEGREES, TURN_MM = 45.0, 3.0
#: Corners are looked for away from the leaf's side, in millimetres.
AWAY_MM = 2.5


class Shape(NamedTuple):
    """Shares of the convex hull and of the smallest rectangle filled, and that one's sides."""

    solidity: float
    squareness: float
    sides: tuple[float, float]


def shape_of(mask: Mask) -> Shape:
    """The shape of a patch, lengths in pixels."""
    points = _outline(mask)
    area = float(mask.sum())
    hull = cv2.convexHull(points)
    rim = cv2.arcLength(hull, True) / 2 + 1  # outlines run through the middles of pixels
    _, (wide, high), _ = cv2.minAreaRect(points)
    return Shape(
        solidity=min(1.0, area / (float(cv2.contourArea(hull)) + rim)),
        squareness=min(1.0, area / ((wide + 1) * (high + 1))),
        sides=(wide + 1, high + 1),
    )


def corners_of(mask: Mask, px: float, depth: NDArray[np.float32] | None) -> int:
    """The sharp corners of a patch.

    Args:
        mask: the patch.
        px: pixels along a millimetre.
        depth: how far from the leaf's side each pixel lies; corners near to it do not count.
    """
    points = _outline(mask).reshape(-1, 2).astype(np.float32)
    reach = max(3, round(TURN_MM * px / 2))
    if len(points) < 4 * reach:
        return 0
    smooth = sum(np.roll(points, step, axis=0) for step in range(-reach // 2, reach // 2 + 1))
    before = smooth - np.roll(smooth, reach, axis=0)
    behind = np.roll(smooth, -reach, axis=0) - smooth
    cross = before[:, 0] * behind[:, 1] - before[:, 1] * behind[:, 0]
    turn = np.degrees(np.arctan2(np.abs(cross), (before * behind).sum(axis=1)))
    sharp = turn >= TURN_DEGREES
    if depth is not None:
        columns, rows = points.astype(int).T
        sharp &= depth[rows, columns] > AWAY_MM * px
    starts = sharp & ~np.roll(sharp, 1)
    return int(starts.sum())


def _outline(mask: Mask) -> NDArray[np.int32]:
    """The points of the longest outline."""
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    found, _ = cv2.findContours(padded, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return np.asarray(max(found, key=len), np.int32) - 1
