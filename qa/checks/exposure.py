"""Is the scan too dark or too light for what it shows?

Print is judged by the paper beside the letters and by the ink, so that a black table around the
book does not matter. What paper is by nature nobody knows, so that these limits are wide; a page
darker or lighter than the others of its volume is found by the volume's baseline.
"""

import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: Paper is burnt out from this L* on: noise keeps the median a little below white.
BURNT_PAPER_L = 96.5


def check_exposure(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report paper that is too dark, and print that is washed out."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.slant is None or page.paper is None:
        return NotApplicable("no-text")
    paper = page.paper.typical[0]
    if paper < profile.min_paper_l:
        return [Finding("QA-EXP-01", measured=round(paper, 1), limit=profile.min_paper_l)]
    ink = ink_l(page)
    if paper >= BURNT_PAPER_L and ink is not None and ink > profile.max_ink_l:
        return [Finding("QA-EXP-02", measured=round(ink, 1), limit=profile.max_ink_l)]
    return []


def ink_l(page: PageView) -> float | None:
    """L* of the darkest print, by the transfer of sRGB; None without text."""
    text = page.text
    if page.slant is None or text.paper_level is None:
        return None
    return lightness_of(max(0.0, text.paper_level - text.ink_depth))


def lightness_of(level: float) -> float:
    """L* of a grey level, by the transfer of sRGB."""
    value = level / 255
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return float(116 * np.cbrt(light) - 16) if light > 0.008856 else 903.3 * light
