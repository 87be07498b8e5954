"""Patches that stand out from the paper of a leaf, parted by their colours.

A thing lies over the side of the leaf, where a picture or a toned rim may run into it: what has one
colour at the side is one patch.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.leaf_plane import LeafPlane, Map
from qa.paper import Mask

#: Patches smaller than this across are specks and strokes, in millimetres.
MIN_ACROSS_MM = 3.0
#: A patch touches a side when it begins so near to it, in millimetres.
TOUCH_MM = 2.0
#: A thing lying over a picture is as far as its colour at the side of the leaf reaches.
SAME_COLOUR = 16.0
#: Shading may darken a thing from one end to the other: lightness counts less.
LIGHTNESS_WEIGHT = 0.5
#: So many colours of a patch on the side are asked.
MOST_COLOURS = 3

Place = tuple[slice, slice]


def patches(plane: LeafPlane) -> NDArray[np.uint8]:
    """Where the leaf stands out, less what is too narrow to be a thing."""
    mask = ((plane.amount > 1) & plane.inside).astype(np.uint8)
    side = max(2, round(MIN_ACROSS_MM * plane.px * 0.6))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    padded = cv2.copyMakeBorder(mask, side, side, side, side, cv2.BORDER_REPLICATE)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel)[side:-side, side:-side]
    return np.asarray((opened > 0) & plane.inside, np.uint8)


def of_one_colour(
    plane: LeafPlane, mask: Mask, place: Place, least: float
) -> Iterator[tuple[Mask, Place]]:
    """A patch on the leaf's side without the picture it lies over, if there is one.

    What else of it touches the side follows: a toned rim runs into the thing that lies over it.
    """
    side = side_touched(plane, mask, place)
    if side is None:
        yield mask, place
        return
    at_side = plane.depths[side][place] < 2 * TOUCH_MM * plane.px
    rest = mask
    for _ in range(MOST_COLOURS):
        kept = _largest_alike(plane.lab[place], rest, rest & at_side)
        if kept is None:
            return
        yield _cut_out(kept, place)
        rest = _opened_patch(rest & ~kept, plane.px)
        if int((rest & at_side).sum()) < least / 2:
            return


def _largest_alike(lab: Map, mask: Mask, touching: Mask) -> Mask | None:
    """What of a patch has the colour it has at the side, in one piece."""
    if not touching.any():
        return None
    away = lab - np.median(lab[touching], axis=0)
    away[:, :, 0] *= LIGHTNESS_WEIGHT
    alike = (mask & (np.square(away).sum(axis=2) < SAME_COLOUR**2)).astype(np.uint8)
    _, labels = cv2.connectedComponents(alike, connectivity=4)
    held = np.bincount(labels[touching])
    held[0] = 0
    return mask if held.max() == 0 else np.asarray(labels == int(held.argmax()))


def _opened_patch(mask: Mask, px: float) -> Mask:
    """A patch without seams of mixed colour around what was taken out of it."""
    side = max(2, round(MIN_ACROSS_MM * px * 0.6))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    border = cv2.BORDER_REPLICATE
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), side, side, side, side, border)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel)[side:-side, side:-side]
    return np.asarray((opened > 0) & mask)


def _cut_out(kept: Mask, place: Place) -> tuple[Mask, Place]:
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    inner = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    top, left = place[0].start, place[1].start
    moved = (
        slice(top + inner[0].start, top + inner[0].stop),
        slice(left + inner[1].start, left + inner[1].stop),
    )
    return np.asarray(kept[inner]), moved


def side_touched(plane: LeafPlane, mask: Mask, place: Place) -> int | None:
    """The side on which the most of a patch lies; None inside."""
    near = near_sides(plane, mask, place)
    return int(np.argmax(near)) if max(near) >= 2 * plane.px else None


def near_sides(plane: LeafPlane, mask: Mask, place: Place) -> list[int]:
    """How many pixels of a patch lie near each side."""
    reach = TOUCH_MM * plane.px
    return [int((depth[place][mask] < reach).sum()) for depth in plane.depths]
