import cv2
import numpy as np
import pytest

from qa.checks.foreign_object import check_foreign_object
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.checks.things import BORDER, RED, STEEL, bar, laid_on, leaf
from tests.qa.drawn import codes, printed, view_of

BOOK = profile_for(Material.BOOK)


def found(page, folder):
    return check_foreign_object(view_of(page, folder), BOOK)


@pytest.mark.parametrize(
    ("colour", "reach_px"), [(STEEL, 180), (RED, 70), (RED, 470), ((225, 190, 40), 180)]
)
def test_bar_over_the_side_is_found_with_its_place(tmp_path, colour, reach_px):
    page = leaf()

    [finding] = found(laid_on(page, bar(page, reach_px), colour), tmp_path)

    assert finding.code == "QA-OBJECT-02"
    assert finding.measured == pytest.approx(reach_px / 300 * 25.4, rel=0.06, abs=0.5)
    assert finding.region.x == pytest.approx(0, abs=8)


def with_toned_rim(page):
    """Paper that has yellowed at its left side."""
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[BORDER + 60 : -BORDER - 60, BORDER : BORDER + 60] = 1
    return laid_on(page, mask, (225, 200, 140))


def test_bar_over_a_toned_rim_is_told_from_it(tmp_path):
    page = with_toned_rim(leaf())

    assert found(page, tmp_path) == []
    [finding] = found(laid_on(page, bar(page, 180), STEEL), tmp_path)
    assert finding.region.y == pytest.approx(545, abs=60)


def test_dark_bar_on_a_dark_backing_has_corners_and_a_tear_has_none(tmp_path):
    page = leaf(backing=(40, 40, 40))
    tear = np.zeros(page.shape[:2], np.uint8)
    cv2.fillPoly(tear, [np.array([(0, 480), (270, 560), (190, 640), (0, 700)], np.int32)], 1)
    torn = page.copy()
    torn[tear > 0] = 48

    assert found(torn, tmp_path) == []
    whole = bar(page, 180, lean=0)
    barred = page.copy()
    barred[whole > 0] = 54
    assert codes(found(barred, tmp_path)) == ["QA-OBJECT-02"]


def test_plate_inside_the_leaf_belongs_to_it(tmp_path):
    page = leaf()
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[300:900, 350:900] = 1

    assert found(laid_on(page, mask, (60, 80, 150)), tmp_path) == []


def test_label_at_the_side_ends_with_the_leaf(tmp_path):
    page = leaf()
    mask = np.zeros(page.shape[:2], np.uint8)
    mask[600:800, BORDER : BORDER + 250] = 1

    assert found(laid_on(page, mask, (225, 225, 235)), tmp_path) == []


def test_strap_on_a_scan_that_ends_at_the_leaf(tmp_path):
    page = leaf()
    whole = laid_on(page, bar(page, 240, lean=0), RED)

    assert codes(found(whole[BORDER:-BORDER, BORDER:-BORDER], tmp_path)) == ["QA-OBJECT-02"]


def test_picture_across_the_fold_is_no_object(tmp_path):
    page = leaf()
    facing = np.concatenate((leaf(seed=3)[:, :-BORDER], page[:, BORDER:]), axis=1)
    fold = page.shape[1] - BORDER
    facing[:, fold - 6 : fold + 6] = (90, 84, 70)
    mask = np.zeros(facing.shape[:2], np.uint8)
    cv2.rectangle(mask, (fold - 300, 500), (fold + 300, 900), 1, -1)

    assert found(laid_on(facing, mask, (60, 110, 70)), tmp_path) == []


def test_what_it_does_not_judge(tmp_path):
    view = view_of(printed(), tmp_path, bits=1)

    assert check_foreign_object(view, BOOK) == NotApplicable("bilevel")
