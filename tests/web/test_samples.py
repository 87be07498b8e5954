"""The screens of sampling: projects, a lot, its drawn pages, the answers."""

import pytest
from django.urls import reverse

from catalogue.models import Page, SamplingLot
from schemas.sampling import LotState
from tests.web.objects import sampled

pytestmark = pytest.mark.database


@pytest.fixture
def lot(stored, people):
    return sampled(stored, people["controller"])


def test_empty_screen_says_how_projects_come(controller):
    page = controller.get(reverse("samples")).content.decode()

    assert "skrynia digitise FOLDER --project" in page
    assert "No lot has been drawn yet" in page


def test_lot_is_judged_page_by_page_until_it_is_accepted(controller, lot):
    address = reverse("lot", args=[lot.pk])
    assert "Look at the next page" in controller.get(address).content.decode()

    for place in range(1, lot.sample_size + 1):
        page = controller.get(reverse("sampled-page", args=[lot.pk, place])).content.decode()
        assert f"Drawn page {place} of {lot.sample_size}" in page
        answer = controller.post(
            reverse("sampled-page", args=[lot.pk, place]), {"answer": "good", "note": "ąžuolas"}
        )
        following = reverse("sampled-page", args=[lot.pk, place + 1])
        assert answer.url == (following if place < lot.sample_size else address)

    done = controller.get(address).content.decode()
    assert "Lot accepted" in done
    assert "ąžuolas" in done
    assert SamplingLot.objects.get().state == LotState.ACCEPTED


def test_bad_page_rejects_a_small_lot_and_can_be_taken_back(controller, lot):
    address = reverse("sampled-page", args=[lot.pk, 1])

    controller.post(address, {"answer": "bad"})
    assert "Lot rejected" in controller.get(reverse("lot", args=[lot.pk])).content.decode()

    controller.post(address, {"answer": "back"})
    assert SamplingLot.objects.get().state == LotState.OPEN


def test_next_lot_holds_new_pages_only(controller, lot):
    answer = controller.post(reverse("draw-sample", args=[lot.project_id]), follow=True)

    assert "no pages that are not in a lot already" in answer.content.decode()
    assert SamplingLot.objects.count() == 1


def test_rules_are_the_administrators_to_change(client, people, lot):
    address = reverse("project", args=[lot.project_id])
    wish = {"sampling_plan": "aql-2.5", "allows_own_verdicts": "on"}
    client.force_login(people["controller"])
    assert client.post(address, wish).status_code == 403

    client.force_login(people["administrator"])
    assert client.post(address, wish).status_code == 302

    lot.project.refresh_from_db()
    assert (lot.project.sampling_plan, lot.project.allows_own_verdicts) == ("aql-2.5", True)


def test_lot_costs_the_same_queries_however_many_pages(
    controller, lot, django_assert_max_num_queries
):
    address = reverse("lot", args=[lot.pk])
    controller.get(address)
    with django_assert_max_num_queries(8) as three:
        controller.get(address)
    first = lot.lot_pages.first()
    lot.lot_pages.exclude(pk=first.pk).delete()
    Page.objects.exclude(pk=first.page_id).delete()
    with django_assert_max_num_queries(len(three)) as one:
        controller.get(address)
    assert len(one) == len(three)
