"""Runs put together to the numberings of a book: which runs are its order, and which stand astray.

A book may begin to count anew, skip plates, repeat a number. Runs that fit one behind the other
are the order; a run that fills what the others leave out is a block in the wrong place; what fits
nowhere was read wrongly or belongs to another numbering, and is passed over in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.volume.readings import Count
from qa.volume.runs import Run

#: A numbering begins at one of these, counting back over the unread pages before its first number;
#: with a few leaves lost at its beginning later.
LATEST_START, LATEST_START_WITH_LOSS, MOST_UNREAD = 2, 8, 8
#: So many numbers may stand twice by a leaf scanned again; more are another numbering.
MOST_TWICE = 8
#: What it costs, in readings, that a run follows with another offset, or counts anew.
NEW_OFFSET_COST, NEW_NUMBERING_COST, IMPOSSIBLE = 1.5, 4.0, 1e9
#: A run follows one of so many before it.
LOOKED_BACK = 64
#: So much of a run must fill what the others leave out.
FILLING_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Pagination:
    """One numbering: its runs in order, and those that stand in the wrong place."""

    count: Count
    order: tuple[Run, ...]
    astray: tuple[Run, ...] = ()
    twice: tuple[Run, ...] = ()
    """Runs that repeat a few numbers between others."""


def paginations_of(runs: Sequence[Run]) -> list[Pagination]:
    """The numberings of an object."""
    by_count: dict[Count, list[Run]] = {}
    for run in runs:
        by_count.setdefault(run.track.count, []).append(run)
    return [one for count, some in by_count.items() for one in _numberings(count, some)]


def places_of(run: Run) -> range:
    """The places in the count from the run's first to its last."""
    return range(run.lowest, run.highest + 1)


def _numberings(count: Count, runs: Sequence[Run]) -> Iterator[Pagination]:
    """Each numbering with the runs that stand astray nearest to it."""
    orders = [_joined(part) for part in _spine([run for run in runs if run.track.step > 0])]
    taken = {position for order in orders for run in order for position in run.read_at}
    others = [run for run in runs if run.first not in taken]
    for n, order in enumerate(orders):
        end = orders[n + 1][0].first if n + 1 < len(orders) else None
        own = [run for run in others if end is None or run.first < end]
        others = [run for run in others if run not in own]
        yield _pagination(count, order, own)


def _spine(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs that are the order of the book, one list for each numbering.

    The sequence of runs on which most was read, where each follows the one before or begins to
    count anew.
    """
    most: list[float] = []
    before: list[tuple[int, bool]] = []
    for n, run in enumerate(runs):
        ways = [(0.0, (-1, True))]
        for m in range(max(0, n - LOOKED_BACK), n):
            cost, is_new = _step(runs[m], run, runs[n - 1])
            ways.append((most[m] - cost, (m, is_new)))
        best = max(ways)
        most.append(best[0] + len(run.read_at))
        before.append(best[1])
    parts: list[list[Run]] = [[]]
    n = max(range(len(runs)), key=lambda one: most[one], default=-1)
    while n >= 0:
        parts[-1].append(runs[n])
        n, is_new = before[n]
        if is_new and n >= 0:
            parts.append([])
    return [part[::-1] for part in reversed(parts) if part]


def _step(run: Run, other: Run, last: Run) -> tuple[float, bool]:
    """What it costs, in readings, that one run comes next, and whether a new numbering begins."""
    if run.track == other.track:
        return 0.0, False
    if _follows(run, other):
        return NEW_OFFSET_COST, False
    start = start_of(other, other.first - last.last - 1)
    if start > LATEST_START_WITH_LOSS:
        return IMPOSSIBLE, True
    return NEW_NUMBERING_COST * (1 if start <= LATEST_START else 2), True


def start_of(run: Run, unread: int) -> int:
    """The number with which a run's numbering begins, after so many unread pages."""
    return run.lowest - min(MOST_UNREAD, max(0, unread))


def _follows(run: Run, other: Run) -> bool:
    if run.highest >= other.highest or run.lowest >= other.lowest:
        return False
    return run.highest - other.lowest < MOST_TWICE


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs that go on after an interruption as if nothing had been, as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].track == run.track:
            joined[-1] = replace(run, read_at=(*joined[-1].read_at, *run.read_at))
        else:
            joined.append(run)
    return joined


def _pagination(count: Count, order: Sequence[Run], others: Sequence[Run]) -> Pagination:
    """What fills a place that the order leaves out is astray; else it was misread."""
    room = _holes(order, others) | {
        place
        for before, after in pairwise(order)
        for place in range(before.highest + 1, after.lowest)
    }
    low, high = order[0].lowest, max(run.highest for run in order)
    astray = [
        run
        for run in others
        if _share_within(run, room) >= FILLING_SHARE
        or (run.highest == low - 1 or run.lowest == high + 1)
    ]
    twice = [run for run in others if run not in astray and len(places_of(run)) <= MOST_TWICE]
    return Pagination(count, tuple(order), tuple(astray), tuple(twice))


def _holes(order: Sequence[Run], others: Sequence[Run]) -> set[int]:
    """Places of the order at positions where another run stands."""
    return {
        run.track.place_at(position)
        for run in order
        for other in others
        if run.first < other.first and other.last < run.last
        for position in range(other.first, other.last + 1)
    }


def _share_within(run: Run, places: set[int]) -> float:
    own = places_of(run)
    return sum(place in places for place in own) / len(own)
