"""The numbers in the names of files against the order of the pages: a note, for shots are deleted.

Only names that otherwise count on evenly are believed to be a count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.volume.pages import PageFinding, VolumePage
from schemas.findings import Finding

#: Fewer files make no count, and so many steps of it are even.
MIN_FILES, EVEN_SHARE = 6, 0.8
#: The last number of a name, before its ending.
_NUMBERED = re.compile(r"(.*?)(\d{1,9})(\D*)\.[^./]*")

#: Position, what stands before and behind the number, and the number.
Named = tuple[int, tuple[str, str], int]


def check_names(pages: Sequence[VolumePage]) -> list[PageFinding]:
    """Note where the numbers in names leave some out, stand still or go back."""
    steps = [
        (one, other)
        for one, other in pairwise(_named(pages))
        if one[1] == other[1] and pages[one[0]].file_name != pages[other[0]].file_name
    ]
    sizes = Counter(other[2] - one[2] for one, other in steps)
    if len(steps) + 1 < MIN_FILES:
        return []
    usual, times = sizes.most_common(1)[0]
    if usual <= 0 or times < EVEN_SHARE * len(steps):
        return []
    return [
        PageFinding(other[0], _note(one, other))
        for one, other in steps
        if other[2] - one[2] != usual and (other[2] - one[2] > usual or other[2] <= one[2])
    ]


def _named(pages: Sequence[VolumePage]) -> Iterator[Named]:
    for position, page in enumerate(pages):
        match = _NUMBERED.fullmatch(page.file_name)
        if match is not None:
            yield position, (match[1], match[3]), int(match[2])


def _note(one: Named, other: Named) -> Finding:
    facts: dict[str, str | int | float] = {
        "other": one[0] + 1, "before": str(one[2]), "next": str(other[2]),
    }  # fmt: skip
    return Finding("QA-SEQ-06", facts=facts)
