import numpy as np
import pytest

from qa.checks.moire import check_moire, limit_of
from qa.profiles import profile_for
from qa.report import NotApplicable
from qa.waves import Wave
from schemas.findings import Region
from schemas.objects import Material
from tests.qa.checks.things import leaf
from tests.qa.drawn import paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def found(page, folder, **facts):
    return check_moire(view_of(page, folder, **facts), BOOK)


def waved(page, percent, degrees=30, period_px=20, part=(slice(None), slice(None))):
    """Crest to trough by so many per cent."""
    ys, xs = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    turn = np.radians(degrees)
    wave = np.sin(2 * np.pi * (xs * np.cos(turn) + ys * np.sin(turn)) / period_px)
    gain = np.ones(page.shape[:2])
    gain[part] += percent / 200 * wave[part]
    gain = gain if page.ndim == 2 else gain[:, :, None]
    return np.clip(np.rint(page * gain), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("degrees", [22, 45, 110])
def test_waves_over_print_are_found(tmp_path, degrees):
    [finding] = found(waved(leaf(), 5, degrees), tmp_path)

    assert finding.code == "QA-MOIRE-01"
    assert finding.measured == pytest.approx(5, rel=0.3)
    assert finding.facts["per_inch"] == pytest.approx(15, rel=0.1)


def test_faint_wave_with_a_clear_peak_is_found(tmp_path):
    [finding] = found(waved(paper(), 2, 40), tmp_path)

    assert (finding.measured, finding.limit) == (pytest.approx(2, rel=0.3), BOOK.max_moire_percent)


@pytest.mark.parametrize(("peak", "limit"), [(9.7, 3.0), (13.0, 1.2)])
def test_more_is_asked_of_an_unclear_wave(peak, limit):
    assert limit_of(Wave(20.0, 2.0, peak, Region(0, 0, 9, 9)), BOOK) == limit


def test_waves_on_a_part_are_found_with_their_place(tmp_path):
    part = (slice(700, 1300), slice(100, 700))

    [finding] = found(waved(paper(), 4, 40, part=part), tmp_path)

    box = finding.region
    inside = max(0, min(700, box.x + box.width) - max(100, box.x)) * max(
        0, min(1300, box.y + box.height) - max(700, box.y)
    )
    assert inside / (600 * 600 + box.width * box.height - inside) > 0.5


def test_sound_pages_pass(tmp_path):
    for page in (leaf(), paper(), printed()):
        assert found(page, tmp_path) == []


def test_screen_of_a_half_tone_passes(tmp_path):
    assert found(waved(paper(160), 60, 45, period_px=4), tmp_path) == []


def test_hatching_is_print(tmp_path):
    page = paper()
    ys, xs = np.mgrid[0:700, 0:700]
    page[400:1100, 200:900][(xs + ys) % 24 < 6] = 40

    assert found(page, tmp_path) == []


def test_laid_paper_runs_along_the_page(tmp_path):
    assert found(waved(paper(), 4, 91, period_px=18), tmp_path) == []


def test_what_it_does_not_judge(tmp_path):
    assert found(printed(), tmp_path, bits=1) == NotApplicable("bilevel")
    assert isinstance(found(np.zeros((1, 1), np.uint8), tmp_path), NotApplicable)
    for page in (np.zeros((300, 200), np.uint8), paper(128, 60)):
        assert found(page, tmp_path) == []
