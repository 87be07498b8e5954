"""Is the scan noisy, or has a program smoothed away what paper really looks like?

Both are read from calm paper as differences between neighbouring pixels, in L*: coarse grain of
the paper stays out. Smoothed paper is called so only where compression cannot have done it.
"""

from collections.abc import Sequence

import numpy as np

from qa.calm import Calm
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: Steps at the borders of blocks so many times those within are the traces of an earlier JPEG.
BLOCKS_SHOW = 1.25


def check_noise(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report noise beyond the limit, and paper without any."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    calm = page.calm
    if calm is None:
        return NotApplicable("no-calm-paper")
    noise = calm.noise * l_per_level(calm.level)
    if noise > profile.max_noise_l:
        return [Finding("QA-NOISE-01", round(noise, 2), profile.max_noise_l)]
    if noise < profile.min_noise_l and page.print_tiles and _is_as_taken(page, calm):
        return [Finding("QA-NOISE-02", round(noise, 2), profile.min_noise_l)]
    return []


def l_per_level(level: float) -> float:
    """By how much L* grows with one grey level of sRGB; grey of gamma 2.2 differs by a tenth."""
    return _lightness(level + 0.5) - _lightness(level - 0.5)


def _lightness(level: float) -> float:
    share = level / 255
    light = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return float(116 * np.cbrt(light) - 16 if light > 0.008856 else 903.3 * light)


def _is_as_taken(page: PageView, calm: Calm) -> bool:
    """Whether no lossy compression has flattened the paper, now or before."""
    return page.facts.is_lossy is False and calm.at_blocks < BLOCKS_SHOW * calm.within_blocks
