import pytest
from django.urls import reverse

from catalogue.models import FlowRequest
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState
from schemas.findings import Verdict as Decision
from tests.web.objects import BEGAN, BLURRED, begin, finish, flagged, read_pages, register

pytestmark = pytest.mark.database


def test_object_shows_description_identifiers_rights_and_pages(controller, stored):
    html = controller.get(f"/objects/{stored.name}/").content.decode()

    for shown in ("Baranauskas, Antanas", "A 1861/3", "LIBIS000012345", stored.object_id):
        assert shown in html
    assert 'href="http://creativecommons.org/publicdomain/mark/1.0/"' in html
    assert html.count('class="sequence"') == 3
    assert html.count("flagged stop") == 1


def test_waiting_object_stands_at_its_verdict(controller, stored):
    steps = controller.get(f"/objects/{stored.name}/").context["way"]

    assert [step.kind for step in steps] == ["done", "present", "done", "done", "done", ""]


def test_object_in_work_shows_progress_that_asks_again(controller, town):
    digital_object = read_pages(begin(register(town.code)))
    address = reverse("progress", args=[digital_object.name])

    html = controller.get(f"/objects/{digital_object.name}/").content.decode()
    running = controller.get(address)
    finish(digital_object)
    ended = controller.get(address)

    assert f'hx-get="{address}"' in html
    assert "3 of 3 pages are done." in running.content.decode()
    assert "HX-Refresh" not in running.headers
    assert ended.headers["HX-Refresh"] == "true"


def test_verdict_on_the_whole_settles_it_and_asks_for_export(controller, stored):
    controller.post(f"/objects/{stored.name}/verdict/", {"verdict": "accept"})

    stored.refresh_from_db()
    assert stored.state == ObjectState.READY
    remembered, export = FlowRequest.objects.order_by("pk")
    assert (remembered.kind, export.kind) == ("remember", "export")
    assert remembered.parameters == {"verdict": stored.verdicts.get().pk}
    assert export.digital_object == stored


def test_rejection_of_the_whole_asks_for_a_reason_and_can_be_taken_back(controller, stored):
    address = f"/objects/{stored.name}/verdict/"
    refused = controller.post(address, {"verdict": "reject"})
    controller.post(address, {"verdict": "reject", "note": "Wrong book."})
    stored.refresh_from_db()
    assert refused.status_code == 400
    assert stored.state == ObjectState.WITHDRAWN

    html = controller.get(f"/objects/{stored.name}/").content.decode()
    withdraw = reverse("withdraw", args=[stored.name, stored.verdicts.get().pk])
    assert withdraw in html
    controller.post(withdraw)

    stored.refresh_from_db()
    assert stored.state == ObjectState.NEEDS_REVIEW


def test_who_judges_nothing_sees_no_form(client, people, stored):
    client.force_login(people["librarian"])

    html = client.get(f"/objects/{stored.name}/").content.decode()

    assert 'name="verdict"' not in html


def test_contact_sheet_comes_in_parts(controller, town):
    digital_object = finish(read_pages(begin(register(town.code, 130)), {125: [BLURRED]}))
    address = f"/objects/{digital_object.name}/"

    first = controller.get(address).context["contact"]
    rest = controller.get(f"{first.next_url}&part=pages")
    only = controller.get(address, {"pages": "flagged"}).context["contact"]

    assert (len(first.rows), first.total, first.flagged) == (120, 130, 1)
    assert [thumb.sequence for thumb in rest.context["contact"].rows] == list(range(121, 131))
    assert "<html" not in rest.content.decode()
    assert [thumb.sequence for thumb in only.rows] == [125]


@pytest.mark.parametrize("verdicts", [1, 3])
def test_object_takes_the_same_number_of_queries(
    controller, people, town, verdicts, django_assert_num_queries
):
    digital_object = flagged(town.code)
    for page in digital_object.pages.all()[:verdicts]:
        give_verdict(digital_object, Decision.MEND, by=people["controller"], now=BEGAN, page=page)

    with django_assert_num_queries(20):
        controller.get(f"/objects/{digital_object.name}/")
