"""Did page or camera move while the scan was made?

A lens out of focus widens all edges alike; a movement widens those that lie across it. Print itself
has thinner strokes across than down, so more is asked along the rows and columns of the scan than
aslant.
"""

from collections.abc import Sequence

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.smear import Smear
from schemas.findings import Finding

#: Shorter movements cannot be told from the shape of letters.
MIN_LENGTH_PX = 2.0


def check_motion(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report edges that are wider in one direction than in the others."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.slant is None:
        # Drawings and pictures may have edges that are soft in one direction only.
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
    return [Finding("QA-MOTION-01", round(smear.ratio, 2), _limit(smear, profile), facts=facts)]


def is_moved(page: PageView, profile: QaProfile) -> bool:
    """Whether a movement has blurred the page."""
    smear = _worst(page, profile)
    return smear is not None and _is_too_long(smear, profile)


def _worst(page: PageView, profile: QaProfile) -> Smear | None:
    return max(page.smears, key=lambda one: one.ratio / _limit(one, profile), default=None)


def _is_too_long(smear: Smear, profile: QaProfile) -> bool:
    return smear.ratio > _limit(smear, profile) and smear.length_px >= MIN_LENGTH_PX


def _limit(smear: Smear, profile: QaProfile) -> float:
    return profile.max_aslant_edge_ratio if smear.is_aslant else profile.max_edge_ratio
