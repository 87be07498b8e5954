import pytest

from catalogue.models import FlowRequest
from catalogue.services.preparation import sheet_of
from schemas.preparation import PreparationSheet

pytestmark = pytest.mark.database


def test_sheet_is_written_down_and_pages_are_held_against_it(controller, flagged):
    address = f"/objects/{flagged.name}/preparation/"
    sent = {"sheet-pages": "12", "sheet-leaves": "", "sheet-missing": "17-18, xii"}

    controller.post(address, sent)

    flagged.refresh_from_db()
    assert sheet_of(flagged) == PreparationSheet(12, None, ("17–18", "xii"))
    assert FlowRequest.objects.get().kind == "digitise"
    html = controller.get(f"/objects/{flagged.name}/").content.decode()
    assert "17–18, xii" in html


def test_nonsense_is_told_at_the_field_and_nothing_typed_is_lost(controller, flagged):
    sent = {"sheet-pages": "-3", "sheet-leaves": "", "sheet-missing": "17"}

    answer = controller.post(f"/objects/{flagged.name}/preparation/", sent)

    assert answer.status_code == 400
    assert 'value="-3"' in answer.content.decode()
    assert not FlowRequest.objects.exists()


def test_who_may_only_look_does_not_write(client, people, flagged):
    client.force_login(people["librarian"])
    answer = client.post(f"/objects/{flagged.name}/preparation/", {"sheet-pages": "3"})

    assert answer.status_code == 403
