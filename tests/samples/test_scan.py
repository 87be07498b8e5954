from dataclasses import replace

import numpy as np
import pytest

from samples.light import to_light, to_pixels
from samples.paper import NEWSPRINT
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle, TypesetPage, new_sheet
from schemas.findings import Region
from schemas.pages import PageRole

STYLE = PageStyle(ppi=100)
PLAIN = ScanManner(ppi=100, noise=0.0, light_falloff=0.0, show_through=0.0)


def test_light_and_back_is_the_same_for_all_values():
    for kind, top in ((np.uint8, 255), (np.uint16, 65535)):
        values = np.arange(top + 1, dtype=kind)
        back = to_pixels(to_light(values), kind).astype(int)
        assert np.abs(back - values).max() <= (0 if kind is np.uint8 else 8)


def test_half_the_light_is_the_known_srgb_value():
    assert to_pixels(np.array([0.5], np.float32))[0] == 188


@pytest.mark.parametrize("recto", [True, False])
def test_page_lies_where_the_truth_says(recto):
    scan = scan_page(blank(recto), PLAIN, rng())
    border = round(6 / 25.4 * 100)
    height, width = scan.image.shape[:2]

    assert scan.page.y == border
    assert scan.page.height == height - 2 * border
    outer = scan.image[height // 2, -5 if recto else 5].mean()
    assert outer < 80
    fold = scan.page.x if recto else scan.page.x + scan.page.width - 1
    assert scan.image[height // 2, fold].mean() < 130
    assert scan.image[height // 2, width // 2].mean() > 200


def test_clockwise_rotation_lowers_the_right_hand_end_of_a_line():
    sheet = new_sheet(STYLE)
    sheet.draw.line((100, 400, 480, 400), fill=0, width=3)
    scan = scan_page(sheet.finished(PageRole.TEXT), replace(PLAIN, rotation_degrees=2.0), rng())
    grey = scan.image.mean(axis=2)[100:700]

    left, right = grey[:, 180].argmin(), grey[:, 430].argmin()

    assert np.degrees(np.arctan2(int(right) - int(left), 250)) == pytest.approx(2.0, abs=0.3)


def test_exposure_in_stops_scales_the_light():
    as_is = scan_page(blank(), PLAIN, rng())
    darker = scan_page(blank(), replace(PLAIN, exposure_stops=-1.0), rng())

    middle = np.s_[300:400, 200:300]

    ratio = to_light(darker.image[middle]).mean() / to_light(as_is.image[middle]).mean()
    assert ratio == pytest.approx(0.5, rel=0.02)


def test_noise_is_as_strong_as_asked():
    quiet, noisy = (
        to_light(scan_page(blank(), replace(PLAIN, noise=n), rng()).image) for n in (0.0, 0.03)
    )

    spread = (noisy - quiet)[300:400, 200:300].std()

    assert spread == pytest.approx(0.03 * np.sqrt(quiet[300:400, 200:300].mean()), rel=0.15)


def test_other_side_shows_through_mirrored():
    sheet = new_sheet(STYLE)
    sheet.draw.rectangle((100, 300, 200, 500), fill=0)
    behind = sheet.finished(PageRole.TEXT, recto=False)
    manner = replace(PLAIN, show_through=0.3, is_bound=False)

    scan = scan_page(blank(), manner, rng(), behind=behind)
    grey = scan.image.mean(axis=2)
    width = scan.image.shape[1]

    assert grey[430, width - 170] < grey[430, 170] - 20


def test_loose_leaf_has_backing_on_all_sides_and_grey_device_one_channel():
    scan = scan_page(blank(), replace(PLAIN, is_bound=False, is_grey=True), rng())

    assert scan.image.ndim == 2
    border = scan.page.x
    assert all(
        edge.max() < 90
        for edge in (
            scan.image[: border - 3],
            scan.image[-border + 3 :],
            scan.image[:, : border - 3],
            scan.image[:, -border + 3 :],
        )
    )


def test_paper_gives_the_scan_its_tone():
    book, news = (
        scan_page(blank(), replace(PLAIN, paper=paper), rng()).image[300:400, 200:300].mean((0, 1))
        for paper in (PLAIN.paper, NEWSPRINT)
    )

    assert book[0] > book[2] + 10
    assert news.mean() < book.mean() - 10


def test_line_regions_move_with_the_page():
    sheet = new_sheet(STYLE)
    font = sheet.font(STYLE.face, 20)
    sheet.print_line("Skrynia", 120, 300, font)
    scan = scan_page(sheet.finished(PageRole.TEXT), PLAIN, rng())

    [line] = scan.lines
    r = line.region
    grey = scan.image.mean(axis=2)
    rows, columns = np.nonzero(grey[60:-60, 120:-60] < 120)

    assert contains(r, Region(int(columns.min()) + 120, int(rows.min()) + 60, 1, 1))
    assert contains(r, Region(int(columns.max()) + 120, int(rows.max()) + 60, 1, 1))


def contains(outer, inner):
    return (
        outer.x - 2 <= inner.x <= outer.x + outer.width + 2
        and outer.y - 2 <= inner.y <= outer.y + outer.height + 2
    )


def blank(recto=True):
    return TypesetPage(new_sheet(STYLE).finished(PageRole.BLANK).image, PageRole.BLANK, recto=recto)


def rng():
    return np.random.default_rng(7)
