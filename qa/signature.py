"""What a page shows, as a small picture of its ink that can be laid over another's.

The picture is turned level by the page's own lines and drawn at a fixed size, so that the same page
shot again, a little turned, lighter or moved, gives nearly the same signature.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.checks.blank import is_blank
from qa.page import PageView
from qa.report import MID, Signature

#: A signature pixel: in millimetres where the resolution is known, else in pixels of the scan.
PIXEL_MM, PIXEL_PX = 1.6, 12.0
#: Signatures are no longer than this; pixels grow by steps, so that a page cropped a little
#: otherwise is drawn to the same scale.
MAX_SIDE_PX, STEP = 220, 2**0.5
#: Lines of print repeat along a page, and alike on all; what repeats so far does not count.
LINE_PX, AROUND_PX = 41, 4.0


def signature_of(page: PageView) -> Signature:
    """The page's signature."""
    if is_blank(page):
        return Signature(0, 0, b"", blank=True)
    small = _levelled(_small(page), page)
    ink = _standing_out(small)
    height, width = ink.shape
    return Signature(width, height, ink.tobytes(), blank=False)


def _small(page: PageView) -> NDArray[np.float32]:
    unit = page.ppi / 25.4 * PIXEL_MM if page.ppi else PIXEL_PX
    longest = max(page.grey.shape) * page.shrink / unit
    steps = math.ceil(math.log(longest / MAX_SIDE_PX, STEP))
    scale = page.shrink / (unit * STEP**steps)
    height, width = (max(8, round(side * scale)) for side in page.grey.shape)
    small = cv2.resize(page.grey, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _levelled(small: NDArray[np.float32], page: PageView) -> NDArray[np.float32]:
    if page.slant is None or page.slant.upright:
        return small
    height, width = small.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), page.slant.degrees, 1.0)
    level = cv2.warpAffine(small, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.float32)


def _standing_out(small: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Each pixel against its surroundings, in units of the page's own contrast."""
    rest = small - cv2.GaussianBlur(small, (0, 0), AROUND_PX)
    rest -= cv2.blur(rest, (LINE_PX, 1))
    unit = max(2.0, float(rest.std()))
    return np.asarray(np.clip(MID + rest / unit * 40, 0, 255), dtype=np.uint8)
