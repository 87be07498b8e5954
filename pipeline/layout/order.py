"""How well lines follow each other on the paper, as a check on any order they are put into."""

from collections.abc import Sequence
from itertools import pairwise

from schemas.findings import Region
from schemas.pages import TextBlock

#: The next line begins so many heights of this one below its top; it overlaps it by this share.
LEAST_STEP, MOST_STEP, OVERLAP = 0.3, 2.6, 0.5
#: Of so many lines the share tells an order; one that loses more of it than this is worse.
LINES_THAT_TELL, MOST_LOST = 40, 0.03


def is_worse(ours: Sequence[TextBlock], before: Sequence[TextBlock]) -> bool:
    """Whether an order tears apart lines that followed each other in the one before."""
    lines = sum(len(block.lines) for block in before)
    if lines < LINES_THAT_TELL:
        return False
    return share_that_follows(ours) < share_that_follows(before) - MOST_LOST


def share_that_follows(blocks: Sequence[TextBlock]) -> float:
    """The share of letters in lines that stand right below the line read before them.

    Lines that were cut up or put among those of another column do not.
    """
    lines = [
        (line.region, sum(len(word.text) for word in line.words))
        for block in blocks
        for line in block.lines
        if line.words
    ]
    letters = sum(count for _, count in lines[1:])
    followed = sum(
        count for (before, _), (region, count) in pairwise(lines) if _follows(before, region)
    )
    return followed / letters if letters else 1.0


def _follows(before: Region, region: Region) -> bool:
    step = region.y - before.y
    height = min(before.height, region.height)
    left = max(before.x, region.x)
    right = min(before.x + before.width, region.x + region.width)
    overlaps = right - left >= OVERLAP * min(before.width, region.width)
    return overlaps and LEAST_STEP * height <= step <= MOST_STEP * max(height, 1)
