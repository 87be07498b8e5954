"""Left and right pages by the place of their text: where they do not take turns, a page is wrong.

Where numbers are printed these tell more, and this is not asked. A whole leaf that is missing
leaves no trace here; a single page that is missing, twice or exchanged with its neighbour does.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.volume.numbers import UNCOUNTED, number_pages
from qa.volume.pages import PageFinding, VolumePage
from qa.volume.usual import MIN_PAGES, spread_of, table_of
from schemas.findings import Finding

#: Text of left and right pages stands apart by so many times its scatter, and by this share of
#: the page's width.
MIN_SIGMAS, MIN_APART = 4.0, 0.01
#: So many pages on either side of a break keep turns, and so many around it have no number.
STEADY, UNNUMBERED = 6, 4
#: More pages out of turn than this share, and the volume has no turns.
MOST_OUT_OF_TURN = 0.1


def check_alternation(pages: Sequence[VolumePage]) -> list[PageFinding]:
    """Report where left and right pages cease to take turns."""
    phase = _phases(pages)
    if phase is None:
        return []
    known = np.flatnonzero(~np.isnan(phase))
    numbered = set(number_pages(pages).labels)
    breaks = [
        int(after)
        for before, after in pairwise(known)
        if phase[before] != phase[after] and _is_steady(phase, known, int(after))
    ]
    return [
        PageFinding(position, Finding("QA-SEQ-05", facts={"other": position}))
        for position in breaks
        if not _is_explained(pages, numbered, position)
    ]


def _phases(pages: Sequence[VolumePage]) -> NDArray[np.float64] | None:
    """0 or 1 for pages whose text stands clearly left or right, by the parity of their place."""
    middles = table_of(pages, "text_left", "text_right").mean(axis=1)
    known = middles[~np.isnan(middles)]
    if len(known) < MIN_PAGES:
        return None
    between = (np.percentile(known, 10) + np.percentile(known, 90)) / 2
    low, high = known[known < between], known[known >= between]
    if min(len(low), len(high)) < MIN_PAGES / 4:
        return None
    scatter = max(spread_of(low - np.median(low)), spread_of(high - np.median(high)), 1e-4)
    apart = float(np.median(high) - np.median(low))
    if apart < max(MIN_APART, MIN_SIGMAS * scatter):
        return None
    near = np.minimum(abs(middles - np.median(low)), abs(middles - np.median(high)))
    side = np.where(near < apart / 4, middles >= between, np.nan)
    return np.asarray(np.where(np.isnan(side), np.nan, (side + np.arange(len(pages))) % 2))


def _is_steady(phase: NDArray[np.float64], known: NDArray[np.int64], position: int) -> bool:
    """Whether turns are kept for some pages before and from here on."""
    place = int(np.searchsorted(known, position))
    before, after = phase[known[max(0, place - STEADY) : place]], phase[known[place:]][:STEADY]
    if min(len(before), len(after)) < STEADY:
        return False
    return len(set(before)) == 1 and (len(set(after)) == 1 or _is_exchange(after))


def _is_exchange(after: NDArray[np.float64]) -> bool:
    """Whether two pages are out of turn and all that follow in turn again."""
    return bool(after[0] == after[1]) and bool((after[2:] != after[0]).all())


def _is_explained(pages: Sequence[VolumePage], numbered: set[int], position: int) -> bool:
    """Whether numbers tell the order here, or a plate stands between."""
    around = range(max(0, position - UNNUMBERED), min(len(pages), position + UNNUMBERED))
    has_numbers = any(n in numbered for n in around)
    return has_numbers or any(pages[n].role in UNCOUNTED for n in around)
