import numpy as np
import pytest

from qa.checks.exposure import check_exposure
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, paper, printed, view_of

BOOK, PHOTOGRAPH = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)


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
    assert finding.measured == pytest.approx(90, abs=4)


def test_black_table_around_the_page_does_not_make_it_dark(tmp_path):
    page = np.full((1700, 1500), 8, np.uint8)
    page[100:1550, 200:1300] = printed()

    assert check_exposure(view_of(page, tmp_path), BOOK) == []


def test_washed_out_print(tmp_path):
    page = np.clip(printed(ink=70).astype(np.float32) + 60, 0, 255).astype(np.uint8)

    assert codes(check_exposure(view_of(page, tmp_path), BOOK)) == ["QA-EXP-02"]


def test_paper_burnt_out_under_good_print_is_a_note(tmp_path):
    page = np.clip(printed().astype(np.float32) + 45, 0, 255).astype(np.uint8)

    assert codes(check_exposure(view_of(page, tmp_path), BOOK)) == ["QA-EXP-05"]


def photograph():
    rng = np.random.default_rng(0)
    ramp = np.linspace(20, 235, 900)[:, None] + rng.normal(0, 3, (900, 1200))
    return np.clip(ramp, 0, 255).astype(np.uint8)


def test_lost_tones_inside_a_photograph_are_found_with_their_place(tmp_path):
    page = photograph()
    page[600:700, 500:800] = 255
    page[100:220, 200:500] = 0

    light, dark = check_exposure(view_of(page, tmp_path), PHOTOGRAPH)

    assert (light.code, dark.code) == ("QA-EXP-03", "QA-EXP-04")
    assert light.measured == pytest.approx(100 * 100 * 300 / page.size, abs=0.1)
    assert (light.region.x, light.region.y) == (500, 600)


def test_black_ground_around_a_photograph_is_not_lost_tone(tmp_path):
    page = np.zeros((1100, 1500), np.uint8)
    page[100:1000, 150:1350] = photograph()

    assert check_exposure(view_of(page, tmp_path), PHOTOGRAPH) == []


def test_what_it_does_not_judge(tmp_path):
    flat = np.full((600, 500), 128, np.uint8)

    assert check_exposure(view_of(flat, tmp_path), BOOK) == NotApplicable("no-tones")
    assert check_exposure(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-text")
    assert check_exposure(view_of(printed(), tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
