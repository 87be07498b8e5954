import io
import re

import numpy as np
import pytest
from PIL import Image

from qa.codes import CODES
from schemas.findings import Finding, Region
from tests.evaluation.qa.pictures.drawing import MAX_BYTES, WIDTH, drawn
from tests.evaluation.qa.pictures.examples import Example, examples_of
from tests.evaluation.qa.pictures.linking import FOLDER, MANUAL, link_pictures, picture_of


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_picture_under_its_paragraph(code):
    file = picture_of(code)
    section = re.search(rf"(?ms)^### {code} .*?(?=^#|\Z)", MANUAL.read_text())

    assert file.is_file(), "make qa-pictures"
    with Image.open(file) as picture:
        assert picture.info["comment"] == code.encode()
        assert max(picture.size) <= WIDTH
    assert file.stat().st_size <= MAX_BYTES
    assert section is not None
    assert f"(qa-codes/{code}.jpg)" in section[0]


def test_no_picture_is_of_a_code_that_does_not_exist():
    assert {file.stem for file in FOLDER.glob("*.jpg")} <= set(CODES)


@pytest.mark.parametrize("code", [pytest.param("QA-SKEW-01", marks=pytest.mark.long), "QA-RES-02"])
def test_the_fault_of_a_picture_really_raises_its_code(code):
    [(found, example)] = list(examples_of({code}))

    assert found == example.finding.code == code
    with (
        Image.open(io.BytesIO(drawn(code, example))) as again,
        Image.open(picture_of(code)) as kept,
    ):
        difference = np.abs(np.asarray(again, float) - np.asarray(kept, float))
        assert again.size == kept.size
        assert difference.mean() < 3


def test_a_finding_is_drawn_where_it_is():
    page = np.full((1000, 800), 220, np.uint8)
    finding = Finding("QA-FOCUS-02", 2.5, 1.5, Region(400, 500, 200, 100))

    with Image.open(io.BytesIO(drawn("QA-FOCUS-02", Example(finding, (page,))))) as picture:
        colours = np.asarray(picture.convert("RGB"), int)

    red = (colours[..., 0] > 150) & (colours[..., 1] < 90)
    rows = np.flatnonzero(red[:, : WIDTH - 200].any(axis=1))
    assert 170 <= rows.min() <= 200
    assert 235 <= rows.max() <= 250


def test_codes_without_a_picture_are_told_in_words():
    with Image.open(io.BytesIO(drawn("QA-OCR-01", None))) as card:
        assert card.size[0] == WIDTH
        assert card.size[1] < 200


def test_links_are_put_under_their_paragraphs_once(tmp_path):
    manual = tmp_path / "codes.md"
    manual.write_text(
        "# Codes\n\n## Focus\n\n### QA-FOCUS-01 Out of focus (error)\nWords.\n\n"
        "### QA-FOCUS-02 A part (warning)\nWords.\n\n![A part](qa-codes/QA-FOCUS-02.jpg)\n"
    )

    assert (link_pictures(manual), link_pictures(manual)) == (1, 0)
    assert (
        "Words.\n\n![Out of focus](qa-codes/QA-FOCUS-01.jpg)\n\n### QA-FOCUS-02"
        in manual.read_text()
    )
