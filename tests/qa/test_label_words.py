import cv2
import numpy as np
import pytest

from qa.label_words import find_margins
from tests.qa.drawn import paper, printed, view_of


def with_number(number, place=(540, 1390), seed=1):
    page = printed(seed, lines=20)
    cv2.putText(page, str(number), place, cv2.FONT_HERSHEY_COMPLEX, 1.0, 40, 3, cv2.LINE_AA)
    return page


def test_number_at_the_foot_is_cut_out(tmp_path):
    margins = find_margins(view_of(with_number(17), tmp_path))

    assert margins is not None
    [number] = [word for word in margins.words if word.down > 0.9]
    assert number.across == pytest.approx(0.51, abs=0.03)
    assert margins.picture[number.top : number.bottom].min() < 60


def test_number_of_a_page_stored_on_its_side(tmp_path):
    view = view_of(np.ascontiguousarray(np.rot90(with_number(17))), tmp_path)
    object.__setattr__(view.facts, "orientation", 6)

    margins = find_margins(view)

    assert margins is not None
    assert any(word.down > 0.9 for word in margins.words)


@pytest.mark.parametrize("size", [(1, 1), (4, 700), (600, 500)])
def test_pages_without_print_have_no_margins(tmp_path, size):
    assert find_margins(view_of(paper(size=size), tmp_path)) is None


def test_words_of_the_text_are_left_out(tmp_path):
    margins = find_margins(view_of(printed(2), tmp_path))

    assert margins is None or len(margins.words) <= 2
