import pytest

from tests.evaluation.qa.overlap import overlap

SHAPE, PPI = (1000, 800), 100


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ([(100, 100, 200, 200)], 1.0),
        ([(200, 100, 200, 200)], 1 / 3),
        ([(400, 400, 50, 50)], 0.0),
        ([], 0.0),
        ([(100, 100, 100, 200), (200, 100, 100, 200)], 1.0),
        ([(100, 100, 200, 200), (700, 900, 50, 50)], 1.0),
    ],
)
def test_overlap_is_of_the_best_place_or_of_all_together(found, share):
    assert overlap((100, 100, 200, 200), found, SHAPE, PPI) == pytest.approx(share)


def test_lines_of_a_pixel_are_compared_as_wide_as_the_eye_sees_them():
    assert overlap((400, 0, 1, 1000), [(404, 0, 2, 1000)], SHAPE, PPI) > 0.6


def test_nothing_outside_the_picture_counts():
    assert overlap((700, 0, 100, 100), [(700, 0, 300, 100)], SHAPE, PPI) == pytest.approx(1.0)
