import cv2
import numpy as np
import pytest

from qa.checks.finger import check_finger
from qa.checks.foreign_object import check_foreign_object
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.checks.things import (
    BLACK,
    BORDER,
    BROWN_PAPER,
    CREAM,
    DARK_SKIN,
    LIGHT_SKIN,
    STAIN,
    WOOD,
    finger,
    laid_on,
    leaf,
)  # fmt: skip
from tests.qa.drawn import HEIGHT, WIDTH, codes, paper, printed, view_of

BOOK, PHOTOGRAPH = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)


def found(page, folder, profile=BOOK):
    return check_finger(view_of(page, folder), profile)


@pytest.mark.parametrize(
    ("skin", "sheet", "reach_px"),
    [
        (LIGHT_SKIN, CREAM, 60),
        (DARK_SKIN, CREAM, 240),
        (LIGHT_SKIN, BROWN_PAPER, 240),
        (DARK_SKIN, BROWN_PAPER, 500),
    ],
)
def test_finger_over_the_side_is_found_with_its_place(tmp_path, skin, sheet, reach_px):
    page = leaf(sheet)

    [finding] = found(laid_on(page, finger(page, reach_px), skin), tmp_path)

    assert finding.code == "QA-OBJECT-01"
    assert finding.measured == pytest.approx(reach_px / 300 * 25.4, rel=0.05)
    assert finding.region.x == pytest.approx(WIDTH + BORDER - reach_px, abs=16)
    assert finding.region.x + finding.region.width == pytest.approx(WIDTH + 2 * BORDER, abs=16)


def test_finger_on_a_grey_scan(tmp_path):
    page = leaf()
    grey = cv2.cvtColor(laid_on(page, finger(page, 240), LIGHT_SKIN), cv2.COLOR_RGB2GRAY)

    assert codes(found(grey, tmp_path)) == ["QA-OBJECT-01"]


def test_grey_glove(tmp_path):
    page = leaf()

    assert codes(found(laid_on(page, finger(page, 240), (150, 150, 148)), tmp_path)) == [
        "QA-OBJECT-01"
    ]


def test_finger_on_a_scan_that_ends_at_the_leaf(tmp_path):
    page = leaf()
    whole = laid_on(page, finger(page, 240), LIGHT_SKIN)

    assert codes(found(whole[BORDER:-BORDER, BORDER:-BORDER], tmp_path)) == ["QA-OBJECT-01"]


def test_leaf_alone_passes(tmp_path):
    for sheet, backing in ((CREAM, BLACK), (CREAM, WOOD), (BROWN_PAPER, BLACK)):
        view = view_of(leaf(sheet, backing), tmp_path)

        assert check_finger(view, BOOK) == []
        assert check_foreign_object(view, BOOK) == []


def test_torn_corner_shows_the_wood_beneath(tmp_path):
    page = leaf(backing=WOOD)
    mask = np.zeros(page.shape[:2], np.uint8)
    corner = (WIDTH + BORDER, HEIGHT + BORDER)
    torn = [(corner[0], corner[1] - 320), (corner[0], corner[1]), (corner[0] - 260, corner[1])]
    cv2.fillPoly(mask, [np.array(torn)], 1)
    view = view_of(laid_on(page, mask, WOOD), tmp_path)

    assert check_finger(view, BOOK) == []
    assert check_foreign_object(view, BOOK) == []


def test_stain_at_the_side_ends_with_the_leaf(tmp_path):
    page = leaf()
    mask = finger(page, 240)
    mask[:, WIDTH + BORDER :] = 0
    view = view_of(laid_on(page, mask, STAIN), tmp_path)

    assert check_finger(view, BOOK) == []
    assert check_foreign_object(view, BOOK) == []


def test_portrait_inside_the_leaf_passes(tmp_path):
    page = leaf()
    mask = np.zeros(page.shape[:2], np.uint8)
    cv2.ellipse(mask, (600, 700), (200, 280), 0, 0, 360, 1, -1)

    assert found(laid_on(page, mask, LIGHT_SKIN), tmp_path) == []


def test_face_at_the_rim_of_a_photograph_passes(tmp_path):
    page = leaf()[BORDER:-BORDER, BORDER:-BORDER]
    mask = np.zeros(page.shape[:2], np.uint8)
    cv2.ellipse(mask, (WIDTH, 700), (200, 280), 0, 0, 360, 1, -1)

    assert found(laid_on(page, mask, LIGHT_SKIN), tmp_path, PHOTOGRAPH) == []


def test_what_it_does_not_judge(tmp_path):
    view = view_of(printed(), tmp_path, bits=1)

    assert check_finger(view, BOOK) == NotApplicable("bilevel")
    assert check_finger(view_of(np.zeros((40, 30), np.uint8), tmp_path), BOOK) == NotApplicable(
        "no-paper"
    )


def test_noise_and_flat_tones_have_no_fingers(tmp_path):
    for page in (paper(128, 60), np.full((700, 500, 3), 255, np.uint8)):
        outcome = found(page, tmp_path)

        assert outcome == [] or isinstance(outcome, NotApplicable)
