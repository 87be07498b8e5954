from dataclasses import replace

import pytest

from catalogue.errors import TransitionRefusedError
from catalogue.interchange import event_of, packaged_file_of, packaged_page_of
from catalogue.models import Delivery
from catalogue.services.packages import (
    record_delivery,
    record_event,
    record_events,
    record_files,
    record_stored,
)
from catalogue.states import ObjectState
from schemas.events import Agent, Event, EventType
from schemas.identifiers import page_id_of
from schemas.packages import FileUse, PackagedFile, PackagedPage
from schemas.pages import PageRole

pytestmark = pytest.mark.database


@pytest.fixture
def master(now):
    return PackagedFile(
        "master/0001.tif", FileUse.MASTER, "image/tiff", 5_000_000_000, "a" * 128, now
    )


def test_files_are_those_of_the_newest_package(registered, master):
    digital_object = registered()
    text = replace(master, logical_path="text/0001.txt", use=FileUse.TEXT, media_type="text/plain")
    page = PackagedPage(
        page_id_of(digital_object.object_id, 1),
        1,
        PageRole.TEXT,
        "",
        (text.logical_path, master.logical_path),
    )
    record_files(digital_object, [text, master], [page])
    changed = replace(master, sha512="b" * 128)

    record_files(digital_object, [changed], [replace(page, files=(master.logical_path,))])

    row = digital_object.files.get()
    assert packaged_file_of(row) == changed
    assert row.page.number == 1


def test_packaged_page_names_its_masters_first(registered, master):
    digital_object = registered()
    alto = replace(master, logical_path="alto/0001.xml", use=FileUse.ALTO)
    page = PackagedPage(
        page_id_of(digital_object.object_id, 1),
        1,
        PageRole.TEXT,
        "",
        (master.logical_path, alto.logical_path),
    )

    record_files(digital_object, [alto, master], [page])

    assert packaged_page_of(digital_object, digital_object.pages.get(number=1)) == page


def test_stored_version_never_goes_back(registered, now):
    digital_object = registered()
    record_stored(digital_object, location="/s/x", version=2, now=now, step_seconds={"ocr": 1.5})
    record_stored(digital_object, location="/s/x", version=1, now=now, step_seconds={"qa": 0.5})

    digital_object.refresh_from_db()
    assert (digital_object.aip_location, digital_object.aip_version) == ("/s/x", 2)
    assert digital_object.step_seconds == {"ocr": 1.5, "qa": 0.5}


def test_event_is_written_once_however_often_told(registered, now):
    digital_object = registered()
    event = Event(EventType.CAPTURE, now, Agent("skrynia", version="1"), about=("master/1.tif",))

    record_event(digital_object, event)
    record_events(digital_object, [event, replace(event, outcome="warning")])

    assert [event_of(row) for row in digital_object.events.all()] == [
        event,
        replace(event, outcome="warning"),
    ]


def test_delivery_moves_the_object_on(in_state, person, now):
    digital_object = in_state(ObjectState.READY)
    sender = person()

    for path in ("/outbox/1.zip", "/outbox/2.zip"):
        record_delivery(digital_object, target="vepis", path=path, now=now, by=sender)

    assert digital_object.state == ObjectState.DELIVERED
    assert [row.path for row in digital_object.deliveries.all()] == [
        "/outbox/1.zip",
        "/outbox/2.zip",
    ]


@pytest.mark.parametrize("state", [ObjectState.NEEDS_REVIEW, ObjectState.RESCAN_WANTED])
def test_flagged_object_does_not_leave_the_house(in_state, now, state):
    with pytest.raises(TransitionRefusedError):
        record_delivery(in_state(state), target="vepis", path="/x", now=now)

    assert not Delivery.objects.exists()
