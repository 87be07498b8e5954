"""What the patches of a chart are in truth: figures of its maker, or of one chart's own file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from qa.targets.kinds import TargetKind

#: The paints that ColorCheckers are made of since November 2014, and those before.
AFTER_2014, BEFORE_2014 = "after-2014", "before-2014"


@dataclass(frozen=True, slots=True)
class Chart:
    """The patches of a chart, row by row from its top left corner."""

    kind: TargetKind
    name: str
    rows: int
    columns: int
    patches: tuple[str, ...]
    lab: tuple[tuple[float, float, float], ...]
    """L*a*b* of each patch, D50, 2° observer."""
    neutrals: tuple[str, ...]
    """The grey patches, lightest first."""
    reference: str
    """Which values these are."""
    source: str

    @property
    def colours(self) -> NDArray[np.float64]:
        """The patches' L*a*b* as an array."""
        return np.asarray(self.lab, np.float64)

    def place(self, patch: str) -> tuple[int, int]:
        """Column and row of a patch."""
        number = self.patches.index(patch)
        return number % self.columns, number // self.columns


@cache
def chart_for(kind: TargetKind, reference: str = AFTER_2014) -> Chart:
    """A chart with its maker's values.

    Raises:
        KeyError: no formulation is called so.
    """
    layout = TargetKind.CLASSIC24 if kind is TargetKind.GREY else kind
    text = files("qa.targets").joinpath(f"{layout.value}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    formulation = data["formulations"][reference]
    return Chart(
        kind=kind,
        name=data["name"],
        rows=data["rows"],
        columns=data["columns"],
        patches=tuple(patch["name"] for patch in formulation["patches"]),
        lab=tuple(_triple(patch["lab"]) for patch in formulation["patches"]),
        neutrals=tuple(data["neutrals"]),
        reference=reference,
        source=formulation["source"],
    )


def with_own_values(chart: Chart, text: str, name: str) -> Chart:
    """The chart with the values of its own measurement: CGATS, or lines of name, L, a, b.

    Raises:
        ValueError: a patch is missing, or a value is no L*a*b*.
    """
    values = _values_of(text)
    known = {_plain(patch): patch for patch in chart.patches}
    numbered = {f"{column}{row}": patch for patch, column, row in _cells(chart)}
    given: dict[str, tuple[float, float, float]] = {}
    for label, lab in values.items():
        patch = known.get(_plain(label)) or numbered.get(_plain(label))
        if patch is not None:
            given[patch] = lab
    if missing := [patch for patch in chart.patches if patch not in given]:
        raise ValueError(f"no value for {', '.join(missing[:5])}")
    truth = tuple(given[patch] for patch in chart.patches)
    return Chart(
        chart.kind, chart.name, chart.rows, chart.columns, chart.patches, truth, chart.neutrals,
        name, f"the chart's own values, {name}",
    )  # fmt: skip


def _cells(chart: Chart) -> list[tuple[str, str, int]]:
    """Each patch with the letter of its column and the number of its row, as makers' files do."""
    return [
        (patch, chr(ord("a") + number % chart.columns), number // chart.columns + 1)
        for number, patch in enumerate(chart.patches)
    ]


def _values_of(text: str) -> dict[str, tuple[float, float, float]]:
    columns: Mapping[str, int] = {"name": 0, "l": 1, "a": 2, "b": 3}
    values: dict[str, tuple[float, float, float]] = {}
    for line in text.splitlines():
        cells = [cell.strip().strip('"') for cell in re.split(r"[\t;,]|\s{2,}", line.strip())]
        if len(cells) < 4:
            cells = line.split()
        if header := _header(cells):
            columns = header
        elif len(cells) > max(columns.values()):
            numbers = [_number(cells[columns[axis]]) for axis in "lab"]
            if None not in numbers:
                values[cells[columns["name"]]] = _triple([n for n in numbers if n is not None])
    return values


def _header(cells: list[str]) -> dict[str, int] | None:
    """Where name, L, a and b stand, if this line says so."""
    plain = [re.sub(r"^lab_|[*]", "", cell.lower()) for cell in cells]
    names = [n for n in ("sample_name", "sampleid", "name", "patch", "sample_id") if n in plain]
    if not names or not {"l", "a", "b"} <= set(plain):
        return None
    return {"name": plain.index(names[0])} | {axis: plain.index(axis) for axis in "lab"}


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    if not -200 <= value <= 200:
        raise ValueError(f"{cell} is no value of L*a*b*")
    return value


def _triple(numbers: list[float]) -> tuple[float, float, float]:
    lightness, a, b = (float(number) for number in numbers)
    return lightness, a, b


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", name.lower())
