"""Limits as data, and levels that never rest on a guess."""

import re

import pytest

from qa.targets.measures import MEASURES, Measure, measured, single
from qa.targets.standards import (
    CATEGORIES,
    STANDARDS,
    UNKNOWN,
    Answer,
    answer_to,
    judge,
    parse_standard,
    standard_for,
)

SMALL = """
name = "S"
version = "1"
levels = ["A", "B", "C"]
[[limits]]
measure = "noise"
limits = ["< 1", "< 2", "< 3"]
source = "s"
[[limits]]
measure = "white_balance"
limits = ["<= 2", "?", "<= 6"]
source = "s"
"""


def small(text=SMALL):
    return parse_standard("s", text, "bound-general")


def verdict_of(text=SMALL, **values):
    measures = {name: single(name, value) for name, value in values.items()}
    return judge(small(text), measures)


@pytest.mark.parametrize("key", STANDARDS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_limit_has_its_source_and_its_measure(key, category):
    standard = standard_for(key, category)

    assert all(row.measure in MEASURES for row in standard.rows)
    assert all(len(row.source) > 20 for row in standard.rows)
    assert len({row.measure for row in standard.rows}) == len(standard.rows)


@pytest.mark.parametrize("key", STANDARDS)
def test_limits_only_loosen_from_level_to_level(key):
    for row in standard_for(key, "bound-general").rows:
        numbers = [re.findall(r"[\d.]+", limit) for limit in row.limits if limit != UNKNOWN]
        if row.measure == "colour_space" or not numbers:
            continue
        loose = {"<": 1, "w": 1, "i": 1, ">": -1}.get(row.limits[-1][0], 0)
        if len(numbers[0]) == 1 and loose:
            values = [loose * float(one[0]) for one in numbers]
            assert values == sorted(values), row
        elif len(numbers[0]) == 2:
            assert [float(n[0]) for n in numbers] == sorted(float(n[0]) for n in numbers)[::-1]
            assert [float(n[1]) for n in numbers] == sorted(float(n[1]) for n in numbers)


@pytest.mark.parametrize(
    ("key", "category", "measure", "limits"),
    [
        ("fadgi-2016", "newspaper", "sampling_efficiency", ("> 90", "> 80", "> 70", "> 60")),
        ("fadgi-2016", "photograph", "delta_e_mean", ("< 2", "< 4", "< 6", "< 10")),
        ("fadgi-2016", "bound-rare", "tone", ("within 2", "within 5", "within 8", "?")),
        ("fadgi-2023", "bound-general", "delta_e_p90", ("< 4", "< 7", "< 10", "< 13")),
        ("fadgi-2023", "bound-general", "lightness_evenness", ("< 1", "?", "?", "< 8")),
        ("iso-19264-1", "newspaper", "noise", ("<= 1.6", "<= 2", "<= 2.2")),
        ("iso-19264-1", "newspaper", "max_modulation", ("?", "?", "?")),
        ("metamorfoze-2", "newspaper", "misregistration", ("<= 0.35", "<= 0.50", "<= 0.50")),
        ("metamorfoze-2", "newspaper", "delta_e_flat_max", ("<= 7", "<= 14", "?")),
    ],
)
def test_limits_are_those_of_the_tables(key, category, measure, limits):
    [row] = [row for row in standard_for(key, category).rows if row.measure == measure]

    assert row.limits == limits


def test_fadgi_2023_is_not_guessed_for_other_originals():
    verdict = judge(standard_for("fadgi-2023", "photograph"), {"noise": single("noise", 0.5)})

    assert not verdict.is_judged
    assert verdict.level == ""


@pytest.mark.parametrize(
    ("limit", "values", "answer"),
    [
        ("< 2", (1.99,), Answer.MET),
        ("< 2", (2.0,), Answer.BROKEN),
        ("<= 2", (2.0,), Answer.MET),
        ("> 80", (80.0,), Answer.BROKEN),
        (">= 85", (85.0, 91.0), Answer.MET),
        (">= 85", (84.9, 91.0), Answer.BROKEN),
        ("within 2", (-2.0, 1.0), Answer.MET),
        ("within 2", (-2.1, 1.0), Answer.BROKEN),
        ("inside 2", (-2.0,), Answer.BROKEN),
        ("0.7 - 1.3", (0.7, 1.3), Answer.MET),
        ("0.7 - 1.3", (1.0, 0.69), Answer.BROKEN),
        ("?", (1.0,), Answer.NOT_KNOWN),
        ("< 2", (), Answer.NOT_MEASURED),
        ("?", (), Answer.NOT_MEASURED),
    ],
)
def test_every_value_of_a_measure_must_keep_the_limit(limit, values, answer):
    assert answer_to(limit, Measure("noise", values)) is answer


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Adobe RGB (1998)", Answer.MET),
        ("eciRGB v2", Answer.MET),
        ("sRGB IEC61966-2.1", Answer.BROKEN),
    ],
)
def test_colour_spaces_are_known_by_their_profiles_names(name, answer):
    assert answer_to("eciRGB | Adobe RGB", Measure("colour_space", text=name)) is answer


