import cv2
import numpy as np
import pytest

from qa.checks.focus import check_focus
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import blurred, codes, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


@pytest.mark.parametrize("noise", [1.0, 8.0])
@pytest.mark.parametrize("sigma", [3, 4, 6])
def test_blurred_page_is_out_of_focus(tmp_path, sigma, noise):
    [finding] = check_focus(view_of(blurred(printed(), sigma, noise), tmp_path), BOOK)

    assert finding.code == "QA-FOCUS-01"
    assert finding.measured > finding.limit >= BOOK.max_edge_width_px
    assert finding.region is None


@pytest.mark.parametrize(
    "page",
    [
        printed(),
        printed(ink=60),
        printed(noise=12),
        printed(level=150, ink=110),
        printed(sigma=1.0),
    ],
    ids=["plain", "pale", "noisy", "old paper", "a little soft"],
)
def test_sharp_print_is_not(tmp_path, page):
    assert check_focus(view_of(page, tmp_path), BOOK) == []


def test_more_blur_measures_more(tmp_path):
    measured = [
        check_focus(view_of(blurred(printed(), sigma), tmp_path), BOOK)[0].measured
        for sigma in (3, 4, 5)
    ]

    assert measured == sorted(measured)
    assert measured[0] < measured[-1]


def test_pale_print_out_of_focus_is_found_all_the_same(tmp_path):
    page = blurred(printed(ink=110), 3)

    assert codes(check_focus(view_of(page, tmp_path), BOOK)) == ["QA-FOCUS-01"]


def test_soft_picture_beside_text_is_no_fault(tmp_path):
    page = printed()
    rng = np.random.default_rng(1)
    soft = cv2.resize(rng.uniform(40, 220, (9, 12)).astype(np.float32), (700, 500))
    page[600:1100, 200:900] = soft.astype(np.uint8)

    assert check_focus(view_of(page, tmp_path), BOOK) == []


def test_black_and_white_and_blank_pages_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_focus(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_focus(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-edges")


def test_print_of_the_other_side_does_not_make_a_blank_page_blurred(tmp_path):
    behind = blurred(printed(ink=40)[:, ::-1], 4)

    assert check_focus(view_of(behind, tmp_path), BOOK) == NotApplicable("no-edges")
