from dataclasses import replace

import numpy as np
import pytest

from qa.checks.cast import check_cast, common_tint
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed

BOOK = profile_for(Material.BOOK)
BLUISH, GREENISH = (0.83, 0.93, 1.0), (0.9, 1.0, 0.9)


def page_on(card, paper=(1.0, 0.97, 0.88)):
    """Yellowish paper on a grey or black card."""
    grey = printed(level=225, ink=180)[:900]
    whole = np.full((grey.shape[0] + 240, grey.shape[1] + 240, 3), card, np.float32)
    yellow = (1 - np.array(paper, np.float32)) * grey[:, :, None] / 225
    whole[120:-120, 120:-120] = grey[:, :, None] * (1 - yellow)
    return np.clip(whole + np.random.default_rng(1).normal(0, 1, whole.shape), 0, 255)


def tinted(page, gains):
    """Gains in linear light are gains of the coded values, near enough."""
    return np.clip(page * np.array(gains), 0, 255)


def said_of(page, **changes):
    picture = np.rint(page).astype(np.uint8)
    facts = replace(facts_of(picture), stated_colour="sRGB", **changes)
    return check_cast(PageView(facts, picture, 1), BOOK)


@pytest.mark.parametrize("card", [45, 119], ids=["black", "grey"])
@pytest.mark.parametrize("gains", [BLUISH, GREENISH], ids=["blue", "green"])
def test_tint_of_everything_is_found(card, gains):
    [finding] = said_of(tinted(page_on(card), gains))

    assert finding.code == "QA-CAST-01"
    assert finding.measured > finding.limit


@pytest.mark.parametrize("card", [45, 119], ids=["black", "grey"])
@pytest.mark.parametrize("paper", [(1, 1, 1), (1.0, 0.93, 0.75), (0.85, 0.95, 1.0)])
def test_paper_of_any_colour_on_neutral_card_passes(card, paper):
    assert said_of(page_on(card, paper)) == []


@pytest.mark.parametrize("card", [(90, 70, 50), (70, 80, 110), (60, 90, 70)])
def test_coloured_backing_alone_is_no_cast(card):
    assert said_of(page_on(card)) == []


def test_grade_of_the_tint_is_told():
    """A grey card at L* 50 goes 0.62 as far as paper at L* 90."""
    measured = common_tint((90, 0.5, 0.0), (50, 0.0, -6.2), (20, 0.0, -3.4))

    assert measured == pytest.approx(10, abs=0.2)


def test_ink_that_stays_neutral_speaks_against_it():
    assert common_tint((90, 0.5, 0.0), (50, 0.0, -6.2), (20, 0.0, 1.0)) is None


def test_yellow_is_not_judged():
    assert common_tint((90, 2.0, 18.0), (50, 1.0, 6.2), (20, 0.0, 3.4)) is None


def test_what_it_does_not_judge():
    page = page_on(119)

    assert said_of(page, colour_space="cmyk") == NotApplicable("no-colour")
    assert said_of(page[130:-130, 130:-130]) == NotApplicable("no-neutral")
    picture = np.rint(page).astype(np.uint8)
    unknown = PageView(facts_of(picture), picture, 1)
    assert check_cast(unknown, BOOK) == NotApplicable("no-profile")
    assert codes(said_of(tinted(page, BLUISH))) == ["QA-CAST-01"]
