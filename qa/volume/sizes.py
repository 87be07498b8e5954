"""Jumps in the size of the leaves and in the resolution of the scans."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from qa.profiles import QaProfile
from qa.volume.pages import PageFinding, VolumePage
from qa.volume.usual import MIN_PAGES, Values, is_another_paper, spread_of, table_of
from schemas.findings import Finding

#: Resolutions nearer than this are one.
SAME_PPI = 0.02


def check_sizes(pages: Sequence[VolumePage], profile: QaProfile) -> list[PageFinding]:
    """Report pages of another size than the volume's, and changes of the resolution."""
    return [*_other_sizes(pages, profile), *_other_resolutions(pages)]


def _other_sizes(pages: Sequence[VolumePage], profile: QaProfile) -> Iterator[PageFinding]:
    """By the longer and the shorter side: how a page lies is another check's matter."""
    sides = _sides(pages)
    known = ~np.isnan(sides[:, 0])
    if int(known.sum()) < MIN_PAGES:
        return
    usual = np.median(sides[known], axis=0)
    offset = np.log(sides / usual)
    farthest = np.abs(offset).max(axis=1)
    limit = max(
        float(np.log(profile.max_volume_size_ratio)), profile.volume_sigmas * spread_of(farthest)
    )
    for position in (int(n) for n in np.flatnonzero(farthest > limit)):
        if not is_another_paper(offset, position):
            factor = float(np.exp(offset[position][np.abs(offset[position]).argmax()]))
            found = Finding(
                "QA-SEQ-07", measured=round(factor, 2), limit=round(float(np.exp(limit)), 2)
            )
            yield PageFinding(position, found)


def _sides(pages: Sequence[VolumePage]) -> Values:
    """The shorter and the longer side of each page in inches, where its resolution is known."""
    sizes = table_of(pages, "width_px", "height_px")
    ppi = np.array([_ppi(page) or np.nan for page in pages])
    if 2 * int(np.isnan(ppi).sum()) > len(pages):
        ppi = np.ones(len(pages))
    return np.asarray(np.sort(sizes / ppi[:, None], axis=1))


def _ppi(page: VolumePage) -> float | None:
    return page.facts.ppi_x if page.facts is not None else None


def _other_resolutions(pages: Sequence[VolumePage]) -> Iterator[PageFinding]:
    """One finding where each run of pages of another resolution begins."""
    stated = [_ppi(page) for page in pages]
    counts = Counter(round(ppi) for ppi in stated if ppi)
    if sum(counts.values()) < MIN_PAGES:
        return
    usual = float(counts.most_common(1)[0][0])
    was_other = False
    for position, ppi in enumerate(stated):
        is_other = bool(ppi) and abs((ppi or usual) / usual - 1) > SAME_PPI
        if is_other and not was_other:
            yield PageFinding(position, Finding("QA-SEQ-08", measured=ppi, limit=usual))
        was_other = is_other
