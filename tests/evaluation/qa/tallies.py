"""From judged pages to figures: recall, overlap, confusion, errors of measure, false alarms."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median

from qa.codes import CODES, severity_of
from samples.faults.base import Grade
from schemas.findings import Severity
from tests.evaluation.qa.expectations import (
    ANY_GRADE,
    EXPECTED,
    MEASURING,
    MIN_OVERLAP,
    answers,
    names,
)
from tests.evaluation.qa.intervals import interval
from tests.evaluation.qa.judging import Record
from tests.evaluation.qa.overlap import overlap

#: A page of these must be called blank, and no other may.
BLANK_CODE, BLANK_DESIGN = "QA-BLANK-01", "blank"
_GRADES = [*(grade.value for grade in Grade), ANY_GRADE]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    trials: int

    @property
    def percent(self) -> float | None:
        """None where nothing was tried."""
        return 100 * self.hits / self.trials if self.trials else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which per cent the truth lies, 95 times of 100."""
        low, high = interval(self.hits, self.trials)
        return 100 * low, 100 * high


@dataclass(frozen=True, slots=True)
class Recall:
    """How often one fault of one grade was found."""

    fault: str
    grade: str
    source: str
    found: Share
    named: Share
    """Of the found ones, those called by their name."""
    placed: Share | None
    """Of the found ones, those in the right place."""
    target: float | None
    already: int
    """Left out, since the sound page had the alarm before."""
    worst_volume: tuple[str, Share] | None
    others: dict[str, int] = field(default_factory=dict)
    """Codes beside the expected ones that the fault brought about."""

    @property
    def is_met(self) -> bool | None:
        """Whether the point estimate reaches the target; None where there is none."""
        percent = self.found.percent
        return None if self.target is None or percent is None else percent >= self.target


@dataclass(frozen=True, slots=True)
class Alarms:
    """False alarms of one code on sound pages."""

    code: str
    source: str
    raised: Share
    is_note: bool
    worst_volume: tuple[str, Share] | None


def recalls(records: Iterable[Record]) -> list[Recall]:
    """One line for each fault, grade and source."""
    seeded = sorted((r for r in records if r["fault"] in EXPECTED), key=_line)
    lines = [_recall(*key, list(some)) for key, some in groupby(seeded, key=_line)]
    order = list(EXPECTED)
    return sorted(lines, key=lambda r: (r.source, order.index(r.fault), _GRADES.index(r.grade)))


def _line(record: Record) -> tuple[str, str, str]:
    return record["fault"], record["grade"], record["source"]


def _recall(fault: str, grade: str, source: str, records: list[Record]) -> Recall:
    fresh = [r for r in records if not _was_there(r)]
    expectation = EXPECTED[fault]
    found = [r for r in fresh if is_found(r)]
    targets = expectation.targets
    others = Counter(
        code for r in fresh for code in _new_codes(r) - {c for c in CODES if answers(fault, c)}
    )
    return Recall(
        fault, grade, source,
        Share(len(found), len(fresh)),
        Share(sum(any(names(fault, one["code"]) for one in r["codes"]) for r in found), len(found)),
        Share(sum(map(is_placed, found)), len(found)) if expectation.is_local else None,
        None if targets is None else targets[min(_GRADES.index(grade), 2)],
        len(records) - len(fresh),
        worst(fresh, is_found, lowest=True),
        dict(others.most_common(5)),
    )  # fmt: skip


def is_found(record: Record) -> bool:
    """Whether an expected code was raised."""
    return any(answers(record["fault"], one["code"]) for one in record["codes"])


def is_placed(record: Record) -> bool:
    """Whether the expected findings lie where the fault is."""
    if record["truth"] is None:
        return False
    regions = [
        one["region"]
        for one in record["codes"]
        if one["region"] and answers(record["fault"], one["code"])
    ]
    return overlap(record["truth"], regions, record["shape"], record["ppi"]) >= MIN_OVERLAP


def _was_there(record: Record) -> bool:
    return any(answers(record["fault"], one["code"]) for one in record["before"])


def _new_codes(record: Record) -> set[str]:
    return {one["code"] for one in record["codes"]} - {one["code"] for one in record["before"]}


