"""Pictures no check was made for: nothing breaks, and nothing is said that is not so."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.headers import read_header
from pipeline.viewing import view_page
from qa.codes import REASONS, sentence, severity_of
from qa.profiles import profile_for
from qa.registry import CHECKS, run_checks
from samples.halftone import draw_landscape
from schemas.errors import LibraryError
from schemas.findings import Severity
from schemas.objects import Material
from tests.qa.drawn import DATA, printed

#: What is rightly said of a file, whatever it shows.
OF_THE_FILE = ("QA-RES", "QA-DEPTH", "QA-COLOUR", "QA-COMP", "QA-ICC", "QA-FILE")
#: What may be said of a picture that is black or white all over.
OF_TONES = ("QA-EXP", "QA-BLANK")
PPI = 300


@dataclass(frozen=True)
class Bad:
    """A picture, how it is saved, and what may be said of it beside facts of the file."""

    picture: Image.Image
    allowed: tuple[str, ...] = ()
    material: Material = Material.BOOK
    suffix: str = "png"
    unjudged: tuple[str, ...] = ()
    """Checks that must say that they do not apply."""


def grey(level, size=(1450, 1100)):
    return Image.fromarray(np.full(size, level, np.uint8))


def noise(seed=3, size=(1450, 1100), colours=(3,)):
    return Image.fromarray(
        np.random.default_rng(seed).integers(0, 256, (*size, *colours), np.uint8)
    )


def deep(picture):
    return Image.fromarray(np.asarray(picture, np.uint16) * 257)


def palette():
    return Image.fromarray(printed()).convert("P", palette=Image.Palette.ADAPTIVE, colors=16)


def with_alpha(mode="RGBA"):
    picture = Image.fromarray(printed()).convert(mode)
    picture.putalpha(200)
    return picture


def photograph(seed=5):
    tones = draw_landscape(1600, 1200, np.random.default_rng(seed))
    grain = np.random.default_rng(seed).normal(0, 2.0, tones.shape)
    return Image.fromarray(np.clip(20 + 215 * tones + grain, 0, 255).astype(np.uint8))


def sheet(seed=2, size=(1450, 1100)):
    return np.clip(np.random.default_rng(seed).normal(222, 3, size), 0, 255).astype(np.uint8)


def handwriting(seed=4):
    """Lines of loops that do not keep to the line, as a pen makes them."""
    rng, page = np.random.default_rng(seed), sheet()
    for line in range(13):
        x = np.linspace(130, 960 - 200 * rng.random(), 500)
        slope, phase = rng.normal(0, 0.012), rng.uniform(0, 6)
        swing = 16 * np.abs(np.sin(x * 0.021 + phase)) + 9
        y = 170 + line * 96 + slope * x + swing * np.sin(x * 0.19 + phase) * rng.uniform(0.8, 1.1)
        points = np.stack([x + 9 * np.cos(x * 0.19 + phase), y], axis=1).round().astype(np.int32)
        cv2.polylines(page, [points], False, 70, 4, cv2.LINE_AA)
    return Image.fromarray(cv2.GaussianBlur(page, (0, 0), 0.8))


def landscape_table():
    """A table over the whole leaf, wider than high, as bound into a portrait book."""
    page = sheet(size=(1100, 1600))
    for x in range(120, 1500, 170):
        cv2.line(page, (x, 140), (x, 980), 60, 3, cv2.LINE_AA)
    for y in range(140, 990, 60):
        cv2.line(page, (120, y), (1480, y), 60, 3, cv2.LINE_AA)
    rng = np.random.default_rng(6)
    for y in range(180, 970, 60):
        for x in range(135, 1450, 170):
            number = str(rng.integers(10, 9999))
            cv2.putText(page, number, (x, y), cv2.FONT_HERSHEY_COMPLEX, 0.9, 45, 2, cv2.LINE_AA)
    return Image.fromarray(cv2.GaussianBlur(page, (0, 0), 0.7))


def colour_plate(seed=8):
    """Soft patches of strong colour within a white margin."""
    rng = np.random.default_rng(seed)
    plate = np.repeat(sheet()[..., None], 3, axis=2)
    patches = rng.integers(30, 230, (9, 7, 3), np.uint8)
    picture = cv2.resize(patches, (800, 1050), interpolation=cv2.INTER_CUBIC)
    grain = rng.normal(0, 2.5, picture.shape)
    plate[200:1250, 150:950] = np.clip(picture + grain, 0, 255).astype(np.uint8)
    return Image.fromarray(cv2.GaussianBlur(plate, (0, 0), 0.8))


TEXT_CHECKS = ("focus", "skew")
BAD = {
    "one pixel": Bad(grey(200, (1, 1)), OF_TONES, unjudged=TEXT_CHECKS),
    "one pixel in colour": Bad(noise(size=(1, 1)), OF_TONES, unjudged=TEXT_CHECKS),
    "one row": Bad(noise(size=(1, 4000)), OF_TONES),
    "one column": Bad(noise(size=(4000, 1)), OF_TONES),
    "black": Bad(grey(0), OF_TONES, unjudged=TEXT_CHECKS),
    "black in colour": Bad(grey(0).convert("RGB"), OF_TONES, unjudged=TEXT_CHECKS),
    "white": Bad(grey(255), OF_TONES, unjudged=TEXT_CHECKS),
    "white in colour": Bad(grey(255).convert("RGB"), OF_TONES, unjudged=TEXT_CHECKS),
    "noise": Bad(noise(), ("QA-NOISE", *OF_TONES), unjudged=("skew",)),
    "noise in grey": Bad(noise(colours=()), ("QA-NOISE", *OF_TONES), unjudged=("skew",)),
    "black and white": Bad(Image.fromarray(printed()).convert("1"), unjudged=("focus",)),
    "white, 1 bit": Bad(grey(255).convert("1"), OF_TONES, unjudged=TEXT_CHECKS),
    "black, 1 bit": Bad(grey(0).convert("1"), OF_TONES, unjudged=TEXT_CHECKS),
    "sixteen bits": Bad(deep(printed())),
    "black, sixteen bits": Bad(deep(grey(0)), OF_TONES, unjudged=TEXT_CHECKS),
    "palette": Bad(palette()),
    "alpha": Bad(with_alpha(), ("QA-EXP",)),
    "grey with alpha": Bad(with_alpha("LA"), ("QA-EXP",)),
    "cmyk": Bad(Image.fromarray(printed()).convert("RGB").convert("CMYK"), suffix="tif"),
    "photograph": Bad(photograph(), material=Material.PHOTOGRAPH, unjudged=("skew",)),
    "photograph in a book": Bad(photograph(), unjudged=("skew",)),
    "handwriting": Bad(handwriting(), material=Material.MANUSCRIPT),
    "landscape table": Bad(landscape_table()),
    "colour plate": Bad(colour_plate(), unjudged=("skew",)),
    "colour plate as a map": Bad(colour_plate(), material=Material.MAP),
}  # fmt: skip


@pytest.fixture(scope="module", params=BAD)
def judged(request, tmp_path_factory):
    """A bad picture and its report."""
    bad = BAD[request.param]
    file = tmp_path_factory.mktemp("bad") / f"bad.{bad.suffix}"
    bad.picture.save(file, dpi=(PPI, PPI))
    return bad, judged_file(file, bad.material)


def judged_file(file: Path, material: Material):
    return run_checks(view_page(file, 0, read_header(file)), profile_for(material))


def test_nothing_is_said_that_is_not_so(judged):
    bad, report = judged

    nonsense = [
        sentence(one)
        for one in report.findings
        if not one.code.startswith((*OF_THE_FILE, *bad.allowed))
        and severity_of(one.code) is not Severity.INFO
    ]
    assert not nonsense


def test_checks_that_cannot_judge_say_why(judged):
    bad, report = judged
    reasons = dict(report.not_applicable)

    assert set(bad.unjudged) <= set(reasons)
    assert set(reasons) <= set(CHECKS)
    assert set(reasons.values()) <= set(REASONS)


def test_places_lie_inside_the_picture_and_numbers_are_numbers(judged):
    bad, report = judged
    width, height = bad.picture.size

    for one in report.findings:
        assert one.measured is None or np.isfinite(one.measured)
        if one.region is not None:
            assert one.region.width >= 1
            assert one.region.height >= 1
            assert 0 <= one.region.x <= width - one.region.width
            assert 0 <= one.region.y <= height - one.region.height


def test_a_map_of_two_hundred_megapixels_is_judged(tmp_path):
    lines = np.full((14_200, 14_200), 255, np.uint8)
    for place in range(500, 14_000, 900):
        cv2.line(lines, (place, 300), (13_900 - place // 2, 13_900), 0, 6)
    file = tmp_path / "map.tif"
    Image.fromarray(lines).convert("1").save(file, compression="group4", dpi=(600, 600))

    report = judged_file(file, Material.MAP)

    said = {one.code for one in report.findings}
    assert [code for code in said if not code.startswith((*OF_THE_FILE, "QA-BLANK"))] == []


GOOD_BUT_ODD = sorted((DATA / "images/tiff-good").glob("*.tif")) + sorted(
    (DATA / "images/other-raster").glob("*")
)


@pytest.mark.skipif(not GOOD_BUT_ODD, reason="the collection of images is not here")
def test_odd_files_are_judged_or_refused_by_name():
    for file in GOOD_BUT_ODD:
        with suppress(LibraryError):  # refused in words that staff can read
            facts = read_header(file)
            if facts.width_px * facts.height_px > 20_000_000:
                continue
            report = judged_file(file, Material.BOOK)
            assert set(dict(report.not_applicable).values()) <= set(REASONS)
