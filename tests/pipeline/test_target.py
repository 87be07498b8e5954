"""Targets as files: profiles, depths, damage, real ones; and the page that is printed of them."""

import struct
import subprocess

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from pipeline.errors import UnreadableFileError
from pipeline.faults import ScanFaultError
from pipeline.plain import plain_of, value_of
from pipeline.sandbox import Limits
from pipeline.target import (
    ReferenceNotUsableError,
    RegionOutsideError,
    TargetRequest,
    grade_file,
    grade_opened,
)
from pipeline.target_sheet import render_sheet
from pipeline.viewing import ScanNotViewableError
from qa.targets.colour import luminance_of
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from qa.targets.report import TargetReport
from schemas.findings import Region
from schemas.texts import untranslated
from tests.qa.drawn import DATA, printed
from tests.qa.targets.drawn import (
    TO_SRGB,
    bytes_of,
    drawn_chart,
    drawn_edge,
    encoded,
    with_noise,
    words_of,
)

CLASSIC = chart_for(TargetKind.CLASSIC24)
TARGETS = DATA / "images" / "targets"
MANY = 1_000_000_000
needs_data = pytest.mark.skipif(not TARGETS.exists(), reason="the shared images are not here")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def gamma_profile(gamma, colour=True):
    """An ICC profile (version 2) with sRGB's primaries and a plain power as its tone curve."""

    def number(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(values):
        return b"XYZ \0\0\0\0" + b"".join(number(v) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    name = b"drawn"
    text = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" * (1 + 78 + 5)
    tags = {b"desc": text, b"wtpt": xyz((0.9642, 1.0, 0.8249)), b"cprt": b"text\0\0\0\0-\0\0\0"}
    primaries = np.linalg.inv(TO_SRGB).T
    if colour:
        tags |= {bytes(f"{c}XYZ", "ascii"): xyz(p) for c, p in zip("rgb", primaries, strict=True)}
        tags |= {bytes(f"{c}TRC", "ascii"): curve for c in "rgb"}
    else:
        tags[b"kTRC"] = curve
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        data += b"\0" * (-len(data) % 4)
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"mntr",
                       b"RGB " if colour else b"GRAY", b"XYZ ")  # fmt: skip
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += number(0.9642) + number(1.0) + number(0.8249)
    head += b"\0" * (128 - len(head))
    return head + struct.pack(">I", len(tags)) + table + body


@pytest.fixture(scope="module")
def drawn():
    return drawn_chart(CLASSIC, pitch=150, degrees=5, sigma=0.82)


@pytest.fixture(scope="module")
def noisy(drawn):
    return with_noise(encoded(drawn), 0.006)


def saved(folder, pixels, name="target.tif", **info):
    path = folder / name
    info.setdefault("dpi", (300, 300))
    Image.fromarray(pixels).save(path, **info)
    return path


def graded(path, **request):
    return grade_opened(path, TargetRequest(**request), MANY)


@pytest.mark.integration
def test_a_target_is_graded_in_the_sandbox(tmp_path, noisy):
    path = saved(tmp_path, bytes_of(noisy), icc_profile=SRGB)

    report = grade_file(path, TargetRequest(pitch_mm=12.7), Limits(), MANY)

    assert report.target == "ColorChecker Classic 24"
    inside = [p.delta_e for p in report.patches if p.name != "cyan"]
    assert max(inside) < 0.15
    assert report.measure("scale").value == pytest.approx(0, abs=0.1)
    assert {v.standard: v.level for v in report.verdicts} == {
        "fadgi-2016": "3★",
        "fadgi-2023": "3★",
        "iso-19264-1": "B",
        "metamorfoze-2": "",
    }
    assert report.verdicts[0].is_complete


@pytest.mark.parametrize("gamma", [1.0, 1.8, 2.4])
def test_colour_is_that_of_the_embedded_profile(tmp_path, drawn, gamma):
    values = bytes_of(np.clip(drawn, 0, 1) ** (1 / gamma))

    report = graded(saved(tmp_path, values, icc_profile=gamma_profile(gamma)))

    assert np.median([p.delta_e for p in report.patches]) < 0.5
    assert report.measure("sfr50").value == pytest.approx(
        200 * np.sqrt(np.log(2) / 2) / np.pi / 0.82, rel=0.02
    )


def test_the_same_values_under_a_wrong_profile_are_wrong_colours(tmp_path, noisy):
    report = graded(saved(tmp_path, bytes_of(noisy), icc_profile=gamma_profile(1.6)))

    assert report.measure("delta_e_mean").value > 5


@pytest.mark.parametrize("profile", [None, b"no profile at all"])
def test_without_a_usable_profile_colour_is_not_assessable(tmp_path, noisy, profile):
    report = graded(saved(tmp_path, bytes_of(noisy), icc_profile=profile))

    assert report.measure("delta_e_mean").reason == ("odd-profile" if profile else "no-profile")
    assert report.measure("sfr50").value is not None
    assert [v.is_judged for v in report.verdicts] == [True] * 4


def test_sixteen_bits_are_read(tmp_path, drawn):
    path = tmp_path / "deep.png"
    cv2.imwrite(str(path), words_of(encoded(drawn))[:, :, ::-1])

    report = graded(path)

    assert report.measure("bits").value == 16
    assert report.measure("noise_counts").value < 0.05


def test_a_grey_scan_is_graded_by_its_grey_profile(tmp_path, drawn):
    light = np.clip(drawn @ [0.2225, 0.7169, 0.0606], 0, 1)
    values = bytes_of(light ** (1 / 2.2))
    path = saved(tmp_path, values, icc_profile=gamma_profile(2.2, colour=False))

    report = graded(path, kinds=(TargetKind.GREY,))

    assert abs(report.measure("tone").value) < 0.5
    assert report.measure("delta_e_mean").reason == "no-colour"
    assert report.measure("sfr50").value is not None


def test_greys_alone_of_a_colour_scan(tmp_path, noisy):
    report = graded(saved(tmp_path, bytes_of(noisy), icc_profile=SRGB), kinds=(TargetKind.GREY,))

    assert report.measure("delta_e_mean").reason == "grey-only"
    assert report.measure("white_balance").value < 0.3
    assert [p.name for p in report.patches] == list(CLASSIC.neutrals)


def test_an_edge_is_measured_where_it_is_said_to_be(tmp_path):
    page = np.full((400, 500, 3), 0.85)
    page[100:220, 200:300] = drawn_edge(5, 1.0)
    path = saved(tmp_path, bytes_of(encoded(page)), icc_profile=SRGB)

    report = graded(path, edge=Region(200, 100, 100, 120))

    assert report.kind == "edge"
    assert report.measure("sfr50").value == pytest.approx(
        200 * np.sqrt(np.log(2) / 2) / np.pi, rel=0.02
    )


def test_an_edge_without_profile_or_greys_is_not_measured(tmp_path):
    path = saved(tmp_path, bytes_of(encoded(drawn_edge(5, 1.0))))

    report = graded(path, edge=Region(0, 0, 100, 120))

    assert report.measure("sfr50").reason == "no-tones"


def test_a_region_beside_the_picture_is_refused(tmp_path):
    path = saved(tmp_path, printed())

    with pytest.raises(RegionOutsideError):
        grade_file(path, TargetRequest(edge=Region(1000, 0, 200, 100)), Limits(), MANY)


def test_a_charts_own_values_must_be_whole(tmp_path, noisy):
    path = saved(tmp_path, bytes_of(noisy), icc_profile=SRGB)
    request = TargetRequest(
        kinds=(TargetKind.CLASSIC24,), reference="117.csv", own_values="dark skin;37;14;15"
    )

    with pytest.raises(ReferenceNotUsableError, match=r"117\.csv"):
        grade_file(path, request, Limits(), MANY)


@pytest.mark.parametrize(
    "picture",
    [printed(), np.zeros((1, 1), np.uint8), np.full((300, 400, 3), 255, np.uint8)],
    ids=["print", "one pixel", "white"],
)
def test_a_picture_without_target_has_none(tmp_path, picture):
    assert graded(saved(tmp_path, picture)) is None


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "RGBA", "LA"])
def test_odd_kinds_of_pixels_are_no_crash(tmp_path, noisy, mode):
    picture = Image.fromarray(bytes_of(noisy)).convert(mode)
    path = tmp_path / "odd.tif"
    picture.save(path)

    report = graded(path)

    assert report is None or report.measure("delta_e_mean").value is None


