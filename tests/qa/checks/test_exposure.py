import numpy as np
import pytest

from qa.checks.exposure import check_exposure, lightness_of
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def gained(page, gain):
    return np.clip(page.astype(np.float32) * gain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("page", [printed(), printed(level=160, ink=130)], ids=["white", "brown"])
def test_well_exposed_print_passes(tmp_path, page):
    assert check_exposure(view_of(page, tmp_path), BOOK) == []


def test_yellow_paper_passes(tmp_path):
    grey = printed()
    page = np.dstack((grey, (grey * 0.92).astype(np.uint8), (grey * 0.7).astype(np.uint8)))

    assert check_exposure(view_of(page, tmp_path), BOOK) == []


def test_two_stops_too_dark(tmp_path):
    [finding] = check_exposure(view_of(gained(printed(), 0.4), tmp_path), BOOK)

    assert finding.code == "QA-EXP-01"
    assert finding.measured == pytest.approx(lightness_of(90), abs=1.5)


def test_black_table_around_the_page_does_not_make_it_dark(tmp_path):
    page = np.full((1700, 1500), 8, np.uint8)
    page[100:1550, 200:1300] = printed()

    assert check_exposure(view_of(page, tmp_path), BOOK) == []


def test_washed_out_print(tmp_path):
    page = np.clip(printed(ink=70).astype(np.float32) + 60, 0, 255).astype(np.uint8)

    assert codes(check_exposure(view_of(page, tmp_path), BOOK)) == ["QA-EXP-02"]


def test_what_it_does_not_judge(tmp_path):
    assert check_exposure(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-text")
    assert check_exposure(view_of(printed(), tmp_path, bits=1), BOOK) == NotApplicable("bilevel")


@pytest.mark.parametrize(("level", "lightness"), [(0, 0), (119, 50), (255, 100)])
def test_lightness_of_grey_levels(level, lightness):
    assert lightness_of(level) == pytest.approx(lightness, abs=0.5)
