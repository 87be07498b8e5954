"""Is the paper's tone waved in bands, from flickering light or an uneven feed?

Bands lie along the lines of the scan, alike at both ends of them, so the two margins of a page
are compared: what both share is the scanner's. Print does not reach there, and what shines through
from the other side has its margins there too. Chain lines are narrow, with much between them.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.stripes import Profile, Striping
from schemas.findings import Finding

#: Profiles are read in steps of this many millimetres.
STEP_MM = 0.5
#: Print is so far away, in millimetres, and tone that changes over more than this is shading.
FROM_PRINT_MM, SHADING_MM = 2.5, 30.0
#: A step is heard where so many pieces of paper stand behind it.
MIN_PIECES = 4
#: Both margins are heard over so many millimetres together.
MIN_LENGTH_MM = 60.0
#: Each margin is compared with the other and with the paper among the print of the other half.
#: Bands make all agree a little, and on the mean by this correlation; where there is but one
#: pair, by more.
LEAST_AGREEMENT, MIN_AGREEMENT, MIN_AGREEMENT_ALONE = 0.1, 0.47, 0.65
#: Waves have a flat distribution (a sine 1.5); single lines and chain lines a peaked one.
MAX_PEAKEDNESS = 5.0


Heard = tuple[Profile, NDArray[np.bool_]]


def check_banding(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report bands by their difference in L* from crest to trough."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.stripings is None:
        return NotApplicable("no-paper")
    waves = [wave for striping in page.stripings if (wave := measure(striping)) is not None]
    if not waves:
        return NotApplicable("no-margins")
    limit = profile.max_banding_l
    return [Finding("QA-BAND-01", round(wave, 2), limit) for wave in waves if wave > limit]


def measure(striping: Striping) -> float | None:
    """Crest to trough of the bands both margins share, in L*; None without margins."""
    step = max(1, round(STEP_MM * striping.px))
    far = _far_from_print(striping)
    near = np.asarray(striping.clear & (far == 0), np.uint8)
    half = len(far) // 2
    halves = [
        [
            _profile(striping.away[part], clear[part], step)
            for part in (slice(half), slice(half, None))
        ]
        for clear in (far, near)
    ]
    (first, second), (first_near, second_near) = halves
    pairs = ((first, second), (first, second_near), (first_near, second))
    agreed = [found for pair in pairs if (found := _shared(*pair, striping.px / step)) is not None]
    if not agreed:
        return None
    least = MIN_AGREEMENT if len(agreed) > 1 else MIN_AGREEMENT_ALONE
    agreements, waves = zip(*agreed, strict=True)
    if min(agreements) < LEAST_AGREEMENT or float(np.mean(agreements)) < least:
        return 0.0
    return float(np.median(waves))


def _shared(first: Heard, second: Heard, steps: float) -> tuple[float, float] | None:
    """The correlation of two profiles and the wave they share, crest to trough.

    None where too little is heard of both; ``steps`` are steps along a millimetre.
    """
    both = first[1] & second[1]
    if int(both.sum()) < MIN_LENGTH_MM * steps:
        return None
    reach = round(SHADING_MM * steps) | 1
    one, other = _unshaded(first[0], both, reach), _unshaded(second[0], both, reach)
    shared = float((one * other).mean())
    wave = (one + other) / 2
    peaked = float(np.mean(wave**4)) / max(1e-9, float(np.mean(wave**2)) ** 2)
    if shared <= 0 or peaked > MAX_PEAKEDNESS:
        return 0.0, 0.0
    return shared / max(1e-6, float(one.std() * other.std())), float(2 * np.sqrt(2 * shared))


def _far_from_print(striping: Striping) -> NDArray[np.uint8]:
    """Pieces of paper with no print near."""
    reach = FROM_PRINT_MM * striping.px
    kernel = np.ones((2 * max(1, round(reach / 8)) + 1, 2 * round(reach) + 1), np.uint8)
    return np.asarray(cv2.erode(striping.clear.astype(np.uint8), kernel), np.uint8)


def _profile(away: Profile, far: NDArray[np.uint8], step: int) -> Heard:
    """The mean tone of each step across the bands, and where it is heard."""
    steps = away.shape[1] // step
    sums = (away * far).sum(axis=0)[: steps * step].reshape(steps, step).sum(axis=1)
    count = far.sum(axis=0, dtype=np.float32)[: steps * step].reshape(steps, step).sum(axis=1)
    return np.asarray(sums / np.maximum(count, 1), np.float32), count >= MIN_PIECES * step


def _unshaded(profile: Profile, heard: NDArray[np.bool_], reach: int) -> Profile:
    """The heard steps less what changes slowly."""
    weight = heard.astype(np.float32)[None, :]
    border = cv2.BORDER_CONSTANT
    sums = cv2.blur(profile[None, :] * weight, (reach, 1), borderType=border)
    slow = sums / np.maximum(cv2.blur(weight, (reach, 1), borderType=border), 1e-6)
    return np.asarray((profile - slow[0])[heard], np.float32)