def test_bad_files_are_named(tmp_path):
    broken = saved(tmp_path, bytes_of(np.random.default_rng(1).random((600, 600, 3))), "b.jpg")
    broken.write_bytes(broken.read_bytes()[:2000])
    (tmp_path / "text.tif").write_text("no image")

    with pytest.raises(UnreadableFileError):
        grade_file(tmp_path / "none.tif", TargetRequest(), Limits(), MANY)
    with pytest.raises(ScanFaultError):
        grade_file(tmp_path / "text.tif", TargetRequest(), Limits(), MANY)
    with pytest.raises(ScanNotViewableError):
        grade_file(broken, TargetRequest(), Limits(), MANY)


@needs_data
def test_a_real_passport_in_uneven_light_is_found_and_not_flattered():
    report = graded(TARGETS / "below_fishbox.jpg")

    assert report.kind == "classic24"
    # the lower half of the opened Passport
    assert (report.region.x, report.region.y) == pytest.approx((1313, 950), abs=8)
    assert report.measure("delta_e_mean").reason == "no-profile"
    assert report.measure("sfr50").reason == "edge-slant"
    assert report.measure("white_balance_counts").value > 8
    assert report.verdicts[0].level == ""
    assert [v.is_judged for v in report.verdicts] == [True, False, False, False]


