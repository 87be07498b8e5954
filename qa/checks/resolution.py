"""Does the file say how fine the scan is, is that enough, and can it be true?"""

import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from schemas.findings import Finding

MM_PER_INCH = 25.4
#: The usual height of letters on a page of running text: a little less than the x-height of the
#: smallest print (4 points), and the capitals of a child's primer.
LOWEST_LETTERS_MM, HIGHEST_LETTERS_MM = 0.45, 12.0
#: So many letters are running text.
MANY_LETTERS = 300


def check_resolution(page: PageView, profile: QaProfile) -> list[Finding]:
    """Report a missing, insufficient, lopsided or unlikely resolution."""
    ppi = page.ppi
    if ppi is None:
        code = "QA-RES-01" if profile.requires_ppi else "QA-RES-04"
        return [Finding(code, limit=profile.min_ppi)]
    findings = _lopsided(page, profile)
    if ppi < profile.min_ppi:
        findings.append(Finding("QA-RES-02", measured=round(ppi, 1), limit=profile.min_ppi))
    else:
        findings.extend(_unlikely(page, profile, ppi) or _unlikely_letters(page, ppi))
    return findings


def _lopsided(page: PageView, profile: QaProfile) -> list[Finding]:
    across, down = page.facts.ppi_x, page.facts.ppi_y
    if not across or not down:
        return []
    difference = 100 * (max(across, down) / min(across, down) - 1)
    if difference <= profile.max_ppi_difference_percent:
        return []
    return [
        Finding(
            "QA-RES-05",
            measured=round(difference, 1),
            limit=profile.max_ppi_difference_percent,
            facts={"ppi_x": round(across, 1), "ppi_y": round(down, 1)},
        )
    ]


def _unlikely(page: PageView, profile: QaProfile, ppi: float) -> list[Finding]:
    """The original's longer side, by the stated resolution, against what the material can be."""
    length_mm = max(page.grey.shape) * page.shrink / ppi * MM_PER_INCH
    limit = min(max(length_mm, profile.min_length_mm), profile.max_length_mm)
    if limit == length_mm:
        return []
    return [
        Finding(
            "QA-RES-03",
            measured=round(length_mm, 1),
            limit=limit,
            facts={"ppi": round(ppi, 1)},
        )
    ]


def _unlikely_letters(page: PageView, ppi: float) -> list[Finding]:
    """Letters in lines, by the stated resolution, against what can be printed and read."""
    if page.slant is None or len(page.text.boxes) < MANY_LETTERS:
        return []
    height_px = float(np.median(page.text.boxes[:, 3])) * page.text.step * page.shrink
    height_mm = height_px / ppi * MM_PER_INCH
    limit = min(max(height_mm, LOWEST_LETTERS_MM), HIGHEST_LETTERS_MM)
    if limit == height_mm:
        return []
    return [
        Finding(
            "QA-RES-06", measured=round(height_mm, 2), limit=limit, facts={"ppi": round(ppi, 1)}
        )
    ]
