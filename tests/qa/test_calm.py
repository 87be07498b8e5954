import cv2
import numpy as np
import pytest

from qa.calm import measure_calm

SIDE = 64


def grain(sigma, level=220, count=8):
    rng = np.random.default_rng(0)
    drawn = rng.normal(level, sigma, (count, SIDE, SIDE))
    return list(np.clip(np.round(drawn), 0, 255).astype(np.uint8))


@pytest.mark.parametrize("sigma", [1.0, 2.0, 6.0])
def test_noise_is_the_pixels_own_and_clouds_do_not_count(sigma):
    cloud = cv2.resize(np.random.default_rng(1).normal(0, 4, (4, 4)), (SIDE, SIDE))
    pieces = [np.clip(piece + cloud, 0, 255).astype(np.uint8) for piece in grain(sigma)]

    assert measure_calm(pieces).noise == pytest.approx(sigma, rel=0.15, abs=0.1)


def test_blocks_show_at_their_borders():
    tones = np.random.default_rng(2).integers(0, 4, (8, 8, 8)).astype(np.uint8)
    blocks = [200 + np.kron(tone, np.ones((8, 8), np.uint8)) for tone in tones]

    calm = measure_calm(blocks)

    assert calm.at_blocks > 1
    assert calm.within_blocks == 0


@pytest.mark.parametrize(
    "pieces",
    [[], grain(1, count=3), grain(1, level=255), grain(1, level=20), grain(40, level=128)],
    ids=["none", "few", "burnt out", "black", "print"],
)
def test_what_is_no_calm_paper_is_not_measured(pieces):
    assert measure_calm(pieces) is None
