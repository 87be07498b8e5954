"""The number of pages against the preparation sheet."""

from collections.abc import Sequence

from qa.volume.numbers import counted_positions
from qa.volume.pages import PageFinding, VolumePage
from schemas.findings import Finding
from schemas.preparation import PreparationSheet


def check_count(pages: Sequence[VolumePage], sheet: PreparationSheet) -> list[PageFinding]:
    """Report at the last page that there are more or fewer pages than were counted.

    What is declared missing in the original was not counted.
    """
    counts = [(len(pages), sheet.pages)]
    if sheet.leaves is not None:
        counts.append((len(counted_positions(pages)), 2 * sheet.leaves))
    return [
        PageFinding(len(pages) - 1, Finding("QA-SEQ-10", measured=found, limit=expected))
        for found, expected in counts
        if pages and expected is not None and found != expected
    ][:1]
