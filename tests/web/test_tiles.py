import io

import numpy as np
import pytest
import pyvips
from PIL import Image

from web.iiif import read_request
from web.tiles import ImageUnreadableError, choose_level, open_pyramid, render

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 160, 30), (30, 30, 220), (250, 250, 250)


@pytest.fixture(scope="module")
def pyramid(tmp_path_factory):
    """Four coloured quarters, 1200 x 1600, as the pipeline writes access copies."""
    pixels = np.empty((1600, 1200, 3), np.uint8)
    pixels[:800, :600], pixels[:800, 600:] = RED, GREEN
    pixels[800:, :600], pixels[800:, 600:] = BLUE, WHITE
    path = tmp_path_factory.mktemp("tiles") / "p0001.tif"
    pyvips.Image.new_from_array(pixels).copy(interpretation="srgb").tiffsave(
        str(path),
        tile=True,
        pyramid=True,
        compression="jpeg",
        Q=90,
        tile_width=256,
        tile_height=256,
    )
    return open_pyramid(path)


def picture(pyramid, region, size, rotation="0", last="default.jpg"):
    request = read_request(region, size, rotation, last, pyramid.size)
    return Image.open(io.BytesIO(render(pyramid, request)))


def close(pixel, colour):
    return all(abs(a - b) < 14 for a, b in zip(pixel, colour, strict=True))


def test_levels_halve(pyramid):
    assert [level.width for level in pyramid.levels] == [1200, 600, 300, 150]


def test_level_is_the_smallest_that_holds_every_pixel(pyramid):
    def level_for(size):
        return choose_level(pyramid, read_request("full", size, "0", "default.jpg", pyramid.size))

    assert [level_for(size) for size in ("max", "640,", "600,", "200,", "10,")] == [0, 0, 1, 2, 3]


@pytest.mark.parametrize("size", ["512,512", "256,256", "200,", "!90,90", "pct:33.3"])
@pytest.mark.parametrize(
    ("region", "colour"),
    [("0,0,512,512", RED), ("688,0,512,512", GREEN), ("0,1088,512,512", BLUE)],
)
def test_region_shows_its_own_quarter_at_every_scale(pyramid, region, colour, size):
    image = picture(pyramid, region, size)

    assert close(image.getpixel((image.width // 2, image.height // 2)), colour)
    assert close(image.getpixel((image.width - 1, image.height - 1)), colour)


def test_answer_has_exactly_the_size_asked_for(pyramid):
    assert picture(pyramid, "full", "333,444").size == (333, 444)
    assert picture(pyramid, "1024,1536,512,512", "176,64").size == (176, 64)


def test_rotation_is_clockwise_and_mirror_comes_first(pyramid):
    turned = picture(pyramid, "full", "300,400", "90")
    mirrored = picture(pyramid, "full", "300,400", "!0")

    assert turned.size == (400, 300)
    assert close(turned.getpixel((390, 10)), RED)
    assert close(mirrored.getpixel((290, 10)), RED)


def test_gray_bitonal_and_png(pyramid):
    assert picture(pyramid, "full", "100,", last="gray.jpg").mode == "L"
    bitonal = picture(pyramid, "full", "100,", last="bitonal.png")
    assert set(bitonal.convert("L").tobytes()) == {0, 255}


def test_damaged_file_is_a_library_error(tmp_path):
    path = tmp_path / "p0001.tif"
    path.write_bytes(b"II*\0 no image")

    with pytest.raises(ImageUnreadableError, match=r"WEB-004.*p0001\.tif"):
        open_pyramid(path)
