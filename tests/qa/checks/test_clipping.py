from dataclasses import replace

import cv2
import numpy as np
import pytest

from qa.checks.clipping import check_clipping
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed, view_of

BOOK, PHOTOGRAPH = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)


def moved(page, levels):
    return np.clip(page.astype(np.float32) + levels, 0, 255).astype(np.uint8)


def on_table(page, level):
    whole = np.full((page.shape[0] + 300, page.shape[1] + 300), level, np.uint8)
    whole[150:-150, 150:-150] = page
    return whole


@pytest.mark.parametrize("table", [0, 255])
def test_print_with_all_its_tones_passes_on_any_table(tmp_path, table):
    assert check_clipping(view_of(on_table(printed(), table), tmp_path), BOOK) == []


def test_ink_heaped_up_at_the_end_of_the_scale_is_lost_in_black(tmp_path):
    [finding] = check_clipping(view_of(moved(printed(ink=190), -60), tmp_path), BOOK)

    assert finding.code == "QA-EXP-04"
    assert finding.measured > BOOK.max_clipped_percent


def test_ink_that_runs_out_into_black_evenly_is_a_note(tmp_path):
    rng = np.random.default_rng(4)
    page = printed(ink=170).astype(np.float32)
    deep = page < 90
    page[deep] = rng.uniform(0, 90, int(deep.sum()))

    assert codes(check_clipping(view_of(page.astype(np.uint8), tmp_path), BOOK)) == ["QA-EXP-07"]


def test_scale_of_a_few_tones_has_no_end_to_lose(tmp_path):
    page = printed(ink=190)
    few = (np.rint(page / 85) * 85).astype(np.uint8)

    assert "QA-EXP-04" not in codes(check_clipping(view_of(few, tmp_path), BOOK))


def test_ink_that_just_touches_black_is_a_note(tmp_path):
    page = printed(ink=150)
    page[200:260, 300:350] = 0

    assert codes(check_clipping(view_of(page, tmp_path), BOOK)) == ["QA-EXP-07"]


def test_part_of_the_paper_burnt_out(tmp_path):
    light = np.linspace(0.85, 1.13, 1100)[None, :]
    page = np.clip(printed() * light, 0, 255).astype(np.uint8)

    assert codes(check_clipping(view_of(page, tmp_path), BOOK)) == ["QA-EXP-03"]


def test_paper_burnt_out_all_over_is_a_note(tmp_path):
    assert codes(check_clipping(view_of(moved(printed(), 45), tmp_path), BOOK)) == ["QA-EXP-05"]


def test_white_patch_on_dark_paper_is_no_burnt_paper(tmp_path):
    page = printed(level=170, ink=130)
    page[600:800, 300:700] = 255

    assert check_clipping(view_of(page, tmp_path), BOOK) == []


def test_large_scans_are_judged_at_full_resolution(tmp_path):
    """Every second pixel of the ink is black: no average of four says so."""
    page = cv2.resize(printed(ink=100, noise=1), None, fx=3, fy=3)
    page[::2, ::2][page[::2, ::2] < 150] = 0

    view = view_of(page, tmp_path)

    assert view.shrink > 1
    assert codes(check_clipping(view, BOOK)) == ["QA-EXP-07"]


def test_stretched_scale_is_a_note(tmp_path):
    page = printed(level=150, ink=100, noise=6)
    stretched = np.round((page.astype(np.float32) - 30) * 1.5).clip(0, 255).astype(np.uint8)

    def said(picture):
        facts = replace(facts_of(picture), is_lossy=False)
        return codes(check_clipping(PageView(facts, picture, 1), BOOK))

    assert said(page) == []
    assert said(stretched) == ["QA-EXP-08"]


def photograph():
    rng = np.random.default_rng(0)
    ramp = np.linspace(20, 235, 900)[:, None] + rng.normal(0, 3, (900, 1200))
    return np.clip(ramp, 0, 255).astype(np.uint8)


def test_lost_tones_inside_a_photograph_are_found_with_their_place(tmp_path):
    page = photograph()
    page[600:700, 500:800] = 255
    page[100:220, 200:500] = 0

    light, dark = check_clipping(view_of(page, tmp_path), PHOTOGRAPH)

    assert (light.code, dark.code) == ("QA-EXP-03", "QA-EXP-04")
    assert light.measured == pytest.approx(100 * 100 * 300 / page.size, abs=0.1)
    assert (light.region.x, light.region.y) == (500, 600)


def test_black_ground_around_a_photograph_is_not_lost_tone(tmp_path):
    page = np.zeros((1100, 1500), np.uint8)
    page[100:1000, 150:1350] = photograph()

    assert check_clipping(view_of(page, tmp_path), PHOTOGRAPH) == []


def test_what_it_does_not_judge(tmp_path):
    flat = np.full((600, 500), 128, np.uint8)

    assert check_clipping(view_of(flat, tmp_path), BOOK) == NotApplicable("no-tones")
    assert check_clipping(view_of(printed(), tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_clipping(view_of(printed(), tmp_path, bits=4), BOOK) == NotApplicable("few-tones")
