import cv2
import numpy as np
import pytest

from qa.edges import find_edges, stroke_px

NOISE = np.random.default_rng(0).normal(0, 2, (256, 256))
LINE_PX = 4


def scanned(drawing, sigma, contrast=150):
    """A drawing of 1024 px seen by a lens, a quarter as large."""
    soft = cv2.GaussianBlur(drawing.astype(np.float32), (0, 0), 4 * sigma)
    small = cv2.resize(soft, (256, 256), interpolation=cv2.INTER_AREA)
    return np.clip(40 + contrast * small + NOISE, 0, 255).astype(np.uint8)


def squares(sigma, contrast=150):
    y, x = np.mgrid[:1024, :1024]
    board = (np.sin((x + y / 4) / 40) > 0) ^ (np.sin((y - x / 4) / 40) > 0)
    return scanned(board, sigma, contrast)


def lines(sigma):
    drawing = np.ones((1024, 1024))
    for x in range(0, 1024, 96):
        drawing[:, x : x + 4 * LINE_PX] = 0
    return scanned(drawing, sigma)


@pytest.mark.parametrize("sigma", [0.7, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("contrast", [150, 40])
def test_width_is_the_sigma_of_the_edge_whatever_its_contrast(sigma, contrast):
    edges = find_edges([squares(sigma, contrast)], 2.0)

    pixel = 12**-0.5
    assert np.median(edges.width_px) == pytest.approx(np.hypot(sigma, pixel), rel=0.15)
    assert np.median(edges.step) == pytest.approx(contrast, rel=0.15)


def test_each_edge_knows_its_piece_and_points_to_the_light():
    left = np.full((256, 256), 200, np.uint8)
    left[:, :128] = 30
    piece = cv2.GaussianBlur(left, (0, 0), 1.0)

    edges = find_edges([np.full((256, 256), 220, np.uint8), piece], 1.0)

    assert set(edges.piece) == {1}
    assert np.abs(edges.angle).max() < 0.05
    assert (edges.profile[:, 0] < edges.profile[:, -1]).all()


def test_stroke_between_two_edges_is_measured_and_a_field_has_none():
    assert np.median(stroke_px(find_edges([lines(0.7)], 2.0))) == pytest.approx(LINE_PX, abs=0.5)
    assert np.isinf(np.median(stroke_px(find_edges([squares(0.7)], 2.0))))


def test_deep_edges_are_those_of_full_ink():
    pale, deep = squares(0.7, 60), squares(0.7, 150)

    chosen = find_edges([pale, deep], 2.0).deep(0.8)

    assert set(chosen.piece) == {1}


def test_paper_has_no_edges():
    grain = np.clip(200 + 3 * NOISE, 0, 255).astype(np.uint8)

    assert len(find_edges([grain], 6.0)) < 12


@pytest.mark.parametrize("pieces", [[], [squares(1.5)[:10, :10]]], ids=["none", "tiny"])
def test_nothing_to_measure(pieces):
    edges = find_edges(pieces, 2.0)

    assert len(edges) == len(stroke_px(edges)) == len(edges.deep(0.5)) == 0
