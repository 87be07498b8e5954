"""The queue of flagged pages: who sees what, narrowed how, and going on from page to page."""

import pytest
from django.urls import reverse

from catalogue.models import DigitalObject
from qa.codes import CODES
from tests.web import objects
from web.queue import KINDS

pytestmark = pytest.mark.database


@pytest.fixture
def two(town):
    """Two flagged objects; page 2 of each is blurred and skewed."""
    return [objects.flagged(town.code, title=title) for title in ("Pirma", "Antra")]


def shown(client, **wish):
    return client.get(reverse("queue"), wish).content.decode()


def test_empty_queue_says_what_will_appear(controller):
    assert "No page waits for a verdict" in shown(controller)


def test_every_flagged_page_stands_with_its_reasons(controller, two):
    page = shown(controller)

    assert page.count("QA-FOCUS-01") == page.count("QA-SKEW-01") == 2
    assert page.index("Pirma") < page.index("Antra")
    assert reverse("page", args=[two[0].name, 2]) in page


def test_queue_is_narrowed_by_kind_and_weight(controller, two):
    assert "QA-SKEW-01" not in shown(controller, kind="QA-FOCUS")
    assert "QA-FOCUS-01" not in shown(controller, severity="warning")
    assert "No page waits that fits" in shown(controller, kind="QA-DUST")
    assert "QA-FOCUS-01" in shown(controller, kind="nonsense", severity="nonsense")


def test_other_libraries_see_nothing(client, people, two):
    client.force_login(people["other_librarian"])

    assert "Pirma" not in shown(client)


def test_queue_goes_on_behind_a_mark(controller, two, monkeypatch):
    monkeypatch.setattr("web.queue.ROWS_SHOWN", 1)
    first = controller.get(reverse("queue"))
    second = controller.get(first.context["queue"].next_url).content.decode()

    assert "Antra" in second
    assert "Pirma" not in second
    assert "From the beginning" in second
    assert controller.get(reverse("queue"), {"after": "nonsense"}).status_code == 409


def test_last_verdict_of_an_object_leads_to_the_next_flagged_page(controller, two):
    answer = controller.post(
        reverse("page-verdict", args=[two[0].name, 2]), {"verdict": "accept"}, follow=True
    ).content.decode()

    assert "To the next flagged page" in answer
    assert reverse("page", args=[two[1].name, 2]) in answer


def test_queue_costs_the_same_queries_however_long(controller, two, django_assert_max_num_queries):
    shown(controller)
    with django_assert_max_num_queries(12) as both:
        shown(controller)
    DigitalObject.objects.filter(pk=two[1].pk).update(state="Ready")
    with django_assert_max_num_queries(12) as one:
        shown(controller)
    assert len(one) == len(both)


def test_own_scans_have_no_buttons_but_a_reason(controller, two, people):
    DigitalObject.objects.filter(pk=two[0].pk).update(operator="controller")
    page = controller.get(reverse("page", args=[two[0].name, 2])).content.decode()

    assert "You scanned this object; somebody else must judge it." in page
    assert 'name="verdict"' not in page
    refused = controller.post(reverse("page-verdict", args=[two[0].name, 2]), {"verdict": "accept"})
    assert refused.status_code == 400


def test_every_kind_of_finding_has_its_name_in_the_filter():
    assert {code.rpartition("-")[0] for code in CODES} <= set(KINDS)
