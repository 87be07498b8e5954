"""Is there anything on the page? A note, not a fault: blank versos belong to the volume.

Counted are marks of letter size with the contrast of ink, away from the rim. Marks that are as
many but pale make the page faint, not blank.
"""

import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from schemas.findings import Finding

#: Contrast to the paper, in grey levels, from which a mark is ink, and from which it is faint.
INK_DEPTH, FAINT_DEPTH = 45.0, 18.0
#: A page with fewer marks of ink than this is blank: a speck or two is dirt.
MIN_MARKS = 3
#: Faint marks that make a page more than blank; paper has some of its own.
MIN_FAINT_MARKS = 12
#: The rim of the scan, as a share of its sides, where shadows and edges of the paper lie.
RIM_SHARE = 0.04


def check_blank(page: PageView, profile: QaProfile) -> list[Finding]:
    """Note a blank or nearly blank page."""
    strong, faint = count_marks(page)
    if strong >= MIN_MARKS:
        return []
    return [Finding("QA-BLANK-02" if faint >= MIN_FAINT_MARKS else "QA-BLANK-01")]


def count_marks(page: PageView) -> tuple[int, int]:
    """How many marks of ink, and how many faint ones, lie within the page."""
    text = page.text
    height, width = text.mask.shape
    x, y = text.boxes[:, 0], text.boxes[:, 1]
    right, bottom = x + text.boxes[:, 2], y + text.boxes[:, 3]
    rim = RIM_SHARE * max(height, width)
    inside = (x > rim) & (y > rim) & (right < width - rim) & (bottom < height - rim)
    strong = inside & (text.depths >= INK_DEPTH)
    faint = inside & (text.depths >= np.float32(FAINT_DEPTH)) & ~strong
    return int(strong.sum()), int(faint.sum())
