import pytest
from django.urls import reverse

from catalogue.models import FlowRequest, Verdict
from catalogue.states import ObjectState
from tests.web.objects import BLURRED, SKEWED, begin, finish, read_pages, register

pytestmark = pytest.mark.database


def page_of(digital_object, number=2):
    return reverse("page", args=[digital_object.name, number])


def test_findings_are_numbered_heaviest_first_with_measure_and_limit(controller, flagged):
    html = controller.get(page_of(flagged)).content.decode()

    assert html.index('id="finding-1" class="error"') < html.index('id="finding-2" class="warning"')
    assert "edges are 2.4\xa0px wide" in html
    assert "<b>2.4\xa0px</b>" in html
    assert "<b>1.2\xa0px</b>" in html
    assert 'data-region="300,900,500,260"' in html


def test_lithuanian_writes_a_decimal_comma(controller, flagged):
    controller.cookies["django_language"] = "lt"

    html = controller.get(page_of(flagged)).content.decode()

    assert "<b>2,4\xa0px</b>" in html
    assert "2.4" not in html


def test_page_without_image_says_when_it_comes(controller, flagged):
    html = controller.get(page_of(flagged)).content.decode()

    assert "as soon as the object is kept" in html
    assert "data-info" not in html


def test_stored_page_has_image_outlines_and_text_without_script(controller, stored):
    html = controller.get(page_of(stored)).content.decode()

    assert f'data-info="/iiif/{stored.name}~p0002/info.json"' in html
    assert '<rect class="region error" x="300" y="900" width="500" height="260"/>' in html
    assert "Kalnai kelmuoti" in html
    assert 'lang="lt"' in html


def test_verdict_settles_the_page_makes_the_object_ready_and_asks_for_export(controller, flagged):
    answer = controller.post(
        page_of(flagged) + "verdict/", {"verdict": "accept", "note": "Legible."}, follow=True
    )

    flagged.refresh_from_db()
    assert flagged.state == ObjectState.READY
    assert Verdict.objects.get().note == "Legible."
    request = FlowRequest.objects.get(kind="export")
    assert (request.kind, request.parameters) == ("export", {"target": "vepis"})
    assert "ready to be delivered" in answer.content.decode()


def test_verdict_goes_on_to_the_next_page_that_waits(controller, town):
    waiting = finish(
        read_pages(begin(register(town.code, 5)), {2: [BLURRED], 3: [BLURRED], 5: [BLURRED]})
    )

    first = controller.post(page_of(waiting, 3) + "verdict/", {"verdict": "accept"})
    second = controller.post(page_of(waiting, 5) + "verdict/", {"verdict": "rescan"})

    assert first.headers["Location"] == page_of(waiting, 5)
    assert second.headers["Location"] == page_of(waiting, 2)


def test_rejection_without_a_reason_keeps_what_was_typed_and_says_why(controller, flagged):
    answer = controller.post(page_of(flagged) + "verdict/", {"verdict": "reject", "note": " "})

    assert answer.status_code == 400
    assert "needs a note" in answer.content.decode()
    assert not Verdict.objects.exists()


def test_last_verdict_is_withdrawn(controller, flagged):
    controller.post(page_of(flagged) + "verdict/", {"verdict": "accept"})
    html = controller.get(page_of(flagged, 1)).content.decode()
    verdict = Verdict.objects.get()
    address = reverse("withdraw", args=[flagged.name, verdict.pk])
    assert address in html

    controller.post(address)

    flagged.refresh_from_db()
    assert flagged.state == ObjectState.NEEDS_REVIEW
    assert flagged.open_findings == 2


def test_twice_withdrawn_says_so(controller, flagged):
    controller.post(page_of(flagged) + "verdict/", {"verdict": "accept"})
    address = reverse("withdraw", args=[flagged.name, Verdict.objects.get().pk])
    controller.post(address)

    answer = controller.post(address)

    assert answer.status_code == 409
    assert "cannot be withdrawn again" in answer.content.decode()


def test_verdict_that_is_none_is_not_found(controller, flagged):
    assert controller.post(page_of(flagged) + "verdict/", {"verdict": "x"}).status_code == 404


def test_page_that_is_not_there_is_not_found(controller, flagged):
    assert controller.get(page_of(flagged, 9)).status_code == 404


def test_turned_page_keeps_its_recipe_before_and_asks_for_images(controller, flagged):
    controller.post(page_of(flagged) + "turn/", {"degrees": "90"})

    page = flagged.pages.get(number=2)
    assert page.parts.get().rotation_degrees == 90
    assert page.recipe_changes.get().before[0]["rotation_degrees"] == 0
    assert FlowRequest.objects.get().kind == "digitise"


def test_permanent_addresses_lead_to_object_and_page(controller, flagged):
    whole = controller.get(f"/{flagged.object_id}")
    page = controller.get(f"/{flagged.object_id}/p0002")

    assert whole.headers["Location"] == f"/objects/{flagged.name}/"
    assert page.headers["Location"] == page_of(flagged)
    assert controller.get(f"/ark:/88888/{flagged.name}").status_code == 404


@pytest.mark.parametrize("findings", [1, 3])
def test_page_takes_the_same_number_of_queries(
    controller, town, findings, django_assert_num_queries
):
    page = finish(read_pages(begin(register(town.code)), {2: [SKEWED] * findings}))

    with django_assert_num_queries(14):
        controller.get(page_of(page))
