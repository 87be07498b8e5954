"""The screen on which a page's words are corrected, and what follows from a correction."""

import pytest
from django.urls import reverse

from catalogue.models import Correction, FlowRequest
from catalogue.search.finding import find
from catalogue.search.wishes import SearchWish
from tests.web import objects

pytestmark = pytest.mark.database
BY_SCRIPT = {"X-Requested-With": "fetch"}
WORD = next(word for word in objects.read_text().words if word.text == "kelmuoti,")
PLACE = ",".join(
    str(part) for part in (WORD.region.x, WORD.region.y, WORD.region.width, WORD.region.height)
)


@pytest.fixture
def row(town, drawings):
    return objects.read(town.code, drawings)


def address(row, name="page-text", number=1):
    return reverse(name, args=[row.name, number])


def correct(browser, row, **sent):
    said = {"place": PLACE, "shown": "kelmuoti,", "text": "kelmučiuoti"} | sent
    return browser.post(address(row, "text-correct"), said, headers=BY_SCRIPT)


def test_words_stand_line_by_line_the_weak_ones_marked(controller, row):
    html = controller.get(address(row)).content.decode()

    assert f'<span class="word weak" data-place="{PLACE}"' in html
    assert "read with confidence 41 %" in html
    assert "3 weak words" in html
    assert 'name="shown" value="Kalnai kelmuoti, pakalnės nuplikę!"' in html


def test_correction_is_shown_found_remembered_and_stored_on_demand(controller, row):
    part = correct(controller, row).content.decode()

    assert "<!doctype" not in part
    assert "corrected by controller" in part
    assert "the machine read “kelmuoti,”" in part
    page = row.pages.get(number=1)
    assert "Kalnai kelmučiuoti pakalnės" in page.text
    assert find(SearchWish("kelmučiuoti"), None).total == 1
    [asked] = FlowRequest.objects.filter(kind="remember")
    made = Correction.objects.get()
    assert asked.parameters == {"correction": made.pk, "undone": False}

    controller.post(reverse("text-store", args=[row.name]), {"page": 1})

    assert FlowRequest.objects.filter(kind="digitise", digital_object=row).count() == 1


def test_last_own_correction_is_taken_back(controller, row):
    correct(controller, row)

    part = controller.post(address(row, "text-undo"), headers=BY_SCRIPT).content.decode()

    assert "kelmučiuoti" not in part.replace("Taken back: kelmuoti, → kelmučiuoti", "")
    assert Correction.objects.get().undone_by.username == "controller"
    assert "kelmučiuoti" not in row.pages.get(number=1).text
    assert find(SearchWish("kelmučiuoti", is_exact=True), None).total == 0


def test_whole_line_comes_back_without_script(controller, row):
    sent = {
        "line": "1",
        "shown": "Kalnai kelmuoti, pakalnės nuplikę!",
        "text": "Kalnai kelmoti, pakalnes nuplikę!",
    }

    answer = controller.post(address(row, "text-correct"), sent, follow=True)

    html = answer.content.decode()
    assert "Kept: 2 words" in html
    assert list(Correction.objects.values_list("text", flat=True)) == ["kelmoti,", "pakalnes"]
    assert FlowRequest.objects.filter(kind="remember").count() == 2


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"shown": "kelm"}, "CAT-063"),
        ({"text": "kelmuoti,"}, "CAT-060"),
        ({"text": "k" * 501}, "CAT-061"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_changes(controller, row, sent, code):
    answer = correct(controller, row, **sent)

    assert answer.status_code == 409
    assert code in answer.content.decode()
    assert not Correction.objects.exists()


def test_page_without_kept_text_leads_to_the_transcription(controller, row):
    html = controller.get(address(row, number=3)).content.decode()

    assert "CAT-068" in html
    assert "Transcribe the page" in html
    assert controller.post(address(row, "text-correct", 3), {"place": "1,1,9,9"}).status_code == 409


def test_turned_page_lists_corrections_that_lost_their_place(controller, row):
    correct(controller, row)
    controller.post(address(row, "turn"), {"degrees": "90"})

    html = controller.get(address(row)).content.decode()

    assert "Without a place" in html
    assert "CAT-065" in html
    assert correct(controller, row).status_code == 409


@pytest.mark.parametrize("place", ["", "1,2,3", "1,2,0,4", "a,b,c,d", "-1,2,3,4"])
def test_place_that_is_none_is_refused(controller, row, place):
    assert correct(controller, row, place=place).status_code == 404


def test_many_corrections_cost_no_more_queries_than_one(controller, row, django_assert_num_queries):
    for number, word in enumerate(("Kalnai", "pakalnės", "grožei")):
        one = next(each for each in objects.read_text().words if each.text == word)
        region = one.region
        place = f"{region.x},{region.y},{region.width},{region.height}"
        correct(controller, row, place=place, shown=word, text=f"x{number}")
        with django_assert_num_queries(18):
            controller.get(address(row))
