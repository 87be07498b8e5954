import cv2
import numpy as np
import pytest

from qa.checks.show_through import check_show_through
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import facts_of, paper, printed

BOOK = profile_for(Material.BOOK)
LEVEL, INK = 225, 185


def with_other_side(share, page=None):
    """Print with the mirrored, blurred print of another page in a share of its contrast."""
    front = printed(level=LEVEL, ink=INK, noise=2.0) if page is None else page
    back = printed(seed=9, level=LEVEL, ink=INK, noise=0)
    shift = np.vstack((back[27:], back[:27]))[:, ::-1]
    depth = cv2.GaussianBlur((LEVEL - shift).astype(np.float32), (0, 0), 2.0)
    return np.clip(front - share * depth, 0, 255).astype(np.uint8)


def said_of(page, **facts):
    return check_show_through(PageView(facts_of(page, **facts), page, 1), BOOK)


def test_page_alone_passes():
    assert said_of(with_other_side(0.0)) == []


@pytest.mark.parametrize(("share", "code"), [(0.15, "QA-SHOW-02"), (0.3, "QA-SHOW-01")])
def test_other_side_is_found_and_graded(share, code):
    [finding] = said_of(with_other_side(share))

    assert finding.code == code


def test_more_of_it_measures_more():
    slight, strong = (said_of(with_other_side(share))[0].measured for share in (0.08, 0.16))

    assert 1.5 * slight < strong < 2.6 * slight


def test_grain_of_the_paper_is_not_the_other_side():
    grain = cv2.GaussianBlur(paper(level=128, noise=60.0), (0, 0), 2.5).astype(np.float32) - 128
    page = np.clip(printed(noise=2.0) + grain, 0, 255).astype(np.uint8)

    assert said_of(page) == []


def test_rules_and_a_pale_picture_are_this_side():
    page = printed(noise=2.0)
    for x in range(200, 1000, 200):
        page[150:1350, x : x + 2] = np.minimum(page[150:1350, x : x + 2], 190)
    page[700:1000, 300:800] = np.linspace(150, 215, 300)[:, None]

    assert said_of(page) == []


def test_what_it_does_not_judge():
    assert said_of(paper()) == NotApplicable("no-text")
    assert said_of(printed(), bits=1) == NotApplicable("bilevel")
    assert said_of(printed(), bits=4) == NotApplicable("few-tones")
    cut = np.ascontiguousarray(printed(lines=26)[170:1300, 130:700])
    assert said_of(cut) == NotApplicable("no-margin")
