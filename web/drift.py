"""How a device drifts: each measure of its targets over time, as a drawing ready for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import floor, log10

from django.utils.timezone import localtime
from django.utils.translation import get_language

from catalogue.models import TargetGrading
from qa.targets.measures import MEASURES
from web.wording import number, translated

#: The measures that tell drift, in the order in which they are shown.
CHARTED = (
    "delta_e_mean", "white_balance", "tone", "noise", "lightness_evenness", "sampling_efficiency",
    "max_modulation", "misregistration", "ppi", "scale",
)  # fmt: skip
WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 56, 150, 16, 32
#: Lines in one drawing; a further kind of chart gets none.
MOST_LINES = 3
#: Room for labels at the right that stand too near each other.
LABEL_STEP = 16
SQUARE = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """One grading in the drawing."""

    x: float
    y: float
    is_alarm: bool
    said: str

    @property
    def box_x(self) -> float:
        """The left side of the square that stands for an alarm."""
        return self.x - SQUARE / 2

    @property
    def box_y(self) -> float:
        """Its upper side."""
        return self.y - SQUARE / 2


@dataclass(frozen=True, slots=True)
class Line:
    """The gradings by one kind of chart, joined."""

    path: str
    marks: tuple[Mark, ...]
    label: str
    label_y: float
    number: int
    """From 1; each has its own dashes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across: a tick of the scale, or an alarm limit."""

    y: float
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class DriftChart:
    """One measure over time."""

    name: str
    title: str
    unit: str
    lines: tuple[Line, ...]
    ticks: tuple[Rule, ...]
    limits: tuple[Rule, ...]
    first: str
    last: str
    summary: str
    alarms: int
    """How many of the gradings lie beyond a limit."""


def drift_charts(
    gradings: Sequence[TargetGrading], alarms: Mapping[str, Sequence[float | None]]
) -> list[DriftChart]:
    """A drawing for each measure of which anything is known; gradings in the order of time."""
    drawn = (_chart(name, gradings, _limits_of(alarms, name)) for name in CHARTED)
    return [chart for chart in drawn if chart is not None]


def is_alarm(value: float, limits: Sequence[float | None]) -> bool:
    """Whether a value lies beyond its alarm limits."""
    low, high = limits
    return (low is not None and value < low) or (high is not None and value > high)


def alarms_of(
    grading: TargetGrading, alarms: Mapping[str, Sequence[float | None]]
) -> frozenset[str]:
    """The measures of a grading that lie beyond their alarm limits."""
    return frozenset(
        name
        for name, value in grading.measures.items()
        if is_alarm(value, _limits_of(alarms, name))
    )


def said_value(name: str, value: float) -> str:
    """A measure's value with as many digits as its kind asks for."""
    text = f"{value:.{MEASURES[name].digits}f}".replace("-", "−")
    return text.replace(".", ",") if get_language() == "lt" else text


def _limits_of(
    alarms: Mapping[str, Sequence[float | None]], name: str
) -> tuple[float | None, float | None]:
    low, high = alarms.get(name, (None, None))
    return low, high


def _chart(
    name: str, gradings: Sequence[TargetGrading], limits: tuple[float | None, float | None]
) -> DriftChart | None:
    series = _series(name, gradings)
    if not series:
        return None
    values = [value for points in series.values() for _, value in points]
    moments = [at for points in series.values() for at, _ in points]
    known = [limit for limit in limits if limit is not None]
    frame = _Frame(min(moments), max(moments), *_range([*values, *known]))
    wording = MEASURES[name]
    unit = translated(wording.unit)
    return DriftChart(
        name=name,
        title=translated(wording.text),
        unit=unit,
        lines=_lines(name, series, frame, limits, unit),
        ticks=tuple(Rule(frame.y(t), _scaled(t), frame.y(t) + 5) for t in frame.ticks()),
        limits=_rules(name, known, frame),
        first=f"{localtime(frame.begin):%Y-%m-%d}",
        last=f"{localtime(frame.end):%Y-%m-%d}" if frame.end > frame.begin else "",
        summary=_summary(name, values, unit),
        alarms=sum(is_alarm(value, limits) for value in values),
    )


def _series(
    name: str, gradings: Sequence[TargetGrading]
) -> dict[str, list[tuple[datetime, float]]]:
    """The values by kind of chart: two charts of one device need not agree."""
    found: dict[str, list[tuple[datetime, float]]] = {}
    for row in gradings:
        value = row.measures.get(name)
        if value is not None:
            found.setdefault(row.target, []).append((row.taken_at, float(value)))
    most = sorted(found, key=lambda target: -len(found[target]))[:MOST_LINES]
    return {target: found[target] for target in most}


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scales of one drawing."""

    begin: datetime
    end: datetime
    low: float
    high: float

    def x(self, at: datetime) -> float:
        whole = (self.end - self.begin).total_seconds()
        share = (at - self.begin).total_seconds() / whole if whole else 0.5
        return round(LEFT + 12 + share * (WIDTH - LEFT - RIGHT - 24), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def ticks(self) -> list[float]:
        step = _step(self.high - self.low)
        first = floor(self.low / step) + 1
        count = int((self.high - self.low) / step) + 1
        ticks = [round((first + n) * step, 6) for n in range(count)]
        return [tick for tick in ticks if tick <= self.high]


def _step(span: float) -> float:
    """A round step that parts a span into three to six."""
    power = 10.0 ** floor(log10(span / 3))
    return next(power * by for by in (1, 2, 5, 10) if span / (power * by) <= 6)


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The scale: all values and limits with some air; a measure that never changes has a band."""
    low, high = min(values), max(values)
    air = max(0.12 * (high - low), 0.02 * abs(high), 0.05)
    return low - air, high + air


def _lines(
    name: str,
    series: Mapping[str, Sequence[tuple[datetime, float]]],
    frame: _Frame,
    limits: tuple[float | None, float | None],
    unit: str,
) -> tuple[Line, ...]:
    ends = _apart([frame.y(points[-1][1]) for points in series.values()])
    lines = []
    for place, (target, points) in enumerate(series.items()):
        marks = tuple(
            Mark(
                frame.x(at),
                frame.y(value),
                is_alarm(value, limits),
                f"{localtime(at):%Y-%m-%d %H:%M}: {said_value(name, value)} {unit}".rstrip(),
            )
            for at, value in points
        )
        said = said_value(name, points[-1][1])
        short = target.removeprefix("ColorChecker ")
        label = f"{said} {short}" if len(series) > 1 else said
        path = " ".join(f"{mark.x},{mark.y}" for mark in marks)
        lines.append(Line(path, marks, label[:22], ends[place] + 5, place + 1))
    return tuple(lines)


def _apart(places: Sequence[float]) -> list[float]:
    """Places of labels moved down until they do not stand on each other."""
    moved = list(places)
    order = sorted(range(len(places)), key=lambda place: places[place])
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + LABEL_STEP)
    return moved


def _rules(name: str, limits: Sequence[float], frame: _Frame) -> tuple[Rule, ...]:
    return tuple(
        Rule(frame.y(limit), said_value(name, limit), frame.y(limit) - 5) for limit in limits
    )


def _scaled(tick: float) -> str:
    return number(tick).replace("-", "−")


def _summary(name: str, values: Sequence[float], unit: str) -> str:
    """The drawing in words, for those who do not see it."""
    low, high = said_value(name, min(values)), said_value(name, max(values))
    span = low if low == high else f"{low} – {high}"
    return f"{translated(MEASURES[name].text)}: {span} {unit}".rstrip()
