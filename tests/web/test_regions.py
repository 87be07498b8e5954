import numpy as np
import pytest
import pyvips

from pipeline.rendering import prepared
from schemas.findings import Region
from schemas.pages import RecipePart
from web.iiif import ImageSize
from web.regions import ScanShape, page_size, region_on_page

SCAN = ScanShape(ImageSize(300, 200))
SPOT = Region(20, 50, 30, 10)


@pytest.mark.parametrize(("degrees", "quarters"), [(0, 0), (90, 3), (180, 2), (270, 1)])
def test_turned_region_covers_the_same_pixels(degrees, quarters):
    pixels = np.zeros((200, 300))
    pixels[50:60, 20:50] = 1

    region = region_on_page(SPOT, 1, [RecipePart(1, degrees)], {1: SCAN})

    turned = np.rot90(pixels, quarters)
    assert turned[region.y : region.y + region.height, region.x : region.x + region.width].all()
    assert region.width * region.height == turned.sum()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("degrees", [0, 90])
def test_region_follows_the_image_as_the_pipeline_sets_it_upright(orientation, degrees):
    pixels = np.zeros((200, 300), np.uint8)
    pixels[50:60, 20:50] = 255
    image = prepared(pyvips.Image.new_from_array(pixels), orientation, RecipePart(1, degrees))
    scan = ScanShape(ImageSize(300, 200), orientation)

    region = region_on_page(SPOT, 1, [RecipePart(1, degrees)], {1: scan})

    shown = image.crop(region.x, region.y, region.width, region.height)
    assert shown.min() == 255
    assert region.width * region.height == SPOT.width * SPOT.height
    assert page_size([RecipePart(1, degrees)], {1: scan}) == ImageSize(image.width, image.height)


def test_cropped_away_region_is_not_on_the_page():
    parts = [RecipePart(1, crop=Region(100, 0, 200, 200))]

    assert region_on_page(SPOT, 1, parts, {1: SCAN}) is None


def test_region_is_cut_at_the_edge_of_the_crop():
    parts = [RecipePart(1, crop=Region(30, 40, 100, 100))]

    assert region_on_page(SPOT, 1, parts, {1: SCAN}) == Region(0, 10, 20, 10)


def test_right_half_of_a_fold_out_lies_beside_the_left():
    parts = [RecipePart(1), RecipePart(2), RecipePart(3, below=True)]
    sizes = {1: SCAN, 2: SCAN, 3: SCAN}

    assert region_on_page(SPOT, 2, parts, sizes) == Region(320, 50, 30, 10)
    assert region_on_page(SPOT, 3, parts, sizes) == Region(20, 250, 30, 10)
    assert page_size(parts, sizes) == ImageSize(600, 400)
