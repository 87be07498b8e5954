"""Did page or camera move while the scan was made?

A lens out of focus widens all edges alike; a movement widens those that lie across it. Print itself
has thinner strokes across than down, and line scanners are softer along one of their sides, so more
is asked along the rows and columns of the scan than aslant. Pictures and the lines of maps may be
soft in one direction only: print is asked, and enough of it.
"""

from collections.abc import Sequence

import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.smear import Smear
from schemas.findings import Finding

#: Shorter movements cannot be told from the shape of letters.
MIN_LENGTH_PX = 2.0
#: Fewer letters are a map's names or a picture's specks, whose edges are not the letters' own.
MIN_LETTERS = 100
#: Within the first angle of the scan's rows and columns a movement is along them, from the second
#: on it is aslant.
ALONG_DEGREES, ASLANT_DEGREES = 8.0, 20.0


def check_motion(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report edges that are wider in one direction than in the others."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.slant is None or not _is_print(page):
        return NotApplicable("no-lines")
    smear = _worst(page, profile)
    if smear is None:
        return NotApplicable("no-edges")
    if not _is_too_long(smear, profile):
        return []
    facts: dict[str, str | int | float] = {
        "degrees": round(smear.degrees),
        "length": round(smear.length_px, 1),
    }
    return [
        Finding(
            "QA-MOTION-01", round(smear.ratio, 2), round(limit_of(smear, profile), 2), facts=facts
        )
    ]


def is_moved(page: PageView, profile: QaProfile) -> bool:
    """Whether a movement has blurred the page."""
    smear = _worst(page, profile)
    return smear is not None and _is_print(page) and _is_too_long(smear, profile)


def _is_print(page: PageView) -> bool:
    return bool(page.print_tiles) and len(page.letters) >= MIN_LETTERS


def _worst(page: PageView, profile: QaProfile) -> Smear | None:
    return max(page.smears, key=lambda one: one.ratio / limit_of(one, profile), default=None)


def _is_too_long(smear: Smear, profile: QaProfile) -> bool:
    return smear.ratio > limit_of(smear, profile) and smear.length_px >= MIN_LENGTH_PX


def limit_of(smear: Smear, profile: QaProfile) -> float:
    """What is allowed in the smear's direction, by the kind of edges it was read from."""
    aslant = profile.max_aslant_edge_ratio
    if smear.is_of_full_ink:
        aslant = min(aslant, profile.max_aslant_full_edge_ratio)
    limits = (profile.max_edge_ratio, aslant)
    return float(np.interp(smear.degrees_off, (ALONG_DEGREES, ASLANT_DEGREES), limits))
