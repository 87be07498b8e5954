"""Does moiré lie over the page: waves from a printer's screen and the rows of the sensor?

The screen itself has more waves to the inch; hatching is darker than a wave and counts as print.
Half-tones, rules and leaders leave weak and broad traces of their own in the spectrum, a true wave
a clear peak: where it is unclear, more is asked of its strength.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.waves import Wave, find_wave
from schemas.findings import Finding

#: Smaller pictures hold too few waves.
MIN_SIDE_PX = 128
#: A clear wave stands out so many times from the spectrum around it; sound tables and half-tones
#: were seen to reach 10, and one table 14 with a very weak wave.
CLEAR_PEAK = 12.0
#: Holes in the map of the paper up to so many of its pixels are closed.
HOLE_PX = 9


def check_moire(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report waves by their crest to trough in per cent of the tone, with their place."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if min(page.grey.shape) < MIN_SIDE_PX:
        return NotApplicable("no-paper")
    plain = None if page.shrink == 1 else _plain_paper(page)
    wave = find_wave(page.grey, page.text.depth, page.frame, page.px_per_mm, plain)
    if wave is None or wave.percent <= (limit := limit_of(wave, profile)):
        return []
    region = wave.region
    place = page.region_of(region.x, region.y, region.width, region.height)
    facts: dict[str, str | int | float] = {"per_inch": round(wave.per_inch, 1)}
    return [Finding("QA-MOIRE-01", round(wave.percent, 1), limit, place, facts)]


def limit_of(wave: Wave, profile: QaProfile) -> float:
    """What is allowed: more of an unclear wave."""
    if wave.peak >= CLEAR_PEAK:
        return profile.max_moire_percent
    return max(profile.max_moire_percent, profile.max_unclear_moire_percent)


def _plain_paper(page: PageView) -> NDArray[np.uint8]:
    """1 on paper without pictures; strong waves leave holes in the map of the paper."""
    if page.paper is None:
        return np.zeros((1, 1), np.uint8)
    seen = page.paper.seen.astype(np.uint8)
    holes = np.ones((HOLE_PX, HOLE_PX), np.uint8)
    return np.asarray(cv2.morphologyEx(seen, cv2.MORPH_CLOSE, holes), np.uint8)
