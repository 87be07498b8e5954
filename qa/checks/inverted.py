"""Is a page of print a negative: light letters on dark paper?

Ink is darker than paper. On a negative the marks that stand in lines are lighter than what is
around them, over the whole page. A dark cover or a plate with light letters has few of them.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.slant import find_slant
from qa.text_layout import find_text
from schemas.findings import Finding

#: A piece of print is read by how far its tones reach from the middle one to the darkest and to
#: the lightest of them: so much further to one side, in grey levels from so much on.
MIN_RATIO, MIN_REACH = 2.0, 40.0
#: The darkest and the lightest, of all tones in a piece.
ENDS_PERCENT = (3.0, 97.0)
#: So many pieces must be read, and such a share of them be light on dark.
MIN_PIECES, MIN_SHARE = 8, 0.7
#: Light letters make a page of print from this number on; titles of covers have fewer.
MIN_LETTERS = 150
#: Paper is lighter than this, and turned round darker than 255 less this.
PAPER_LEVEL = 110


def check_inverted(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report a negative; the measure is the share of pieces that are light on dark."""
    if profile.is_pictorial:
        return NotApplicable("no-text")
    reaches = np.array([_reaches(tile.grey[::4]) for tile in page.tiles]).reshape(-1, 3)
    strong = reaches[:, :2].max(axis=1) >= MIN_REACH
    light = reaches[:, 1] > MIN_RATIO * reaches[:, 0]
    dark = reaches[:, 0] > MIN_RATIO * reaches[:, 1]
    read = strong & (light | dark)
    if int(read.sum()) < MIN_PIECES:
        return NotApplicable("no-text")
    light &= read & (reaches[:, 2] < 255 - PAPER_LEVEL)
    share = float(light.sum()) / int(read.sum())
    if share < MIN_SHARE or not _is_print_turned_round(page):
        return []
    return [Finding("QA-INVERT-01", round(100 * share), round(100 * MIN_SHARE))]


def _reaches(piece: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> tuple[float, float, float]:
    """How far the tones reach down and up from the middle one, and that."""
    counts = np.cumsum(cv2.calcHist([piece], [0], None, [256], [0, 256]).ravel())
    low, middle, high = (
        int(np.searchsorted(counts, counts[-1] * part / 100))
        for part in (ENDS_PERCENT[0], 50.0, ENDS_PERCENT[1])
    )
    return float(middle - low), float(high - middle), float(middle)


def _is_print_turned_round(page: PageView) -> bool:
    """Whether the page shows lines of many letters once its tones are turned round."""
    text = find_text(np.asarray(255 - page.grey, np.uint8))
    return len(text.boxes) >= MIN_LETTERS and find_slant(text) is not None
