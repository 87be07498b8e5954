import numpy as np
import pytest

from qa.page import QUIET_PX, TILE_GRID
from schemas.findings import Region
from tests.qa.drawn import printed, view_of


@pytest.fixture(scope="module")
def page():
    return printed()


def test_calm_pieces_are_paper_where_there_is_paper(tmp_path, page):
    view = view_of(page, tmp_path)

    calm = [tile for tile in view.quiet_tiles if tile.grey.std() < 5]
    assert len(calm) >= len(view.quiet_tiles) / 2
    assert all(tile.grey.mean() > 200 for tile in calm)
    assert len(view.quiet_tiles) <= TILE_GRID**2


@pytest.mark.parametrize("crop", [None, Region(37, 51, 900, 1200)], ids=["whole", "part"])
def test_calm_pieces_begin_with_the_blocks_of_the_file(tmp_path, page, crop):
    view = view_of(page, tmp_path, crop=crop)

    assert view.quiet_tiles
    for tile in view.quiet_tiles:
        x, y = tile.x, tile.y
        assert (x % 8, y % 8, tile.grey.shape) == (0, 0, (QUIET_PX, QUIET_PX))
        assert np.array_equal(tile.grey, page[y : y + QUIET_PX, x : x + QUIET_PX])


def test_black_table_is_calmer_than_paper_and_yet_not_taken(tmp_path):
    page = np.full((1400, 1000), 8, np.uint8)
    page[100:-100, 70:-70] = printed()[100:1300, 100:960]

    view = view_of(page, tmp_path)

    assert view.quiet_tiles
    assert all(tile.grey.mean() > 150 for tile in view.quiet_tiles)


def test_calm_pieces_of_a_scan_whose_overview_is_smaller(tmp_path, page):
    large = np.tile(page, (5, 3))

    view = view_of(large, tmp_path)

    assert view.shrink == 3
    assert sum(tile.grey.std() < 5 for tile in view.quiet_tiles) > len(view.quiet_tiles) / 2
