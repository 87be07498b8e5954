"""What is usual in a volume, by medians, and how far a page is from it.

A page is held against pages of its own kind. What many pages share, or the pages beside it, is
another paper and no fault.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.volume.pages import VolumePage
from schemas.pages import PageRole

Values = NDArray[np.float64]

#: Fewer pages have no usual.
MIN_PAGES = 12
#: Median absolute deviation to standard deviation of a normal distribution.
TO_SIGMA = 1.4826
#: Median distance to standard deviation of each co-ordinate, in a plane.
PLANE_MEDIAN = 1.1774
#: So many other pages, or one beside it, that are alike make another paper.
MANY_ALIKE, BESIDE = 4, 2
#: Pages are alike where they differ by less than this share of their distance from the usual.
ALIKE_SHARE = 0.35
#: So many pages at either end may be covers and endpapers.
ENDS = 3
#: Pages whose paper and print are their own.
OTHERS = (
    PageRole.FRONT_COVER,
    PageRole.SPINE,
    PageRole.ENDPAPER,
    PageRole.PLATE,
    PageRole.FOLD_OUT,
    PageRole.PHOTOGRAPH,
    PageRole.PHOTOGRAPH_BACK,
    PageRole.BACK_COVER,
)


def table_of(pages: Sequence[VolumePage], *names: str) -> Values:
    """A row of measures for each page; all NaN where one is missing, or the page has its own."""
    rows = [
        [page.measures.get(name, np.nan) for name in names]
        if page.role not in OTHERS and not _is_end(pages, position)
        else [np.nan] * len(names)
        for position, page in enumerate(pages)
    ]
    table = np.array(rows, dtype=np.float64).reshape(len(pages), len(names))
    table[np.isnan(table).any(axis=1)] = np.nan
    return table


def _is_end(pages: Sequence[VolumePage], position: int) -> bool:
    """Whether the page is a cover or an endpaper though nobody said so: outermost, without text."""
    is_outer = position < ENDS or position >= len(pages) - ENDS
    return is_outer and "text_height_px" not in pages[position].measures


def deviations(table: Values) -> Values | None:
    """How far each page is from the usual of its side, rectos and versos apart; None if unknown.

    The two sides of an opening may be shot by two cameras, under two lamps.
    """
    known = ~np.isnan(table[:, 0])
    if int(known.sum()) < MIN_PAGES:
        return None
    result = table - np.median(table[known], axis=0)
    for side in (0, 1):
        own = known & (np.arange(len(table)) % 2 == side)
        if int(own.sum()) >= MIN_PAGES:
            result[own] = table[own] - np.median(table[own], axis=0)
    return result


def spread_of(distances: Values) -> float:
    """The usual distance from the usual, as a standard deviation."""
    known = distances[~np.isnan(distances)]
    return TO_SIGMA * float(np.median(np.abs(known))) if known.size else 0.0


def spread_of_plane(distances: Values) -> float:
    """The same for distances in a plane, which are never negative."""
    known = distances[~np.isnan(distances)]
    return float(np.median(known)) / PLANE_MEDIAN if known.size else 0.0


def is_another_paper(offset: Values, position: int) -> bool:
    """Whether other pages lie as far from the usual in the same direction.

    Args:
        offset: a row of deviations for each page.
        position: of the page.
    """
    own = offset[position]
    near = np.linalg.norm(offset - own, axis=1) < ALIKE_SHARE * np.linalg.norm(own)
    near[position] = False
    beside = near[max(0, position - BESIDE) : position + BESIDE + 1]
    return bool(near.sum() >= MANY_ALIKE or beside.any())
