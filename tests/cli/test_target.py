"""``skrynia target``: what it says, and how it ends."""

import json

import numpy as np
import pytest
from PIL import Image, ImageCms
from typer.testing import CliRunner

from cli.commands import app
from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from tests.qa.drawn import printed
from tests.qa.targets.drawn import bytes_of, drawn_chart, encoded, with_noise

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CLASSIC = chart_for(TargetKind.CLASSIC24)


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    path = tmp_path_factory.mktemp("target") / "target.tif"
    picture = with_noise(encoded(drawn_chart(CLASSIC, 150, 5, 0.82)), 0.006)
    Image.fromarray(bytes_of(picture)).save(path, icc_profile=SRGB, dpi=(300, 300))
    return path


def call(*arguments):
    return CliRunner().invoke(app, ["target", *(str(a) for a in arguments)])


def test_a_target_is_graded_in_sentences(target, capfd):
    done = call(target, "--pitch-mm", "12.7")

    said = capfd.readouterr().out + done.output
    assert done.exit_code == 0
    assert "FADGI 2016: 3★" in said
    assert "ISO 19264-1:2021" in said


def test_json_has_every_measure_and_verdict(target, capfd):
    done = call(target, "--json")

    answer = json.loads(capfd.readouterr().out or done.stdout)
    found = answer["target"]
    assert (answer["schema_version"], answer["file"]) == (1, "target.tif")
    assert {v["standard"] for v in found["verdicts"]} == {
        "fadgi-2016",
        "fadgi-2023",
        "iso-19264-1",
        "metamorfoze-2",
    }
    by_name = {m["name"]: m for m in found["measures"]}
    assert by_name["delta_e_mean"]["unit"] == "ΔE2000"
    assert by_name["scale"]["value"] is None
    assert by_name["scale"]["reason"] == "no-scale"
    assert by_name["scale"]["message"]
    assert len(found["patches"]) == 24
    assert all(row["source"] for v in found["verdicts"] for row in v["rows"])


def test_no_target_ends_with_one(tmp_path, capfd):
    path = tmp_path / "page.png"
    Image.fromarray(printed()).save(path)

    done = call(path, "--json")

    assert done.exit_code == 1
    assert json.loads(capfd.readouterr().out or done.stdout)["target"] is None


def test_the_sheet_is_written(target, tmp_path):
    sheet = tmp_path / "sheet.pdf"

    done = call(target, "--pdf", sheet)

    assert done.exit_code == 0
    assert sheet.read_bytes().startswith(b"%PDF-")


def test_an_older_chart_is_suspected(tmp_path, capfd):
    old = chart_for(TargetKind.CLASSIC24, "before-2014")
    path = tmp_path / "old.tif"
    Image.fromarray(bytes_of(encoded(drawn_chart(old, 60)))).save(path, icc_profile=SRGB)

    done = call(path)

    assert "before-2014" in capfd.readouterr().out + done.output


def test_a_charts_own_values_count(target, tmp_path, capfd):
    values = tmp_path / "117.csv"
    lines = [
        f"{name};{lab[0] + 2};{lab[1]};{lab[2]}"
        for name, lab in zip(CLASSIC.patches, CLASSIC.lab, strict=True)
    ]
    values.write_text("\n".join(["name;L;a;b", *lines]))

    done = call(target, "--kind", "classic24", "--reference", values, "--json")

    found = json.loads(capfd.readouterr().out or done.stdout)["target"]
    tone = next(m for m in found["measures"] if m["name"] == "tone")
    assert found["reference"] == "117.csv"
    assert tone["values"] == pytest.approx(np.full(6, -2.0), abs=0.1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--edge", "1,2,3"),
        ("--edge", "1,2,3,0"),
        ("--ruler", "a,b,c,d"),
        ("--category", "vinyl"),
        ("--pitch-mm", "0"),
        ("--kind", "q13"),
        ("--pdf", "/no/such/folder/x.pdf"),
    ],
)
def test_a_wrong_call_is_refused(target, arguments):
    assert call(target, *arguments).exit_code == 2
