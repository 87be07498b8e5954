"""What the printed numbers say of an object: numbers missing, pages astray, numbers twice.

Only runs are believed, so that a misread number is nobody's fault; and one finding tells one
event, be it a page or a whole gathering.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.volume.exchanges import BEYOND, Block, exchanged_blocks, strays_of_gap
from qa.volume.numbers import Numbering
from qa.volume.pages import PageFinding
from qa.volume.paginations import (
    LATEST_START,
    LATEST_START_WITH_LOSS,
    Pagination,
    places_of,
)
from qa.volume.readings import Count, printed
from qa.volume.runs import Run
from qa.wordings.sequence import REVERSE_ORDER, WRONG_PLACE
from schemas.findings import Finding

#: More missing pages than these are no lost leaves: the print itself goes on elsewhere.
MOST_MISSING = 100
#: Numbers of pages, or of leaves, that follow each other.
SIDE_BY_SIDE = 2
#: A numbering of so many numbers read that begins later than usual has lost its beginning; the
#: first of an object may be a continuation, so that of it a single lost leaf is told.
MIN_READ_AT_START, FIRST_LATEST_START = 8, 4
#: Of two exchanged blocks either was moved, where one has no more than so many times the pages.
NOT_MANY_MORE = 3
#: Before the first number other numerals stand, on title pages and in tables of contents.
MIN_READ_FIRST = 3


def check_order(numbering: Numbering, declared: frozenset[str] = frozenset()) -> list[PageFinding]:
    """Report what the numbers say, with one finding for each event.

    Args:
        numbering: what was read and is believed.
        declared: printed numbers whose pages the original itself lacks.
    """
    found: list[PageFinding] = []
    ends = 0
    for pagination in numbering.paginations:
        found += _late_start(numbering, pagination, ends)
        if sum(len(run.read_at) for run in pagination.order) >= MIN_READ_AT_START:
            ends = max(ends, pagination.order[-1].last + 1)
        found += _gaps(numbering, pagination, declared)
        found += _astray(numbering, pagination)
        found += _twice(pagination)
    return found


def _gaps(
    numbering: Numbering, pagination: Pagination, declared: frozenset[str]
) -> Iterator[PageFinding]:
    count = pagination.count
    # a block astray takes the unnumbered sides of its outer leaves with it
    elsewhere = {
        place for run in pagination.astray for place in range(run.lowest - 1, run.highest + 2)
    }
    for before, after in pairwise(pagination.order):
        gap = range(before.highest + 1, after.lowest)
        missing = [place for place in gap if place not in elsewhere]
        room = numbering.unread_between(before.last, after.first)
        strays = strays_of_gap(numbering, pagination, before, after) if len(missing) > room else []
        yield from (_moved(pagination, [stray]) for stray in strays)
        found = {place for stray in strays for place in stray.places}
        missing = [place for place in missing if place not in found]
        lost = len(missing) - room
        at_start = before is pagination.order[0] and len(before.read_at) < MIN_READ_FIRST
        if not 0 < lost <= MOST_MISSING or at_start or not _believed(numbering, before, after):
            continue
        unsaid = [place for place in missing if printed(count, place) not in declared]
        lost -= len(missing) - len(unsaid)
        if lost > 0:
            yield _gap(count, before, after, _likeliest(unsaid, lost), lost)


def _late_start(numbering: Numbering, pagination: Pagination, ends: int) -> Iterator[PageFinding]:
    """A numbering that begins with its second leaf or later has lost the first."""
    run = pagination.order[0]
    start = run.lowest - numbering.unread_between(ends - 1, run.first)
    latest = LATEST_START_WITH_LOSS if ends else FIRST_LATEST_START
    if run.first < ends or not LATEST_START < start <= latest:
        return
    if len(run.read_at) >= MIN_READ_AT_START and _is_dense(run.read_at[:2]):
        lost = range(1, start)
        facts: dict[str, str | int | float] = {
            "other": ends,
            "before": "–",
            "next": printed(pagination.count, run.lowest),
            "numbers": said(pagination.count, lost),
        }
        yield PageFinding(run.first, Finding("QA-SEQ-02", measured=len(lost), facts=facts))


def _believed(numbering: Numbering, *runs: Run) -> bool:
    return all(numbering.believes(run) for run in runs)


def _gap(count: Count, before: Run, after: Run, missing: Sequence[int], lost: int) -> PageFinding:
    facts: dict[str, str | int | float] = {
        "other": before.last + 1,
        "before": printed(count, before.highest),
        "next": printed(count, after.lowest),
        "numbers": said(count, missing),
    }
    return PageFinding(after.first, Finding("QA-SEQ-02", measured=lost, facts=facts))


def _likeliest(missing: Sequence[int], lost: int) -> Sequence[int]:
    """Of more numbers than are missing those that make whole leaves, where that is one way only."""
    ways = [
        missing[n : n + lost]
        for n in range(len(missing) - lost + 1)
        if missing[n] % 2 and missing[n + lost - 1] - missing[n] == lost - 1
    ]
    return ways[0] if len(ways) == 1 else missing


def _astray(numbering: Numbering, pagination: Pagination) -> Iterator[PageFinding]:
    for cluster in _clusters(pagination):
        is_reversed = any(run.track.step < 0 for run in cluster) or _descend(cluster)
        if is_reversed or len(cluster) == 1:
            blocks = [_block(run) for run in cluster]
            behind = None if is_reversed else _passed_over(pagination, cluster[0])
            yield _moved(pagination, [behind] if behind else blocks, blocks, reverse=is_reversed)
            continue
        stable = max(cluster, key=lambda run: len(run.read_at))
        moved = [_block(run) for run in cluster if run is not stable]
        yield from (_moved(pagination, [one], [_block(stable)]) for one in moved)
    for blocks in exchanged_blocks(numbering, pagination):
        yield _moved(pagination, blocks[:1], blocks[1:])


def _passed_over(pagination: Pagination, run: Run) -> Block | None:
    """The pages behind a run that ought to stand before it, where they are not many more.

    Either of two blocks may have been moved; at the second one the numbers fall back.
    """
    place_at: dict[int, int] = {}
    for one in pagination.order:
        for position in range(one.first - BEYOND, one.last + 1):
            place_at.setdefault(position, one.track.place_at(position))
    lower = {place for position, place in place_at.items() if position < run.first}
    first = run.last + 1
    while place_at.get(first, 0) in lower and first <= run.last + BEYOND:
        first += 1
    last = first - 1
    while place_at.get(last + 1, run.lowest) < run.lowest:
        last += 1
    count = last - first + 1
    if not 0 < count <= NOT_MANY_MORE * (run.last - run.first + 1):
        return None
    return Block(first, last, tuple(place_at[position] for position in range(first, last + 1)))


def _clusters(pagination: Pagination) -> list[list[Run]]:
    """Runs astray, put together where nothing of the order stands between them."""
    clusters: list[list[Run]] = []
    for run in pagination.astray:
        if clusters and not _is_between(pagination, clusters[-1][-1].last, run.first):
            clusters[-1].append(run)
        else:
            clusters.append([run])
    return clusters


def _is_between(pagination: Pagination, start: int, end: int) -> bool:
    return any(start < position < end for run in pagination.order for position in run.read_at)


def _descend(cluster: Sequence[Run]) -> bool:
    lows = [run.lowest for run in cluster]
    return len(lows) > 2 and lows == sorted(lows, reverse=True)


def _block(run: Run) -> Block:
    return Block(run.first, run.last, tuple(places_of(run)))


def _moved(
    pagination: Pagination,
    blocks: Sequence[Block],
    beside: Sequence[Block] = (),
    *,
    reverse: bool = False,
) -> PageFinding:
    """Pages out of order, with the place they belong to."""
    places = sorted(place for block in blocks for place in block.places)
    after = _position_before(pagination, places[0], beside)
    facts: dict[str, str | int | float] = {
        "other": after + 1,
        "numbers": said(pagination.count, places),
        "reason": REVERSE_ORDER if reverse else WRONG_PLACE,
    }
    return PageFinding(blocks[0].first, Finding("QA-SEQ-03", measured=len(places), facts=facts))


def _position_before(pagination: Pagination, place: int, beside: Sequence[Block]) -> int:
    """The position of the page that counts last before a place; -1 where the place is the first."""
    known = {
        run.track.place_at(position): position
        for run in pagination.order
        for position in run.read_at
    }
    known |= {p: block.first + n for block in beside for n, p in enumerate(block.places)}
    lower = [one for one in known if one < place]
    if lower:
        return known[max(lower)]
    return min(known.values(), default=0) - 1


def _twice(pagination: Pagination) -> Iterator[PageFinding]:
    order = pagination.order
    for before, after in pairwise(order):
        if after.lowest <= before.highest and _is_dense(before.read_at[-2:], after.read_at[:2]):
            places = range(after.lowest, before.highest + 1)
            yield _repeated(pagination.count, after.first, before, places)
        for run in pagination.twice:
            if before.last < run.first and run.last < after.first:
                room = after.first - before.last - 1 - (after.lowest - before.highest - 1)
                if room >= len(places_of(run)):
                    holder = before if run.lowest <= before.highest else after
                    yield _repeated(pagination.count, run.first, holder, places_of(run))


def _is_dense(*places: Sequence[int]) -> bool:
    """Whether readings lie side by side: one far from its run may be misread."""
    positions = [position for some in places for position in some]
    return all(b - a <= SIDE_BY_SIDE for a, b in pairwise(positions))


def _repeated(count: Count, position: int, holder: Run, places: range) -> PageFinding:
    facts: dict[str, str | int | float] = {
        "other": places[0] - holder.track.offset + 1,
        "numbers": said(count, places),
    }
    return PageFinding(position, Finding("QA-SEQ-04", measured=len(places), facts=facts))


def said(count: Count, places: Sequence[int]) -> str:
    """Printed numbers as a person writes them: 17–18."""
    first, last = (printed(count, place) for place in (places[0], places[-1]))
    if count is Count.COLUMNS:
        first, last = first.split("\N{EN DASH}")[0], last.split("\N{EN DASH}")[-1]
    return first if first == last else f"{first}\N{EN DASH}{last}"
