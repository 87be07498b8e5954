"""Single pages and leaves in each other's place: too short for a run, told by how they fit.

A page on which the number of another page was read, while on that other page the first one's was
read, was exchanged with it; or both were misread just so, which is weighed by how much is misread
in this volume. Readings that no exchange explains are taken for misread.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.volume.numbers import Numbering
from qa.volume.paginations import Pagination
from qa.volume.readings import Count, printed
from qa.volume.runs import Run

#: A misread number has one of so many other values: one digit of three is another, or one is lost,
#: or one too many.
WRONG_VALUES = 60
#: Digits that are often read for each other, and of how many values a misread one then has one.
ALIKE = frozenset({"56", "89", "38", "17", "08", "68", "06", "09", "14", "27", "35"})
VALUES_ALIKE = 6
#: An exchange is believed where chance would make fewer of them in a volume: of neighbours, which
#: hands exchange, one in fifty volumes; of pages far apart much fewer.
MOST_BY_CHANCE, MOST_FAR_BY_CHANCE = 0.02, 0.003
#: Where more pages than this have no number, one without it says nothing.
MOST_UNREAD = 0.25
#: Pages so far beyond a run's first and last reading may still be its own.
BEYOND = 2
#: Readings below this belief take no part.
LEAST_BELIEF = 0.5
#: Pages this near each other are exchanged by hand; the values of a misread number are seldom so.
NEAR = 2
#: The least share of misread numbers: even a volume without any may have some.
LEAST_MISREAD = 0.005


@dataclass(frozen=True, slots=True)
class Block:
    """Pages that stand together, and the places in the count that they have."""

    first: int
    last: int
    places: tuple[int, ...]


def exchanged_blocks(numbering: Numbering, pagination: Pagination) -> Iterator[list[Block]]:
    """Groups of pages that stand in each other's place, as blocks in the order of positions."""
    loose = _Loose(numbering, pagination)
    target = loose.targets
    told: set[int] = set()
    for joined in _groups(target):
        group = _closed(joined, target)
        blocks = _in_line([(p, loose.places[p]) for p in group])
        if not group:
            continue
        chance = _number_by_chance(numbering, pagination.count, group, target, blocks)
        is_near = all(abs(target[p] - p) <= NEAR for p in group)
        if chance <= (MOST_BY_CHANCE if is_near else MOST_FAR_BY_CHANCE):
            told |= set(group)
            yield blocks
    for pair in loose.half_exchanges():
        if not told & set(pair):
            yield _in_line(sorted(pair.items()))


class _Loose:
    """Pages whose own number was not read, and what was read there instead.

    ``targets`` says where the number read at a position belongs, ``places`` which place it is.
    """

    def __init__(self, numbering: Numbering, pagination: Pagination) -> None:
        self.numbering, self.count = numbering, pagination.count
        self.targets: dict[int, int] = {}
        self.places: dict[int, int] = {}
        positions_of: dict[int, set[int]] = {}
        self.inner: set[int] = set()
        taken: set[int] = set()
        for run in pagination.order:
            taken |= set(run.read_at)
            self.inner |= set(range(run.first, run.last + 1))
            for position in range(run.first - BEYOND, run.last + BEYOND + 1):
                positions_of.setdefault(run.track.place_at(position), set()).add(position)
        for run in (*pagination.astray, *pagination.twice):
            taken |= set(range(run.first, run.last + 1))
        near = {position for some in positions_of.values() for position in some}
        self.pages = (near & set(range(len(numbering.readings)))) - taken
        for position in sorted(self.pages):
            for place in _places_read(numbering, self.count, position):
                self._take(position, place, positions_of.get(place, set()) & self.pages)

    def _take(self, position: int, place: int, belongs: set[int]) -> None:
        nearest = min(belongs, key=lambda one: abs(one - position), default=position)
        if nearest != position and position not in self.targets:
            self.targets[position], self.places[position] = nearest, place

    def half_exchanges(self) -> Iterator[dict[int, int]]:
        """Neighbours of which one has the other's number, the other none or a misread one.

        Position to place; only within runs, and where chance makes fewer of them.
        """
        if self.count is Count.COLUMNS or self.numbering.unread_share > MOST_UNREAD:
            return
        for position, belongs in self.targets.items():
            place = self.places[position]
            own = place - (belongs - position)
            is_half = abs(belongs - position) == 1 and self.targets.get(belongs) != position
            is_half &= {position, belongs} <= self.inner
            if is_half and self._is_no_chance(position, belongs, place, own):
                yield {position: place, belongs: own}

    def _is_no_chance(self, position: int, belongs: int, place: int, own: int) -> bool:
        blocks = [Block(position, position, (place,)), Block(belongs, belongs, (own,))]
        values = VALUES_ALIKE if _look_alike(self.count, blocks) else WRONG_VALUES
        is_misread = bool(self.numbering.readings[belongs])
        misread = self.numbering.misread_without(1 + is_misread, LEAST_MISREAD)
        other = misread if is_misread else self.numbering.unread_share
        by_chance = len(self.numbering.readings) * misread * (2 / values) * other
        return by_chance <= MOST_BY_CHANCE


