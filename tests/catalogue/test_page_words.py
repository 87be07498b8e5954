"""A person says what stands at a word, or in a line; what they did not look at stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from catalogue.errors import NothingCorrectedError, PageTranscribedError, TextChangedError
from catalogue.line_changes import changed_words
from catalogue.models import Correction, User
from catalogue.roles import LibraryKind
from catalogue.services.human_text import save_transcription
from catalogue.services.page_words import SaidWord, TextLayers, lines_of, say_line, say_word
from catalogue.services.people import add_library
from schemas.findings import Region
from schemas.human_text import TranscribedLine, TranscriptionStatus
from tests.web import objects

LATER = objects.BEGAN + timedelta(days=1)
LAYERS = TextLayers(objects.read_text())
WORD = next(word for word in LAYERS.machine.words if word.text == "kelmuoti,")


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("szwiesa ir tiesa", "šviesa ir tiesa", {0: "šviesa"}),
        ("a b c", "a c", {1: ""}),
        ("a b", "a x b", {0: "a x"}),
        ("a b", "x a b", {0: "x a"}),
        ("a b c d", "a xy d", {1: "xy", 2: ""}),
        ("a b", "", {0: "", 1: ""}),
        ("a b d", "a x y z d", {1: "x y z"}),
        ("a b", "a b", {}),
    ],
)
def test_changed_words_are_found_in_a_line_that_comes_back(before, after, changed):
    assert changed_words(before.split(), after.split()) == changed


@pytest.fixture
def page(db):
    row = objects.flagged(add_library("x", "X", LibraryKind.TERRITORY).code)
    return row.pages.get(number=1)


@pytest.fixture
def rasa(db):
    return User.objects.create_user("rasa")


def standing(page):
    return LAYERS.with_present(page).standing.plain


@pytest.mark.database
def test_word_is_corrected_corrected_again_and_given_back_to_the_machine(page, rasa):
    say = {"by": rasa, "now": LATER}
    say_word(page, LAYERS, SaidWord(WORD.region, "kelmuoti,", "kelmoti,"), **say)
    say_word(page, LAYERS, SaidWord(WORD.region, "kelmoti,", "kelmuotieji"), **say)
    assert "Kalnai kelmuotieji pakalnės" in standing(page)

    back = say_word(page, LAYERS, SaidWord(WORD.region, "kelmuotieji", "kelmuoti,"), **say)

    assert len(back) == 2
    assert all(row.undone_at == LATER for row in back)
    assert standing(page) == LAYERS.machine.plain
    assert Correction.objects.count() == 2, "what was said stays in the history"


@pytest.mark.database
def test_word_that_is_not_what_was_shown_is_left_alone(page, rasa):
    with pytest.raises(TextChangedError) as refused:
        say_word(page, LAYERS, SaidWord(WORD.region, "kelm", "kelmas"), by=rasa, now=LATER)
    with pytest.raises(NothingCorrectedError):
        say_word(page, LAYERS, SaidWord(WORD.region, WORD.text, " kelmuoti, "), by=rasa, now=LATER)

    assert refused.value.facts == {"standing": "kelmuoti,", "shown": "kelm"}
    assert not Correction.objects.exists()


@pytest.mark.database
def test_word_is_added_where_none_was_read(page, rasa):
    place = replace(WORD.region, x=880, width=90)

    say_word(page, LAYERS, SaidWord(place, "", "(sic)"), by=rasa, now=LATER)

    assert "Kalnai kelmuoti, pakalnės nuplikę! (sic)" in standing(page)
    with pytest.raises(TextChangedError):
        say_word(page, LAYERS, SaidWord(place, "", "kas kita"), by=rasa, now=LATER)


@pytest.mark.database
def test_line_makes_a_correction_of_each_word_that_changed(page, rasa):
    number, shown = 1, "Kalnai kelmuoti, pakalnės nuplikę!"

    made = say_line(
        page, LAYERS, number, shown, "Kalnai kelmoti pakalnes nuplikę!", by=rasa, now=LATER
    )

    assert [row.text for row in made] == ["kelmoti", "pakalnes"]
    line = lines_of(LAYERS.with_present(page).standing)[number]
    assert [word.machine_text for word in line.words] == [None, "kelmuoti,", "pakalnės", None]
    with pytest.raises(TextChangedError):
        say_line(page, LAYERS, number, shown, "x", by=rasa, now=LATER)
    with pytest.raises(TextChangedError):
        say_line(page, LAYERS, 999, shown, "x", by=rasa, now=LATER)


@pytest.mark.database
def test_single_words_of_a_transcribed_page_are_not_corrected(page, rasa):
    lines = [TranscribedLine("Brangus drauge!", Region(1, 1, 9, 9))]
    save_transcription(page, lines, TranscriptionStatus.DRAFT, by=rasa, now=LATER)

    with pytest.raises(PageTranscribedError):
        say_word(page, LAYERS, SaidWord(WORD.region, WORD.text, "x"), by=rasa, now=LATER)
