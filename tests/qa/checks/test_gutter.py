import numpy as np
import pytest

from qa.checks.gutter import check_gutter
from qa.fold_shadow import lost_percent
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, codes, facts_of, printed

BOOK = profile_for(Material.BOOK)
PX_PER_MM = 300 / 25.4
FACING_PX = 60


def spread(depth, reach_mm, is_left=True):
    """A page with a strip of the facing one beyond a fold with a shadow."""
    page = printed(noise=2.0).astype(np.float32)
    facing = np.full((HEIGHT, FACING_PX), 225, np.float32)
    whole = np.hstack((facing, page))
    away_mm = np.abs(np.arange(whole.shape[1]) - FACING_PX) / PX_PER_MM
    light = 1 - 0.45 * np.exp(-away_mm / 1.0) - depth * np.exp(-away_mm / reach_mm)
    whole = whole * np.power(light, 1 / 2.2)[None]
    edged = np.full((HEIGHT + 200, whole.shape[1] + 120), 30, np.float32)
    edged[100:-100, :-120] = whole
    edged = np.clip(edged, 0, 255).astype(np.uint8)
    return edged if is_left else np.ascontiguousarray(edged[:, ::-1])


def said_of(page, **facts):
    return check_gutter(PageView(facts_of(page, **facts), page, 1), BOOK)


@pytest.mark.parametrize("is_left", [True, False], ids=["recto", "verso"])
def test_dark_line_of_the_fold_itself_passes(is_left):
    assert said_of(spread(0.0, 8, is_left)) == []


@pytest.mark.parametrize("is_left", [True, False], ids=["recto", "verso"])
def test_deep_shadow_is_found_with_its_strip(is_left):
    page = spread(0.5, 8, is_left)

    [finding] = said_of(page)

    fold = FACING_PX if is_left else page.shape[1] - FACING_PX
    beginning = finding.region.x if is_left else finding.region.x + finding.region.width
    assert finding.code == "QA-LIGHT-02"
    assert beginning == pytest.approx(fold, abs=12)
    assert finding.region.width == pytest.approx(20 * PX_PER_MM, abs=2)


def test_slight_shadow_is_a_note():
    assert codes(said_of(spread(0.17, 8))) == ["QA-LIGHT-04"]


def test_loss_is_that_where_print_may_stand():
    away = (np.arange(40) + 0.5).astype(np.float32)
    light = np.where(away < 15, 0.8, 1.0).astype(np.float32)

    assert lost_percent(light, 1.0) == pytest.approx(20, abs=0.1)


def test_what_grows_darker_again_is_no_shadow_of_a_fold():
    away = (np.arange(40) + 0.5).astype(np.float32)
    light = np.where((away > 8) & (away < 12), 0.7, 1.0).astype(np.float32)

    assert lost_percent(light, 1.0) is None


def test_what_it_does_not_judge():
    page = spread(0.5, 8)

    assert said_of(page, ppi=None) == NotApplicable("no-resolution")
    assert said_of(page, bits=1) == NotApplicable("bilevel")
    assert said_of(page[:20, :20]) == NotApplicable("no-paper")
