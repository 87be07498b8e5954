import cv2
import numpy as np
import pytest

from qa.frame import SideKind
from qa.measures import measures_of
from tests.qa.drawn import paper, printed, turned, view_of

BACKING, GUTTER, PICTURE = SideKind.BACKING, SideKind.GUTTER, SideKind.PICTURE


def laid(leaf, backing=40, border=(60, 50, 70, 80), seed=1):
    """A leaf on a card that is seen left, above, right and below of it."""
    left, top, right, bottom = border
    size = (leaf.shape[0] + top + bottom, leaf.shape[1] + left + right)
    picture = paper(backing, seed=seed, size=size)
    picture[top : top + leaf.shape[0], left : left + leaf.shape[1]] = leaf
    return picture


def kinds(frame):
    return [side.kind for side in frame.sides]


def places(frame):
    return [side.middle for side in frame.sides]


@pytest.mark.parametrize("backing", [15, 70, 130, 252])
def test_leaf_on_a_card_is_found_whatever_the_card(tmp_path, backing):
    frame = view_of(laid(printed(level=215), backing), tmp_path).frame

    assert kinds(frame) == [BACKING] * 4
    assert places(frame) == pytest.approx([60, 50, 1160, 1500], abs=3)
    assert (frame.leaf_width, frame.leaf_height) == pytest.approx((1100, 1450), abs=6)


def test_leaf_that_fills_the_picture_has_the_pictures_sides(tmp_path):
    frame = view_of(printed(), tmp_path).frame

    assert kinds(frame) == [PICTURE] * 4
    assert places(frame) == [0, 0, 1100, 1450]


def test_leaf_without_any_print(tmp_path):
    frame = view_of(laid(paper()), tmp_path).frame

    assert kinds(frame) == [BACKING] * 4
    assert places(frame) == pytest.approx([60, 50, 1160, 1500], abs=3)


def test_sides_are_judged_one_by_one(tmp_path):
    frame = view_of(laid(printed(), border=(0, 50, 70, 0)), tmp_path).frame

    assert kinds(frame) == [PICTURE, BACKING, BACKING, PICTURE]


def test_coloured_card_as_light_as_the_paper(tmp_path):
    picture = laid(printed(), 0)
    coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    coloured[picture < 20] = (250, 215, 235)
    inside = laid(np.zeros((1450, 1100), np.uint8), 255) == 0
    coloured[inside] = picture[inside][:, None]

    assert places(view_of(coloured, tmp_path).frame) == pytest.approx([60, 50, 1160, 1500], abs=3)


@pytest.mark.parametrize("degrees", [-4, 1, 6])
def test_corners_of_a_turned_leaf(tmp_path, degrees):
    picture = turned(laid(printed(), border=(150, 150, 150, 150)), degrees)
    turn = cv2.getRotationMatrix2D((700, 875), -degrees, 1)
    corners = np.array([[150, 150, 1], [1250, 150, 1], [1250, 1600, 1], [150, 1600, 1]])

    frame = view_of(picture, tmp_path).frame

    assert kinds(frame) == [BACKING] * 4
    assert frame.corners == pytest.approx(corners @ turn.T, abs=8)


def test_fold_and_facing_leaf(tmp_path):
    leaf = printed()
    book = np.concatenate((printed(seed=3)[:, -60:], leaf), axis=1)
    shade = 1 - 0.9 * np.exp(-np.square((np.arange(book.shape[1]) - 60) / 3))
    picture = laid((book * shade).astype(np.uint8), border=(0, 50, 70, 80))

    frame = view_of(picture, tmp_path).frame

    assert kinds(frame) == [GUTTER, BACKING, BACKING, BACKING]
    assert frame.left.middle == pytest.approx(60, abs=4)


def test_rule_beside_the_text_is_no_fold(tmp_path):
    leaf = printed()
    cv2.line(leaf, (60, 100), (60, 1350), 20, 3)

    assert kinds(view_of(laid(leaf), tmp_path).frame) == [BACKING] * 4


def test_framed_picture_on_the_leaf_is_no_side(tmp_path):
    leaf = paper()
    leaf[200:1250, 150:950] = paper(120, 12, size=(1050, 800))

    frame = view_of(laid(leaf), tmp_path).frame

    assert places(frame) == pytest.approx([60, 50, 1160, 1500], abs=3)


def test_black_border_of_a_bilevel_scan(tmp_path):
    bilevel = np.where(laid(printed(), 0) > 128, 255, 0).astype(np.uint8)

    frame = view_of(bilevel, tmp_path, bits=1).frame

    assert kinds(frame) == [BACKING] * 4
    assert places(frame) == pytest.approx([60, 50, 1160, 1500], abs=3)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_picture_of_one_tone_has_no_sides_of_its_own(tmp_path, level):
    assert kinds(view_of(np.full((400, 300), level, np.uint8), tmp_path).frame) == [PICTURE] * 4


def test_noise_has_no_sides(tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (900, 700)).astype(np.uint8)

    assert kinds(view_of(noise, tmp_path).frame) == [PICTURE] * 4


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (40, 40)])
def test_tiny_picture_has_no_frame(tmp_path, size):
    assert view_of(np.full(size, 200, np.uint8), tmp_path).frame is None


def test_depths_are_counted_from_each_side(tmp_path):
    frame = view_of(laid(printed()), tmp_path).frame

    [inside, outside] = frame.depths(np.array([[260.0, 150.0], [30.0, 700.0]]))

    assert inside == pytest.approx([200, 100, 900, 1350], abs=4)
    assert outside[0] == pytest.approx(-30, abs=4)


def test_leaf_is_measured_for_the_volume_where_all_its_edges_are_seen(tmp_path):
    whole = measures_of(view_of(laid(printed()), tmp_path))
    trimmed = measures_of(view_of(printed(), tmp_path))

    assert whole["leaf_width_mm"] == pytest.approx(1100 / 300 * 25.4, abs=0.5)
    assert whole["leaf_height_mm"] == pytest.approx(1450 / 300 * 25.4, abs=0.5)
    assert "leaf_width_mm" not in trimmed


def test_excess_of_tops_is_reversed_on_a_page_that_stands_on_its_head(tmp_path):
    upright = measures_of(view_of(printed(), tmp_path))["tops_excess"]
    turned_over = np.ascontiguousarray(printed()[::-1, ::-1])

    assert upright > 0.2
    assert measures_of(view_of(turned_over, tmp_path))["tops_excess"] == pytest.approx(
        -upright, abs=0.1
    )
