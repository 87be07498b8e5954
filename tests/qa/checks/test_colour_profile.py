from dataclasses import replace

import pytest
from PIL import Image, ImageCms

from pipeline.headers import read_header
from qa.checks.colour_profile import check_colour_profile
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed

BOOK, MAP = profile_for(Material.BOOK), profile_for(Material.MAP)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PAGE = printed(lines=2)


def said_of(tmp_path, profile=BOOK, mode="RGB", name="a.tif", **options):
    path = tmp_path / name
    Image.fromarray(PAGE).convert(mode).save(path, **options)
    return check_colour_profile(PageView(read_header(path), PAGE, 1), profile)


def of_facts(**changes):
    facts = replace(facts_of(PAGE), colour_space="rgb", channels=3, **changes)
    return codes(check_colour_profile(PageView(facts, PAGE, 1), BOOK))


@pytest.mark.parametrize("name", ["a.tif", "a.jpg", "a.png"])
def test_colour_with_its_profile_passes(tmp_path, name):
    assert said_of(tmp_path, name=name, icc_profile=SRGB) == []


@pytest.mark.parametrize(("profile", "code"), [(BOOK, "QA-ICC-03"), (MAP, "QA-ICC-01")])
def test_missing_profile_weighs_by_material(tmp_path, profile, code):
    assert codes(said_of(tmp_path, profile)) == [code]


def test_colour_space_stated_otherwise_needs_no_profile(tmp_path):
    assert said_of(tmp_path, name="a.jp2") == []


def test_grey_scans_are_not_judged(tmp_path):
    assert said_of(tmp_path, mode="L") == NotApplicable("no-colour")


@pytest.mark.parametrize(
    "damaged", [b"no profile", SRGB[:100], SRGB[:16] + b"CMYK" + SRGB[20:]], ids=len
)
def test_profile_that_is_damaged_or_for_other_pixels_does_not_fit(tmp_path, damaged):
    assert codes(said_of(tmp_path, icc_profile=damaged)) == ["QA-ICC-02"]


def test_profile_of_a_printer_does_not_fit():
    said = of_facts(icc_profile="Coated", icc_colour_space="rgb", icc_class="output")

    assert said == ["QA-ICC-02"]


@pytest.mark.parametrize(
    ("name", "device_class", "said"),
    [
        ("Color LCD", "display", ["QA-ICC-04"]),
        ("Adobe RGB (1998)", "display", []),
        ("OS10000_A1_B4_mG", "input", []),
    ],
)
def test_screens_are_told_from_scanners_and_working_spaces(name, device_class, said):
    facts = {"icc_profile": name, "icc_colour_space": "rgb", "icc_class": device_class}

    assert of_facts(**facts) == said
