import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.plain import plain_of, value_of
from pipeline.qa import check_volume, inspect_page
from pipeline.sandbox import confined
from pipeline.viewing import ScanNotViewableError, view_page
from qa.codes import REASONS, severity_of
from qa.page import MAX_OVERVIEW_PX, TILE_GRID
from qa.report import QaReport
from qa.volume.pages import VolumePage
from schemas.findings import Region, Severity
from schemas.objects import Material
from schemas.pages import ImageFacts
from tests.qa.drawn import DATA, blurred, codes, facts_of, printed, saved, turned, view_of

PIL = pytest.importorskip("PIL.Image")


def facts_of_file(path: Path) -> ImageFacts:
    """What the header says, read otherwise than by the product."""
    with PIL.open(path) as image:
        bits = {"1": 1, "I;16": 16, "I;16B": 16}.get(image.mode, 8)
        bands = len(image.getbands())
        ppi = [float(p) if p else None for p in image.info.get("dpi", (None, None))]
        space = "grey" if bands == 1 else "rgb"
        return ImageFacts("image/x", *image.size, bands, bits, space, "", *ppi)


def images_in(*folders: str) -> list[Path]:
    kinds = (".jpg", ".tif", ".tiff", ".jp2", ".png")
    found = (p for folder in folders for p in sorted((DATA / folder).rglob("*")))
    return [p for p in found if p.suffix.lower() in kinds]


def test_report_of_a_page(tmp_path):
    page = turned(printed(), 2)

    report = inspect_page(saved(page, tmp_path), 0, facts_of(page), Material.BOOK).report

    assert codes(report.findings) == ["QA-SKEW-01"]
    assert value_of(QaReport, json.loads(json.dumps(plain_of(report)))) == report


def test_report_comes_out_of_the_sandbox(tmp_path):
    page = blurred(printed(), 4)
    path = saved(page, tmp_path)

    report = confined(inspect_page, path, 0, facts_of(page), Material.BOOK).report

    assert codes(report.findings) == ["QA-FOCUS-01"]


def test_same_page_twice_in_an_object(tmp_path):
    pages = [printed(1), printed(2), printed(1)]
    reports = [
        inspect_page(saved(p, tmp_path), 0, facts_of(p), Material.BOOK).report for p in pages
    ]

    [found] = check_volume([VolumePage(report) for report in reports], Material.BOOK)

    assert (found.position, found.finding.facts["other"]) == (2, 1)


def test_half_of_a_spread_is_judged_alone_and_regions_stay_those_of_the_scan(tmp_path):
    left, right = printed(1), printed(2)
    right[850:, 400:] = blurred(right, 3)[850:, 400:]
    spread = np.hstack((left, right))
    path, facts = saved(spread, tmp_path), facts_of(spread)
    width = left.shape[1]
    halves = [Region(x, 0, width, left.shape[0]) for x in (0, width)]

    first, second = (
        inspect_page(path, 0, facts, Material.BOOK, crop).report.findings for crop in halves
    )

    assert first == ()
    assert codes(second) == ["QA-FOCUS-02"]
    assert second[0].region.x >= width + 250


def test_crop_beyond_the_scan_is_cut_to_it(tmp_path):
    view = view_of(printed(), tmp_path, crop=Region(-50, -50, 90_000, 90_000))

    assert view.grey.shape == printed().shape


def test_view_is_bounded_whatever_the_scan_measures(tmp_path):
    page = np.full((7001, 5003), 220, np.uint8)
    page[6900:6950, 4000:4900] = 20

    view = view_of(page, tmp_path)

    assert max(view.grey.shape) <= MAX_OVERVIEW_PX
    assert view.shrink == 3
    assert len(view.tiles) <= TILE_GRID**2
    region = view.region_of(0, 0, view.grey.shape[1], view.grey.shape[0])
    assert abs(region.width - 5003) < 3


def test_tiles_are_pieces_of_the_scan_where_it_has_most_contrast(tmp_path):
    page = printed()

    view = view_of(page, tmp_path)

    for tile in view.tiles:
        region = tile.region
        piece = page[region.y : region.y + region.height, region.x : region.x + region.width]
        assert np.array_equal(tile.grey, piece)


