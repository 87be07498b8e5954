"""The Lithuanian guide says what the program does, in the program's own words."""

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from catalogue.roles import Role
from cli.texts import LITHUANIAN
from pipeline.capture_profiles import capture_profiles
from pipeline.folders import read_folder
from pipeline.headers import read_headers
from qa.codes import CODES
from schemas.dc import parse_dc_csv
from schemas.objects import Material
from web.wording import SEVERITIES, STATES, VERDICTS

GUIDE = (Path(__file__).parents[2] / "docs" / "user-guide.lt.md").read_text()


@pytest.fixture(scope="module")
def lithuanian() -> GNUTranslations:
    with LITHUANIAN.open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale="lt"))
    return GNUTranslations(BytesIO(compiled.getvalue()))


def table_after(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, its head left out."""
    lines = GUIDE.partition(heading)[2].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("|---"))
    rows = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", cell)


def test_every_capture_profile_is_explained():
    named = [quoted(row[0])[0] for row in table_after("### Aplanko skaitymo tvarkos")]

    assert named == list(capture_profiles())


@pytest.mark.parametrize(
    ("profile", "names", "sequences"),
    [
        ("flat", ["0002a.tif", "0002.tif", "0001.tif"], [["0001.tif", "0002.tif", "0002a.tif"]]),
        ("subfolders", ["Nr01/0001.tif", "Nr02/0001.tif"], [["Nr01/0001.tif"], ["Nr02/0001.tif"]]),
        (
            "prefix",
            ["LNB-C12_0001.tif", "LNB-C13_0001.tif"],
            [["LNB-C12_0001.tif"], ["LNB-C13_0001.tif"]],
        ),
        ("recto-verso", ["0001v.tif", "0001r.tif"], [["0001r.tif", "0001v.tif"]]),
        (
            "recto-verso",
            ["r_001.tif", "r_002.tif", "v_001.tif", "v_002.tif"],
            [["r_001.tif", "v_001.tif", "r_002.tif", "v_002.tif"]],
        ),
        ("photographs", ["015_a.tif", "015_b.tif"], [["015_a.tif", "015_b.tif"]]),
        ("photographs", ["015_back.jpg", "015_front.jpg"], [["015_front.jpg", "015_back.jpg"]]),
        ("halves", ["0001_R.tif", "0001_L.tif"], [["0001_L.tif", "0001_R.tif"]]),
    ],
)
def test_its_examples_of_names_come_out_as_said(tmp_path, profile, names, sequences):
    examples = {quoted(row[0])[0]: row[2] for row in table_after("### Aplanko skaitymo tvarkos")}
    for number, name in enumerate(names):
        draw(tmp_path / name, number)

    planned = read_folder(tmp_path, profile, header=lambda path: read_headers(path, 10_000))

    assert set(names) <= set(quoted(examples[profile]))
    assert [[f.relative for f in one.files] for one in planned.objects] == sequences


def draw(path: Path, number: int) -> None:
    path.parent.mkdir(exist_ok=True)
    page = np.full((60, 40), 255, np.uint8)
    cv2.putText(page, str(number), (5, 40), cv2.FONT_HERSHEY_SIMPLEX, 1, 0)
    cv2.imwrite(str(path), page)


def test_every_kind_of_original_and_role_is_named():
    words = set(quoted(re.sub(r"^ *```.*?```", "", GUIDE, flags=re.M | re.S)))

    assert {material.value for material in Material} <= words
    assert {role.value for role in Role} <= words


def test_every_area_of_findings_is_explained():
    explained = {quoted(row[0])[0] for row in table_after("### Ką reiškia radiniai")}

    assert explained == {code.rpartition("-")[0] for code in CODES}


def test_verdicts_states_and_weights_are_called_as_on_the_screen(lithuanian):
    verdicts = [row[0].strip("*") for row in table_after("### Sprendimai")]

    assert verdicts == [lithuanian.gettext(button) for button, _ in VERDICTS.values()]
    for label, _ in STATES.values():
        assert f"**{lithuanian.gettext(label)}**" in GUIDE
    for label in SEVERITIES.values():
        assert f"**{lithuanian.gettext(label)}**".lower() in GUIDE.lower()


def test_its_example_of_a_description_can_be_read():
    example = re.search(r"^ +```\n((?: +\w+,.+\n)+)", GUIDE, re.M)

    assert example is not None
    rows = "\n".join(line.strip() for line in example[1].splitlines())
    described = parse_dc_csv(rows.encode())
    assert described.title == ("Anykščių šilelis",)
    assert described.creator == ("Baranauskas, Antanas",)
