"""Two at once: on both databases, over connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from catalogue.errors import TransitionRefusedError
from catalogue.models import DigitalObject, FlowRequest, Scan
from catalogue.services.registration import register_object
from catalogue.services.requests import ask_for_flow, take_request
from catalogue.services.states import change_state
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState, Trigger
from schemas.findings import Verdict as Decision

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def at_once(act, *arguments):
    """The results of ``act`` for each argument, begun at the same moment in threads."""
    start = Barrier(len(arguments))

    def run(argument):
        try:
            start.wait(timeout=20)
            return act(argument)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(arguments)) as threads:
        return list(threads.map(run, arguments))


def test_database_under_test_is_the_one_of_life():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (30_000,)
        assert connection.transaction_mode == "IMMEDIATE"
    else:
        assert connection.vendor == "postgresql"


def test_same_scans_registered_at_once_are_one_object(county, plan_of, now):
    plans = [plan_of("a", "b", source_folder=f"/scans/{place}") for place in range(4)]

    results = at_once(lambda plan: register_object(plan, naan="99999", now=now), *plans)

    assert sorted(already for _, already in results) == [False, True, True, True]
    assert len({made.pk for made, _ in results}) == 1
    assert (DigitalObject.objects.count(), Scan.objects.count()) == (1, 2)


def test_request_is_taken_by_one_worker(registered, now):
    for number in range(3):
        ask_for_flow("digitise", registered(str(number)), by=None, now=now)

    taken = at_once(lambda worker: take_request(worker, now=now), *"abcd")

    ids = [request.pk for request in taken if request is not None]
    assert len(ids) == len(set(ids))
    assert FlowRequest.objects.filter(state="taken").count() == len(ids) >= 1


def test_requests_of_one_object_are_not_taken_together(registered, now: datetime):
    digital_object = registered("a")
    for kind in ("digitise", "export"):
        ask_for_flow(kind, digital_object, by=None, now=now)

    taken = at_once(lambda worker: take_request(worker, now=now + timedelta(seconds=1)), *"ab")

    assert [request.kind for request in taken if request is not None] == ["digitise"]


def test_two_verdicts_at_once_are_both_written(in_state, controller, now):
    digital_object = in_state(ObjectState.NEEDS_REVIEW)
    pages = list(digital_object.pages.all())

    at_once(
        lambda page: give_verdict(
            digital_object, Decision.ACCEPT, by=controller, now=now, page=page
        ),
        *pages,
    )

    digital_object.refresh_from_db()
    assert digital_object.verdicts.count() == 2
    assert digital_object.state == ObjectState.READY
    assert digital_object.state_changes.filter(to_state=ObjectState.READY).count() == 1


def test_object_moves_once_when_two_push(in_state, now):
    digital_object = in_state(ObjectState.CAPTURED)

    def withdraw(_):
        try:
            change_state(digital_object, Trigger.WITHDRAW, now=now)
        except TransitionRefusedError:
            return False
        return True

    assert sorted(at_once(withdraw, 1, 2)) == [False, True]
