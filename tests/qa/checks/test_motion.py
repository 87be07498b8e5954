import cv2
import numpy as np
import pytest

from qa.checks.focus import check_focus
from qa.checks.motion import check_motion, is_moved, limit_of
from qa.profiles import profile_for
from qa.report import NotApplicable
from qa.smear import Smear
from schemas.objects import Material
from tests.qa.drawn import blurred, codes, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def moved(page, length, degrees):
    """The page as seen by a camera that moved so far; clockwise from the right."""
    kernel = np.zeros((31, 31), np.float32)
    turn = np.radians(degrees)
    for part in np.linspace(-length / 2, length / 2, 200):
        x, y = 15 + part * np.cos(turn), 15 + part * np.sin(turn)
        column, row = int(x), int(y)
        for dx, dy, share in (
            (0, 0, (1 - x % 1) * (1 - y % 1)),
            (1, 0, (x % 1) * (1 - y % 1)),
            (0, 1, (1 - x % 1) * (y % 1)),
            (1, 1, (x % 1) * (y % 1)),
        ):
            kernel[row + dy, column + dx] += share / 200
    soft = cv2.filter2D(page.astype(np.float32), -1, kernel)
    grain = np.random.default_rng(3).normal(0, 2, page.shape)
    return np.clip(soft + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("length", [6, 12])
@pytest.mark.parametrize("degrees", [0, 45, 90, -30])
def test_movement_is_found_with_its_direction(tmp_path, length, degrees):
    [finding] = check_motion(view_of(moved(printed(), length, degrees), tmp_path), BOOK)

    assert finding.code == "QA-MOTION-01"
    off = abs(finding.facts["degrees"] - degrees) % 180
    assert min(off, 180 - off) <= 15


@pytest.mark.parametrize("degrees", [35, -45])
def test_small_movement_aslant_is_found(tmp_path, degrees):
    assert codes(check_motion(view_of(moved(printed(), 3.5, degrees), tmp_path), BOOK)) == [
        "QA-MOTION-01"
    ]


def test_few_letters_are_no_print_that_could_have_moved(tmp_path):
    page = paper()
    page[600:760] = moved(printed(), 6, 45)[600:760]

    view = view_of(page, tmp_path)

    assert len(view.letters) < 100
    assert check_motion(view, BOOK) == NotApplicable("no-lines")
    assert is_moved(view, BOOK) is False


@pytest.mark.parametrize(
    ("degrees", "is_full", "limit"),
    [(0, True, 1.75), (88, False, 1.75), (45, True, 1.3), (-45, False, 1.4), (14, False, 1.575)],
)
def test_more_is_asked_along_the_scan_than_aslant(degrees, is_full, limit):
    assert limit_of(Smear(1.5, degrees, 3.0, is_full), BOOK) == pytest.approx(limit)


def test_moved_page_is_not_called_out_of_focus_as_well(tmp_path):
    view = view_of(moved(printed(), 12, 45), tmp_path)

    assert codes(check_motion(view, BOOK)) == ["QA-MOTION-01"]
    assert check_focus(view, BOOK) == []


@pytest.mark.parametrize(
    "page",
    [printed(), printed(sigma=1.0), printed(ink=60), blurred(printed(), 2), blurred(printed(), 4)],
    ids=["sharp", "a little soft", "pale", "out of focus", "far out of focus"],
)
def test_what_is_alike_in_all_directions_is_no_movement(tmp_path, page):
    assert check_motion(view_of(page, tmp_path), BOOK) == []


def test_blank_and_black_and_white_pages_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_motion(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-lines")
    assert check_motion(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
