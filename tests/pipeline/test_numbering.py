"""A page's number, where its text shows it and where only its margins do."""

import shutil
from dataclasses import replace

import cv2
import pytest
from PIL import Image

from pipeline.context import PageContext, PagePart, ScanSource
from pipeline.numbering import cut_margins, labels_of_page
from schemas.findings import Region
from schemas.pages import PageText, RecipePart, TextBlock, TextLine, Word
from tests.qa.test_label_words import with_number

pytestmark = pytest.mark.integration
NEEDS_TESSERACT = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed"
)
FOOT = Region(400, 1330, 300, 120)


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "0001.tif"
    cv2.imwrite(str(path), with_number(204))
    return path


@pytest.fixture
def page(tmp_path, image):
    part = PagePart(ScanSource(1, image, 0, "d" * 128), RecipePart(1))
    folder = tmp_path / "p0001"
    folder.mkdir()
    return PageContext("ark:/99999/x1", "ark:/99999/x1/p0001", 1, folder, (part,))


def text_of(*rows):
    lines = []
    for n, row in enumerate(rows):
        top = 100 + 60 * n
        words = tuple(
            Word(one, Region(100 + 120 * at, top, 100, 30), 0.9)
            for at, one in enumerate(row.split())
        )
        lines.append(TextLine(Region(100, top, 800, 30), words))
    return PageText(1080, 1440, (TextBlock(Region(0, 0, 1080, 1440), tuple(lines)),))


UNNUMBERED = text_of("kaimo knyga ir sodas", "metai 1841 buvo geri", "senas namas prie kelio")


def labels(page, image, text=UNNUMBERED, masked=(), has_lines=True):
    return [one.text for one in labels_of_page(page, image, text, masked, has_lines)]


@NEEDS_TESSERACT
def test_number_missed_in_the_text_is_read_from_the_margins_once(page, image, monkeypatch):
    first = labels(page, image)
    marker = page.file("labels.done.json").stat().st_mtime_ns
    monkeypatch.setenv("PATH", "")

    assert "204" in first
    assert labels(page, image) == first
    assert page.file("labels.done.json").stat().st_mtime_ns == marker


@NEEDS_TESSERACT
def test_number_of_a_page_without_text_and_of_a_bilevel_page(page, image):
    with Image.open(image) as grey:
        bilevel = grey.point(lambda tone: 255 * (tone > 140)).convert("1")
    bilevel.save(image, compression="group4", dpi=(300, 300))

    assert "204" in labels(page, image, text=None)


def test_margins_are_left_alone_where_the_text_has_the_number(page, image):
    numbered = text_of("kaimo knyga ir sodas", "metai buvo geri", "204")

    assert labels(page, image, numbered) == ["204"]
    assert not page.file("labels.done.json").exists()


def test_margins_are_left_alone_where_there_is_no_print(page, image):
    assert labels(page, image, has_lines=False) == ["1841"]
    assert not page.file("labels.done.json").exists()


def test_without_a_reader_there_is_no_label_and_no_error(page, image, monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert labels(page, image, text=None) == []


def test_image_that_cannot_be_opened_has_no_label(page, image):
    image.write_bytes(image.read_bytes()[:60])

    assert labels(page, image, text=None) == []


def test_words_of_a_target_beside_the_page_are_not_its_number(image):
    seen = cut_margins(image, 10**9)
    hidden = cut_margins(image, 10**9, (FOOT,))

    assert seen is not None
    assert [word for word in seen.words if word.down > 0.9]
    assert hidden is None or not [word for word in hidden.words if word.down > 0.9]


def test_other_scans_are_read_anew(page, image, monkeypatch):
    monkeypatch.setenv("PATH", "")
    labels(page, image)
    before = page.file("labels.done.json").read_bytes()
    part = page.parts[0]
    rescanned = replace(part, scan=replace(part.scan, sha512="e" * 128))

    labels(replace(page, parts=(rescanned,)), image)

    assert page.file("labels.done.json").read_bytes() != before
