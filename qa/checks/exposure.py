"""Is the scan too dark, too light, or are its tones cut off at an end of the scale?

Print is judged by the paper beside the letters and by the ink, so that a black table around the
book does not matter. Pictures are judged by what is lost inside them, not at their rim.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: From here on a level is at the end of the scale.
WHITE, BLACK = 254, 1
#: Paper is burnt out from this level on: noise keeps the mean a little below white.
BURNT_PAPER = 245
#: Pure white on so much of a page of print is worth a note.
NOTED_WHITE_PERCENT = 25
#: Longest side of the picture in which lost tones are looked for.
MAX_SIDE_PX = 1500


def check_exposure(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report tones that are too dark, too light or lost."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if int(page.grey.max()) == int(page.grey.min()):
        return NotApplicable("no-tones")
    if profile.is_pictorial:
        return _lost_tones(page, profile)
    if page.slant is None or page.text.paper_level is None:
        return NotApplicable("no-text")
    return _print(page, page.text.paper_level, profile)


def _print(page: PageView, paper: float, profile: QaProfile) -> list[Finding]:
    if paper < profile.min_paper_level:
        return [Finding("QA-EXP-01", measured=round(paper), limit=profile.min_paper_level)]
    if paper < BURNT_PAPER:
        return []
    ink = paper - page.text.ink_depth
    if ink > profile.max_ink_level:
        return [Finding("QA-EXP-02", measured=round(ink), limit=profile.max_ink_level)]
    white = 100 * float((page.grey >= WHITE).mean())
    if white < NOTED_WHITE_PERCENT:
        return []
    return [Finding("QA-EXP-05", measured=round(white, 1))]


def _lost_tones(page: PageView, profile: QaProfile) -> list[Finding]:
    colour = _reduced(page.colour)
    channels = colour if colour.ndim == 3 else colour[:, :, None]
    findings = []
    for code, lost in (
        ("QA-EXP-03", np.asarray((channels >= WHITE).all(axis=2))),
        ("QA-EXP-04", np.asarray((channels <= BLACK).all(axis=2))),
    ):
        percent, box = _inside(lost)
        if percent > profile.max_clipped_percent:
            scale = page.grey.shape[1] / lost.shape[1]
            region = page.region_of(*(round(side * scale) for side in box))
            limit = profile.max_clipped_percent
            findings.append(Finding(code, round(percent, 1), limit, region))
    return findings


def _reduced(colour: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Every n-th pixel: averaging would hide single burnt-out ones."""
    step = -(-max(colour.shape[:2]) // MAX_SIDE_PX)
    return colour[::step, ::step]


def _inside(lost: NDArray[np.bool_]) -> tuple[float, tuple[int, int, int, int]]:
    """Per cent of the picture in patches that do not reach its rim, and the box of the largest."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(lost.astype(np.uint8), connectivity=8)
    x, y, width, height, area = stats.T
    inner = (x > 0) & (y > 0) & (x + width < lost.shape[1]) & (y + height < lost.shape[0])
    inner[0] = False
    if not inner.any():
        return 0.0, (0, 0, 0, 0)
    largest = int(np.where(inner, area, 0).argmax())
    left, top, wide, high = (int(side) for side in stats[largest, :4])
    return 100 * float(area[inner].sum()) / lost.size, (left, top, wide, high)
