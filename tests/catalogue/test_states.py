import itertools

import pytest

from catalogue.errors import TransitionRefusedError
from catalogue.models import StateChange
from catalogue.services.states import change_state
from catalogue.states import TRANSITIONS, ObjectState, Trigger, next_state, triggers_from

PAIRS = list(itertools.product(ObjectState, Trigger))
FORBIDDEN = [pair for pair in PAIRS if pair not in TRANSITIONS]


@pytest.mark.database
@pytest.mark.parametrize(("state", "trigger"), list(TRANSITIONS))
def test_every_step_of_the_table_is_written_with_who_when_why(
    in_state, person, now, state, trigger
):
    digital_object, mover = in_state(state), person()

    after = change_state(digital_object, trigger, now=now, by=mover, why="asked by telephone")

    last = StateChange.objects.last()
    assert digital_object.state == after == TRANSITIONS[state, trigger]
    assert (last.from_state, last.to_state, last.trigger) == (state, after, trigger)
    assert (last.by, last.at, last.why) == (mover, now, "asked by telephone")


@pytest.mark.parametrize(("state", "trigger"), FORBIDDEN)
def test_no_other_step_is_taken(state, trigger):
    with pytest.raises(TransitionRefusedError) as refused:
        next_state(state, trigger)

    assert refused.value.facts == {"state": state.value, "trigger": trigger.value}


@pytest.mark.database
def test_refused_step_leaves_nothing_behind(in_state, now):
    digital_object = in_state(ObjectState.NEEDS_REVIEW)
    before = StateChange.objects.count()

    with pytest.raises(TransitionRefusedError):
        change_state(digital_object, Trigger.DELIVER, now=now)

    digital_object.refresh_from_db()
    assert digital_object.state == ObjectState.NEEDS_REVIEW
    assert StateChange.objects.count() == before


@pytest.mark.database
def test_stale_row_in_hand_does_not_deceive(in_state, now):
    digital_object = in_state(ObjectState.READY)
    stale = type(digital_object).objects.get(pk=digital_object.pk)
    change_state(digital_object, Trigger.WITHDRAW, now=now)

    with pytest.raises(TransitionRefusedError):
        change_state(stale, Trigger.DELIVER, now=now)


def test_every_state_can_be_reached_and_left():
    assert {after for after in TRANSITIONS.values()} == set(ObjectState) - {ObjectState.CAPTURED}
    assert all(triggers_from(state) for state in ObjectState)
