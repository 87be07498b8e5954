"""Has a program sharpened the scan, so that light seams run along the letters?

Of edges beside which paper lies free, the profile is taken as the median of all: where the paper
next to the edge is lighter than farther out, it was made so. No lens does that.
"""

from collections.abc import Sequence

import numpy as np

from qa.edges import REACH_PX, Edges
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.text_layout import SHINING_THROUGH_DEPTH
from schemas.findings import Finding

#: Edges of most of the ink's depth.
DEEP_SHARE = 0.6
#: From here on a profile should be paper, and varies by no more than this share of the step.
FREE_FROM_PX, FREE_SPREAD = 4, 0.05
#: Where there are fewer free edges, nothing is said.
MIN_EDGES = 60


def check_halo(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report edges whose light side overshoots the paper."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    percent = overshoot_percent(page.edges.deep(DEEP_SHARE))
    if percent is None:
        return NotApplicable("no-edges")
    if percent <= profile.max_overshoot_percent:
        return []
    return [Finding("QA-HALO-01", round(percent, 1), profile.max_overshoot_percent)]


def overshoot_percent(edges: Edges) -> float | None:
    """By how much paper beside edges is lighter than farther out, in per cent of the step."""
    if len(edges) < MIN_EDGES:
        return None
    beyond = edges.profile[:, REACH_PX + FREE_FROM_PX :]
    foot = edges.profile[:, : REACH_PX + 1].min(axis=1)
    step = beyond.mean(axis=1) - foot
    free = (np.ptp(beyond, axis=1) < FREE_SPREAD * step) & (step > SHINING_THROUGH_DEPTH)
    free &= step > 0.8 * np.median(edges.step)
    if int(free.sum()) < MIN_EDGES:
        return None
    shape = np.median((edges.profile[free] - foot[free, None]) / step[free, None], axis=0)
    return 100 * (float(shape[REACH_PX + 1 : REACH_PX + FREE_FROM_PX].max()) - 1)
