"""The levels of FADGI, ISO 19264-1 and Metamorfoze: limits as data, judged without guessing.

A limit that is not known decides nothing and is named; a measure that was not made leaves the
level open downwards: the scan can then reach no more than the level found.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from qa.targets.measures import Measure

STANDARDS = ("fadgi-2016", "fadgi-2023", "iso-19264-1", "metamorfoze-2")
CATEGORIES = (
    "bound-general", "bound-rare", "unbound-general", "unbound-rare", "oversize", "newspaper",
    "photograph",
)  # fmt: skip
UNKNOWN = "?"
#: What the file says of itself; on this alone no level is founded.
OF_THE_FILE = ("ppi_stated", "bits", "colour_space")
_BAND = re.compile(r"([\d.]+) - ([\d.]+)")
_BOUND = re.compile(r"(<=|<|>=|>|within|inside) ([\d.]+)")


class Answer(StrEnum):
    """Whether a measure keeps a limit."""

    MET = "met"
    BROKEN = "broken"
    NOT_KNOWN = "not known"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class LimitRow:
    """The limits of one measure, best level first, as they are written; ``?`` where not known."""

    measure: str
    limits: tuple[str, ...]
    source: str
    instead_of: str = ""
    """Judged only where this other measure could not be made."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard for one kind of original."""

    key: str
    name: str
    version: str
    levels: tuple[str, ...]
    rows: tuple[LimitRow, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure against one standard: an answer a level, best level first."""

    measure: str
    limits: tuple[str, ...]
    answers: tuple[Answer, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """What a standard says of a scan."""

    standard: str
    name: str
    levels: tuple[str, ...]
    level: str
    """The best level at which no known limit is broken; empty if there is none."""
    is_judged: bool
    """Whether anything could be held against a known limit."""
    decided_by: tuple[str, ...]
    """The measures that forbid the next better level."""
    not_measured: tuple[str, ...]
    """Measures the standard asks for that are missing: the level is then the most possible."""
    not_known: tuple[str, ...]
    """Measures whose limit at the level reached (or at all) is not known."""
    rows: tuple[Judged, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the level stands, rather than being the most that is possible."""
        return self.is_judged and not self.not_measured and not self.not_known


@cache
def standard_for(key: str, category: str) -> Standard:
    """A standard's limits for a category of originals."""
    text = files("qa.targets").joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return parse_standard(key, text, category)


def parse_standard(key: str, text: str, category: str) -> Standard:
    """Read a standard's data; a number without its source is refused.

    Raises:
        KeyError: a row lacks measure, limits or source.
        ValueError: a limit cannot be understood, or a row has not one limit a level.
    """
    data = tomllib.loads(text)
    own = data.get("categories", {}).get(category, {}).get("limits", [])
    levels = tuple(data["levels"])
    rows = tuple(_row(entry, levels) for entry in (*data.get("limits", []), *own))
    return Standard(key, data["name"], data["version"], levels, rows)


def _row(entry: dict[str, str | list[str]], levels: tuple[str, ...]) -> LimitRow:
    limits = tuple(entry["limits"])
    measure, source = str(entry["measure"]), str(entry["source"])
    if len(limits) != len(levels):
        raise ValueError(f"{measure}: {len(limits)} limits for {len(levels)} levels")
    if not source:
        raise KeyError(f"{measure}: no source")
    if measure != "colour_space":
        for limit in limits:
            _holds(limit, (1.0,))
    return LimitRow(measure, limits, source, str(entry.get("instead_of", "")))


def answer_to(limit: str, measure: Measure | None) -> Answer:
    """Whether a measure keeps a limit, every one of its values."""
    if measure is None or not measure.is_measured:
        return Answer.NOT_MEASURED
    if limit == UNKNOWN:
        return Answer.NOT_KNOWN
    kept = _is_named(limit, measure.text) if measure.text else _holds(limit, measure.values)
    return Answer.MET if kept else Answer.BROKEN


def _holds(limit: str, values: tuple[float, ...]) -> bool:
    if limit == UNKNOWN:
        return False
    if band := _BAND.fullmatch(limit):
        low, high = float(band[1]), float(band[2])
        return all(low <= value <= high for value in values)
    bound = _BOUND.fullmatch(limit)
    if bound is None:
        raise ValueError(f"“{limit}” is no limit")
    number = float(bound[2])
    return all(_keeps(bound[1], number, value) for value in values)


def _keeps(relation: str, number: float, value: float) -> bool:
    return {
        "<": value < number,
        "<=": value <= number,
        ">": value > number,
        ">=": value >= number,
        "within": abs(value) <= number,
        "inside": abs(value) < number,
    }[relation]


def _is_named(limit: str, text: str) -> bool:
    name = _letters(text)
    return any(_letters(known) in name for known in limit.split("|"))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def judge(standard: Standard, measures: dict[str, Measure]) -> LevelVerdict:
    """Hold all measures against a standard."""
    rows = [_judged(row, measures) for row in standard.rows if _applies(row, measures)]
    judged = [row for row in rows if {Answer.MET, Answer.BROKEN} & set(row.answers)]
    places = range(len(standard.levels))
    best = next((p for p in places if all(r.answers[p] is not Answer.BROKEN for r in rows)), None)
    better = len(standard.levels) - 1 if best is None else best - 1
    decided = [r.measure for r in judged if better >= 0 and r.answers[better] is Answer.BROKEN]
    is_judged = any(row.measure not in OF_THE_FILE for row in judged)
    return LevelVerdict(
        standard=standard.key,
        name=standard.name,
        levels=standard.levels,
        level=standard.levels[best] if best is not None and is_judged else "",
        is_judged=is_judged,
        decided_by=tuple(decided) if is_judged else (),
        not_measured=tuple(r.measure for r in rows if r.answers[0] is Answer.NOT_MEASURED),
        not_known=tuple(r.measure for r in rows if _is_open(r, best)),
        rows=tuple(rows),
    )


def _is_open(row: Judged, best: int | None) -> bool:
    """Whether the limit that would matter is not known."""
    return best is not None and row.answers[best] is Answer.NOT_KNOWN


def _applies(row: LimitRow, measures: dict[str, Measure]) -> bool:
    first = measures.get(row.instead_of)
    return first is None or not first.is_measured


def _judged(row: LimitRow, measures: dict[str, Measure]) -> Judged:
    measure = measures.get(row.measure)
    answers = settled(tuple(answer_to(limit, measure) for limit in row.limits))
    return Judged(row.measure, row.limits, answers, row.source)


def settled(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Unknown limits between known ones: levels only loosen, so that the known may settle them."""
    sure = list(answers)
    for place, answer in enumerate(answers):
        if answer is Answer.NOT_KNOWN and Answer.MET in answers[:place]:
            sure[place] = Answer.MET
        elif answer is Answer.NOT_KNOWN and Answer.BROKEN in answers[place:]:
            sure[place] = Answer.BROKEN
    return tuple(sure)
