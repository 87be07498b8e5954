"""Leaves of plates that a volume does not count, told by how its own numbers pass over them.

A plate with its blank back stands between two pages whose numbers follow each other; where most
leaves without text stand so, one that seems to take two numbers stands beside a lost leaf. And
where plates are whole leaves, a page of text between the two sides of one was put there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.volume.numbers import Numbering, counted_positions, number_pages
from qa.volume.pages import PageFinding, VolumePage
from schemas.findings import Finding

#: What pages of print have and pictures do not: which way up letters stand. Where less of the
#: numbered pages have it, letters are of a script that does not tell.
PRINT, MOSTLY_PRINT = "tops_excess", 0.6
#: So many leaves that are passed over, and so many times those that are counted, are the custom.
FEWEST_PASSED, PASSED_TIMES = 2, 2
#: More pages without text in a row are another part of the book.
LONGEST = 4
#: The sides of a leaf that was split stand so near each other.
SPLIT_REACH = 3


@dataclass(frozen=True, slots=True)
class Bare:
    """Neighbouring pages without text and number, at least one of them a picture."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many they are."""
        return self.last - self.first + 1

    @property
    def is_of_leaves(self) -> bool:
        """Whether both sides of each leaf are there."""
        return self.count % 2 == 0


def numbered_positions(pages: Sequence[VolumePage]) -> list[int]:
    """Where pages lie that have a number by the custom of their volume."""
    counted = counted_positions(pages)
    kept = [pages[position] for position in counted]
    bare = bare_stretches(kept)
    numbering = number_pages(kept) if bare else None
    if numbering is None or not _passes_over(numbering, bare):
        return counted
    dropped = {p for one in bare if one.is_of_leaves for p in range(one.first, one.last + 1)}
    return [position for n, position in enumerate(counted) if n not in dropped]


def bare_stretches(pages: Sequence[VolumePage]) -> list[Bare]:
    """Where pages without text stand that are no mere blanks, a few in a row."""
    found: list[Bare] = []
    with_print = [PRINT in page.measures for page in pages if page.labels and page.signature]
    if sum(with_print) < MOSTLY_PRINT * max(1, len(with_print)):
        return []
    for position in (n for n, page in enumerate(pages) if _is_bare(page)):
        if found and found[-1].last + 1 == position:
            found[-1] = Bare(found[-1].first, position)
        else:
            found.append(Bare(position, position))
    return [
        one
        for one in found
        if one.count <= LONGEST
        and any(_is_picture(pages[position]) for position in range(one.first, one.last + 1))
    ]


def check_split_leaves(pages: Sequence[VolumePage]) -> Iterator[PageFinding]:
    """Report a page of text between the two sides of a plate, where plates are whole leaves."""
    bare = bare_stretches(pages)
    numbered = [n for n, page in enumerate(pages) if page.labels]
    inner = range(numbered[0], numbered[-1]) if numbered else range(0)
    sides = [Bare(n, n) for n in inner if _is_lone(pages, n)]
    whole = [one for one in bare if one.is_of_leaves]
    split = [
        (one, other)
        for one, other in pairwise(sides)
        if 1 < other.first - one.last <= SPLIT_REACH
        and (_is_picture(pages[one.first]) or _is_picture(pages[other.first]))
    ]
    if len(split) != 1 or len(sides) > 2 or len(whole) < FEWEST_PASSED:
        return
    if _passes_over(number_pages(pages), bare):
        position = split[0][1].first
        yield PageFinding(position, Finding("QA-SEQ-05", facts={"other": split[0][0].first + 1}))


def _is_bare(page: VolumePage) -> bool:
    has_sight = page.signature is not None
    return has_sight and not page.labels and PRINT not in page.measures


def _is_lone(pages: Sequence[VolumePage], position: int) -> bool:
    """Whether a page within the book is bare, and its neighbours are not."""
    beside = (position - 1, position + 1)
    return _is_bare(pages[position]) and not any(_is_bare(pages[other]) for other in beside)


def _is_picture(page: VolumePage) -> bool:
    return page.signature is not None and not page.signature.blank


def _passes_over(numbering: Numbering, bare: Sequence[Bare]) -> bool:
    """Whether the numbers go on behind most leaves without text as if these were not there."""
    passed = counted = 0
    for one in bare:
        if not one.is_of_leaves:
            continue
        steps = _steps_over(numbering, one)
        passed += 0 in steps
        counted += one.count in steps and 0 not in steps
    return passed >= FEWEST_PASSED and passed >= PASSED_TIMES * counted


def _steps_over(numbering: Numbering, bare: Bare) -> set[int]:
    """By how many numbers more than pages between them the nearest readings differ."""
    before = _nearest(numbering, range(bare.first - 1, bare.first - 4, -1))
    after = _nearest(numbering, range(bare.last + 1, bare.last + 4))
    return {
        (place - other) - (at - position) + bare.count
        for (count, place, at) in after
        for (own, other, position) in before
        if count is own
    }


def _nearest(numbering: Numbering, positions: range) -> list[tuple[object, int, int]]:
    """The readings of the first of these pages on which anything was read."""
    for position in positions:
        readings = numbering.readings[position] if 0 <= position < len(numbering.readings) else ()
        if readings:
            return [(reading.count, reading.place, position) for reading in readings]
    return []
