"""What a run looks at: which faults are seeded into which pages, in jobs of a page each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from samples.faults.base import Grade
from samples.faults.registry import KINDS
from tests.evaluation.qa.expectations import (
    ANY_GRADE,
    BY_VOLUME,
    DUST_RUNS,
    EXPECTED,
    FILES,
    GEOMETRIC,
    RECROPPED,
    RESHOT,
    SEEDED,
    Pool,
)
from tests.evaluation.qa.sources import (
    UNFIT,
    VOLUMES,
    PageRef,
    pool_pages,
    real_refs,
    single_refs,
    volume_refs,
)

#: A page is made once for so many faults; a killed run repeats no more.
CASES_A_JOB = 40
#: What a header says does not hang on the picture.
FILE_SEEDS = 10
#: Dust lies on so many neighbouring pages; these runs of a volume are apart, and free of covers.
DUST_RUN, DUST_STARTS = 6, (3, 12, 21, 30, 39)


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
        place = f"-{self.ref.position:03d}" if self.fault == DUST_RUNS else ""
        return f"{source}/{self.fault}/{self.grade}/{self.number:03d}{place}"

    @property
    def is_kept_whole(self) -> bool:
        """Whether its report is wanted again, to be held against the volume's other pages."""
        if self.ref.kind != "volume" or self.fault in FILES:
            return False
        return not self.fault or self.fault in BY_VOLUME


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much a run is asked to do."""

    faults: tuple[str, ...] = tuple(SEEDED | FILES)
    seeds: int = 60
    headline_seeds: int = 200
    clean: int = 1000
    real_seeds: int = 10
    """Seeds in real scans for each fault and grade; 0 for none."""
    with_real: bool = True
    volumes: int = VOLUMES
    """Whole sound volumes, whose pages are the first of the clean ones; 0 for none."""


def cases_of(wanted: Wanted) -> Iterator[Case]:
    """Everything to be looked at page by page."""
    whole = volume_refs(wanted.volumes)
    yield from (Case(ref) for ref in whole)
    yield from (Case(ref) for ref in single_refs(max(0, wanted.clean - len(whole))))
    if wanted.volumes:
        yield from shots_again(wanted)
        yield from dusty(wanted)
    if wanted.with_real:
        yield from (Case(ref) for ref in real_refs(bilevel=True))
    for fault in wanted.faults:
        yield from _seeded(fault, list(_made_pages(fault, wanted)))
        if wanted.with_real and fault not in FILES:
            yield from _seeded(fault, _real_pages(fault, wanted))


def shots_again(wanted: Wanted) -> Iterator[Case]:
    """Pages shot twice: laid down anew, and with a finger and another crop beside."""
    for number, ref in enumerate(islice(pool_pages(Pool.TEXT, wanted.volumes), wanted.seeds)):
        again = replace(ref, shot=1)
        yield Case(again, RESHOT, Grade.MODERATE, number)
        yield Case(again, RECROPPED, Grade.SEVERE, number)


def dusty(wanted: Wanted) -> Iterator[Case]:
    """Runs of neighbouring pages with the same dust in the light path."""
    runs = [(volume, start) for start in DUST_STARTS for volume in range(wanted.volumes)]
    for grade in Grade:
        for number, (volume, start) in enumerate(runs[: wanted.seeds]):
            for position in range(start, start + DUST_RUN):
                yield Case(PageRef("volume", volume, position), DUST_RUNS, grade, number)


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
    has_grades = fault not in FILES and KINDS[fault].has_grades
    for grade in [grade.value for grade in Grade] if has_grades else [ANY_GRADE]:
        for number, ref in enumerate(pages):
            yield Case(ref, fault, grade, number)


def _made_pages(fault: str, wanted: Wanted) -> Iterator[PageRef]:
    one = EXPECTED[fault]
    count = wanted.headline_seeds if one.is_headline else wanted.seeds
    if fault in FILES:
        count = min(count, FILE_SEEDS)
    return islice(pool_pages(one.pool, wanted.volumes or VOLUMES), count)


def _real_pages(fault: str, wanted: Wanted) -> list[PageRef]:
    """Real pages by turns; faults of light on grey and colour, each fault beginning elsewhere."""
    pages = real_refs(bilevel=fault in GEOMETRIC)
    unfit = UNFIT[EXPECTED[fault].pool]
    pages = [page for page in pages if not any(part in page.path for part in unfit)]
    start = sum(map(ord, fault)) % len(pages) if pages else 0
    turned = pages[start:] + pages[:start]
    return turned[: wanted.real_seeds]