@needs_data
def test_a_real_passports_greys_fall(tmp_path):
    report = graded(TARGETS / "below_fishbox.jpg")

    greens = [p.device[1] for p in report.patches if p.name in CLASSIC.neutrals]
    lightest = [luminance_of(p.reference[0]) for p in report.patches if p.name in CLASSIC.neutrals]
    assert greens == sorted(greens, reverse=True)
    assert lightest == sorted(lightest, reverse=True)


@needs_data
@pytest.mark.parametrize("name", ["0002.jp2", "737432.jpg"])
def test_targets_of_other_kinds_are_not_taken_for_charts(name):
    assert graded(TARGETS / name) is None


@needs_data
@pytest.mark.parametrize(
    "region", [Region(2348, 1280, 46, 2300), Region(2295, 1290, 42, 2290)], ids=["cm", "inch"]
)
def test_both_scales_of_a_real_ruler_agree(region):
    report = graded(TARGETS / "737432.jpg", ruler=region)

    assert report.kind == "ruler"
    assert report.measure("ppi").value == pytest.approx(296.2, abs=0.3)
    assert report.measure("scale").value == pytest.approx(-1.26, abs=0.1)


def drawn_sheet(report, folder):
    """The sheet as pixels."""
    pdf = folder / "sheet.pdf"
    pdf.write_bytes(render_sheet(report, "taikinys „Aušra“.tif", "2026-11-21", untranslated, ","))
    stem = folder / "sheet"
    subprocess.run(["pdftoppm", "-r", "72", "-png", "-singlefile", str(pdf), str(stem)], check=True)
    return np.asarray(Image.open(stem.with_suffix(".png")).convert("RGB"))


def test_the_sheet_is_one_page_of_a4_with_text_and_plots(tmp_path, noisy):
    report = graded(saved(tmp_path, bytes_of(noisy), icc_profile=SRGB))

    page = drawn_sheet(report, tmp_path)

    assert page.shape[:2] == pytest.approx((842, 595), abs=2)
    pages = subprocess.run(
        ["pdfinfo", str(tmp_path / "sheet.pdf")], check=True, capture_output=True, text=True
    )
    assert "Pages:           1" in pages.stdout
    dark = page.min(axis=2) < 140
    # the title is a line of letters, not letters piled on one spot
    assert np.ptp(np.flatnonzero(dark[25:45].any(axis=0))) > 250
    coloured = np.ptp(page.astype(int), axis=2) > 60
    assert coloured[190:310].any()
    assert coloured[350:450].any()


def test_a_sheet_without_any_colour_or_edge_is_drawn(tmp_path, drawn):
    straight = bytes_of(encoded(drawn_chart(CLASSIC, pitch=60, degrees=0)))
    report = graded(saved(tmp_path, straight))

    page = drawn_sheet(report, tmp_path)

    assert (page < 140).any()


def test_the_report_survives_json(tmp_path, noisy):
    report = graded(saved(tmp_path, bytes_of(noisy), icc_profile=SRGB))

    assert value_of(TargetReport, plain_of(report)) == report
