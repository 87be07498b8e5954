from datetime import UTC, datetime

import pytest

from catalogue.states import ObjectState
from schemas.events import EventType
from web.way import STEPS, way_of

AT = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
KEPT = {event.value: AT for _, event, _ in STEPS[:5]}


def kinds(state, ended_at):
    return [step.kind for step in way_of(state, ended_at)]


@pytest.mark.parametrize(
    ("state", "ended_at", "expected"),
    [
        (ObjectState.CAPTURED, {}, ["present", "", "", "", "", ""]),
        (ObjectState.IN_WORK, {"capture": AT}, ["done", "present", "", "", "", ""]),
        (ObjectState.FAILED, {"capture": AT}, ["done", "present stop", "", "", "", ""]),
        (ObjectState.NEEDS_REVIEW, KEPT, ["done", "present", "done", "done", "done", ""]),
        (ObjectState.RESCAN_WANTED, KEPT, ["present stop", "done", "done", "done", "done", ""]),
        (ObjectState.READY, KEPT, ["done"] * 5 + ["present"]),
        (ObjectState.DELIVERED, KEPT, ["done"] * 6),
        (ObjectState.WITHDRAWN, KEPT, ["done"] * 5 + [""]),
    ],
)
def test_the_present_step_stands_out(state, ended_at, expected):
    assert kinds(state, ended_at) == expected


@pytest.mark.parametrize("state", ObjectState)
def test_every_state_has_a_way_even_when_all_is_done(state):
    everything = KEPT | {EventType.DISSEMINATION.value: AT}

    steps = way_of(state, everything)

    assert len(steps) == 6
    assert sum(step.is_present for step in steps) == (state != ObjectState.WITHDRAWN)
