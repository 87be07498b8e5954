"""Pages held against the usual of their volume: softer, tinted, lighter, darker, more shaded.

Yellow paper is the usual of a yellow book, and no cast; a soft page among sharp ones is soft,
however good it would be alone.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.profiles import QaProfile
from qa.volume.pages import PageFinding, VolumePage
from qa.volume.usual import (
    Values,
    deviations,
    is_another_paper,
    spread_of,
    spread_of_plane,
    table_of,
)
from schemas.findings import Finding

#: The backing around the leaf tells light from paper where it deviates by this share of it.
BACKING_SHARE = 0.4
#: What is so far from the usual, in delta E and in L*, is another material, such as a cover: no
#: light is so wrong on a single page.
OTHER_COLOUR, OTHER_LIGHTNESS = 18.0, 22.0

#: What tells that a page loses more light than the others: across it, and beside the fold.
SHADING = {"fall_off_percent": "QA-LIGHT-01", "fold_shadow_percent": "QA-LIGHT-02"}


def check_baselines(pages: Sequence[VolumePage], profile: QaProfile) -> list[PageFinding]:
    """Report pages that are far from the usual of their volume."""
    return [
        *_soft(pages, profile),
        *_tinted(pages, profile),
        *_lighter_or_darker(pages, profile),
        *_shaded(pages, profile, "fall_off_percent", profile.max_volume_fall_off_percent),
        *_shaded(pages, profile, "fold_shadow_percent", profile.max_volume_gutter_shadow_percent),
    ]


def _soft(pages: Sequence[VolumePage], profile: QaProfile) -> Iterator[PageFinding]:
    widths = table_of(pages, "edge_px")
    logs = deviations(np.log(np.maximum(widths, 0.1)))
    if logs is None:
        return
    limit = max(
        float(np.log(profile.max_volume_edge_ratio)), profile.volume_sigmas * spread_of(logs[:, 0])
    )
    for position in _where(logs[:, 0] > limit):
        usual = float(widths[position, 0] / np.exp(logs[position, 0]))
        yield _found(
            position, "QA-FOCUS-03", float(widths[position, 0]), usual * float(np.exp(limit)), usual
        )


def _tinted(pages: Sequence[VolumePage], profile: QaProfile) -> Iterator[PageFinding]:
    offset = deviations(table_of(pages, "paper_a", "paper_b"))
    if offset is None:
        return
    distance = np.linalg.norm(offset, axis=1)
    limit = max(profile.max_volume_cast_delta_e, profile.volume_sigmas * spread_of_plane(distance))
    backing = deviations(table_of(pages, "backing_a", "backing_b"))
    for position in _where((distance > limit) & (distance < OTHER_COLOUR)):
        if _is_light(offset, backing, position) or not is_another_paper(offset, position):
            yield _found(position, "QA-CAST-02", float(distance[position]), limit)


def _lighter_or_darker(pages: Sequence[VolumePage], profile: QaProfile) -> Iterator[PageFinding]:
    paper = table_of(pages, "paper_l")
    offset = deviations(paper)
    if offset is None:
        return
    limit = max(profile.max_volume_l_difference, profile.volume_sigmas * spread_of(offset[:, 0]))
    backing = deviations(table_of(pages, "backing_l"))
    far = np.abs(offset[:, 0])
    for position in _where((far > limit) & (far < OTHER_LIGHTNESS)):
        if _is_light(offset, backing, position) or not is_another_paper(offset, position):
            usual = float(paper[position, 0] - offset[position, 0])
            yield _found(position, "QA-EXP-09", float(paper[position, 0]), limit, usual)


def _shaded(
    pages: Sequence[VolumePage], profile: QaProfile, measure: str, least: float
) -> Iterator[PageFinding]:
    """Pages that lose more light than the volume's others, and were not told of by themselves."""
    lost = table_of(pages, measure)
    offset = deviations(lost)
    if offset is None:
        return
    code = SHADING[measure]
    limit = max(least, profile.volume_sigmas * spread_of(offset[:, 0]))
    for position in _where(offset[:, 0] > limit):
        report = pages[position].report
        is_told = report is not None and any(one.code == code for one in report.findings)
        if not is_told and not is_another_paper(offset, position):
            usual = float(lost[position, 0] - offset[position, 0])
            yield _found(position, code, float(lost[position, 0]), usual + limit, usual)


def _where(flags: NDArray[np.bool_]) -> list[int]:
    return [int(position) for position in np.flatnonzero(flags)]


def _is_light(offset: Values, backing: Values | None, position: int) -> bool:
    """Whether what lies around the leaf deviates as the paper does."""
    if backing is None or np.isnan(backing[position]).any():
        return False
    own = offset[position]
    along = float(backing[position] @ own) / float(own @ own)
    return along >= BACKING_SHARE


def _found(
    position: int, code: str, measured: float, limit: float, usual: float | None = None
) -> PageFinding:
    facts: dict[str, str | int | float] = {} if usual is None else {"usual": round(usual, 2)}
    found = Finding(code, measured=round(measured, 2), limit=round(limit, 2), facts=facts)
    return PageFinding(position, found)
