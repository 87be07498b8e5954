from dataclasses import replace

import pytest

from pipeline.placing import (
    NewScan,
    PlacePage,
    WantedPlace,
    expected_numbers,
    printed_numbers,
    propose_places,
)
from schemas.rescans import Evidence, Placement, PlacementKind

REPLACE, INSERT, NONE = PlacementKind.REPLACE, PlacementKind.INSERT, PlacementKind.NONE
#: Ten pages numbered 11 to 20, all known.
PAGES = [PlacePage(n, n, n + 10, can_be_compared=True) for n in range(1, 11)]
SOME = NewScan()


def line(page, kind=REPLACE):
    return WantedPlace(kind, page)


def alike(*pages, percent=80.0):
    """For each scan, agreement with one page only (None: with none)."""
    return [[percent if p.number == page else 5.0 for p in PAGES] for page in pages]


def proposed(scans, wanted, agreements=(), pages=PAGES) -> list[Placement]:
    return propose_places(scans, wanted, pages, agreements)


def places(found):
    return [(one.kind, one.page) for one in found]


def test_order_and_content_make_a_place_sure():
    found = proposed([SOME, SOME], [line(3), line(7)], alike(3, 7))

    assert places(found) == [(REPLACE, 3), (REPLACE, 7)]
    assert [one.is_doubtful for one in found] == [False, False]
    assert found[0].evidence == (Evidence.ORDER, Evidence.CONTENT)


def test_content_that_only_resembles_must_be_looked_at_unless_the_number_agrees():
    [found] = proposed([SOME], [line(3)], alike(3, percent=60.0))
    [numbered] = proposed([NewScan(numbers=(13,))], [line(3)], alike(3, percent=60.0))

    assert (found.page, found.is_doubtful) == (3, True)
    assert (numbered.page, numbered.is_doubtful) == (3, False)


def test_order_alone_must_be_looked_at():
    pages = [PlacePage(n, n) for n in range(1, 11)]

    [found] = proposed([SOME], [line(3)], pages=pages)

    assert (found.page, found.evidence) == (3, (Evidence.ORDER,))
    assert found.is_doubtful


def test_scan_left_out_is_no_disaster():
    """Two scans for three lines: the order says nothing, what is on them does."""
    found = proposed([SOME, SOME], [line(2), line(5), line(9)], alike(2, 9))

    assert places(found) == [(REPLACE, 2), (REPLACE, 9)]
    assert not any(one.is_doubtful for one in found)


def test_scans_in_another_order_are_told_by_content_and_looked_at():
    found = proposed([SOME, SOME], [line(3), line(7)], alike(7, 3))

    assert places(found) == [(REPLACE, 7), (REPLACE, 3)]


def test_printed_number_tells_a_page_that_was_illegible_before():
    pages = [replace(page, can_be_compared=page.number != 3) for page in PAGES]

    [found] = proposed([NewScan(numbers=(13,))], [line(3)], alike(None), pages)

    assert (found.page, found.is_doubtful) == (3, False)
    assert found.evidence == (Evidence.ORDER, Evidence.NUMBER)


def test_number_of_another_page_makes_doubtful():
    [found] = proposed([NewScan(numbers=(18,))], [line(3)], alike(8))

    assert (found.page, found.is_doubtful) == (8, True)
    assert Evidence.NOT_LISTED in found.evidence


def test_number_is_foretold_from_the_neighbours():
    pages = [replace(page, printed=None if page.number == 5 else page.printed) for page in PAGES]

    assert expected_numbers(pages)[5] == 15


def test_missing_pages_go_where_their_numbers_fit():
    behind = [
        replace(page, printed=page.number + (12 if page.number > 4 else 10)) for page in PAGES
    ]
    scans = [NewScan(numbers=(15,)), NewScan(numbers=(16,))]

    found = proposed(scans, [line(4, INSERT)], alike(None, None), behind)

    assert places(found) == [(INSERT, 4), (INSERT, 4)], "a leaf has two pages"
    assert all(Evidence.NEIGHBOURS in one.evidence for one in found)


def test_missing_page_that_is_there_already_is_doubtful():
    [found] = proposed([SOME], [line(4, INSERT)], alike(9))

    assert found.is_doubtful


def test_two_scans_of_one_page_are_rivals():
    found = proposed([SOME, SOME], [line(3)], alike(3, 3))

    assert places(found) == [(REPLACE, 3), (NONE, None)]
    assert all(Evidence.RIVAL in one.evidence for one in found)


@pytest.mark.parametrize(
    ("scan", "kind", "why"),
    [
        (NewScan(is_readable=False), NONE, Evidence.UNREADABLE),
        (NewScan(is_known=True), NONE, Evidence.SAME_FILE),
        (NewScan(is_faulty=True), REPLACE, Evidence.STILL_FAULTY),
    ],
)
def test_what_speaks_for_itself_is_doubtful(scan, kind, why):
    [found] = proposed([scan], [line(3)], alike(3))

    assert (found.kind, found.is_doubtful) == (kind, True)
    assert why in found.evidence


def test_target_takes_nobodys_turn():
    found = proposed([NewScan(is_target=True), SOME], [line(3)], alike(None, 3))

    assert places(found) == [(NONE, None), (REPLACE, 3)]
    assert not any(one.is_doubtful for one in found)


def test_scan_of_another_book_finds_no_sure_place():
    [found] = proposed([SOME], [line(3)], alike(None))

    assert (found.is_doubtful, found.evidence) == (True, (Evidence.ORDER, Evidence.UNLIKE))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Pirma eilutė\nantra\n\n— 12 —\n", (12,)),
        ("12\nTekstas 1861 metais\n", (12,)),
        ("1861 m. Vilnius\ntekstas\n", ()),
        ("", ()),
    ],
)
def test_numbers_alone_on_a_line_are_read(text, numbers):
    assert printed_numbers(text) == numbers
