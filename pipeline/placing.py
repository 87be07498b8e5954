"""Where each arrived scan belongs: the order of the list, printed numbers, neighbours, content.

Each kind of evidence alone may err: a scan is left out, a number is misread, two pages look alike.
What agrees makes a place sure; what contradicts makes a person look.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.rescans import Evidence, Placement, PlacementKind

#: How often a place is right for which only this speaks. The order of the list is kept by people
#: with the list in hand; a number alone on a line is seldom misread into another page's; that two
#: pages of a volume agree so far is a double shot.
_WEIGHTS = {
    Evidence.ORDER: 0.75,
    Evidence.NUMBER: 0.85,
    Evidence.NEIGHBOURS: 0.8,
    Evidence.CONTENT: 0.97,
    Evidence.SIMILAR: 0.55,
}
#: What is left of the belief in a place against which this speaks.
_AGAINST = {
    Evidence.OTHER_NUMBER: 0.4,
    Evidence.OTHER_CONTENT: 0.3,
    Evidence.UNLIKE: 0.7,
    Evidence.NOT_LISTED: 0.9,
    Evidence.STILL_FAULTY: 1.0,
}
#: Agreement of content, in per cent: of the same page shot twice it lies above 70, of different
#: pages of a volume below 30, unless they hold little more than a few lines in the same place.
SURE_PERCENT, SAME_PERCENT, UNLIKE_PERCENT = 70.0, 45.0, 20.0
#: Places so near in confidence are rivals.
RIVAL_WITHIN = 0.15
#: Numbers of pages this near tell what is printed on one that says nothing.
NEAR_PAGES = 8

_NUMBER_ALONE = re.compile(r"^\W*(?:p|psl|s)?\W*(\d{1,4})\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A page of the object as far as places are concerned, in the order of pages."""

    number: int
    sequence: int
    printed: int | None = None
    """The number printed on it, where it is known."""
    can_be_compared: bool = False
    """Whether what it showed before is known, and is no blank page."""


@dataclass(frozen=True, slots=True)
class WantedPlace:
    """A line of the rescan list, in its order."""

    kind: PlacementKind
    page: int | None
    """The page's number; of a missing page, the number of the one before it."""


@dataclass(frozen=True, slots=True)
class NewScan:
    """An arrived scan as far as places are concerned."""

    numbers: tuple[int, ...] = ()
    """What may be its page number."""
    is_target: bool = False
    is_readable: bool = True
    is_known: bool = False
    """The very file is a scan of the object already."""
    is_faulty: bool = False
    shows_something: bool = True


class _Candidate(NamedTuple):
    scan: int
    place: WantedPlace
    confidence: float
    evidence: tuple[Evidence, ...]


