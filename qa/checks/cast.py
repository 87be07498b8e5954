"""Has the light or the white balance given everything on the page the same tint?

Paper may be yellow by itself. A backing card and ink are neutral by nature: where both leave the
neutral axis in one direction, and paper does not speak against it, the scan is tinted. Gains of
the channels move a colour the farther the lighter it is, so that the tint is told as it would be
on this paper. Old paper, wood and leather are all yellowish; a yellow tint is therefore left to
the baseline of the volume.
"""

from collections.abc import Sequence

import numpy as np

from qa.checks.colour_profile import is_working_space
from qa.neutrals import LabColour
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: A backing with more chroma is a coloured one.
MAX_BACKING_CHROMA = 12.0
#: Darker than this, in L*, the backing is black velvet, of which nothing can be told.
MIN_BACKING_L = 12.0
#: Hue angles, in degrees, that aged and natural materials have by themselves.
NATURAL_HUES = (35.0, 125.0)
#: Ink must go so far in the same direction, as a share of what it would by the tint alone.
MIN_INK_SHARE = 0.3
#: Where there is no print, the backing must be no darker than this, and paper go so far with it.
MIN_CARD_L, MIN_PAPER_SHARE = 40.0, 0.7
#: Paper is never bluer, greener or redder than this, in a* and b*, once the tint is taken away.
PAPER_A, PAPER_B = (-4.0, 12.0), (-4.0, 35.0)


def check_cast(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report a tint that paper, backing and ink have in common."""
    facts = page.facts
    if page.colour.ndim == 2 or facts.colour_space not in ("rgb", "ycbcr"):
        return NotApplicable("no-colour")
    known = facts.stated_colour or (facts.icc_profile and is_working_space(facts.icc_profile))
    if not known:
        return NotApplicable("no-profile")
    if page.paper is None or page.backing is None:
        return NotApplicable("no-neutral")
    tint = common_tint(page.paper.typical, page.backing, page.ink)
    if tint is None or tint <= profile.max_cast_delta_e:
        return []
    return [Finding("QA-CAST-01", measured=round(tint, 1), limit=profile.max_cast_delta_e)]


def common_tint(paper: LabColour, backing: LabColour, ink: LabColour | None) -> float | None:
    """How far the paper is tinted, in a* and b*, by what backing and ink agree on; else None.

    Without ink the paper itself must go with a backing that is light enough to be trusted.
    """
    chroma = np.array(backing[1:])
    hue = float(np.degrees(np.arctan2(chroma[1], chroma[0])))
    if backing[0] < MIN_BACKING_L or np.hypot(*chroma) > MAX_BACKING_CHROMA:
        return None
    if NATURAL_HUES[0] <= hue <= NATURAL_HUES[1]:
        return None
    tint = chroma * _reach(paper) / _reach(backing)
    size = float(np.hypot(*tint))
    a, b = np.array(paper[1:]) - tint
    if not (PAPER_A[0] <= a <= PAPER_A[1] and PAPER_B[0] <= b <= PAPER_B[1]):
        return None
    witness, share = (ink, MIN_INK_SHARE) if ink is not None else (paper, MIN_PAPER_SHARE)
    if ink is None and backing[0] < MIN_CARD_L:
        return None
    along = float(np.dot(witness[1:], tint)) / max(size, 1e-6)
    return size if along >= share * size * _reach(witness) / _reach(paper) else None


def _reach(colour: LabColour) -> float:
    """How far a gain moves a colour in a* and b*, which goes with the cube root of its light."""
    return (colour[0] + 16) / 116