def strays_of_gap(
    numbering: Numbering, pagination: Pagination, before: Run, after: Run
) -> list[Block]:
    """Pages outside every run that have numbers missing between two runs."""
    gap = range(before.highest + 1, after.lowest)
    inside = {
        position
        for one in numbering.paginations
        for run in (*one.order, *one.astray, *one.twice)
        for position in range(run.first, run.last + 1)
    }
    inside |= set(range(before.last, after.first + 1))
    strays = [
        (position, place)
        for position in range(len(numbering.readings))
        if position not in inside
        for place in _places_read(numbering, pagination.count, position)
        if place in gap
    ]
    return _in_line(strays)


def _places_read(numbering: Numbering, count: Count, position: int) -> list[int]:
    return [
        reading.place
        for reading in numbering.readings[position]
        if reading.count is count and reading.belief >= LEAST_BELIEF
    ]


def _groups(target: dict[int, int]) -> list[list[int]]:
    """Positions joined where one's number belongs to the other, or neighbours moved alike."""
    group_of = {position: {position} for position in target}

    def join(one: int, other: int) -> None:
        joined = group_of[one] | group_of[other]
        for member in joined:
            group_of[member] = joined

    for position, belongs in target.items():
        if belongs in target:
            join(position, belongs)
        if target.get(position + 1) == belongs + 1:
            join(position, position + 1)
    groups = {min(group): sorted(group) for group in group_of.values()}
    return [group for group in groups.values() if len(group) > 1]


def _closed(group: Sequence[int], target: dict[int, int]) -> list[int]:
    """The pages of a group into whose places others came, and with them their neighbours."""
    sources = {target[position] for position in group}
    inner = {position for position in group if position in sources and target[position] in group}
    beside = {
        position
        for position in group
        for step in (-1, 1)
        if position + step in inner and target[position + step] == target[position] + step
    }
    return sorted(inner | beside) if len(inner) > 1 else []


def _number_by_chance(
    numbering: Numbering,
    count: Count,
    group: Sequence[int],
    target: dict[int, int],
    blocks: Sequence[Block],
) -> float:
    """How many such groups misreading alone would make.

    The first page of each block is read as any other, all that follow from it by one value only;
    of the last block the others tell all.
    """
    misread = numbering.misread_without(len(group), LEAST_MISREAD)
    values = VALUES_ALIKE if len(group) == 2 and _look_alike(count, blocks) else WRONG_VALUES
    farthest = max(abs(target[position] - position) for position in group)
    free = misread * (2 * farthest / values if farthest <= NEAR else 1.0)
    others = len(blocks) - 1
    told = len(group) - others
    return float(len(numbering.readings) * free**others * (misread / values) ** told)


def _look_alike(count: Count, blocks: Sequence[Block]) -> bool:
    """Whether two numbers differ by one digit that is often read for the other."""
    one, other = (printed(count, block.places[0]) for block in blocks[:2])
    differing = [
        "".join(sorted(pair)) for pair in zip(one, other, strict=False) if len(set(pair)) > 1
    ]
    return len(one) == len(other) and len(differing) == 1 and differing[0] in ALIKE


def _in_line(pages: Sequence[tuple[int, int]]) -> list[Block]:
    """Neighbouring positions whose places follow each other, as blocks."""
    blocks: list[Block] = []
    for position, place in pages:
        last = blocks[-1] if blocks else None
        if last and last.last + 1 == position and last.places[-1] + 1 == place:
            blocks[-1] = Block(last.first, position, (*last.places, place))
        else:
            blocks.append(Block(position, position, (place,)))
    return blocks
