import cv2
import numpy as np
import pytest

from qa.page import PageView
from qa.paper import find_paper, small_lab
from tests.qa.drawn import HEIGHT, WIDTH, facts_of, paper, printed


def seen_of(page, **facts):
    return PageView(facts_of(page, **facts), page, 1)


def map_places(view, top, bottom, left, right):
    """The part of the map under a part of the page."""
    seen = view.paper.seen
    high, wide = seen.shape[0] / view.grey.shape[0], seen.shape[1] / view.grey.shape[1]
    return seen[round(top * high) : round(bottom * high), round(left * wide) : round(right * wide)]


def test_colour_of_the_paper_is_that_between_the_letters():
    grey = printed(level=225)
    page = np.dstack((grey, grey, (grey * 0.8).astype(np.uint8)))

    view = seen_of(page)
    truth = np.full((1, 1, 3), (225, 225, 180), np.float32) / 255

    assert view.paper.typical == pytest.approx(cv2.cvtColor(truth, cv2.COLOR_RGB2Lab)[0, 0], abs=1)
    assert view.paper.seen.mean() > 0.6


def test_map_is_small_whatever_the_page():
    view = seen_of(printed())

    assert max(view.lab_small.shape[:2]) <= 750
    assert max(view.paper.seen.shape) <= 250
    assert view.paper.lab.shape == (*view.paper.seen.shape, 3)


@pytest.mark.parametrize("level", [8, 118, 250], ids=["black", "grey", "white"])
def test_backing_is_no_paper(level):
    page = np.full((HEIGHT + 300, WIDTH + 400), level, np.uint8)
    page[150:-150, 200:-200] = printed(level=225 if level < 250 else 180, ink=150)

    view = seen_of(page)

    assert not map_places(view, 0, 120, 0, WIDTH).any()
    assert map_places(view, 170, 270, 220, WIDTH).mean() > 0.8


def test_picture_is_no_paper():
    page = printed(lines=8)
    ramp = np.linspace(60, 190, 500)[:, None] * np.ones((1, 700))
    page[800:1300, 200:900] = ramp.astype(np.uint8)

    view = seen_of(page)

    assert map_places(view, 820, 1280, 220, 880).mean() < 0.02
    assert view.paper.typical[0] == pytest.approx(89.6, abs=1)


def test_paper_in_a_fading_light_stays_one_paper():
    fading = np.linspace(1.0, 0.4, WIDTH)[None, :]
    page = (printed() * fading).astype(np.uint8)

    assert seen_of(page).paper.seen.mean() > 0.6


@pytest.mark.parametrize(
    "page",
    [np.full((1, 1), 200, np.uint8), np.zeros((1, 900), np.uint8), np.zeros((900, 1, 3), np.uint8)],
)
def test_tiny_and_thin_pictures_break_nothing(page):
    view = seen_of(page)

    assert view.paper is None or view.paper.seen.any()


def test_noise_has_no_paper():
    noise = np.random.default_rng(0).integers(0, 256, (1200, 900, 3), np.uint8)

    assert seen_of(noise).paper is None


def test_blank_page_is_all_paper():
    assert seen_of(paper()).paper.seen.mean() > 0.95


def test_ground_that_is_drawn_on_in_light_is_no_paper():
    cover = np.full((900, 620), 45, np.uint8)
    cv2.putText(cover, "RASTAI", (90, 300), cv2.FONT_HERSHEY_COMPLEX, 3.0, 190, 8)
    cv2.rectangle(cover, (40, 40), (580, 860), 190, 10)
    dark = np.full((900, 620), 90, np.uint8)
    cv2.putText(dark, "RASTAI", (90, 300), cv2.FONT_HERSHEY_COMPLEX, 3.0, 15, 8)
    nothing = np.zeros((0, 2), np.float32)

    assert find_paper(small_lab(cover), nothing) is None
    assert find_paper(small_lab(dark), nothing) is not None, "print in too little light is on paper"
