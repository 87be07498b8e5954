"""How much light is lost beside the fold, where print may stand."""

from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame, Side, SideKind
from qa.paper import MAX_LAB_PX, Lab

#: The shadow is measured where inner margins end, against the paper beyond it; in millimetres.
PRINT_FROM_MM, PRINT_TO_MM = 6.0, 12.0
BEYOND_FROM_MM, BEYOND_TO_MM = 20.0, 30.0
#: A shadow does not grow again with the distance by more than this, in per cent; stains do.
RISE_PERCENT = 2.0
#: Parts along the fold, of which the middle one counts, and the share of the darker places in each
#: that are taken for print.
PARTS, PRINT_PERCENTILE = 5, 80
#: Ends of the fold that are left out, as a share of the height of the leaf.
END_SHARE = 0.04


class Shadow(NamedTuple):
    """How much light is lost where print may stand, in per cent of the light beyond."""

    side: Side
    is_left: bool
    percent: float

    @property
    def is_at_fold(self) -> bool:
        """Whether the facing leaf is seen beyond the side."""
        return self.side.kind is SideKind.GUTTER


def find_shadow(lab: Lab, frame: Frame, px_per_mm: float) -> Shadow | None:
    """The shadow at the fold, or else the deeper one at the sides; None where none fades out.

    Args:
        lab: the overview in L*a*b*, smaller by a whole number.
        frame: where the leaf lies in the overview.
        px_per_mm: pixels of the overview on a millimetre of the original.
    """
    step = -(-max(frame.width, frame.height) // MAX_LAB_PX)
    found = []
    for side, is_left in ((frame.left, True), (frame.right, False)):
        light = _light_from_side(lab, frame, side, is_left, step, px_per_mm / step)
        percent = None if light is None else lost_percent(light, px_per_mm / step)
        if percent is not None:
            found.append(Shadow(side, is_left, percent))
    return max(found, key=lambda shadow: (shadow.is_at_fold, shadow.percent), default=None)


def lost_percent(light: NDArray[np.float32], px_per_mm: float) -> float | None:
    """What is lost where print may stand; None where it does not fade out evenly.

    Args:
        light: of the paper by its distance from the fold, in steps of a pixel.
        px_per_mm: how many steps make a millimetre.
    """
    beyond = _mean(light, BEYOND_FROM_MM, BEYOND_TO_MM, px_per_mm)
    if beyond is None or beyond <= 0:
        return None
    at_print = _mean(light, PRINT_FROM_MM, PRINT_TO_MM, px_per_mm)
    lost = [
        100 * (1 - value / beyond)
        for mm in np.arange(2.0, BEYOND_FROM_MM, 2.0)
        if (value := _mean(light, mm, mm + 2, px_per_mm)) is not None
    ]
    if at_print is None or any(b > a + RISE_PERCENT for a, b in pairwise(lost)):
        return None
    return 100 * (1 - at_print / beyond)


def _light_from_side(
    lab: Lab, frame: Frame, side: Side, is_left: bool, step: int, px_per_mm: float
) -> NDArray[np.float32] | None:
    """The light of the paper by its distance from a side; None where the leaf is too small."""
    width = lab.shape[1]
    top, bottom = frame.top.middle / step, frame.bottom.middle / step
    end = END_SHARE * (bottom - top)
    rows = np.arange(int(top + end), int(bottom - end))
    reach = int(BEYOND_TO_MM * px_per_mm)
    if reach < BEYOND_TO_MM / 2 or len(rows) < PARTS or reach > width:
        return None
    fold = (side.start + (side.end - side.start) * rows * step / max(1, frame.height)) / step
    away = np.arange(reach) + 0.5
    columns = fold[:, None] + (away if is_left else -away)[None]
    places = np.clip(columns.astype(int), 0, width - 1)
    # red: what has browned along the fold loses least of it
    rgb = cv2.cvtColor(np.ascontiguousarray(lab[rows[:, None], places]), cv2.COLOR_Lab2LRGB)
    parts = np.array_split(np.asarray(rgb, np.float32)[:, :, 0], PARTS)
    paper = [np.percentile(part, PRINT_PERCENTILE, axis=0) for part in parts]
    return np.asarray(np.median(paper, axis=0), np.float32)


def _mean(
    light: NDArray[np.float32], from_mm: float, to_mm: float, px_per_mm: float
) -> float | None:
    part = light[int(from_mm * px_per_mm) : max(int(to_mm * px_per_mm), 1)]
    return float(part.mean()) if len(part) else None
