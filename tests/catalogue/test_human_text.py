"""Corrections and transcriptions as rows: in force, undone, and of another image of the page."""

from datetime import timedelta

import pytest

from catalogue.errors import AlreadyUndoneError, NothingCorrectedError, TextTooLongError
from catalogue.models import Correction, DigitalObject, User
from catalogue.queries.behind import is_behind, written_over
from catalogue.queries.human_text import human_text_of, text_is_behind
from catalogue.roles import LibraryKind
from catalogue.services.human_text import (
    MAX_CORRECTION,
    correct_text,
    number_leaves,
    save_transcription,
    undo_correction,
)
from catalogue.services.pages import change_recipe
from catalogue.services.people import add_library
from schemas.findings import Region
from schemas.human_text import TranscribedLine, TranscriptionStatus
from schemas.pages import RecipePart
from tests.web import objects
from tests.web.objects import BEGAN

pytestmark = pytest.mark.database
LATER = BEGAN + timedelta(days=1)
PLACE = Region(200, 100, 80, 30)


@pytest.fixture
def row(db):
    return objects.flagged(add_library("x", "X", LibraryKind.TERRITORY).code)


@pytest.fixture
def rasa(db):
    return User.objects.create_user("rasa", first_name="Rasa", last_name="Rasaitė")


def layers(page):
    return human_text_of([page]).get(page.pk)


def test_correction_stands_until_it_is_undone(row, rasa):
    page = row.pages.get(number=1)
    assert not text_is_behind(row)

    made = correct_text(page, PLACE, "wardas", "  vardas ", by=rasa, now=LATER)

    [value] = layers(page).corrections
    assert (value.text, value.region, value.by) == ("vardas", PLACE, "Rasa Rasaitė")
    assert text_is_behind(row)

    undo_correction(made, by=rasa, now=LATER + timedelta(hours=1))

    assert layers(page) is None
    assert text_is_behind(row), "what is stored still has it"
    assert Correction.objects.get().undone_by == rasa
    with pytest.raises(AlreadyUndoneError):
        undo_correction(made, by=rasa, now=LATER)


def test_what_was_written_during_a_run_is_still_to_be_stored(row, rasa):
    """The run may have begun with the texts as they were."""
    page = row.pages.get(number=1)

    correct_text(page, PLACE, "wardas", "vardas", by=rasa, now=BEGAN)
    assert not text_is_behind(row), "it was there when the run began"

    correct_text(page, PLACE, "wardas", "vardai", by=rasa, now=BEGAN + timedelta(minutes=3))
    assert text_is_behind(row)


def test_what_is_no_correction_is_refused(row, rasa):
    page = row.pages.get(number=1)

    with pytest.raises(NothingCorrectedError):
        correct_text(page, PLACE, "vardas", "vardas", by=rasa, now=LATER)
    with pytest.raises(TextTooLongError):
        correct_text(page, PLACE, "v", "v" * (MAX_CORRECTION + 1), by=rasa, now=LATER)

    assert not Correction.objects.exists()


def test_of_another_image_a_correction_has_no_place(row, rasa):
    page = row.pages.get(number=1)
    correct_text(page, PLACE, "wardas", "vardas", by=rasa, now=LATER)
    scan = page.parts.get().scan.number

    change_recipe(page, [RecipePart(scan, rotation_degrees=180)], by=rasa, now=LATER)

    page = row.pages.get(number=1)
    assert layers(page).corrections == ()
    assert [one.text for one in layers(page).unplaced] == ["vardas"]


def test_last_transcription_stands_and_an_empty_one_takes_it_back(row, rasa):
    page = row.pages.get(number=1)
    first = [TranscribedLine("Brangus drauge!", PLACE)]

    save_transcription(page, first, TranscriptionStatus.DRAFT, by=rasa, now=LATER)
    save_transcription(
        page, [*first, TranscribedLine("Rašau")], TranscriptionStatus.CHECKED, language="lit",
        by=rasa, now=LATER,
    )  # fmt: skip

    written = layers(page).transcription
    assert written.text == "Brangus drauge!\nRašau"
    assert (written.status, written.lines[0].region) == (TranscriptionStatus.CHECKED, PLACE)

    save_transcription(page, [], TranscriptionStatus.DRAFT, by=rasa, now=LATER)

    assert layers(page) is None
    assert page.transcriptions.count() == 3


def test_leaves_are_numbered_recto_and_verso(row):
    number_leaves(row, 2)

    assert list(row.pages.values_list("label", flat=True)) == ["", "1r", "1v"]


def test_layers_of_many_pages_cost_two_queries(row, rasa, django_assert_num_queries):
    pages = list(row.pages.prefetch_related("parts__scan"))
    for page in pages:
        correct_text(page, PLACE, "wardas", "vardas", by=rasa, now=LATER)

    with django_assert_num_queries(2):
        assert len(human_text_of(pages)) == 3


def test_objects_left_alone_after_writing_are_to_be_stored(row, rasa):
    DigitalObject.objects.update(aip_version=1, aip_location="x")
    page = row.pages.get(number=1)
    assert not written_over(LATER + timedelta(days=2)).exists()

    correct_text(page, PLACE, "wardas", "vardas", by=rasa, now=LATER)
    save_transcription(
        row.pages.get(number=2), [TranscribedLine("x")], TranscriptionStatus.DRAFT, by=rasa,
        now=LATER + timedelta(hours=1),
    )  # fmt: skip

    assert not written_over(LATER + timedelta(minutes=30)).exists(), "somebody still writes"
    assert list(written_over(LATER + timedelta(hours=2))) == [row]
    assert is_behind(row)
