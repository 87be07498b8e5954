"""How far found places cover the true one: intersection over union."""

from collections.abc import Sequence

#: Thinner places are widened to this before they are compared: nobody sees a line of one pixel.
MIN_SIDE_MM = 6.0
MM_PER_INCH = 25.4
Box = Sequence[float]


def overlap(truth: Box, found: list[Box], shape: Sequence[int], ppi: float) -> float:
    """The best overlap that one found place, or all of them together, has with the true one."""
    least = MIN_SIDE_MM / MM_PER_INCH * ppi
    real = _clipped(_widened(truth, least), shape)
    places = [_clipped(_widened(box, least), shape) for box in found]
    if len(places) > 1:
        places.append(_around(places))
    return max((_ratio(real, place) for place in places), default=0.0)


def _widened(box: Box, least: float) -> Box:
    x, y, width, height = box
    wide, high = max(width, least), max(height, least)
    return (x - (wide - width) / 2, y - (high - height) / 2, wide, high)


def _clipped(box: Box, shape: Sequence[int]) -> Box:
    left, top = max(0.0, box[0]), max(0.0, box[1])
    right, bottom = min(shape[1], box[0] + box[2]), min(shape[0], box[1] + box[3])
    return (left, top, max(0.0, right - left), max(0.0, bottom - top))


def _around(boxes: list[Box]) -> Box:
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)


def _ratio(one: Box, other: Box) -> float:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    both = max(0.0, wide) * max(0.0, high)
    whole = one[2] * one[3] + other[2] * other[3] - both
    return both / whole if whole else 0.0
