"""What a run looks at: which faults are seeded into which pages, in jobs of a page each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from samples.faults.base import Grade
from samples.faults.registry import KINDS
from tests.evaluation.qa.expectations import GEOMETRIC, SEEDED
from tests.evaluation.qa.sources import UNFIT, PageRef, clean_refs, pool_pages, real_refs

#: A page is made once for so many faults; a killed run repeats no more.
CASES_A_JOB = 16


@dataclass(frozen=True, slots=True)
class Case:
    """One fault in one page; ``fault`` is empty where the page is to be left alone."""

    ref: PageRef
    fault: str = ""
    grade: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """Unlike every other case's."""
        if not self.fault:
            return f"clean/{self.ref.name}"
        source = "real" if self.ref.kind == "real" else "made"
        return f"{source}/{self.fault}/{self.grade}/{self.number:03d}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much a run is asked to do."""

    faults: tuple[str, ...] = tuple(SEEDED)
    seeds: int = 60
    headline_seeds: int = 200
    clean: int = 1000
    real_seeds: int = 12
    """Seeds in real scans for each fault and grade; 0 for none."""
    with_real: bool = True


def cases_of(wanted: Wanted) -> Iterator[Case]:
    """Everything to be looked at."""
    yield from (Case(ref) for ref in clean_refs(wanted.clean))
    if wanted.with_real:
        yield from (Case(ref) for ref in real_refs(bilevel=True))
    for fault in wanted.faults:
        yield from _seeded(fault, list(_made_pages(fault, wanted)))
        if wanted.with_real:
            yield from _seeded(fault, _real_pages(fault, wanted))


def jobs_of(cases: Iterator[Case], done: set[str]) -> list[tuple[Case, ...]]:
    """What is not yet done, by page, so that each page is made as seldom as may be."""
    by_page: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.name not in done:
            by_page[case.ref.name].append(case)
    return [
        tuple(some[start : start + CASES_A_JOB])
        for some in by_page.values()
        for start in range(0, len(some), CASES_A_JOB)
    ]


def _seeded(fault: str, pages: list[PageRef]) -> Iterator[Case]:
    for grade in Grade if KINDS[fault].has_grades else (Grade.SEVERE,):
        for number, ref in enumerate(pages):
            yield Case(ref, fault, grade.value, number)


def _made_pages(fault: str, wanted: Wanted) -> Iterator[PageRef]:
    one = SEEDED[fault]
    return islice(
        pool_pages(one.pool.value), wanted.headline_seeds if one.is_headline else wanted.seeds
    )


def _real_pages(fault: str, wanted: Wanted) -> list[PageRef]:
    """Real pages by turns; faults of light on grey and colour, each fault beginning elsewhere."""
    pages = real_refs(bilevel=fault in GEOMETRIC)
    unfit = UNFIT[SEEDED[fault].pool]
    pages = [page for page in pages if not any(part in page.path for part in unfit)]
    start = sum(map(ord, fault)) % len(pages) if pages else 0
    turned = pages[start:] + pages[:start]
    return turned[: wanted.real_seeds]
