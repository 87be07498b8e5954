import cv2
import numpy as np
import pytest

from qa.checks.inverted import check_inverted
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, WIDTH, codes, paper, printed, view_of

BOOK, NEGATIVE = profile_for(Material.BOOK), profile_for(Material.NEGATIVE)


def found(page, folder, profile=BOOK, **facts):
    return check_inverted(view_of(page, folder, **facts), profile)


@pytest.mark.parametrize("page", [printed(), printed(level=150, ink=120)], ids=["white", "brown"])
def test_negative_of_a_page_is_found_and_the_page_passes(tmp_path, page):
    assert found(page, tmp_path) == []
    assert codes(found(255 - page, tmp_path)) == ["QA-INVERT-01"]


def test_black_and_white_negative_is_found(tmp_path):
    page = np.where(printed() < 128, 255, 0).astype(np.uint8)

    assert codes(found(page, tmp_path, bits=1)) == ["QA-INVERT-01"]


def test_dark_cover_with_a_light_title_passes(tmp_path):
    cover = 255 - paper(215)
    for line, text in enumerate(("LIETUVOS", "ISTORIJA", "Kaunas 1932")):
        place = (200, 400 + 200 * line)
        cv2.putText(cover, text, place, cv2.FONT_HERSHEY_COMPLEX, 3.0, 210, 8, cv2.LINE_AA)

    assert found(cover, tmp_path) in ([], NotApplicable("no-text"))


def test_dark_plate_on_a_printed_page_passes(tmp_path):
    page = printed()
    page[200 : HEIGHT // 2, 100 : WIDTH - 100] = (255 - printed(seed=5))[
        200 : HEIGHT // 2, 100 : WIDTH - 100
    ]

    assert found(page, tmp_path) == []


def test_what_it_does_not_judge(tmp_path):
    assert found(255 - printed(), tmp_path, NEGATIVE) == NotApplicable("no-text")
    assert found(paper(), tmp_path) == NotApplicable("no-text")
    assert found(np.zeros((1, 1), np.uint8), tmp_path) == NotApplicable("no-text")
    assert found(paper(128, 60), tmp_path) in ([], NotApplicable("no-text"))
