import cv2
import numpy as np
import pytest

from qa.edges import edge_width_px

NOISE = np.random.default_rng(0).normal(0, 2, (256, 256))


def squares(sigma, contrast=150):
    board = np.kron(np.indices((8, 8)).sum(axis=0) % 2, np.ones((32, 32))).astype(np.float32)
    soft = cv2.GaussianBlur(40 + contrast * board, (0, 0), sigma) + NOISE
    return np.clip(soft, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("sigma", [1.5, 2.0, 3.0, 4.0])
@pytest.mark.parametrize("contrast", [150, 40])
def test_width_is_the_sigma_of_the_edge_whatever_its_contrast(sigma, contrast):
    assert edge_width_px(squares(sigma, contrast), 2.0) == pytest.approx(sigma, rel=0.15)


def test_paper_has_no_edges():
    grain = np.clip(200 + 3 * NOISE, 0, 255).astype(np.uint8)

    assert edge_width_px(grain, 6.0) is None


def test_tiny_piece_is_not_measured():
    assert edge_width_px(squares(1.5)[:10, :10], 2.0) is None
