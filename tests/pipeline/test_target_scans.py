from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from pipeline.capture import header_reader
from pipeline.folder_inspection import InspectionRequest, inspect_folder
from pipeline.folders import read_folder
from pipeline.ocr import clear_of
from pipeline.paging import PlannedFile, PlannedScan
from pipeline.target import TargetRequest
from pipeline.target_grading import grade_target
from pipeline.target_scans import shows_target, target_reader, with_targets
from qa.proposal import Proposal
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from schemas.findings import Region
from schemas.pages import ImageFacts, PageText, ScanRole, TextBlock, TextLine, Word
from tests.qa.drawn import printed
from tests.qa.targets.drawn import bytes_of, drawn_chart, encoded, with_noise

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CLASSIC = chart_for(TargetKind.CLASSIC24)
FACTS = ImageFacts("image/tiff", 1000, 1400, 3, 8, "rgb", "none", 300.0, 300.0)


def chart(pitch=110, degrees=5.0, page=None):
    picture = drawn_chart(CLASSIC, pitch, degrees, 0.8, page=page, ground=0.3)
    return bytes_of(with_noise(encoded(picture), 0.006))


def beside():
    page = cv2.cvtColor(printed(), cv2.COLOR_GRAY2RGB)
    bed = drawn_chart(CLASSIC, 60, 3.0, 0.7, page=(page.shape[0], 480), ground=0.05)
    return np.concatenate([page, bytes_of(with_noise(encoded(bed), 0.006))], axis=1)


def saved(path, pixels, **options):
    Image.fromarray(pixels).save(path, icc_profile=SRGB, dpi=(300, 300), **options)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A target, two pages, the second with a chart beside it, and a target again."""
    folder = tmp_path_factory.mktemp("Knyga")
    saved(folder / "0001.tif", chart())
    Image.fromarray(printed()).save(folder / "0002.png", dpi=(300, 300))
    saved(folder / "0003.tif", beside())
    saved(folder / "0004.jpg", chart(degrees=-7.0), quality=95)
    return folder


def scans(*roles):
    return [PlannedScan(n, n - 1, role=role, facts=FACTS) for n, role in enumerate(roles, start=1)]


def told(reader, *roles):
    files = [PlannedFile(f"{n}.tif", f"{n}.tif") for n in range(1, len(roles) + 1)]
    return [s.role.value for s in with_targets(scans(*roles), files, reader)]


PAGE, DOCKET = ScanRole.PAGE, ScanRole.DOCKET


@pytest.mark.parametrize(
    ("shown", "roles"),
    [
        ("1", ["target", "page", "page", "page"]),
        ("4", ["page", "page", "page", "target"]),
        ("1 2 4", ["target", "target", "page", "target"]),
        ("3", ["page", "page", "page", "page"]),
        ("", ["page", "page", "page", "page"]),
    ],
)
def test_targets_are_looked_for_at_the_ends_only(shown, roles):
    names = [f"{number}.tif" for number in shown.split()]

    assert told(lambda path, image: path in names, *[PAGE] * 4) == roles


def test_a_docket_does_not_hide_the_target_behind_it():
    assert told(lambda path, image: path == "2.tif", DOCKET, PAGE, PAGE) == [
        "docket", "target", "page",
    ]  # fmt: skip


def test_never_more_than_three_at_an_end_nor_anything_that_cannot_show_one():
    assert told(lambda path, image: True, *[PAGE] * 8).count("page") == 2
    tiny = [replace(scans(PAGE)[0], facts=replace(FACTS, width_px=20))]
    bilevel = [replace(scans(PAGE)[0], facts=replace(FACTS, colour_space="bilevel"))]
    unread = [replace(scans(PAGE)[0], facts=None)]
    for one in (tiny, bilevel, unread):
        files = [PlannedFile("1.tif", "1.tif")]
        assert with_targets(one, files, lambda path, image: True) == one


def test_folder_with_targets_has_pages_between_them(folder):
    [one] = read_folder(folder, header=header_reader, target=target_reader).objects

    assert [scan.role.value for scan in one.scans] == ["target", "page", "page", "target"]
    assert [page.parts[0].scan_number for page in one.pages] == [2, 3]


def test_without_a_reader_names_alone_tell(folder):
    [one] = read_folder(folder, header=header_reader).objects

    assert len(one.pages) == 4


def test_what_cannot_be_opened_shows_no_target(tmp_path):
    broken = tmp_path / "broken.tif"
    broken.write_bytes(b"II*\0 nothing")

    assert shows_target(broken, 0) is False


def test_folder_is_judged_with_its_targets_named_and_graded(folder):
    inspection = inspect_folder(InspectionRequest(folder, reads_labels=False))

    assert [page.path for page in inspection.pages] == ["0002.png", "0003.tif"]
    assert [(one.path, one.is_beside) for one in inspection.targets] == [
        ("0001.tif", False), ("0004.jpg", False), ("0003.tif", True),
    ]  # fmt: skip
    for one in inspection.targets:
        assert one.outcome.report.target == CLASSIC.name
        assert one.outcome.report.measure("delta_e_mean").value < 1.5
    codes = {f.code for page in inspection.pages for f in page.findings}
    assert "QA-TARGET-04" in codes


def test_one_file_with_a_target_is_accepted_and_is_no_page(folder):
    inspection = inspect_folder(InspectionRequest(folder / "0001.tif"))

    assert inspection.pages == ()
    assert inspection.proposal is Proposal.ACCEPT
    assert len(inspection.targets) == 1


def test_a_chart_is_graded_alike_in_its_part_of_the_scan_and_in_the_whole(folder):
    path = folder / "0003.tif"
    whole = grade_target(path, TargetRequest()).report
    part = grade_target(path, TargetRequest(within=whole.region)).report

    assert part.region.x == pytest.approx(whole.region.x, abs=2)
    assert part.region.width == pytest.approx(whole.region.width, abs=3)
    mean = [report.measure("delta_e_mean").value for report in (part, whole)]
    assert mean[0] == pytest.approx(mean[1], abs=0.1)


@pytest.mark.parametrize(("name", "reason"), [("0002.png", "no-chart"), ("gone.tif", "unreadable")])
def test_what_cannot_be_graded_says_why(folder, name, reason):
    assert grade_target(folder / name, TargetRequest()).ungraded == reason


def test_words_within_a_masked_part_are_no_text():
    words = (Word("kaimo", Region(10, 10, 80, 20), 0.9), Word("x-rite", Region(400, 10, 60, 20), 1))
    block = TextBlock(Region(0, 0, 500, 40), (TextLine(Region(0, 0, 500, 40), words),))
    page = PageText(500, 100, (block,))

    assert [w.text for w in clear_of(page, (Region(380, 0, 120, 100),)).words] == ["kaimo"]
    assert clear_of(page, ()) is page
