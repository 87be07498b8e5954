"""The leaf without its print, held against the paper that is expected at each place.

Strokes are filled from around. Shading darkens paper but does not change the ratio of its colours,
so what differs in colour is no shadow.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, Side, SideKind
from qa.paper import Lab, Mask, Paper

Map = NDArray[np.float32]

#: Strokes thinner than this are print, in millimetres.
STROKE_MM = 2.4
#: Without a resolution the longer side of the leaf is taken for this long, an octavo's.
LEAF_MM = 220.0
#: From this difference to the expected paper a place stands out: in L*, and in colour.
MIN_TONE, MIN_COLOUR = 7.0, 6.0
#: The leaf's sides are known to this, in millimetres.
SIDE_MM = 0.7
#: Paper's lightness is carried so far into places where none is seen, in millimetres.
CARRY_MM = 12.0
#: Paper's own colour differs from place to place by less than this, and is lighter by less: what
#: differs more may be a sheet or a strip that lies on it.
MAX_OWN_COLOUR, MAX_OWN_LIGHTER = 5.0, 5.0
#: Colours are the median of so many pixels across: strokes of coloured ink are no patches.
COLOUR_PX = 5


@dataclass(frozen=True, slots=True, eq=False)
class LeafPlane:
    """A small picture made ready to look for patches.

    ``differences`` are those to the expected paper in L*, a* and b*; ``amount`` is 1 where a
    place begins to stand out. ``depths`` says how far inside of each side (left, top, right,
    bottom) a pixel lies, in pixels, and ``inside`` which are on the leaf. ``px`` are pixels along
    a millimetre, ``scale`` overview pixels along one pixel.
    """

    lab: Lab
    differences: Lab
    amount: Map
    depths: tuple[Map, Map, Map, Map]
    inside: Mask
    kinds: tuple[SideKind, ...]
    px: float
    scale: float


def leaf_plane(lab: Lab, paper: Paper, frame: Frame, ppi: float | None, scale: float) -> LeafPlane:
    """Make a small picture ready.

    Args:
        lab: the overview in L*a*b*, small.
        paper: its paper.
        frame: where the leaf lies, in pixels of the overview.
        ppi: the resolution of the overview, if known.
        scale: overview pixels along a pixel of ``lab``.
    """
    px = _px_per_mm(frame, ppi, scale)
    differences = _differences(lab, paper, px)
    tone = np.abs(differences[:, :, 0]) / MIN_TONE
    colour = cv2.magnitude(differences[:, :, 1], differences[:, :, 2]) / MIN_COLOUR
    depths = _depths(frame, lab.shape[0], lab.shape[1], scale)
    nearest = np.minimum(np.minimum(depths[0], depths[2]), np.minimum(depths[1], depths[3]))
    return LeafPlane(
        lab=lab,
        differences=differences,
        amount=np.maximum(tone, colour),
        depths=depths,
        inside=nearest > SIDE_MM * px,
        kinds=tuple(side.kind for side in frame.sides),
        px=px,
        scale=scale,
    )


def _px_per_mm(frame: Frame, ppi: float | None, scale: float) -> float:
    if ppi is not None:
        return ppi / 25.4 / scale
    return max(frame.leaf_width, frame.leaf_height) / scale / LEAF_MM


def _differences(lab: Lab, paper: Paper, px: float) -> Lab:
    size = (lab.shape[1], lab.shape[0])
    side = max(3, round(STROKE_MM * px)) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    lightness, a, b = (np.ascontiguousarray(lab[:, :, part]) for part in range(3))
    filled = np.asarray(cv2.morphologyEx(lightness, cv2.MORPH_CLOSE, kernel), np.float32)
    paper_l, paper_a, paper_b = cv2.split(_expected(paper, size, CARRY_MM * px))
    shade = (filled + 16) / (paper_l + 16)
    parts = (filled - paper_l, _calm(a) - shade * paper_a, _calm(b) - shade * paper_b)
    return np.asarray(cv2.merge(parts), np.float32)


def _calm(colour: Map) -> Map:
    """A colour without what is narrow."""
    # in half units: the median of bytes is found ten times as fast
    levels = np.clip(np.rint(2 * colour + 128), 0, 255).astype(np.uint8)
    calmed = np.asarray(cv2.medianBlur(levels, COLOUR_PX), np.float32)
    return np.asarray(calmed / 2 - 64, np.float32)


def _expected(paper: Paper, size: tuple[int, int], carry: float) -> Lab:
    """The paper's colour at every place, carried on into where it is not seen."""
    typical = np.array(paper.typical, np.float32)
    away = paper.lab - typical
    own = paper.seen & (cv2.magnitude(away[:, :, 1], away[:, :, 2]) < MAX_OWN_COLOUR)
    own &= away[:, :, 0] < MAX_OWN_LIGHTER
    seen = own.astype(np.float32)
    sigma = max(1.0, carry * paper.lab.shape[1] / size[0])
    sums = cv2.GaussianBlur(away * seen[:, :, None], (0, 0), sigma)
    weight = cv2.GaussianBlur(seen, (0, 0), sigma)
    smooth = sums / np.maximum(weight, 0.02)[:, :, None]
    return np.asarray(cv2.resize(smooth + typical, size), np.float32)


def _depths(frame: Frame, height: int, width: int, scale: float) -> tuple[Map, Map, Map, Map]:
    x = np.arange(0.5, width, dtype=np.float32)[None, :]
    y = np.arange(0.5, height, dtype=np.float32)[:, None]
    left, top, right, bottom = frame.sides
    return (
        x - _line(left, y, height, scale),
        y - _line(top, x, width, scale),
        _line(right, y, height, scale) - x,
        _line(bottom, x, width, scale) - y,
    )


def _line(side: Side, along: Map, length: int, scale: float) -> Map:
    """Where a side lies at each place along the picture."""
    return np.asarray((side.start + (side.end - side.start) * along / length) / scale, np.float32)
