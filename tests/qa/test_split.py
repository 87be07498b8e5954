import cv2
import numpy as np
import pytest

from qa.checks.opening import check_opening
from qa.profiles import profile_for
from qa.split import find_split
from schemas.objects import Material
from tests.qa.drawn import codes, paper, printed, turned, view_of
from tests.qa.test_frame import laid

BOOK, MAP = profile_for(Material.BOOK), profile_for(Material.MAP)


def opening(*, slit=0.9, shade=0.0, left=0, right=1):
    """Two pages side by side on a card; their fold is at x = 1160."""
    book = np.concatenate((printed(left)[:, :1100], printed(right)), axis=1)
    away = np.abs(np.arange(book.shape[1]) - 1100)
    light = (1 - slit * np.exp(-np.square(away / 3))) * (1 - shade * np.exp(-away / 40))
    return laid((book * light).astype(np.uint8))


def place(view):
    split = find_split(view)
    return (split.top, split.bottom)


@pytest.mark.parametrize(("slit", "shade"), [(0.9, 0.0), (0.9, 0.3), (0.0, 0.4)])
def test_fold_of_an_opening_is_found(tmp_path, slit, shade):
    view = view_of(opening(slit=slit, shade=shade), tmp_path)

    assert place(view) == pytest.approx((1160, 1160), abs=12)
    assert find_split(view).confidence >= 0.8
    assert codes(check_opening(view, BOOK)) == ["QA-SPLIT-01"]


def test_two_blocks_of_print_without_a_fold_are_believed_less(tmp_path):
    view = view_of(opening(slit=0.0), tmp_path)

    assert find_split(view).confidence < 0.8
    assert check_opening(view, BOOK) == []


def test_line_leans_as_the_book_does(tmp_path):
    view = view_of(turned(opening(), 1), tmp_path)
    height, width = view.colour.shape[:2]

    top, bottom = place(view)

    middle = width / 2 + (1160 - width / 2) * np.cos(np.radians(1))
    assert (top + bottom) / 2 == pytest.approx(middle, abs=15)
    assert top - bottom == pytest.approx(height * np.tan(np.radians(1)), abs=12)


def test_blank_opening_has_its_fold_too(tmp_path):
    book = np.concatenate((paper(), paper(seed=1)), axis=1)
    away = np.abs(np.arange(book.shape[1]) - 1100)
    view = view_of(
        laid((book * (1 - 0.9 * np.exp(-np.square(away / 3)))).astype(np.uint8)), tmp_path
    )

    assert place(view) == pytest.approx((1160, 1160), abs=12)


def test_single_page_is_none(tmp_path):
    assert find_split(view_of(laid(printed()), tmp_path)) is None


def test_landscape_page_of_print_is_one(tmp_path):
    wide = np.concatenate((printed()[:700, :820], printed(1)[:700, 120:]), axis=1)

    assert check_opening(view_of(laid(wide), tmp_path), BOOK) == []


def test_rule_between_columns_is_no_fold(tmp_path):
    page = opening(slit=0.0)
    cv2.line(page, (1160, 200), (1160, 1350), 20, 3)

    assert check_opening(view_of(page, tmp_path), BOOK) == []


def test_page_on_its_side_is_one(tmp_path):
    assert find_split(view_of(np.ascontiguousarray(np.rot90(laid(printed()))), tmp_path)) is None


def test_folded_map_is_no_opening(tmp_path):
    assert check_opening(view_of(opening(), tmp_path), MAP) == []


@pytest.mark.parametrize("size", [(1, 1), (60, 200), (300, 900)])
def test_nothing_to_see(tmp_path, size):
    assert find_split(view_of(np.full(size, 220, np.uint8), tmp_path)) is None
