from datetime import timedelta

import pytest

from catalogue.errors import RequestLostError
from catalogue.models import FlowRequest
from catalogue.models.requests import RequestState
from catalogue.services.requests import (
    LEASE,
    MAX_TRIES,
    ask_for_flow,
    finish_request,
    give_back_request,
    heartbeat,
    take_request,
)

pytestmark = pytest.mark.database
SECOND = timedelta(seconds=1)


def test_request_is_taken_and_finished(registered, person, now):
    asker, digital_object = person(), registered()
    ask_for_flow("export", digital_object, {"target": "vepis"}, by=asker, now=now)

    taken = take_request("w1", now=now + SECOND)
    finish_request(taken, "w1", now=now + 2 * SECOND, outcome={"state": "Delivered"})

    assert (taken.kind, taken.parameters, taken.asked_by) == ("export", {"target": "vepis"}, asker)
    assert (taken.state, taken.finished_at) == (RequestState.DONE, now + 2 * SECOND)
    assert taken.outcome == {"state": "Delivered"}
    assert take_request("w2", now=now) is None


def test_impatient_click_asks_once(registered, now):
    digital_object = registered()
    first = ask_for_flow("export", digital_object, {"a": 1, "b": 2}, by=None, now=now)

    assert ask_for_flow("export", digital_object, {"b": 2, "a": 1}, by=None, now=now) == first
    assert ask_for_flow("export", digital_object, {"a": 2}, by=None, now=now) != first
    take_request("w", now=now)
    assert ask_for_flow("export", digital_object, {"a": 1, "b": 2}, by=None, now=now) != first


def test_requests_of_an_object_wait_for_each_other(registered, now):
    one, other = registered("a"), registered("b")
    for kind, thing in (("first", one), ("second", one), ("third", other), ("fourth", None)):
        ask_for_flow(kind, thing, by=None, now=now)

    taken = [take_request(f"w{number}", now=now) for number in range(4)]

    assert [request and request.kind for request in taken] == ["first", "third", "fourth", None]
    finish_request(taken[0], "w0", now=now, failed=True)
    assert take_request("w0", now=now).kind == "second"
    assert FlowRequest.objects.get(kind="first").state == RequestState.FAILED


def test_dead_workers_request_is_taken_again(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    lost = take_request("dead", now=now)
    later = now + LEASE + SECOND

    assert take_request("w", now=now + LEASE) is None
    assert take_request("w", now=later) == lost

    assert not heartbeat(lost, "dead", now=later)
    with pytest.raises(RequestLostError):
        finish_request(lost, "dead", now=later)


def test_heartbeat_keeps_a_request(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    held = take_request("w1", now=now)

    assert heartbeat(held, "w1", now=now + LEASE)

    assert take_request("w2", now=now + LEASE + SECOND) is None


def test_same_worker_started_anew_does_not_finish_its_old_take(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    old = take_request("w1", now=now)
    later = now + LEASE + SECOND
    take_request("w1", now=later)

    with pytest.raises(RequestLostError):
        finish_request(old, "w1", now=later)


def test_deadly_request_is_given_up(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    for _ in range(MAX_TRIES):
        assert take_request("w", now=now) is not None
        now += LEASE + SECOND

    assert take_request("w", now=now) is None
    assert FlowRequest.objects.get().state == RequestState.FAILED


def test_stopped_worker_gives_its_request_back_untried(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    for _ in range(MAX_TRIES + 1):
        give_back_request(take_request("w", now=now), "w", now=now)

    row = FlowRequest.objects.get()
    assert (row.state, row.tries, row.worker) == (RequestState.WAITING, 0, "")
    assert take_request("w2", now=now) == row


def test_request_given_back_joins_the_one_asked_meanwhile(registered, now):
    digital_object = registered()
    ask_for_flow("digitise", digital_object, by=None, now=now)
    taken = take_request("w", now=now)
    later = ask_for_flow("digitise", digital_object, by=None, now=now)

    give_back_request(taken, "w", now=now)

    taken.refresh_from_db()
    assert (taken.state, taken.outcome) == (RequestState.DONE, {"asked_again": later.pk})
    assert take_request("w2", now=now) == later


def test_request_lost_meanwhile_is_not_given_back(registered, now):
    ask_for_flow("digitise", registered(), by=None, now=now)
    lost = take_request("w", now=now)
    heir = take_request("w2", now=now + LEASE + SECOND)

    give_back_request(lost, "w", now=now + LEASE + SECOND)

    assert heartbeat(heir, "w2", now=now + LEASE + SECOND)
