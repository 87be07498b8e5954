import json
import unicodedata

import numpy as np
import pytest

from samples.fonts import Face
from samples.old_prints import fetching
from samples.old_prints.__main__ import write_print
from samples.old_prints.classes import CLASSES, Layout, PrintClass, Voice
from samples.old_prints.errors import FaceNotFetchedError
from samples.old_prints.faces import OldFace
from samples.old_prints.glyphs import Type
from samples.old_prints.layouts import Copy, Measures, lay_out
from samples.old_prints.pages import make_print, modern_words
from samples.old_prints.sentences import Part, Writer, plain
from samples.old_prints.setting import OldSheet, _from_right, broken, divisions

BLACK = OldFace("black", (Face.MATHS,), is_fraktur=True, is_mathematical=True)
SERIF = OldFace("serif", (Face.CONDENSED,), 0.88)
BOTH = {part: (SERIF,) for part in Part}


def ink_of(face, letter):
    return Type(face, 60.0).glyph(letter)


@pytest.mark.parametrize("marked", ["ą", "č", "ė", "ů", "ž", "ē", "Ž", "Ų"])
def test_a_mark_the_face_lacks_is_drawn_over_or_under_its_letter(marked):
    base = ink_of(BLACK, unicodedata.normalize("NFD", marked)[0])
    glyph = ink_of(BLACK, marked)
    below = glyph.top + glyph.ink.shape[0] > base.top + base.ink.shape[0]
    above = glyph.top < base.top

    assert (below, above) == ((True, False) if marked in "ąŲ" else (False, True))
    assert glyph.advance == base.advance


def test_a_long_s_is_an_f_without_the_right_half_of_its_bar():
    f, long_s = ink_of(BLACK, "f"), ink_of(BLACK, "ſ")

    assert 0 < int((long_s.ink > 127).sum()) < int((f.ink > 127).sum())
    assert long_s.top == f.top


def test_a_letter_that_cannot_be_made_is_no_silent_box():
    with pytest.raises(LookupError):
        ink_of(BLACK, "ж")


def test_words_part_before_the_consonant_of_a_syllable_never_within_sz():
    assert "ra-ſzyti" not in parted("raſzyti")
    assert parted("vakaras") == ["vaka-ras"]
    assert "priesz-as" not in parted("prieszas")
    assert parted("upė") == []


def parted(word):
    return [f"{word[:i]}-{word[i:]}" for i in divisions(word)]


def test_hebrew_runs_from_the_right_and_its_numbers_do_not():
    assert _from_right(list("אב 19")) == list("19 בא")


def test_lines_keep_every_word_in_its_order():
    cast = Type(SERIF, 20.0)
    text = "Gyvenimas čia ramus ir niekas niekur neskuba bėgti"
    words = [(word, cast) for word in text.split()]

    lines = [line for line, _ in broken(words, 200.0, 0.0)]

    joined = " ".join(one for line in lines for one, _ in line).replace("- ", "")
    assert joined == text
    assert len(lines) > 2


VOICE = Voice("lit", "antiqua", (plain,), BOTH)


@pytest.mark.parametrize("layout", list(Layout))
def test_every_layout_prints_each_line_on_the_sheet(layout):
    rng = np.random.default_rng(7)
    measures = Measures.drawn(rng, layout, 60)
    sheet = OldSheet(np.zeros(measures.shape, np.uint8))
    copies = [
        Copy(Writer(code, Part.JUDGING, rng).sentences(), SERIF, plain) for code in ("lit", "deu")
    ]

    lay_out(layout, sheet, measures, copies, rng)

    height, width = measures.shape
    assert len(sheet.lines) == len(sheet.blocks) > 4
    for line in sheet.lines:
        at = line.region
        assert 0 <= at.x < at.x + at.width <= width
        assert 0 <= at.y < at.y + at.height <= height
        assert sheet.ink[at.y : at.y + at.height, at.x : at.x + at.width].max() > 120


def test_words_that_did_not_fit_are_not_said_to_be_there():
    copy = Copy(iter(()), SERIF, plain)
    copy.written += [("Kalvis kala geležį.", "Kałwis kała geleżį."), ("Lyja.", "Lyja.")]

    assert modern_words("Kał-\nwis kała\n", [copy]) == ["Kalvis kala"]


def test_a_page_is_the_same_each_time_and_says_what_was_done_to_it():
    kind = PrintClass("test", (VOICE,), Layout.TITLE)

    made, again = (make_print(kind, Part.TRAINING, 1) for _ in range(2))

    assert np.array_equal(made.image, again.image)
    assert (
        made.truth
        == again.truth
        == "\n\n".join(
            "\n".join(line[0] for line in made.facts["lines"] if line[5] == block)
            for block in dict.fromkeys(line[5] for line in made.facts["lines"])
        )
        + "\n"
    )
    assert made.facts["modern"]
    assert set(made.facts["wear"]) >= {"ppi", "skew_degrees", "ink_spread"}


def test_ink_stands_where_the_lines_of_a_scan_are_said_to_be():
    made = make_print(PrintClass("test", (VOICE,), Layout.TITLE), Part.JUDGING, 2)
    grey = made.image if made.image.ndim == 2 else made.image.mean(axis=2)

    for _, x, y, w, h, _ in made.facts["lines"]:
        line = grey[y : y + h, x : x + w]
        assert line.min() < 0.6 * np.median(line)


def test_print_outside_the_sheet_is_cut_not_an_error():
    sheet = OldSheet(np.zeros((40, 40), np.uint8))

    sheet.put("Ąžuolas", -10.0, 5.0, Type(SERIF, 20.0))
    sheet.put("Ąžuolas", 30.0, 45.0, Type(SERIF, 20.0))

    assert sheet.ink.any()


def test_no_face_serves_judging_and_training():
    for kind in CLASSES.values():
        for voice in (*kind.voices, *kind.others):
            assert not set(voice.faces[Part.JUDGING]) & set(voice.faces[Part.TRAINING])


def test_what_is_not_the_pinned_package_is_refused(tmp_path, monkeypatch):
    fake = tmp_path / "bin/npm"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\ntouch fontsource-x.tgz\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")

    with pytest.raises(FaceNotFetchedError) as refused:
        fetching.fetch_faces(tmp_path / "faces")

    assert "pinned" in str(refused.value)
    assert not (tmp_path / "faces").exists()


@pytest.mark.skipif(not fetching.are_fetched(), reason="the faces were not fetched from npm")
def test_a_page_of_lithuania_minor_is_written_with_its_text_and_facts(tmp_path):
    file = write_print(tmp_path, "lit-fraktur", Part.JUDGING, 1)

    facts = json.loads(file.with_suffix(".json").read_text())
    assert facts["languages"] == ["lit"]
    assert facts["script"] == "fraktur"
    assert facts["faces"] == ["Unifraktur Maguntia"]
    assert "ſ" in file.with_suffix(".txt").read_text()
