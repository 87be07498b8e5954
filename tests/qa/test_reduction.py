import numpy as np
import pytest

from qa.reduction import reduced


@pytest.mark.parametrize("step", [1, 2, 3, 4, 6, 7, 8])
@pytest.mark.parametrize("channels", [(), (3,)])
def test_squares_become_their_means(step, channels):
    picture = np.random.default_rng(1).integers(0, 256, (55, 70, *channels)).astype(np.uint8)

    small = reduced(picture, step)

    rows, columns = 55 // step, 70 // step
    assert small.shape == (rows, columns, *channels)
    squares = picture[: rows * step, : columns * step].astype(float)
    means = squares.reshape(rows, step, columns, step, *channels).mean(axis=(1, 3))
    assert np.abs(small - means).max() <= 2


def test_pictures_narrower_than_a_square_keep_a_pixel():
    assert reduced(np.full((1, 1), 9, np.uint8), 4).tolist() == [[9]]
    assert reduced(np.full((40, 3), 7, np.uint8), 4).shape == (10, 1)
