"""The true scale of a scan, from the ticks of a ruler in it.

The profile along the ruler is laid over itself at every plausible distance of ticks; where the
ticks fall upon each other, the distance is right. Over 50 mm that is good to a fraction of a
percent.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

#: Distances of ticks that rulers have: millimetres and parts of the inch.
TICKS_MM = (1.0, 5.0, 10.0, 25.4 / 16, 25.4 / 8, 25.4 / 4, 25.4 / 2)
#: A scan whose scale is further off than this is not recognised as such.
MAX_ERROR = 0.1
MIN_LENGTH_MM = 50.0
MIN_TICKS = 5
#: Share of the profile's variance that repeating ticks must explain.
MIN_EXPLAINED = 0.25
#: Three ticks of a millimetre repeat nearly as well as one: the finest that explains this share
#: of the most is the ruler's own.
FINE_SHARE = 0.8
#: Ticks nearer than this cannot be told apart.
MIN_PERIOD_PX = 4.0
_COARSE, _FINE = 401, 61
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Ruler:
    """What a ruler says: pixels of the scan to a millimetre."""

    px_per_mm: float
    tick_mm: float
    length_mm: float
    """How much of it was read."""


def read_ruler(grey: NDArray[np.float64], claimed_ppi: float) -> Ruler | None:
    """Read the scale in a region that shows one ruler along one of its sides.

    Args:
        grey: the region, of any tones.
        claimed_ppi: the scan's stated resolution, by which millimetres are told from inches.

    Returns:
        None where no ticks repeat over at least 50 mm.
    """
    claimed = claimed_ppi / _MM_PER_INCH
    found = []
    for profile in (grey.mean(axis=1), grey.mean(axis=0)):
        if len(profile) < MIN_LENGTH_MM * claimed * (1 - MAX_ERROR):
            continue
        plain = _without_shading(profile, claimed)
        for tick_mm in TICKS_MM:
            period = _period(plain, tick_mm * claimed)
            if period is not None:
                scale = period[1] / tick_mm
                found.append((period[0], Ruler(scale, tick_mm, len(profile) / scale)))
    most = max((explained for explained, _ in found), default=0.0)
    if most < MIN_EXPLAINED:
        return None
    good = [ruler for explained, ruler in found if explained >= FINE_SHARE * most]
    return min(good, key=lambda ruler: ruler.tick_mm)


def _without_shading(profile: NDArray[np.float64], claimed: float) -> NDArray[np.float64]:
    width = max(3, int(13 * claimed) | 1)
    soft = cv2.blur(profile[:, None], (1, width), borderType=cv2.BORDER_REFLECT)[:, 0]
    plain = profile - soft
    edge = max(1, len(plain) // 50)
    return np.asarray(np.clip(plain, *np.percentile(plain[edge:-edge], (1, 99))), np.float64)


def _period(profile: NDArray[np.float64], expected: float) -> tuple[float, float] | None:
    """How much repeats at the best period near the expected one, and that period in pixels."""
    if expected < MIN_PERIOD_PX or len(profile) < MIN_TICKS * expected:
        return None
    periods = expected * np.linspace(1 - MAX_ERROR, 1 + MAX_ERROR, _COARSE)
    shares = [_explained(profile, period) for period in periods]
    place = int(np.argmax(shares))
    if place in (0, len(periods) - 1):
        return None
    step = periods[1] - periods[0]
    fine = periods[place] + np.linspace(-step, step, _FINE)
    again = np.array([_explained(profile, period) for period in fine])
    near = again >= again.max() - 0.02 * abs(again.max())
    return float(again.max()), float(np.average(fine[near], weights=again[near]))


def _explained(profile: NDArray[np.float64], period: float) -> float:
    """Share of the variance that repeats with a period, freed of what chance would give."""
    bins = max(4, round(period))
    phases = (np.arange(len(profile)) / period % 1 * bins).astype(np.int64) % bins
    counts = np.bincount(phases, minlength=bins)
    means = np.bincount(phases, weights=profile, minlength=bins) / np.maximum(counts, 1)
    left = float(np.square(profile - means[phases]).sum()) / max(1, len(profile) - bins)
    total = float(profile.var(ddof=1))
    return 1 - left / total if total > 0 else 0.0
