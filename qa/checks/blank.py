"""Is there anything on the page? A note, not a fault: blank versos belong to the volume.

Counted is what has the contrast of ink and at least the size of a letter, away from the rim. Lines
of pale marks make a page faint, not blank; tones without any edge make it a picture.
"""

import cv2
import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from qa.text_layout import INK_DEPTH, without_rim
from schemas.findings import Finding

#: Letters are at least so high or wide; dust is not. Without a resolution, as a share of the
#: longer side.
LETTER_MM, LETTER_SHARE = 1.0, 1 / 250
#: A page with fewer letters is blank: a single mark is a hair or a stain.
MIN_LETTERS = 2
#: Letters that touch are one mark, but a large one: squares of the least letter's size.
MIN_AREA_LETTERS = 3.0
#: So many need no closer look.
MANY_LETTERS = 200
#: So much ink, in marks of whatever size, is a drawing, a plate or ruled paper.
MIN_INK_PERCENT = 0.15
#: Faint marks that stand in lines and are as many as this are writing or print.
MIN_FAINT_MARKS = 20
#: The paper's middle never spans so many grey levels; a picture does.
PICTURE_SPAN = 60


def check_blank(page: PageView, profile: QaProfile) -> list[Finding]:
    """Note a page that is blank, or that has faint marks only."""
    if is_blank(page):
        return [Finding("QA-BLANK-01")]
    return [] if has_ink(page) or _is_picture(page) else [Finding("QA-BLANK-02")]


def is_blank(page: PageView) -> bool:
    """Whether there is no intended ink on the page, not even faint."""
    if has_ink(page) or _is_picture(page):
        return False
    return page.slant is None or len(page.text.boxes) < MIN_FAINT_MARKS


def has_ink(page: PageView) -> bool:
    """Whether there are letters, a drawing or rules with the contrast of ink."""
    text = page.text
    if int((text.depths >= INK_DEPTH).sum()) >= MANY_LETTERS:
        return True
    ink = (without_rim(text.depth) >= INK_DEPTH).astype(np.uint8)
    if 100 * float(ink.mean()) >= MIN_INK_PERCENT:
        return True
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    letter = _letter_px(page)
    sides = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    areas = stats[1:, cv2.CC_STAT_AREA][sides >= letter]
    return len(areas) >= MIN_LETTERS or float(areas.sum()) >= MIN_AREA_LETTERS * letter**2


def _letter_px(page: PageView) -> float:
    """The least side of a letter, in pixels of the text layout."""
    if page.ppi is None:
        return float(LETTER_SHARE * max(page.text.mask.shape))
    return float(LETTER_MM * page.ppi / 25.4 / (page.shrink * page.text.step))


def _is_picture(page: PageView) -> bool:
    """Whether the middle of the page has more tones than paper has."""
    coarse = cv2.resize(without_rim(page.grey), (32, 32), interpolation=cv2.INTER_AREA)[8:-8, 8:-8]
    return float(np.percentile(coarse, 95) - np.percentile(coarse, 5)) > PICTURE_SPAN
