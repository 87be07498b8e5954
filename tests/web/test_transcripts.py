"""Transcribing by hand: lines in, states kept, nothing typed lost, leaves numbered."""

import pytest
from django.urls import reverse

from catalogue.models import FlowRequest, PageTranscription
from catalogue.search.finding import find
from catalogue.search.wishes import SearchWish
from tests.web import objects
from web.transcript_sight import evenly

pytestmark = pytest.mark.database
LETTER = {
    "text": ["Brangus drauge!", "", "Rašau iš Rokiškio.", "", ""],
    "place": ["160,200,500,60", "", "160,300,700,60", "", ""],
    "status": "finished",
    "language": "lit",
}


@pytest.fixture
def row(town, drawings):
    return objects.read(town.code, drawings)


def address(row, name="transcribe", number=3):
    return reverse(name, args=[row.name, number])


def save(browser, row, **changes):
    states = PageTranscription.objects.order_by("-id")
    was = states[0].pk if states else 0
    return browser.post(address(row, "transcribe-save"), LETTER | {"was": was} | changes)


def test_lines_begin_as_the_machine_read_them_or_evenly(controller, row):
    read = controller.get(address(row, number=1)).context["form"]
    unread = controller.get(address(row) + "?lines=4").context["form"]
    nothing = controller.get(address(row)).context["form"]

    assert read.origin == "machine"
    assert read.lines[1].text == "Kalnai kelmuoti, pakalnės nuplikę!"
    assert read.lines[1].strip_url.startswith(f"/iiif/{row.name}~p0001/pct:")
    assert (unread.origin, len([one for one in unread.lines if one.place])) == ("evenly", 4)
    assert (nothing.origin, nothing.draft.lines) == ("", ())


def test_even_lines_cover_the_page_without_gaps():
    lines = evenly(7, 1000, 1400)

    ends = [one.region.y + one.region.height for one in lines]
    assert all(abs(end - one.region.y) <= 1 for end, one in zip(ends[:-1], lines[1:], strict=True))
    assert ends[-1] <= 1400


def test_transcription_is_kept_found_and_remembered(controller, row):
    save(controller, row)

    page = row.pages.get(number=3)
    assert page.text == "Brangus drauge!\nRašau iš Rokiškio.\n"
    written = page.transcriptions.get()
    assert (written.status, written.language, written.by.username) == (
        "finished", "lit", "controller",
    )  # fmt: skip
    assert find(SearchWish("Rokiškio"), None).total == 1
    asked = FlowRequest.objects.get(kind="remember")
    assert asked.parameters == {"transcription": written.pk}
    form = controller.get(address(row)).context["form"]
    assert form.is_standing
    assert form.lines[0].place == "160,200,500,60"


def test_state_goes_back_and_the_machines_text_stands_again(controller, row):
    save(controller, row)
    save(controller, row, text=["Brangi drauge!"], place=[""])
    first = PageTranscription.objects.order_by("id")[0]

    save(controller, row, back=first.pk)
    assert "Rokiškio" in row.pages.get(number=3).text

    save(controller, row, **{"take-back": "1"})
    assert row.pages.get(number=3).text == ""
    html = controller.get(address(row)).content.decode()
    assert "taken back" in html
    assert html.count("Back to this state") == 3


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(controller, row):
    save(controller, row)

    answer = save(controller, row, was=0, text=["Kitas tekstas"], place=["1,2,3,4"])

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "CAT-069" in html
    assert 'value="Kitas tekstas"' in html, "nothing typed is lost"
    assert PageTranscription.objects.count() == 1


def test_empty_transcription_does_not_hide_what_was_read(controller, row):
    answer = save(controller, row, text=["", " "], place=["1,2,3,4", ""])

    assert answer.status_code == 409
    assert "CAT-070" in answer.content.decode()
    assert not PageTranscription.objects.exists()


def test_words_of_a_transcribed_page_lead_to_the_transcription(controller, row):
    save(controller, row)

    html = controller.get(address(row, "page-text")).content.decode()

    assert "To the transcription" in html
    assert "Brangus" in html
    assert "data-correct" not in html
    assert 'class="line-form"' not in html


def test_history_costs_no_query_a_state(controller, row, django_assert_num_queries):
    for number in range(3):
        save(controller, row, text=[f"Eilutė {number}"], place=[""])
        with django_assert_num_queries(17):
            controller.get(address(row))


def test_leaves_are_numbered_from_a_page_on(controller, row):
    controller.post(address(row, "leaves", 2), {"first": "4"})

    assert list(row.pages.values_list("label", flat=True)) == ["", "4r", "4v"]
    assert controller.post(address(row, "leaves", 2), {"first": "0"}).status_code == 400
