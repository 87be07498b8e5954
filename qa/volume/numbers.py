"""The numbering of an object: what was read near the edges of its pages, and what is believed."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.volume.pages import PrintedLabel, VolumePage
from qa.volume.paginations import Pagination, paginations_of
from qa.volume.readings import Reading, printed, readings_of
from qa.volume.runs import Run, find_runs
from schemas.pages import PageRole

#: Pages that stand beside the count.
UNCOUNTED = (
    PageRole.FRONT_COVER,
    PageRole.SPINE,
    PageRole.ENDPAPER,
    PageRole.PLATE,
    PageRole.FOLD_OUT,
    PageRole.BACK_COVER,
)
#: Of one page no more numerals are kept: a table has hundreds.
MOST_LABELS = 12
#: Sides of leaves are numbered where so many have their number.
NUMBERED_SHARE = 0.3
#: A run tells of lost pages from so many readings on, where little is misread and where much is.
FEWEST_READ, FEWEST_AMONG_MISREAD, MUCH_MISREAD = 2, 3, 0.05


@dataclass(frozen=True, slots=True)
class Numbering:
    """What was read, and the numberings it makes."""

    readings: tuple[tuple[Reading, ...], ...]
    """Of each page."""
    paginations: tuple[Pagination, ...]
    misread_share: float
    """Of the pages within runs on which something was read, those with other numbers only."""
    read_within: int = 0
    """How many these pages are."""
    unread_share: float = 0.0
    """Of all pages within runs, those on which nothing was read."""

    def misread_without(self, suspects: int, least: float) -> float:
        """The share of misread numbers among the pages that are not suspected of anything."""
        others = max(1, self.read_within - suspects)
        return max(least, (self.misread_share * self.read_within - suspects) / others)

    @property
    def labels(self) -> dict[int, str]:
        """Position to the number printed there, where the model is sure of it."""
        return {
            position: printed(run.track.count, run.track.place_at(position))
            for pagination in self.paginations
            for run in (*pagination.order, *pagination.astray)
            for position in run.read_at
        }

    def believes(self, run: Run) -> bool:
        """Whether enough was read of a run to tell of lost pages."""
        fewest = FEWEST_AMONG_MISREAD if self.misread_share > MUCH_MISREAD else FEWEST_READ
        return len(run.read_at) >= fewest

    def unread_between(self, before: int, after: int) -> int:
        """How many pages between two positions may have a number, though none was believed."""
        read = {
            position
            for pagination in self.paginations
            for run in (*pagination.astray, *pagination.twice)
            for position in range(run.first, run.last + 1)
        }
        return sum(position not in read for position in range(before + 1, after))


def number_pages(pages: Sequence[VolumePage]) -> Numbering:
    """Find the numberings of an object; a number that a person gave is read without a doubt."""
    readings = tuple(_readings_of(page) for page in pages)
    paginations = tuple(paginations_of(find_runs(readings)))
    right, other = _read_within(readings, paginations)
    within = [p for one in paginations for run in one.order for p in range(run.first, run.last + 1)]
    unread = sum(not readings[position] for position in within)
    return Numbering(
        readings,
        paginations,
        other / (right + other) if right else 0.0,
        right + other,
        unread / len(within) if within else 0.0,
    )


def counted_positions(pages: Sequence[VolumePage]) -> list[int]:
    """Where pages lie that the book counts: covers and plates stand beside the count."""
    return [n for n, page in enumerate(pages) if page.role not in UNCOUNTED]


def _readings_of(page: VolumePage) -> tuple[Reading, ...]:
    labels = [PrintedLabel(page.known_label, 1.0)] if page.known_label else page.labels
    return tuple(reading for label in labels[:MOST_LABELS] for reading in readings_of(label))


def _read_within(
    readings: Sequence[Sequence[Reading]], paginations: Sequence[Pagination]
) -> tuple[int, int]:
    """Pages within runs whose own number was read, and those with others only.

    Only on leaves' sides that are numbered at all: a numeral elsewhere was not misread.
    """
    right = other = 0
    for run in (run for one in paginations for run in one.order):
        for side in (0, 1):
            positions = range(run.first + side, run.last + 1, 2)
            matching = sum(position % 2 == positions.start % 2 for position in run.read_at)
            if matching >= NUMBERED_SHARE * len(positions):
                right += matching
                other += sum(bool(readings[position]) for position in positions) - matching
    return right, other
