import cv2
import numpy as np
import pytest

from pipeline.engines.library import read_picture
from pipeline.reading.placement import Placement
from pipeline.reading.preparation import prepare
from schemas.findings import Region
from tests.pipeline.engines.drawn import page_of

pytestmark = pytest.mark.integration

LINES = [
    "Kai saulė leidosi už miško, žmonės ėjo namo", "ir nešė pilnas pintines grybų bei uogų,",
    "o vaikai bėgo pirma ir dainavo garsiai.", "Paskui motina uždegė žiburį lange, kad tėvas",
    "matytų kelią per lauką ir nepaklystų.", "Taip baigėsi ilga vasaros diena kaime.",
]  # fmt: skip
LINES_TEXT = " ".join(LINES)


@pytest.fixture(scope="module")
def page():
    return page_of(LINES, size=44, width=1300)


def read_back(picture, turn=0):
    prepared = prepare(picture, turn)
    return prepared, prepared.placement.on_page(read_picture(prepared.grey, "lit"))


def turned(page, degrees):
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=255), matrix


def test_sound_page_is_left_as_it_is(page):
    prepared = prepare(page)

    assert prepared.steps == ()
    assert (prepared.grey == page).all()


def test_lines_that_rise_are_straightened_and_words_found_where_they_stand(page):
    upright = {w.text: w.region for w in read_picture(page, "lit").words}
    crooked, matrix = turned(page, 5.0)

    prepared, text = read_back(crooked)

    assert [step.split(":")[0] for step in prepared.steps] == ["deskew"]
    assert (text.width_px, text.height_px) == (page.shape[1], page.shape[0])
    shared = [w for w in text.words if w.text in upright and LINES_TEXT.count(w.text) == 1]
    assert len(shared) > 20
    for word in shared:
        here = upright[word.text]
        middle = matrix @ (here.x + here.width / 2, here.y + here.height / 2, 1)
        assert abs(word.region.x + word.region.width / 2 - middle[0]) < 5
        assert abs(word.region.y + word.region.height / 2 - middle[1]) < 5


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_keep_their_places(page, turn):
    lying = np.ascontiguousarray(np.rot90(page, turn // 90))

    prepared, text = read_back(lying, turn)

    assert text.plain.split() == " ".join(LINES).split()
    assert (text.height_px, text.width_px) == lying.shape
    assert f"turn:{turn}" in prepared.steps
    for word in text.words:
        box = word.region
        ink = lying[box.y : box.y + box.height, box.x : box.x + box.width]
        assert ink.min() < 60


@pytest.mark.parametrize(("size", "scaled"), [(9, True), (24, False), (110, True)])
def test_very_small_and_very_large_letters_are_scaled(size, scaled):
    page = page_of(LINES, size=44, width=1300)
    drawn = cv2.resize(page, None, fx=size / 24, fy=size / 24, interpolation=cv2.INTER_AREA)

    prepared, text = read_back(drawn)

    assert any(step.startswith("scale:") for step in prepared.steps) is scaled
    assert (text.width_px, text.height_px) == (drawn.shape[1], drawn.shape[0])
    last = text.words[-1].region
    assert drawn[last.y : last.y + last.height, last.x : last.x + last.width].min() < 128


def test_white_on_black_is_inverted(page):
    prepared, text = read_back(255 - page)

    assert prepared.steps == ("invert",)
    assert text.plain.split() == " ".join(LINES).split()


def test_light_that_falls_off_is_evened(page):
    shade = np.linspace(1.0, 0.2, page.shape[1])[None, :]

    prepared, text = read_back((page * shade).astype(np.uint8))

    assert prepared.steps == ("background",)
    assert text.plain.split() == " ".join(LINES).split()


def test_heavy_noise_is_taken_out_and_light_noise_left(page):
    noise = np.random.default_rng(1).normal(0, 1, page.shape)
    grey = page * 0.6 + 50

    assert prepare(np.clip(grey + 35 * noise, 0, 255).astype(np.uint8)).steps == ("median:3",)
    assert prepare(np.clip(grey + 8 * noise, 0, 255).astype(np.uint8)).steps == ()


def test_page_without_letters_is_not_touched():
    blank = np.full((900, 700), 240, np.uint8)

    prepared = prepare(blank)

    assert prepared.steps == ()
    assert prepared.look.letters == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_region_goes_back_exactly(turn):
    placement = Placement(1000, 800, turn, 0.5)
    region = Region(100, 50, 40, 20)

    found = placement.region(region)

    sides = (80, 40) if turn % 180 == 0 else (40, 80)
    corners = {0: (200, 100), 90: (100, 520), 180: (720, 660), 270: (860, 200)}
    assert (found.x, found.y, found.width, found.height) == (*corners[turn], *sides)
