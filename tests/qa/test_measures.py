import numpy as np
import pytest

from qa.measures import MEASURES, measures_of
from tests.qa.drawn import blurred, paper, printed, turned, view_of


def test_numbers_of_a_page_of_print(tmp_path):
    measures = measures_of(view_of(turned(printed(1), 1), tmp_path))

    assert set(measures) <= set(MEASURES)
    assert 0.2 < measures["edge_px"] < 1.2
    assert measures["paper_level"] == pytest.approx(225, abs=4)
    assert (measures["width_px"], measures["height_px"]) == (1100, 1450)
    assert measures["slant_degrees"] == pytest.approx(1, abs=0.1)
    assert measures["text_left"] < 0.2 < 0.6 < measures["text_right"]


def test_edges_of_a_soft_page_are_wider(tmp_path):
    sharp, soft = (measures_of(view_of(p, tmp_path)) for p in (printed(1), blurred(printed(1), 2)))

    assert soft["edge_px"] > sharp["edge_px"] + 1


@pytest.mark.parametrize("orientation", [2, 3, 6, 7])
def test_margins_are_those_of_the_upright_page(tmp_path, orientation):
    page = printed(1)
    stored = {
        2: np.fliplr(page),
        3: np.rot90(page, 2),
        6: np.rot90(page),
        7: np.rot90(page, 2).T,
    }[orientation]
    upright = measures_of(view_of(page, tmp_path))

    view = view_of(np.ascontiguousarray(stored), tmp_path)
    object.__setattr__(view.facts, "orientation", orientation)
    seen = measures_of(view)

    assert seen["text_left"] == pytest.approx(upright["text_left"], abs=0.02)
    assert seen["text_right"] == pytest.approx(upright["text_right"], abs=0.02)


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (500, 400)])
def test_page_without_print_has_only_its_size_and_paper(tmp_path, size):
    measures = measures_of(view_of(paper(size=size), tmp_path))

    assert set(measures) == {"width_px", "height_px", "paper_l"}
