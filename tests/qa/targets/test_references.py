"""The charts' true values, and those of one chart's own."""

import numpy as np
import pytest

from qa.targets.colour import delta_e_2000
from qa.targets.kinds import TargetKind
from qa.targets.references import AFTER_2014, BEFORE_2014, chart_for, with_own_values

CLASSIC = chart_for(TargetKind.CLASSIC24)
SG = chart_for(TargetKind.SG140)


def test_the_two_formulations_differ_visibly():
    old = chart_for(TargetKind.CLASSIC24, BEFORE_2014)

    assert delta_e_2000(old.colours, CLASSIC.colours).mean() == pytest.approx(0.85, abs=0.01)


@pytest.mark.parametrize("reference", [AFTER_2014, BEFORE_2014])
@pytest.mark.parametrize(
    ("kind", "rows", "columns"),
    [(TargetKind.CLASSIC24, 4, 6), (TargetKind.SG140, 10, 14), (TargetKind.GREY, 4, 6)],
)
def test_charts_are_whole(kind, rows, columns, reference):
    chart = chart_for(kind, reference)

    assert (chart.rows, chart.columns) == (rows, columns)
    assert len(set(chart.patches)) == len(chart.lab) == rows * columns
    assert np.all((chart.colours[:, 0] > 5) & (chart.colours[:, 0] < 98))
    assert np.abs(chart.colours[:, 1:]).max() < 100
    assert set(chart.neutrals) <= set(chart.patches)
    assert "X-Rite" in chart.source


@pytest.mark.parametrize("chart", [CLASSIC, SG], ids=["classic", "sg"])
def test_greys_are_grey_and_fall(chart):
    lab = dict(zip(chart.patches, chart.lab, strict=True))
    greys = np.array([lab[name] for name in chart.neutrals])

    assert np.hypot(greys[:, 1], greys[:, 2]).max() < 3.2
    assert np.all(np.diff(greys[:, 0]) <= 0)


def test_places_are_column_and_row():
    assert CLASSIC.place("dark skin") == (0, 0)
    assert CLASSIC.place("black 2") == (5, 3)
    assert SG.place("B1") == (1, 0)
    assert SG.place("A2") == (0, 1)


def csv_of(chart, shift=0.0):
    rows = [
        f"{name};{lab[0] + shift};{lab[1]};{lab[2]}"
        for name, lab in zip(chart.patches, chart.lab, strict=True)
    ]
    return "\n".join(["name;L*;a*;b*", *rows])


def cgats_of(chart):
    lines = ["CGATS.17", "NUMBER_OF_FIELDS 5", "BEGIN_DATA_FORMAT"]
    lines += ["SAMPLE_ID\tSAMPLE_NAME\tLAB_L\tLAB_A\tLAB_B", "END_DATA_FORMAT", "BEGIN_DATA"]
    for number, lab in enumerate(chart.lab):
        row, column = divmod(number, chart.columns)
        name = f"{chr(ord('A') + column)}{row + 1}"
        lines.append(f"{number + 1}\t{name}\t{lab[0] + 0.5}\t{lab[1]}\t{lab[2]}")
    return "\n".join([*lines, "END_DATA"])


def test_a_charts_own_values_are_taken_from_csv():
    own = with_own_values(CLASSIC, csv_of(CLASSIC, shift=1.0), "117.csv")

    assert own.colours[:, 0] == pytest.approx(CLASSIC.colours[:, 0] + 1)
    assert own.reference == "117.csv"


@pytest.mark.parametrize("chart", [CLASSIC, SG], ids=["classic", "sg"])
def test_a_charts_own_values_are_taken_from_cgats(chart):
    own = with_own_values(chart, cgats_of(chart), "117.txt")

    assert own.colours[:, 0] == pytest.approx(chart.colours[:, 0] + 0.5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "dark skin"),
        ("\n".join(csv_of(CLASSIC).splitlines()[:-1]), "black 2"),
        (csv_of(CLASSIC).replace("37.54", "3754"), "3754"),
    ],
)
def test_values_that_lack_a_patch_or_sense_are_refused(text, why):
    with pytest.raises(ValueError, match=why):
        with_own_values(CLASSIC, text, "117.csv")
