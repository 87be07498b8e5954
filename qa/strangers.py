"""Patches on the leaf that are neither paper nor print: what a finger or a clamp would look like.

They are found and measured here; whether a patch is a thing, and which, the checks decide.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np

from qa.frame import SideKind
from qa.leaf_plane import SIDE_MM, LeafPlane, Map
from qa.outlines import corners_of, shape_of
from qa.paper import Mask
from qa.patches import (
    MIN_ACROSS_MM,
    TOUCH_MM,
    Place,
    near_sides,
    of_one_colour,
    patches,
    side_touched,
)

#: So far beyond its side it is looked what lies there, in millimetres.
BEYOND_MM = 4.0
#: A patch is no finer than so many pixels, and no larger than this share of the leaf.
MIN_PX, MAX_SHARE = 20, 0.35


class Contrast(NamedTuple):
    """How a patch differs from the paper expected there: lightness, red-green, yellow-blue."""

    lightness: float
    red: float
    yellow: float


class Beyond(NamedTuple):
    """What lies beyond the leaf's side, where a patch lies on it.

    ``share`` of the strip outside looks as the patch does rather than as the backing elsewhere;
    ``difference`` is that of the patch to the backing, in L*a*b*.
    """

    share: float
    difference: float


@dataclass(frozen=True, slots=True, eq=False)
class Stranger:
    """A patch of the leaf; lengths in millimetres, ``box`` in pixels of the overview.

    ``side`` is the number of the leaf's side (left, top, right, bottom) it lies on, None inside;
    ``along`` and ``depth`` are its extents along that side and into the leaf. ``solidity`` is the
    share of its convex hull it fills, ``squareness`` of its smallest rectangle; ``corners`` are
    the sharp ones away from the side. ``sharpness`` is the share of the contrast that is lost
    across its border, ``unrest`` how much its tone changes within. ``beyond`` is None where no
    backing is to be seen.
    """

    box: tuple[int, int, int, int]
    side: int | None
    at_corner: bool
    along: float
    depth: float
    area: float
    solidity: float
    squareness: float
    corners: int
    sharpness: float
    unrest: float
    colour: tuple[float, float, float]
    contrast: Contrast
    beyond: Beyond | None


def find_strangers(plane: LeafPlane) -> list[Stranger]:
    """The patches of a leaf, the largest first."""
    mask = patches(plane)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    least = max(MIN_PX, 0.7 * (MIN_ACROSS_MM * plane.px) ** 2)
    largest = MAX_SHARE * int(plane.inside.sum())
    found = []
    for number in np.argsort(-stats[1:, cv2.CC_STAT_AREA], kind="stable") + 1:
        left, top, width, height, area = (int(value) for value in stats[number])
        if area < least:
            break
        place = (slice(top, top + height), slice(left, left + width))
        for piece, held in of_one_colour(plane, labels[place] == number, place, least):
            if least <= int(piece.sum()) <= largest:
                found.append(_stranger(plane, piece, held))
    return found


def _stranger(plane: LeafPlane, mask: Mask, place: Place) -> Stranger:
    px = plane.px
    side = side_touched(plane, mask, place)
    core = _core(mask, px)
    colour = np.median(plane.lab[place][core], axis=0)
    contrast = np.median(plane.differences[place][core], axis=0)
    solidity, squareness, sides = shape_of(mask)
    along, depth = max(sides), min(sides)
    inner = None
    if side is not None:
        rows, columns = np.nonzero(mask)
        along = float(np.ptp(rows if side in (0, 2) else columns)) + 1
        inner = plane.depths[side][place]
        depth = float(np.quantile(inner[mask], 0.995))
    stranger = Stranger(
        box=_scaled(plane, place),
        side=side,
        at_corner=sum(near > 0 for near in near_sides(plane, mask, place)) > 1,
        along=along / px,
        depth=depth / px,
        area=float(mask.sum()) / px**2,
        solidity=solidity,
        squareness=squareness,
        corners=corners_of(mask, px, inner),
        sharpness=_sharpness(plane, mask, place),
        unrest=_unrest(plane.lab[place][:, :, 0], core, px),
        colour=(float(colour[0]), float(colour[1]), float(colour[2])),
        contrast=Contrast(*(float(value) for value in contrast)),
        beyond=None,
    )
    return stranger if side is None else _followed(plane, mask, place, side, stranger)


def _scaled(plane: LeafPlane, place: Place) -> tuple[int, int, int, int]:
    rows, columns = place
    edges = (columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
    left, top, wide, high = (round(edge * plane.scale) for edge in edges)
    return left, top, wide, high


def _core(mask: Mask, px: float) -> Mask:
    """The patch without its rim of a millimetre, if something is left."""
    side = max(1, round(px)) * 2 + 1
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    core = cv2.erode(padded, np.ones((side, side), np.uint8))[1:-1, 1:-1] > 0
    return np.asarray(core if int(core.sum()) >= MIN_PX // 2 else mask)


def _grown(plane: LeafPlane, mask: Mask, place: Place, by: int) -> tuple[Mask, Place]:
    """A patch in a piece of the picture that is larger on all sides."""
    height, width = plane.amount.shape
    rows = slice(max(0, place[0].start - by), min(height, place[0].stop + by))
    columns = slice(max(0, place[1].start - by), min(width, place[1].stop + by))
    whole = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.bool_)
    top, left = place[0].start - rows.start, place[1].start - columns.start
    whole[top : top + mask.shape[0], left : left + mask.shape[1]] = mask
    return whole, (rows, columns)


def _sharpness(plane: LeafPlane, mask: Mask, place: Place) -> float:
    """The share of the contrast lost between a millimetre inside the border and one outside."""
    reach = max(2, round(1.2 * plane.px))
    whole, larger = _grown(plane, mask, place, 2 * reach)
    solid, on_leaf = whole.astype(np.uint8), plane.inside[larger]
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    near = cv2.dilate(solid, kernel)
    outside = (cv2.dilate(near, kernel) > near) & on_leaf
    ring = (whole & (cv2.erode(solid, kernel) == 0)) & on_leaf
    if not outside.any() or not ring.any():
        return 0.0
    amount = plane.amount[larger]
    return 1 - float(np.median(amount[outside])) / max(1e-3, float(np.median(amount[ring])))


def _unrest(lightness: Map, core: Mask, px: float) -> float:
    """How much the tone changes from place to place within a patch, slow shading put aside."""
    side = max(3, round(2.5 * px)) | 1
    return float(np.abs(lightness - cv2.blur(lightness, (side, side)))[core].mean())


def _followed(
    plane: LeafPlane, mask: Mask, place: Place, side: int, stranger: Stranger
) -> Stranger:
    """A patch with what is known of it beyond the leaf, where a backing is to be seen."""
    if plane.kinds[side] is SideKind.PICTURE:
        return stranger
    px, depth = plane.px, plane.depths[side]
    others = [plane.depths[n] for n in range(4) if n != side]
    strip = (depth < -SIDE_MM * px) & (depth > -BEYOND_MM * px)
    strip &= np.minimum(np.minimum(others[0], others[1]), others[2]) > 0
    axis = 0 if side in (0, 2) else 1
    run = np.zeros(depth.shape[axis], np.uint8)
    run[place[axis]] = (mask & (depth[place] < 1.5 * TOUCH_MM * px)).any(axis=1 - axis)
    far = cv2.dilate(run, np.ones(2 * round(5 * px) + 1, np.uint8)).ravel() == 0
    here = strip & np.expand_dims(run > 0, 1 - axis)
    there = strip & np.expand_dims(far, 1 - axis)
    if int(here.sum()) < MIN_PX // 4 or int(there.sum()) < MIN_PX:
        return stranger
    backing = np.median(plane.lab[there], axis=0)
    colour = np.array(stranger.colour, np.float32)
    like = np.linalg.norm(plane.lab - colour, axis=2) < np.linalg.norm(plane.lab - backing, axis=2)
    beyond = Beyond(float(like[here].mean()), float(np.linalg.norm(colour - backing)))
    outside = _opened(like & (depth < -SIDE_MM * px), px)
    seam = (np.abs(depth) <= SIDE_MM * px + 2) & np.expand_dims(run > 0, 1 - axis)
    return replace(stranger, beyond=beyond, box=_box_beyond(plane, mask, place, outside | seam))


def _opened(mask: Mask, px: float) -> Mask:
    """A mask without what is narrower than a millimetre: blurred edges have mixed colours."""
    side = max(3, round(1.2 * px)) | 1
    border = cv2.BORDER_REPLICATE
    solid = cv2.copyMakeBorder(mask.astype(np.uint8), side, side, side, side, border)
    opened = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(opened[side:-side, side:-side] > 0)


def _box_beyond(
    plane: LeafPlane, mask: Mask, place: Place, outside: Mask
) -> tuple[int, int, int, int]:
    """The box of a patch with all that hangs together with it beyond the side."""
    whole = outside.astype(np.uint8)
    whole[place] |= mask
    _, labels, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    number = int(np.bincount(labels[place][mask]).argmax())
    left, top, wide, high = (int(value) for value in stats[number, :4])
    return _scaled(plane, (slice(top, top + high), slice(left, left + wide)))
