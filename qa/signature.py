"""What a page shows, as a small picture of its ink that can be laid over another's.

The picture is turned level by the page's own lines and drawn at a fixed size, so that the same page
shot again, a little turned, lighter or moved, gives nearly the same signature.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.checks.blank import MIN_MARKS, count_marks
from qa.page import PageView
from qa.report import Signature

#: Longest side of the signature; words can still be told apart.
SIDE_PX = 160
#: A signature pixel on a page whose resolution is known, in millimetres.
PIXEL_MM = 1.6
MID = 128


def signature_of(page: PageView) -> Signature:
    """The page's signature."""
    if sum(count_marks(page)) < MIN_MARKS and not _has_picture(page.grey):
        return Signature(0, 0, b"", blank=True)
    grey = _levelled(page)
    small = _small(grey, page)
    ink = _standing_out(small)
    height, width = ink.shape
    return Signature(width, height, ink.tobytes(), blank=False)


def _has_picture(grey: NDArray[np.uint8]) -> bool:
    """Whether the page has more tones than paper has."""
    coarse = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA)[3:-3, 3:-3]
    return float(np.percentile(coarse, 90) - np.percentile(coarse, 10)) > 40


def _levelled(page: PageView) -> NDArray[np.uint8]:
    if page.slant is None or page.slant.upright:
        return page.grey
    height, width = page.grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), page.slant.degrees, 1.0)
    level = cv2.warpAffine(page.grey, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8)


def _small(grey: NDArray[np.uint8], page: PageView) -> NDArray[np.float32]:
    scale = SIDE_PX / max(grey.shape)
    if page.ppi:
        scale = min(scale * 1.5, 25.4 * page.shrink / page.ppi / PIXEL_MM)
    height, width = (max(8, round(side * scale)) for side in grey.shape)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _standing_out(small: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Each pixel against its surroundings, in units of the page's own contrast."""
    rest = small - cv2.GaussianBlur(small, (0, 0), 4)
    unit = max(2.0, float(rest.std()))
    return np.asarray(np.clip(MID + rest / unit * 40, 0, 255), dtype=np.uint8)
