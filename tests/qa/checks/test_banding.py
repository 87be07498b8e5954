import numpy as np
import pytest

from qa.checks.banding import check_banding
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.checks.things import leaf
from tests.qa.drawn import paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def found(page, folder):
    return check_banding(view_of(page, folder), BOOK)


def waved(page, levels, period_px=90, *, upright=False):
    """Crest to trough by so many grey levels."""
    places = np.arange(page.shape[1] if upright else page.shape[0])
    wave = levels / 2 * np.sin(2 * np.pi * places / period_px)
    wave = wave[None, :] if upright else wave[:, None]
    wave = wave if page.ndim == 2 else wave[:, :, None]
    return np.clip(np.rint(page + wave), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("upright", [True, False])
def test_bands_on_a_page_are_found(tmp_path, upright):
    [finding] = found(waved(leaf(), 8, upright=upright), tmp_path)

    assert finding.code == "QA-BAND-01"
    assert finding.measured == pytest.approx(8 / 2.6, rel=0.3)


def test_faint_bands_on_a_blank_page(tmp_path):
    [finding] = found(waved(paper(), 2.2), tmp_path)

    assert 0.5 < finding.measured < 1.2


def test_sound_pages_pass(tmp_path):
    for page in (leaf(), paper(), printed(lines=20)):
        assert found(page, tmp_path) in ([], NotApplicable("no-margins"))


def test_shading_from_side_to_side_is_no_band(tmp_path):
    slope = np.linspace(0, 30, paper().shape[1])[None, :]

    assert found(np.clip(paper() - slope, 0, 255).astype(np.uint8), tmp_path) == []


def test_chain_lines_are_narrow(tmp_path):
    page = paper().astype(np.int16)
    for column in range(100, page.shape[1], 280):
        page[:, column : column + 12] -= 6

    assert found(np.clip(page, 0, 255).astype(np.uint8), tmp_path) == []


def test_stain_in_one_margin_is_no_band(tmp_path):
    page = leaf()
    half = page.shape[1] // 2
    page[:, :half] = waved(page, 8)[:, :half]

    assert found(page, tmp_path) == []


def test_what_it_does_not_judge(tmp_path):
    assert isinstance(found(np.zeros((1, 1), np.uint8), tmp_path), NotApplicable)
    assert check_banding(view_of(printed(), tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert found(paper()[:300, :300], tmp_path) == NotApplicable("no-margins")
