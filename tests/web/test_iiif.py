import pytest

from schemas.findings import Region
from web.iiif import (
    MAX_AREA_PX,
    MAX_SIDE_PX,
    BadImageRequestError,
    ImageSize,
    image_information,
    read_region,
    read_request,
    read_rotation,
    read_size,
)

PAGE = ImageSize(3000, 4000)
WHOLE = Region(0, 0, 3000, 4000)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("full", WHOLE),
        ("square", Region(0, 500, 3000, 3000)),
        ("10,20,30,40", Region(10, 20, 30, 40)),
        ("2900,3900,512,512", Region(2900, 3900, 100, 100)),
        ("pct:10,50,20,25", Region(300, 2000, 600, 1000)),
        ("pct:33.4,0,50,100", Region(1002, 0, 1500, 4000)),
    ],
)
def test_region_is_read_and_cut_at_the_edge(text, region):
    assert read_region(text, PAGE) == region


@pytest.mark.parametrize(
    "text",
    ["", "whole", "-1,0,5,5", "3000,0,5,5", "0,0,0,9", "pct:100,0,1,1", "1,2,3", "1,2,3,4,5"],
)
def test_region_outside_or_unknown_is_refused(text):
    with pytest.raises(BadImageRequestError):
        read_region(text, PAGE)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("max", ImageSize(3000, 4000)),
        ("750,", ImageSize(750, 1000)),
        (",1000", ImageSize(750, 1000)),
        ("pct:50", ImageSize(1500, 2000)),
        ("100,400", ImageSize(100, 400)),
        ("!600,600", ImageSize(450, 600)),
        ("!9000,9000", ImageSize(3000, 4000)),
    ],
)
def test_size_is_read(text, size):
    assert read_size(text, WHOLE) == size


@pytest.mark.parametrize(
    "text", ["^max", "3001,", "0,", ",0", "!0,0", "pct:150", "x", "600", "9,9,9"]
)
def test_size_enlarging_empty_or_unknown_is_refused(text):
    with pytest.raises(BadImageRequestError):
        read_size(text, WHOLE)


def test_answers_are_bounded():
    giant = Region(0, 0, 30_000, 20_000)

    largest = read_size("max", giant)

    assert max(largest.width, largest.height) <= MAX_SIDE_PX
    assert largest.width * largest.height <= MAX_AREA_PX
    assert largest.width / largest.height == pytest.approx(1.5, abs=0.01)
    with pytest.raises(BadImageRequestError):
        read_size("20000,", giant)


def test_rotation_takes_quarters_and_mirror():
    assert read_rotation("!90") == (True, 90)
    with pytest.raises(BadImageRequestError):
        read_rotation("22.5")


@pytest.mark.parametrize("last", ["default.gif", "default", "sepia.jpg", ".jpg"])
def test_unknown_quality_or_format_is_refused(last):
    with pytest.raises(BadImageRequestError):
        read_request("full", "max", "0", last, PAGE)


def test_information_offers_tiles_down_to_one():
    information = image_information("http://x/iiif/a~p0001", PAGE)

    [tiles] = information["tiles"]
    assert tiles["scaleFactors"] == [1, 2, 4, 8]
    assert (information["width"], information["height"]) == (3000, 4000)
