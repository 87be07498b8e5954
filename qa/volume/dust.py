"""Specks that stay in place from page to page: one finding for each, at its first page."""

from collections.abc import Sequence

from qa.dust import find_dust
from qa.volume.pages import PageFinding, VolumePage
from schemas.findings import Finding, Region

#: More specks on one page than these are told by the largest.
MOST_ON_A_PAGE = 20


def check_dust(pages: Sequence[VolumePage]) -> list[PageFinding]:
    """Report dust, scratches and dead pixels in the light path."""
    found: dict[int, list[Finding]] = {}
    for dust in find_dust([page.report.specks if page.report else () for page in pages]):
        half = dust.size // 2
        region = Region(max(0, dust.x - half), max(0, dust.y - half), dust.size, dust.size)
        facts: dict[str, str | int | float] = {"first": dust.first + 1, "last": dust.last + 1}
        finding = Finding("QA-DUST-01", measured=dust.size, region=region, facts=facts)
        found.setdefault(dust.first, []).append(finding)
    return [
        PageFinding(position, finding)
        for position, some in found.items()
        for finding in sorted(some, key=lambda one: -(one.measured or 0))[:MOST_ON_A_PAGE]
    ]
