"""What people wrote lies in files of its own beside what the machine read."""

from datetime import UTC, datetime

import numpy as np
import pytest
import pyvips

from pipeline.human_text import HUMAN_ALTO, HUMAN_TEXT, write_human_text
from pipeline.ocr import ALTO_FILE, TEXT_FILE
from pipeline.package import PageSheet, page_files
from pipeline.rendering import PYRAMID
from schemas.alto import build_alto, parse_alto
from schemas.findings import Region
from schemas.human_text import (
    TextCorrection,
    TranscribedLine,
    Transcription,
    TranscriptionStatus,
)
from schemas.packages import FileUse
from schemas.pages import PageRole, PageText, TextBlock, TextLine, Word
from schemas.validation import DocumentKind, check_xml

AT = "2026-02-10T12:00:00+02:00"
PLACE = Region(200, 100, 80, 30)
CORRECTION = TextCorrection(PLACE, "wardas", "vardas", "Rasa", AT)
WRITTEN = Transcription((TranscribedLine("Brangus"),), TranscriptionStatus.DRAFT, "Rasa", AT)


@pytest.fixture
def folder(tmp_path):
    line = TextLine(PLACE, (Word("wardas", PLACE, 0.7),))
    read = PageText(600, 800, (TextBlock(PLACE, (line,)),))
    (tmp_path / ALTO_FILE).write_bytes(build_alto(read, source_name=PYRAMID))
    (tmp_path / TEXT_FILE).write_text("wardas\n")
    pyvips.Image.new_from_array(np.full((800, 600), 255, np.uint8)).tiffsave(
        str(tmp_path / PYRAMID)
    )
    return tmp_path


def packaged(folder):
    sheet = PageSheet("x", 7, 1, PageRole.TEXT, "", folder, ())
    return {
        one.packaged.logical_path: (one.packaged.use, one.path.name)
        for one in page_files(sheet, datetime.now(UTC))
    }


def test_correction_lies_over_the_reading_and_both_are_packaged(folder):
    machine = (folder / ALTO_FILE).read_bytes()

    text = write_human_text(folder, (CORRECTION,), None, was_read=True)

    assert text == "vardas\n" == (folder / HUMAN_TEXT).read_text()
    assert (folder / ALTO_FILE).read_bytes() == machine
    assert check_xml(folder / HUMAN_ALTO, DocumentKind.ALTO) == []
    files = packaged(folder)
    assert files["text/p0007.xml"] == (FileUse.ALTO, HUMAN_ALTO)
    assert files["text/p0007.txt"] == (FileUse.TEXT, HUMAN_TEXT)
    assert files["machine/p0007.xml"] == (FileUse.MACHINE_TEXT, ALTO_FILE)
    assert files["machine/p0007.txt"] == (FileUse.MACHINE_TEXT, TEXT_FILE)


def test_where_nobody_wrote_the_reading_is_the_text(folder):
    write_human_text(folder, (CORRECTION,), None, was_read=True)

    assert write_human_text(folder, (), None, was_read=True) is None

    files = packaged(folder)
    assert files["text/p0007.xml"] == (FileUse.ALTO, ALTO_FILE)
    assert "machine/p0007.xml" not in files


def test_page_that_was_never_read_can_be_transcribed(folder):
    (folder / ALTO_FILE).unlink()
    (folder / TEXT_FILE).unlink()

    text = write_human_text(folder, (CORRECTION,), WRITTEN, was_read=False)

    assert text == "Brangus\n"
    written = parse_alto((folder / HUMAN_ALTO).read_bytes())
    assert (written.width_px, written.height_px) == (600, 800)
    assert "machine/p0007.xml" not in packaged(folder)


def test_correction_of_what_was_never_read_waits(folder):
    assert write_human_text(folder, (CORRECTION,), None, was_read=False) is None
