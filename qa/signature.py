"""What a page shows, as a small picture of its ink that can be laid over another's.

Of text only the letters count, since the table, the edges of the leaf and the fold lie alike on
every scan of a volume; of a picture the tones, of which no single edge may outweigh the rest. The
picture is turned level by the page's own lines and drawn at a fixed size, so that the same page
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


#: Pages with fewer marks of letter size, and without lines of text, are pictures or drawings.
MIN_LETTERS = 60
#: What stands out more than this, in units of the usual, counts no more: a frame, an edge.
MOST_UNITS, MOST_UNITS_OF_TEXT = 2.0, 4.0
#: The usual is what this share of the pixels does not exceed.
USUAL_PERCENTILE = 80


def signature_of(page: PageView) -> Signature:
    """The page's signature."""
    if is_blank(page):
        return Signature(0, 0, b"", blank=True)
    text = page.text
    if page.slant is not None or len(text.boxes) >= MIN_LETTERS:
        letters = _small(page, text.depth * text.mask)
        ink = _standing_out(_levelled(letters, page), MOST_UNITS_OF_TEXT)
    else:
        ink = _standing_out(_small(page, page.grey), MOST_UNITS)
    height, width = ink.shape
    return Signature(width, height, ink.tobytes(), blank=False)


def _small(page: PageView, picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    unit = page.ppi / 25.4 * PIXEL_MM if page.ppi else PIXEL_PX
    longest = max(page.grey.shape) * page.shrink / unit
    steps = math.ceil(math.log(longest / MAX_SIDE_PX, STEP))
    scale = page.shrink / (unit * STEP**steps)
    height, width = (max(8, round(side * scale)) for side in page.grey.shape)
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _levelled(small: NDArray[np.float32], page: PageView) -> NDArray[np.float32]:
    if page.slant is None or page.slant.upright:
        return small
    height, width = small.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), page.slant.degrees, 1.0)
    level = cv2.warpAffine(small, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.float32)


def _standing_out(small: NDArray[np.float32], most: float) -> NDArray[np.uint8]:
    """Each pixel against its surroundings, in units of what is usual on the page."""
    rest = small - cv2.GaussianBlur(small, (0, 0), AROUND_PX)
    rest -= cv2.blur(rest, (LINE_PX, 1))
    usual = max(0.5, float(np.percentile(np.abs(rest), USUAL_PERCENTILE)))
    levels = np.clip(rest / usual, -most, most) * (127 / most)
    return np.asarray(MID + levels, dtype=np.uint8)
