"""The numbering of made volumes: sound ones in every manner of counting, and spoilt ones."""

import numpy as np
import pytest

from qa.volume.numbers import number_pages
from qa.volume.order import check_order
from qa.volume.pages import PrintedLabel, VolumePage
from qa.volume.volume import check_numbers
from schemas.pages import PageRole
from tests.qa.volume.numbered import STYLES, book, read

EVERY_PAGE = ("all", "sides", "chapters", "bracketed", "misprints")


def found_in(labels, declared=frozenset()):
    pages = [VolumePage(None, tuple(PrintedLabel(one, 0.9) for one in some)) for some in labels]
    return check_order(number_pages(pages), declared)


def numbered(*numbers):
    return [(str(number),) if number else () for number in numbers]


def said(found):
    return [(one.position, one.finding.code, one.finding.facts["numbers"]) for one in found]


@pytest.mark.parametrize("style", STYLES)
def test_sound_volumes_raise_no_alarm_though_numbers_are_misread(style):
    alarms = 0
    for seed in range(20):
        rng = np.random.default_rng((seed, 5))
        sound = book(rng, int(rng.integers(60, 300)), style)
        alarms += bool(check_order(number_pages(read(sound.labels, rng, errors=0.05))))

    assert alarms == 0


@pytest.mark.parametrize("style", STYLES[:6])
@pytest.mark.parametrize("errors", [0.0, 0.1, 0.2])
def test_missing_leaf_is_found_though_numbers_are_misread(style, errors):
    found = 0
    for seed in range(20):
        rng = np.random.default_rng((seed, 6))
        labels = book(rng, 160, style).labels
        lost = int(rng.integers(20, 140))
        del labels[lost : lost + 2]
        codes = {one.finding.code for one in check_order(number_pages(read(labels, rng, errors)))}
        found += codes == {"QA-SEQ-02"}

    assert found >= 19


def test_gap_names_numbers_and_neighbours():
    [gap] = found_in(numbered(*range(1, 17), *range(19, 40)))

    assert (gap.position, gap.finding.measured) == (16, 2)
    assert gap.finding.facts == {"other": 16, "before": "16", "next": "19", "numbers": "17–18"}


def test_unread_pages_at_the_gap_leave_whole_leaves():
    [gap] = found_in(numbered(*range(1, 16), None, *range(19, 40)))

    assert gap.finding.facts["numbers"] == "17–18"


def test_leaf_declared_missing_raises_no_alarm():
    labels = numbered(*range(1, 17), *range(19, 40))

    assert found_in(labels, frozenset({"17", "18"})) == []
    assert said(found_in(labels, frozenset({"18"}))) == [(16, "QA-SEQ-02", "17")]


def test_leaf_of_a_foliated_manuscript():
    labels = [(f"{leaf}{side}",) for leaf in range(1, 40) if leaf != 12 for side in "rv"]

    assert said(found_in(labels)) == [(22, "QA-SEQ-02", "12r–12v")]


@pytest.mark.parametrize("style", EVERY_PAGE)
def test_moved_and_reversed_blocks_are_one_finding(style):
    rng = np.random.default_rng(1)
    sound = book(rng, 120, style).labels
    moved = sound[:40] + sound[50:80] + sound[40:50] + sound[80:]
    backwards = sound[:40] + sound[40:56][::-1] + sound[56:]

    assert [one.finding.code for one in found_in(moved)] == ["QA-SEQ-03"]
    assert [one.finding.code for one in found_in(backwards)] == ["QA-SEQ-03"]


def test_moved_block_has_its_proposed_place():
    labels = numbered(*range(1, 31), *range(41, 80), *range(31, 41), *range(80, 100))

    [moved] = found_in(labels)

    assert (moved.position, moved.finding.measured) == (69, 10)
    assert (moved.finding.facts["numbers"], moved.finding.facts["other"]) == ("31–40", 30)


def test_reversed_gathering_says_so():
    [found] = found_in(numbered(*range(1, 33), *range(48, 32, -1), *range(49, 80)))

    assert found.finding.facts["reason"] == "in reverse order"
    assert (found.finding.facts["numbers"], found.finding.facts["other"]) == ("33–48", 32)


def test_two_pages_exchanged():
    assert said(found_in(numbered(*range(1, 21), 22, 21, *range(23, 60)))) == [
        (20, "QA-SEQ-03", "22")
    ]


def test_two_neighbours_exchanged_of_which_one_was_not_read():
    unread = numbered(*range(1, 21), 22, 0, *range(23, 60))
    misread = numbered(*range(1, 21), 22, 87, *range(23, 60))

    assert said(found_in(unread)) == [(20, "QA-SEQ-03", "22")]
    assert said(found_in(misread)) == [(20, "QA-SEQ-03", "22")]


def test_one_misread_number_is_no_exchange():
    assert not found_in(numbered(*range(1, 21), 22, 22, *range(23, 60)))
    assert not found_in(numbered(*range(1, 21), 57, 0, *range(23, 60)))


def test_half_exchange_says_nothing_where_every_other_page_has_no_number():
    labels = numbered(*(n if n % 2 else 0 for n in range(1, 60)))
    labels[20] = ("22",)

    assert not found_in(labels)


def test_of_two_blocks_exchanged_the_second_is_named_unless_the_first_is_much_shorter():
    alike = numbered(*range(1, 21), *range(29, 36), *range(21, 29), *range(36, 60))
    short = numbered(*range(1, 21), 41, 42, *range(21, 41), *range(43, 60))

    assert said(found_in(alike)) == [(27, "QA-SEQ-03", "21–28")]
    assert said(found_in(short)) == [(20, "QA-SEQ-03", "41–42")]


def test_number_twice_where_a_leaf_was_scanned_twice():
    [found] = found_in(numbered(*range(1, 13), 11, 12, *range(13, 40)))

    assert (found.position, found.finding.code) == (12, "QA-SEQ-04")
    assert (found.finding.facts["numbers"], found.finding.facts["other"]) == ("11–12", 11)


@pytest.mark.parametrize(
    "labels",
    [
        numbered(*range(1, 40), None, None, *range(40, 80)),
        numbered(None, None, *range(3, 60), *range(1, 50)),
        numbered(*[8] * 30),
        numbered(1841, 3, 77, 12, 400, 5),
        [()] * 50,
        [],
        numbered(5),
        numbered(*range(1, 20), 201, 202, 203, *range(23, 60)),
    ],
    ids=["plates", "counts anew", "same", "scattered", "none", "empty", "single", "misread alike"],
)
def test_what_is_no_fault(labels):
    assert found_in(labels) == []


def test_known_plates_do_not_hide_a_missing_leaf():
    pages = [
        VolumePage(None, (PrintedLabel(str(n), 0.9),)) for n in (*range(1, 17), *range(19, 40))
    ]
    pages[16:16] = [VolumePage(None, role=PageRole.PLATE)] * 2

    [gap] = check_numbers(pages)

    assert (gap.position, gap.finding.facts["numbers"]) == (18, "17–18")


def test_labels_the_model_is_sure_of():
    labels = numbered(*range(1, 20))
    labels[7] = ("9",)

    numbering = number_pages(
        [VolumePage(None, tuple(PrintedLabel(one, 0.9) for one in some)) for some in labels]
    )

    assert numbering.labels == {n: str(n + 1) for n in range(19) if n != 7}