@pytest.mark.parametrize("shape", [(1, 1), (500, 1), (1, 500), (3, 40000), (17, 9, 3), (2, 2, 4)])
def test_tiny_and_odd_shapes(tmp_path, shape):
    page = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    path = tmp_path / "odd.png"
    cv2.imwrite(str(path), page)

    report = inspect_page(path, 0, facts_of(page), Material.BOOK).report

    assert {code for code in codes(report.findings)} <= {
        "QA-RES-03", "QA-BLANK-01", "QA-ICC-03", "QA-COLOUR-04",
    }  # fmt: skip


@pytest.mark.parametrize("value", [0, 255])
def test_one_tone_makes_no_nonsense(tmp_path, value):
    page = np.full((1500, 1100), value, np.uint8)

    report = inspect_page(saved(page, tmp_path), 0, facts_of(page), Material.BOOK).report

    assert codes(report.findings) == ["QA-BLANK-01"]


def test_file_that_is_no_image(tmp_path):
    path = tmp_path / "page.tif"
    path.write_text("no image at all")

    with pytest.raises(ScanNotViewableError) as refused:
        inspect_page(path, 0, facts_of(printed()), Material.BOOK)

    assert refused.value.facts["name"] == "page.tif"


#: A grey scale, softly scanned and compressed with old-style JPEG.
UNUSUAL_FAULTS = {"old-style-jpeg-compression.tif": {"QA-FOCUS-01", "QA-CODING-01"}}


@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize("path", images_in("images/tiff-good"), ids=lambda p: p.name)
def test_unusual_images_are_judged_without_nonsense(path):
    report = inspect_page(path, 0, facts_of_file(path), Material.BOOK).report

    serious = {c for c in codes(report.findings) if severity_of(c) is not Severity.INFO}
    assert serious - UNUSUAL_FAULTS.get(path.name, set()) <= {
        "QA-RES-01", "QA-RES-02", "QA-RES-03", "QA-RES-05", "QA-DEPTH-03",
    }  # fmt: skip
    assert all(reason in REASONS for _, reason in report.not_applicable)


#: What a controller sees too: resolutions below 300 ppi, and the hand-held photograph askew.
REAL_FAULTS = {
    # photographed from the hand with a telephone, which sharpens
    "EHRI-BF-19380314-CZ_02.jpg": {
        "QA-RES-02",
        "QA-LIGHT-01",
        "QA-MOTION-01",
        "QA-HALO-01",
        "QA-SKEW-01",
    },
    "0013_nzz_17921121_0_0_a1_p1_1.tif": {"QA-RES-02"},
    "0073_nzz_18520329_0_0_a1_p1_1.tif": {"QA-RES-02"},
    # the lines run softly into the fold, where the light falls off
    "00013.jpg": {"QA-LIGHT-01", "QA-FOCUS-02"},
    "00015.jpg": {"QA-LIGHT-01", "QA-FOCUS-02"},
}  # fmt: skip


@pytest.mark.integration
@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize("path", images_in("scans"), ids=lambda p: p.name)
def test_clean_real_pages_raise_no_false_alarm(path):
    material = Material.NEWSPAPER if "nzz" in path.name else Material.BOOK

    report = inspect_page(path, 0, facts_of_file(path), material).report

    serious = {c for c in codes(report.findings) if severity_of(c) is not Severity.INFO}
    assert serious <= REAL_FAULTS.get(path.name, set())


@pytest.mark.skipif(not DATA.exists(), reason="the shared test data is not here")
def test_faint_print_of_the_defects_is_washed_out():
    path = DATA / "images" / "defects" / "lighttext.jpg"

    report = inspect_page(path, 0, facts_of_file(path), Material.BOOK).report

    assert "QA-EXP-02" in codes(report.findings)


def test_view_of_jpeg_2000_with_interleaved_tile_parts():
    scans = images_in("scans/ces-karpatska-rus-1919")
    if not scans:
        pytest.skip("the shared test data is not here")

    view = view_page(scans[2], 0, facts_of_file(scans[2]))

    assert view.grey.std() > 20
