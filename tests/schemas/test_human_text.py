"""Corrections and transcriptions laid over what the machine read."""

from dataclasses import replace

import pytest

from schemas.findings import Region
from schemas.human_text import (
    TextCorrection,
    TranscribedLine,
    Transcription,
    TranscriptionStatus,
    corrected,
    transcribed,
)
from schemas.pages import PageText, TextBlock, TextLine, Word

AT = "2026-02-10T12:00:00+02:00"


def word(text, x, y=100, width=80):
    return Word(text, Region(x, y, width, 30), 0.8)


def page(*lines):
    made = tuple(TextLine(Region(100, 100 + 50 * n, 600, 30), line) for n, line in enumerate(lines))
    return PageText(1000, 1400, (TextBlock(Region(100, 100, 600, 50 * len(lines)), made),))


READ = page((word("Lietuwos", 100), word("wardas", 200)), (word("ira", 100, 150),))


def correction(text, region, machine="wardas"):
    return TextCorrection(region, machine, text, "Rasa Rasaitė", AT)


def texts(text):
    return [[w.text for w in line.words] for block in text.blocks for line in block.lines]


def test_word_is_corrected_in_place_and_the_machines_reading_stays():
    made = corrected(READ, [correction("vardas", Region(200, 100, 80, 30))])

    assert texts(made) == [["Lietuwos", "vardas"], ["ira"]]
    [changed] = [w for w in made.words if w.machine_text is not None]
    assert (changed.machine_text, changed.confidence) == ("wardas", 1.0)
    assert [(step.what, step.by) for step in made.history] == [("correction", "Rasa Rasaitė")]


def test_correction_survives_another_reading():
    again = page((word("Lietuwos", 101, 98), word("waidas", 197, 102, 84)), (word("ira", 99, 151),))

    made = corrected(again, [correction("vardas", Region(200, 100, 80, 30))])

    assert texts(made) == [["Lietuwos", "vardas"], ["ira"]]
    assert made.words[1].machine_text == "waidas"


def test_two_words_become_one_and_one_becomes_none():
    joined = correction("Lietuvosvardas", Region(100, 100, 180, 30))
    gone = correction("", Region(100, 150, 80, 30), "ira")

    assert texts(corrected(READ, [joined, gone])) == [["Lietuvosvardas"], []]


def test_later_correction_of_a_place_outranks_and_keeps_the_first_reading():
    place = Region(200, 100, 80, 30)

    made = corrected(READ, [correction("vardas", place), correction("vardai", place, "vardas")])

    assert made.words[1].text == "vardai"
    assert made.words[1].machine_text == "wardas"


@pytest.mark.parametrize(
    ("region", "lines"),
    [
        (Region(320, 102, 60, 30), [["Lietuwos", "wardas", "naujas"], ["ira"]]),
        (Region(100, 20, 60, 30), [["naujas"], ["Lietuwos", "wardas"], ["ira"]]),
        (Region(100, 900, 60, 30), [["Lietuwos", "wardas"], ["ira"], ["naujas"]]),
    ],
)
def test_word_where_none_was_read(region, lines):
    assert texts(corrected(READ, [correction("naujas", region, "")])) == lines


def test_nothing_corrected_is_the_page_itself():
    assert corrected(READ, []) is READ


def test_transcription_stands_instead_of_what_was_read():
    lines = (TranscribedLine("Brangus drauge!", Region(10, 20, 500, 40)), TranscribedLine("Rašau"))
    written = Transcription(lines, TranscriptionStatus.DRAFT, "Rasa", AT, "lit")

    made = transcribed(replace(READ, engine="tesseract"), written)

    assert made.plain == written.text == "Brangus drauge!\nRašau"
    assert (made.engine, made.language) == ("", "lit")
    first, second = made.blocks[0].lines[0].words
    assert first.region.x == 10
    assert first.region.x + first.region.width < second.region.x
    assert second.region.x + second.region.width == 510


def test_empty_transcription_has_no_block():
    written = Transcription((TranscribedLine(" "),), TranscriptionStatus.DRAFT, "Rasa", AT)

    assert transcribed(READ, written).blocks == ()
