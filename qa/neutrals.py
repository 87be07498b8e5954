"""The colours of things that ought to have none: the backing around the leaf, and the ink."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, SideKind
from qa.paper import Lab
from qa.text_layout import TextLayout

#: L*, a* and b*.
LabColour = tuple[float, float, float]

#: The backing is looked at so far from the leaf and from the rim, in pixels of the small picture:
#: shadows and soft edges lie nearer.
CLEAR_PX = 3
#: Fewer pixels are no backing.
MIN_PIXELS = 150
#: Ink is what reaches this share of the depth of the darkest print.
CORE_SHARE = 0.8
#: Enough of its pixels.
MAX_INK_PIXELS = 5_000


def backing_colour(lab: Lab, frame: Frame) -> LabColour | None:
    """The colour of what lies around the leaf; None where nothing does.

    Args:
        lab: the overview in L*a*b*, smaller than the overview by a whole number.
        frame: where the leaf lies in the overview.
    """
    step = max(1, round(frame.width / lab.shape[1]))
    turned = np.asarray(lab.transpose(1, 0, 2))
    near_sides = ((turned, frame.left), (lab, frame.top))
    far_sides = ((turned, frame.right), (lab, frame.bottom))
    strips = [
        _strip(picture, CLEAR_PX, min(side.start, side.end) / step - CLEAR_PX)
        for picture, side in near_sides
        if side.kind is SideKind.BACKING
    ]
    strips += [
        _strip(picture, max(side.start, side.end) / step + CLEAR_PX, len(picture) - CLEAR_PX)
        for picture, side in far_sides
        if side.kind is SideKind.BACKING
    ]
    if not strips:
        return None
    pixels = np.concatenate(strips)
    return _median(pixels) if len(pixels) >= MIN_PIXELS else None


def ink_colour(colour: NDArray[np.uint8], text: TextLayout) -> LabColour | None:
    """The colour of the cores of the darkest strokes; None where there is too little print."""
    deep = (text.depth >= math.ceil(CORE_SHARE * text.ink_depth)) & text.mask.view(np.bool_)
    places = np.flatnonzero(deep)
    if len(places) < MIN_PIXELS:
        return None
    rows, columns = np.divmod(places[:: 1 + len(places) // MAX_INK_PIXELS], deep.shape[1])
    high, wide = colour.shape[0] / deep.shape[0], colour.shape[1] / deep.shape[1]
    y = np.minimum(((rows + 0.5) * high).astype(int), colour.shape[0] - 1)
    x = np.minimum(((columns + 0.5) * wide).astype(int), colour.shape[1] - 1)
    pixels = colour[y, x].astype(np.float32) / 255
    if pixels.ndim == 1:
        pixels = np.repeat(pixels[:, None], 3, axis=1)
    return _median(np.asarray(cv2.cvtColor(pixels[:, None], cv2.COLOR_RGB2Lab), np.float32)[:, 0])


def _strip(lab: Lab, start: float, stop: float) -> Lab:
    """The pixels of the rows between two, but for both ends of each row."""
    if stop <= start:
        return np.empty((0, 3), np.float32)
    return np.ascontiguousarray(lab[int(start) : int(stop), CLEAR_PX:-CLEAR_PX]).reshape(-1, 3)


def _median(pixels: NDArray[np.float32]) -> LabColour:
    lightness, a, b = np.median(pixels, axis=0)
    return float(lightness), float(a), float(b)
