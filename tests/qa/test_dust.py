import numpy as np
import pytest

from qa.dust import MIN_FRAMES, Dust, find_dust
from qa.specks import MOST_SPECKS, find_specks
from schemas.findings import Region
from tests.qa.drawn import HEIGHT, WIDTH, paper, printed, view_of

DUST = ((300, 60), (1000, 80), (60, 700))


def dusted(page, places=DUST, side=4, depth=70):
    page = page.copy()
    for x, y in places:
        piece = page[y : y + side, x : x + side].astype(np.int16) - depth
        page[y : y + side, x : x + side] = np.clip(piece, 0, 255)
    return page


def dirt(frame, count=20):
    """Specks that lie elsewhere on each frame."""
    rng = np.random.default_rng(frame)
    return [(int(x), int(y), 4) for x, y in rng.integers(0, (WIDTH, HEIGHT), (count, 2))]


def test_specks_on_paper_are_found_where_they_lie(tmp_path):
    found = find_specks(view_of(dusted(printed()), tmp_path))

    assert len(found) == len(DUST)
    for x, y in DUST:
        [(_, _, size)] = [s for s in found if abs(s[0] - x - 2) <= 1 and abs(s[1] - y - 2) <= 1]
        assert size == pytest.approx(4, abs=1)


def test_a_speck_that_fills_most_of_its_surroundings_is_measured(tmp_path):
    page = np.full((400, 300), 230, np.uint8)
    page[160:168, 120:132] = 40

    found = find_specks(view_of(page, tmp_path))

    assert found
    assert all(abs(x - 126) <= 6 and abs(y - 164) <= 6 for x, y, _ in found)


def test_print_alone_has_no_specks(tmp_path):
    assert find_specks(view_of(printed(), tmp_path)) == ()
    assert find_specks(view_of(paper(), tmp_path)) == ()


def test_places_of_a_part_are_those_of_its_scan(tmp_path):
    crop = Region(200, 0, WIDTH - 200, HEIGHT)
    [(x, y, _)] = find_specks(view_of(dusted(paper(), DUST[1:2]), tmp_path, crop))

    assert (x, y) == (pytest.approx(1002, abs=1), pytest.approx(82, abs=1))


def test_dirty_paper_keeps_the_deepest_specks_only(tmp_path):
    rng = np.random.default_rng(3)
    places = [(int(x) * 24, int(y) * 24) for x, y in rng.permutation(1200)[:, None] % (44, 58)]
    page = dusted(dusted(paper(), sorted(set(places)), depth=40), [(500, 500)], depth=150)

    found = find_specks(view_of(page, tmp_path))

    assert len(found) == MOST_SPECKS
    assert abs(found[0][0] - 502) <= 2


@pytest.mark.parametrize(
    "page",
    [np.full((1, 1), 9, np.uint8), np.zeros((300, 200), np.uint8), paper(128, 60)],
    ids=["one pixel", "black", "noise"],
)
def test_nothing_is_found_where_nothing_is(tmp_path, page):
    assert find_specks(view_of(page, tmp_path)) == ()


def test_bilevel_scans_have_no_specks(tmp_path):
    assert find_specks(view_of(dusted(printed()), tmp_path, bits=1)) == ()


def test_dust_stays_while_dirt_moves():
    frames = [[*dirt(frame), (400 + frame % 2, 901, 5)] for frame in range(12)]

    assert find_dust(frames) == [Dust(400, 901, 5, 0, 11)]


def test_dust_is_told_from_its_first_frame_to_its_last():
    frames = [dirt(frame) for frame in range(40)]
    for frame in range(10, 22):
        frames[frame].append((77, 88, 3))

    [dust] = find_dust(frames)

    assert (dust.first, dust.last) == (10, 21)


def test_four_frames_are_too_few():
    frames = [[(10, 10, 3)]] * (MIN_FRAMES - 1) + [[]] * 8

    assert find_dust(frames) == []


def test_dust_hidden_now_and_then_and_cameras_that_take_turns():
    hidden = [[(10, 10, 3)] if frame % 3 else [] for frame in range(15)]
    by_turns = [[(10 + 500 * (frame % 2), 10, 3)] for frame in range(12)]

    assert len(find_dust(hidden)) == 1
    assert [(d.x, d.first, d.last) for d in find_dust(by_turns)] == [(10, 0, 10), (510, 1, 11)]


def test_seldom_at_the_same_place_is_chance():
    frames = [[(10, 10, 3)] if frame % 9 == 0 else [] for frame in range(90)]

    assert find_dust(frames) == []


def test_each_speck_is_told_once():
    frames = [[(x, y, 3) for x in range(0, 900, 90) for y in range(0, 450, 90)]] * 9

    assert len(find_dust(frames)) == 50


def test_dirt_of_a_large_volume_makes_no_dust():
    assert find_dust([dirt(frame, MOST_SPECKS) for frame in range(300)]) == []


def test_nothing_to_look_at():
    assert find_dust([]) == find_dust([[], []]) == []
