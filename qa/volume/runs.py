"""Runs of pages whose printed numbers grow with the scans: the model behind gaps and order.

Of every page all numerals near its edges are kept. A numeral stands for an offset (its place in
the count less the page's position), and right readings of neighbouring pages agree in it, while
wrong ones scatter. The best sequence of runs is found by dynamic programming: a matching reading
gains, a run costs, and so does every page on which something else was read. The work grows with
the number of readings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.volume.readings import Count, Reading

#: What a run costs, in matching readings: an excursion of two wrong readings that agree by chance
#: never pays, since it costs two runs; at the end of a volume two readings are a run.
RUN_COST = 1.3
#: What a page costs on which only other numbers were read; runs far apart are not joined.
OTHER_COST = 0.15
#: Counts by leaf or column are rarer than by page.
BELIEF_IN = {
    Count.PAGES: 1.0, Count.ROMAN: 1.0, Count.SIDES: 1.0, Count.LEAVES: 0.9, Count.COLUMNS: 0.9,
}  # fmt: skip
#: Pages in reverse order are believed after some more readings.
REVERSED_COST = 2.0


@dataclass(frozen=True, slots=True)
class Track:
    """What the readings of a run agree in; ``step`` is -1 where the scans run backwards."""

    count: Count
    offset: int
    step: int = 1

    def place_at(self, position: int) -> int:
        """The place in the count that a page at this position has."""
        return self.offset + self.step * position


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its track and the positions at which its own number was read."""

    track: Track
    read_at: tuple[int, ...]

    @property
    def first(self) -> int:
        """Position of its first reading."""
        return self.read_at[0]

    @property
    def last(self) -> int:
        """Position of its last reading."""
        return self.read_at[-1]

    @property
    def lowest(self) -> int:
        """The lowest place it counts."""
        return min(self.track.place_at(self.first), self.track.place_at(self.last))

    @property
    def highest(self) -> int:
        """The highest place it counts."""
        return max(self.track.place_at(self.first), self.track.place_at(self.last))


@dataclass(slots=True)
class _Link:
    """A reading in the best sequence that ends with it."""

    position: int
    track: Track
    score: float
    before: "_Link | None"


@dataclass(slots=True)
class _Search:
    """The best of what ends anywhere, and on each track."""

    best: _Link | None = None
    on_track: dict[Track, tuple[_Link, int]] = field(default_factory=dict)
    """With the number of pages read so far."""


def find_runs(pages: Sequence[Sequence[Reading]]) -> list[Run]:
    """The runs that explain most of the readings, in the order of the pages."""
    search, pages_read = _Search(), 0
    for position, readings in enumerate(pages):
        links = [
            _link(search, position, track, belief, pages_read)
            for track, belief in _tracks(position, readings).items()
        ]
        pages_read += bool(readings)
        for link in links:
            search.on_track[link.track] = (link, pages_read)
            if search.best is None or link.score > search.best.score:
                search.best = link
    return _runs_to(search.best) if search.best and search.best.score > 0 else []


def _tracks(position: int, readings: Sequence[Reading]) -> dict[Track, float]:
    """The tracks on which the page may be, with the strongest belief in each."""
    found: dict[Track, float] = {}
    for reading in readings:
        belief = reading.belief * BELIEF_IN[reading.count]
        for step in (1, -1):
            track = Track(reading.count, reading.place - step * position, step)
            found[track] = max(belief, found.get(track, 0.0))
    return found


def _link(search: _Search, position: int, track: Track, belief: float, pages_read: int) -> _Link:
    cost = REVERSED_COST if track.step < 0 else RUN_COST
    before = search.best if search.best and search.best.score > 0 else None
    score = (before.score if before else 0.0) - cost
    if track in search.on_track:
        same, read_then = search.on_track[track]
        going_on = same.score - OTHER_COST * (pages_read - read_then)
        if going_on >= score:
            before, score = same, going_on
    return _Link(position, track, score + belief, before)


def _runs_to(link: _Link | None) -> list[Run]:
    runs: list[tuple[Track, list[int]]] = []
    while link is not None:
        if not runs or runs[-1][0] != link.track:
            runs.append((link.track, []))
        runs[-1][1].append(link.position)
        link = link.before
    return [Run(track, tuple(reversed(positions))) for track, positions in reversed(runs)]