def worst(
    records: list[Record], counts: Callable[[Record], bool], *, lowest: bool
) -> tuple[str, Share] | None:
    """The volume that does worst, among several."""
    volumes: defaultdict[str, list[bool]] = defaultdict(list)
    for record in records:
        volumes[record["volume"]].append(counts(record))
    if len(volumes) < 2:
        return None
    shares = {name: Share(sum(hits), len(hits)) for name, hits in volumes.items()}
    pick = min if lowest else max
    name = pick(shares, key=lambda one: shares[one].percent or 0.0)
    return name, shares[name]


def alarms(clean: list[Record], is_true: Callable[[str, str], bool]) -> list[Alarms]:
    """Each code raised on sound pages; what is rightly said of a page does not count.

    Args:
        clean: sound pages of one source.
        is_true: whether a page is known to deserve a code.
    """
    codes = sorted({code for record in clean for code in codes_of(record, is_true)})
    return [_alarms(code, clean, is_true) for code in codes]


def _alarms(code: str, clean: list[Record], is_true: Callable[[str, str], bool]) -> Alarms:
    def raises(record: Record) -> bool:
        return code in codes_of(record, is_true)

    raised = Share(sum(map(raises, clean)), len(clean))
    note = severity_of(code) is Severity.INFO
    return Alarms(code, clean[0]["source"], raised, note, worst(clean, raises, lowest=False))


def codes_of(record: Record, is_true: Callable[[str, str], bool]) -> set[str]:
    """The codes raised on a page, without those it deserves."""
    return {one["code"] for one in record["codes"] if not is_true(record["page"], one["code"])} - (
        {BLANK_CODE} if record["design"] == BLANK_DESIGN else set()
    )


def pages_alarmed(clean: list[Record], is_true: Callable[[str, str], bool]) -> Share:
    """Sound pages that a person would have to look at."""
    hits = sum(
        any(severity_of(code) is not Severity.INFO for code in codes_of(record, is_true))
        for record in clean
    )
    return Share(hits, len(clean))


def blank_accuracy(clean: list[Record]) -> Share:
    """Made pages rightly called blank or not blank; bare boards may be called either."""
    clean = [record for record in clean if record["design"] != "cover"]
    right = sum(
        (BLANK_CODE in {one["code"] for one in record["codes"]})
        == (record["design"] == BLANK_DESIGN)
        for record in clean
    )
    return Share(right, len(clean))


@dataclass(frozen=True, slots=True)
class SkewErrors:
    """How far the measured slant is from the truth, in degrees."""

    source: str
    pages: int
    unmeasured: int
    mean: float
    within_tenth: Share
    worst: float


def skew_errors(records: Iterable[Record]) -> list[SkewErrors]:
    """By source; on real scans the slant measured before is taken for true."""
    seeded = [r for r in records if r["fault"] == "skew"]
    return [
        _skew_errors(source, [r for r in seeded if r["source"] == source])
        for source in sorted({r["source"] for r in seeded})
    ]


def _skew_errors(source: str, records: list[Record]) -> SkewErrors:
    errors = []
    for record in records:
        stood = record["degrees"] if record["degrees"] is not None else record["slant_before"]
        if record["slant"] is not None and stood is not None:
            errors.append(abs(record["slant"] - stood - record["amount"]))
    near = sum(error <= 0.1 for error in errors)
    return SkewErrors(
        source, len(records), len(records) - len(errors),
        sum(errors) / len(errors) if errors else 0.0,
        Share(near, len(errors)), max(errors, default=0.0),
    )  # fmt: skip


def measure_errors(records: Iterable[Record]) -> dict[str, tuple[int, float]]:
    """For faults measured in their own unit: how many, and the median error."""
    errors: defaultdict[str, list[float]] = defaultdict(list)
    for record in records:
        for one in record["codes"]:
            if _measures(record, one):
                key = f"{record['fault']} {one['code']}"
                errors[key].append(abs(abs(one["measured"]) - abs(record["amount"])))
    return {key: (len(some), round(median(some), 3)) for key, some in sorted(errors.items())}


def _measures(record: Record, one: Record) -> bool:
    codes = MEASURING.get(record["fault"], ())
    return one["measured"] is not None and one["code"].startswith(codes) and bool(codes)
