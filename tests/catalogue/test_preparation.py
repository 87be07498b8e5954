import pytest

from catalogue.interchange import description_of
from catalogue.models import PreservationEvent
from catalogue.services.pages import record_labels
from catalogue.services.preparation import change_sheet, sheet_of
from schemas.preparation import PreparationSheet

pytestmark = pytest.mark.database
SHEET = PreparationSheet(pages=4, missing=("17–18",))


def test_sheet_comes_with_the_plan(registered):
    assert sheet_of(registered("a", "b", preparation=SHEET)) == SHEET
    assert sheet_of(registered("c")).is_empty


def test_sheet_is_changed_by_a_person_and_said(registered, person, now):
    row = registered("a", "b")

    assert change_sheet(row, SHEET, by=person(), now=now)
    assert not change_sheet(row, SHEET, by=person(), now=now)

    row.refresh_from_db()
    assert sheet_of(row) == SHEET
    assert "missing 17–18" in PreservationEvent.objects.get().detail


def test_readers_are_told_what_is_missing(registered):
    row = registered("a", "b", preparation=SHEET)

    assert "Originale trūksta puslapių: 17–18." in description_of(row).description


def test_labels_that_were_read_give_way_to_a_persons(registered):
    row = registered("a", "b")
    row.pages.filter(number=2).update(label="xiv")

    record_labels(row, {1: "1", 2: "2"})
    record_labels(row, {1: "3"})

    labels = list(row.pages.order_by("number").values_list("label", "label_is_read"))
    assert labels == [("3", True), ("xiv", False)]
