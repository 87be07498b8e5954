"""The way of an object as six steps, and where on it the object stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from catalogue.states import ObjectState
from schemas.events import EventType
from schemas.texts import N_

#: Step, the event that ends it, and the place on the object's page that tells more.
STEPS = (
    (N_("captured"), EventType.CAPTURE, "history"),
    (N_("judged"), EventType.QUALITY_REVIEW, "verdict-history"),
    (N_("read"), EventType.TEXT_RECOGNITION, "pages"),
    (N_("described"), EventType.DESCRIPTION, "description"),
    (N_("kept"), EventType.INGESTION, "files"),
    (N_("delivered"), EventType.DISSEMINATION, "deliveries"),
)
CAPTURED, JUDGED, DELIVERED = 0, 1, 5
#: States that name their own step; the others stand at the first step that is not done.
PRESENT = {
    ObjectState.NEEDS_REVIEW: JUDGED,
    ObjectState.RESCAN_WANTED: CAPTURED,
    ObjectState.READY: DELIVERED,
    ObjectState.DELIVERED: DELIVERED,
}
NOTES = {
    ObjectState.NEEDS_REVIEW: N_("waits for a verdict"),
    ObjectState.RESCAN_WANTED: N_("to be rescanned"),
    ObjectState.READY: N_("ready to be delivered"),
    ObjectState.FAILED: N_("failed"),
    ObjectState.IN_WORK: N_("in work"),
    ObjectState.CAPTURED: N_("waits for its turn"),
}
STOPPED = (ObjectState.RESCAN_WANTED, ObjectState.FAILED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it is drawn."""

    label: str
    kind: str
    """Classes: ``done``, ``present``, ``stop``; empty while it lies ahead."""
    is_present: bool
    at: datetime | None
    note: str
    anchor: str


def way_of(state: str, ended_at: Mapping[str, datetime]) -> list[Step]:
    """The six steps of an object.

    Args:
        state: where the object is in the work.
        ended_at: when the last event of each type happened.
    """
    done = [event.value in ended_at for _, event, _ in STEPS]
    if state == ObjectState.DELIVERED:
        done = [True] * len(STEPS)
    present = _present(ObjectState(state), done)
    return [_step(place, state, present, done, ended_at) for place in range(len(STEPS))]


def _present(state: ObjectState, done: list[bool]) -> int | None:
    if state == ObjectState.WITHDRAWN:
        return None
    if state in PRESENT:
        return PRESENT[state]
    return done.index(False) if False in done else DELIVERED


def _step(
    place: int,
    state: str,
    present: int | None,
    done: list[bool],
    ended_at: Mapping[str, datetime],
) -> Step:
    label, event, anchor = STEPS[place]
    is_present = place == present
    kinds = []
    if done[place] and (not is_present or state == ObjectState.DELIVERED):
        kinds.append("done")
    if is_present and state != ObjectState.DELIVERED:
        kinds.append("present")
        if state in STOPPED:
            kinds.append("stop")
    waits = is_present and state in NOTES
    return Step(
        label=gettext(label),
        kind=" ".join(kinds),
        is_present=is_present,
        at=None if waits else ended_at.get(event.value) if done[place] else None,
        note=gettext(NOTES[ObjectState(state)]) if waits else "",
        anchor=anchor,
    )
