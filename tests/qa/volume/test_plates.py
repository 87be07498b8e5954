"""Plates that a volume does not count, and what their custom tells of lost and split leaves."""

from qa.report import QaReport, Signature
from qa.volume.pages import PrintedLabel, VolumePage
from qa.volume.plates import bare_stretches, check_split_leaves, numbered_positions
from qa.volume.volume import check_numbers

PLATE, BLANK = "plate", "blank"


def page(shown):
    """A page of print by its number, a plate, or a blank."""
    is_print = isinstance(shown, int)
    report = QaReport(
        (), (), Signature(8, 8, bytes(64), blank=shown == BLANK), "book", "1",
        measures={"tops_excess": 0.3} if is_print else {},
    )  # fmt: skip
    return VolumePage(report, (PrintedLabel(str(shown), 0.9),) if is_print and shown else ())


def volume(*shown):
    return [page(one) for one in shown]


def with_plates(*after, pages=50, lost=()):
    """Numbered pages with a plate and its blank back behind some of them."""
    shown = []
    for number in range(1, pages + 1):
        shown += [] if number in lost else [number]
        shown += [PLATE, BLANK] if number in after else []
    return volume(*shown)


def said(found):
    return [(one.position, one.finding.code, one.finding.facts.get("numbers")) for one in found]


def test_plates_beside_the_count_are_passed_over():
    pages = with_plates(10, 20, 30)

    assert len(numbered_positions(pages)) == len(pages) - 6
    assert not check_numbers(pages)


def test_leaf_lost_beside_a_plate_is_told_by_the_custom_of_the_others():
    assert said(check_numbers(with_plates(10, 20, 30, lost=(21, 22)))) == [
        (24, "QA-SEQ-02", "21–22")
    ]


def test_plates_that_are_counted_hide_no_leaf_and_raise_nothing():
    counted = volume(*range(1, 11), PLATE, BLANK, *range(13, 23), PLATE, BLANK, *range(25, 50))

    assert len(numbered_positions(counted)) == len(counted)
    assert not check_numbers(counted)


def test_one_plate_is_no_custom():
    assert not check_numbers(with_plates(20, lost=(21, 22)))


def test_blank_leaves_are_no_plates():
    pages = volume(*range(1, 11), BLANK, BLANK, *range(13, 23))

    assert bare_stretches(pages) == []


def test_letters_that_do_not_tell_directions_make_no_plates():
    pages = [
        VolumePage(QaReport((), (), Signature(8, 8, bytes(64), blank=False), "book", "1"), one)
        for one in [(PrintedLabel(str(n), 0.9),) for n in range(1, 30)] + [()]
    ]

    assert bare_stretches(pages) == []


def test_page_of_print_between_the_two_sides_of_a_plate():
    sound = with_plates(10, 20, 30)
    split = [*sound]
    at = next(n for n, one in enumerate(split) if one.labels and one.labels[0].text == "21")
    split[at - 1], split[at] = split[at], split[at - 1]

    assert [one.position for one in check_split_leaves(split)] == [at]
    assert not list(check_split_leaves(sound))


def test_plates_without_their_backs_are_no_split_leaves():
    shown = [n for n in range(1, 40) for n in ([n, PLATE] if n % 6 == 0 else [n])]

    assert not list(check_split_leaves(volume(*shown)))
