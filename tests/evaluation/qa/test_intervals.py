import pytest

from tests.evaluation.qa.intervals import interval


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (0, 300, 0.0, 0.0122),
        (5, 1000, 0.0016, 0.0116),
        (190, 200, 0.9100, 0.9758),
        (60, 60, 0.9404, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_intervals_are_those_of_clopper_and_pearson(hits, trials, low, high):
    assert interval(hits, trials) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )
