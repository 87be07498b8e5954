"""Printed numbers read from margins and found in read text."""

import shutil
from dataclasses import replace

import pytest

from pipeline.labels import has_number, labels_in, picture_of, read_margins
from qa.label_words import find_margins
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from tests.qa.drawn import view_of
from tests.qa.test_label_words import with_number

NEEDS_TESSERACT = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed"
)


def margins_of(number, folder):
    margins = find_margins(view_of(with_number(number), folder))
    assert margins is not None
    return picture_of(margins)


@NEEDS_TESSERACT
def test_numbers_are_read_from_the_margins(tmp_path):
    read = [read_margins(margins_of(number, tmp_path), 30) for number in (17, 204, 96)]

    right = sum(
        str(n) in [one.text for one in some] for n, some in zip((17, 204, 96), read, strict=True)
    )
    assert right >= 2


@NEEDS_TESSERACT
def test_reader_that_takes_too_long_reads_nothing(tmp_path):
    assert read_margins(margins_of(17, tmp_path), 0.001) == ()


def test_nothing_is_read_without_a_reader(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert read_margins(margins_of(17, tmp_path), 30) == ()


def line(y, *texts):
    words = tuple(Word(text, Region(100 + 90 * n, y, 80, 20), 0.9) for n, text in enumerate(texts))
    return TextLine(Region(100, y, 90 * len(texts), 20), words)


PAGE = PageText(
    1000,
    1400,
    (
        TextBlock(Region(0, 0, 1000, 60), (line(20, "KAIMO", "KNYGA", "17"),)),
        TextBlock(
            Region(0, 100, 1000, 1200),
            tuple(line(100 + 30 * n, "kai", "1841", "metais", "buvo", "sodas") for n in range(20)),
        ),
        TextBlock(Region(0, 1340, 100, 30), (line(1340, "[xii]"),)),
    ),
)


def test_numbers_of_a_read_page_stand_at_head_and_foot():
    found = [one.text for one in labels_in(PAGE)]

    assert {"17", "[xii]"} <= set(found)
    assert found.count("1841") <= 2


def test_places_are_shares_of_the_page():
    label = next(one for one in labels_in(PAGE) if one.text == "17")

    assert (label.across, label.down) == (pytest.approx(0.32), pytest.approx(0.0214, abs=0.001))


def test_page_without_text_has_no_labels():
    assert labels_in(replace(PAGE, blocks=())) == ()


@pytest.mark.parametrize(
    ("words", "numbered"),
    [
        (("KAIMO", "KNYGA", "17"), True),
        (("[xii]",), True),
        (("\N{EM DASH}", "17", "\N{EM DASH}"), True),
        (("\N{EM DASH}",), False),
        (("kai", "1841", "metais"), False),
        (("V", "Petraitis"), False),
        (("5",), True),
        ((*["kai"] * 9, "17"), False),
    ],
)
def test_text_has_its_number_where_a_row_begins_or_ends_in_it(words, numbered):
    text = PageText(1000, 1400, (TextBlock(Region(0, 0, 1000, 60), (line(20, *words),)),))

    assert has_number(text) is numbered


def test_page_without_text_has_no_number():
    assert not has_number(replace(PAGE, blocks=()))