@pytest.mark.parametrize(
    ("noise", "balance", "level", "decided"),
    [
        (0.5, 1.0, "A", ()),
        (1.5, 1.0, "B", ("noise",)),
        (0.5, 7.0, "", ("white_balance",)),
        (3.5, 7.0, "", ("noise", "white_balance")),
        (2.5, 5.0, "C", ("noise",)),
    ],
)
def test_the_worst_measure_decides_and_is_named(noise, balance, level, decided):
    verdict = verdict_of(noise=noise, white_balance=balance)

    assert (verdict.level, verdict.decided_by) == (level, decided)
    assert verdict.is_complete


def test_an_unknown_limit_is_never_taken_for_kept():
    verdict = verdict_of(noise=0.5, white_balance=4.0)

    assert verdict.level == "B"
    assert verdict.not_known == ("white_balance",)
    assert not verdict.is_complete


def test_a_stricter_limit_kept_settles_an_unknown_one():
    verdict = verdict_of(noise=1.5, white_balance=1.0)

    assert verdict.level == "B"
    assert verdict.not_known == ()


def test_what_was_not_measured_leaves_the_level_open():
    verdict = verdict_of(noise=1.5)

    assert verdict.level == "B"
    assert verdict.not_measured == ("white_balance",)
    assert not verdict.is_complete


def test_nothing_measured_is_not_judged():
    verdict = verdict_of()

    assert not verdict.is_judged
    assert (verdict.level, verdict.decided_by) == ("", ())


def test_the_files_own_word_founds_no_level():
    text = SMALL.replace('"noise"', '"bits"').replace(
        '"< 1", "< 2", "< 3"', '">= 8", ">= 8", ">= 8"'
    )

    assert not verdict_of(text, bits=16).is_judged


@pytest.mark.parametrize(("by_lab", "level"), [(None, "C"), (0.5, "A")])
def test_counts_stand_in_only_where_lightness_is_missing(by_lab, level):
    text = (
        SMALL
        + """
[[limits]]
measure = "noise_counts"
limits = ["< 1", "< 2", "< 9"]
source = "s"
instead_of = "noise"
"""
    )
    measures = {
        "noise_counts": single("noise_counts", 5.0),
        "white_balance": single("white_balance", 1),
    }
    measures["noise"] = (
        Measure("noise", reason="no-profile") if by_lab is None else single("noise", by_lab)
    )

    assert judge(small(text), measures).level == level


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('source = "s"\n[[', "[[", KeyError),
        ('source = "s"\n[[', 'source = ""\n[[', KeyError),
        ('"< 3"', '"3"', ValueError),
        (', "< 3"', "", ValueError),
    ],
)
def test_data_without_source_or_sense_is_refused(old, new, error):
    with pytest.raises(error):
        small(SMALL.replace(old, new, 1))


def test_the_shown_value_is_the_worst_and_says_whose():
    gains = measured("gain_others", {"a": 0.98, "b": 1.1, "c": 0.85})

    assert (gains.value, gains.where) == (0.85, "c")
    assert measured("tone", {"a": 1.0, "b": -3.0}).value == -3.0
    assert measured("sampling_efficiency", {"across": 90.0, "down": 80.0}).where == "down"