def printed_numbers(text: str) -> tuple[int, ...]:
    """The numbers that stand alone on a line at the head or the foot of a page."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = (_NUMBER_ALONE.match(line) for line in dict.fromkeys([*lines[:2], *lines[-2:]]))
    return tuple(dict.fromkeys(int(match[1]) for match in found if match))


def expected_numbers(pages: Sequence[PlacePage]) -> dict[int, int]:
    """What should be printed on each page: what is, else what its neighbours tell."""
    offsets = [(p.sequence, p.printed - p.sequence) for p in pages if p.printed is not None]
    expected = {p.number: p.printed for p in pages if p.printed is not None}
    for page in pages:
        if page.number in expected:
            continue
        near = Counter(o for at, o in offsets if abs(at - page.sequence) <= NEAR_PAGES)
        if near and near.most_common(1)[0][1] >= 2:
            number = page.sequence + near.most_common(1)[0][0]
            if number > 0:
                expected[page.number] = number
    return expected


def propose_places(
    scans: Sequence[NewScan],
    wanted: Sequence[WantedPlace],
    pages: Sequence[PlacePage],
    agreements: Sequence[Sequence[float]],
) -> list[Placement]:
    """Propose a place for each scan.

    Args:
        scans: the scans in the order of their folder.
        wanted: the lines of the list, in the order in which they were printed.
        pages: all pages of the object in order.
        agreements: for each scan, how far it shows the same as each page did, in per cent.
    """
    return _Proposing(scans, wanted, pages, agreements).placements()


class _Proposing:
    def __init__(
        self,
        scans: Sequence[NewScan],
        wanted: Sequence[WantedPlace],
        pages: Sequence[PlacePage],
        agreements: Sequence[Sequence[float]],
    ) -> None:
        self.scans, self.wanted, self.pages = scans, wanted, pages
        self.listed = set(wanted)
        self.by_number = {page.number: at for at, page in enumerate(pages)}
        self.agreements = agreements
        self.expected = expected_numbers(pages)
        shots = [at for at, scan in enumerate(scans) if not scan.is_target]
        in_order = zip(shots, wanted, strict=True) if len(shots) == len(wanted) else ()
        self.order: Mapping[int, WantedPlace] = dict(in_order)

    def placements(self) -> list[Placement]:
        """One for each scan."""
        candidates = sorted(
            (c for at in range(len(self.scans)) for c in self._candidates(at)),
            key=lambda c: (-c.confidence, c.scan),
        )
        chosen: dict[int, _Candidate] = {}
        taken: set[WantedPlace] = set()
        for candidate in candidates:
            if candidate.scan in chosen or candidate.place in taken:
                continue
            chosen[candidate.scan] = candidate
            if not _can_be_shared(candidate):
                taken.add(candidate.place)
        return [self._placement(at, chosen, candidates) for at in range(len(self.scans))]

    def _placement(
        self, at: int, chosen: Mapping[int, _Candidate], candidates: Sequence[_Candidate]
    ) -> Placement:
        fixed = _without_place(self.scans[at])
        if fixed is not None:
            return fixed
        found = chosen.get(at)
        if found is None:
            others = any(c.scan == at for c in candidates)
            why = Evidence.RIVAL if others else Evidence.NOTHING
            return Placement(PlacementKind.NONE, None, 0.0, (why,))
        is_contested = any(
            c.confidence >= found.confidence - RIVAL_WITHIN
            and not _can_be_shared(c)
            and (c.place != found.place if c.scan == at else _loses(c, found, chosen))
            for c in candidates
        )
        evidence = (*found.evidence, Evidence.RIVAL) if is_contested else found.evidence
        place = found.place
        return Placement(place.kind, place.page, round(found.confidence, 3), evidence)

    def _candidates(self, at: int) -> Iterator[_Candidate]:
        if _without_place(self.scans[at]) is not None:
            return
        for place in dict.fromkeys((*self.wanted, *self._other_places(at))):
            supports, against = self._evidence(at, place)
            if not supports:
                continue
            belief = 1 - math.prod(1 - _WEIGHTS[one] for one in supports)
            belief *= math.prod(_AGAINST[one] for one in against)
            yield _Candidate(at, place, belief, (*supports, *against))

    def _other_places(self, at: int) -> Iterator[WantedPlace]:
        """Pages nobody asked for, which the scan shows nevertheless."""
        for place, page in enumerate(self.pages):
            known = self.expected.get(page.number) in self.scans[at].numbers
            if known or self._agreement(at, place) >= SAME_PERCENT:
                yield WantedPlace(PlacementKind.REPLACE, page.number)

    def _evidence(
        self, at: int, place: WantedPlace
    ) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """What speaks for a place, and what against it."""
        supports = [Evidence.ORDER] if self.order.get(at) == place else []
        by_number = self._by_number(at, place)
        by_content = self._by_content(at, place)
        against = [Evidence.STILL_FAULTY] if self.scans[at].is_faulty else []
        if place not in self.listed:
            against.append(Evidence.NOT_LISTED)
        for found in (by_number, by_content):
            if found in _WEIGHTS:
                supports.append(found)
            elif found is not None:
                against.append(found)
        return tuple(supports), tuple(against)

    def _by_number(self, at: int, place: WantedPlace) -> Evidence | None:
        numbers = self.scans[at].numbers
        if not numbers:
            return None
        if place.kind is PlacementKind.REPLACE:
            expected = self.expected.get(place.page or 0)
            if expected is None:
                return None
            return Evidence.NUMBER if expected in numbers else Evidence.OTHER_NUMBER
        low, high = self._gap(place.page)
        if low is None or high is None:
            return None
        fits = any(low < number < high for number in numbers)
        return Evidence.NEIGHBOURS if fits else Evidence.OTHER_NUMBER

    def _gap(self, after: int | None) -> tuple[int | None, int | None]:
        """The numbers printed before and behind a missing page; 0 before the first."""
        before = self.by_number[after] if after is not None else -1
        low = 0 if before < 0 else self.pages[before].printed
        behind = self.pages[before + 1].printed if before + 1 < len(self.pages) else None
        return low, behind

    def _by_content(self, at: int, place: WantedPlace) -> Evidence | None:
        if not self.scans[at].shows_something:
            return None
        agreements = [self._agreement(at, n) for n in range(len(self.pages))]
        best = max(agreements, default=0.0)
        own = 0.0
        if place.kind is PlacementKind.REPLACE and place.page is not None:
            own = agreements[self.by_number[place.page]]
            if own >= SAME_PERCENT and own >= best - 10:
                return Evidence.CONTENT if own >= SURE_PERCENT else Evidence.SIMILAR
        if best >= SAME_PERCENT:
            return Evidence.OTHER_CONTENT
        if place.kind is PlacementKind.INSERT:
            return None
        compared = self.pages[self.by_number[place.page or 0]].can_be_compared
        return Evidence.UNLIKE if compared and own < UNLIKE_PERCENT else None

    def _agreement(self, at: int, page: int) -> float:
        return self.agreements[at][page] if self.agreements else 0.0


def _loses(other: _Candidate, found: _Candidate, chosen: Mapping[int, _Candidate]) -> bool:
    """Whether another scan wanted this place and was left without any."""
    return other.place == found.place and other.scan not in chosen


def _can_be_shared(candidate: _Candidate) -> bool:
    """Several scans may go between the same two pages, where their numbers say so."""
    inserted = candidate.place.kind is PlacementKind.INSERT
    return inserted and Evidence.NEIGHBOURS in candidate.evidence


def _without_place(scan: NewScan) -> Placement | None:
    """What is no page, whatever else is known of it."""
    if scan.is_target:
        return Placement(PlacementKind.NONE, None, 1.0, (Evidence.TARGET,))
    if not scan.is_readable:
        return Placement(PlacementKind.NONE, None, 0.0, (Evidence.UNREADABLE,))
    if scan.is_known:
        return Placement(PlacementKind.NONE, None, 0.0, (Evidence.SAME_FILE,))
    return None
