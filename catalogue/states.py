"""Where an object can be in the work, and what moves it on: the one table. Free of Django."""

from enum import StrEnum

from catalogue.errors import TransitionRefusedError


class ObjectState(StrEnum):
    """Where an object is in the work."""

    CAPTURED = "Captured"
    IN_WORK = "InWork"
    NEEDS_REVIEW = "NeedsReview"
    RESCAN_WANTED = "RescanWanted"
    READY = "Ready"
    DELIVERED = "Delivered"
    WITHDRAWN = "Withdrawn"
    FAILED = "Failed"


class Trigger(StrEnum):
    """What moves an object from state to state."""

    BEGIN = "begin"
    """A flow takes the object up, for the first time or again."""
    PASS = "pass"
    """The flow ended and nothing waits for a person."""
    FLAG = "flag"
    """The flow ended and a person must look."""
    FAIL = "fail"
    """The flow could not go on."""
    ACCEPT = "accept"
    """A person settled the last open finding."""
    ASK_RESCAN = "ask_rescan"
    """A person wants the original scanned again."""
    RECONSIDER = "reconsider"
    """A verdict was withdrawn, or a person wants to look again."""
    DELIVER = "deliver"
    """A package was handed over."""
    WITHDRAW = "withdraw"
    """The object is taken out of the work and out of sight."""
    RESTORE = "restore"
    """A withdrawn object comes back, to be looked at."""


class PageState(StrEnum):
    """How far a page has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    SUPERSEDED = "superseded"


_S, _T = ObjectState, Trigger

TRANSITIONS: dict[tuple[ObjectState, Trigger], ObjectState] = {
    (_S.CAPTURED, _T.BEGIN): _S.IN_WORK,
    (_S.CAPTURED, _T.FAIL): _S.FAILED,
    (_S.CAPTURED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.IN_WORK, _T.BEGIN): _S.IN_WORK,
    (_S.IN_WORK, _T.PASS): _S.READY,
    (_S.IN_WORK, _T.FLAG): _S.NEEDS_REVIEW,
    (_S.IN_WORK, _T.FAIL): _S.FAILED,
    (_S.NEEDS_REVIEW, _T.BEGIN): _S.IN_WORK,
    (_S.NEEDS_REVIEW, _T.ACCEPT): _S.READY,
    (_S.NEEDS_REVIEW, _T.ASK_RESCAN): _S.RESCAN_WANTED,
    (_S.NEEDS_REVIEW, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.RESCAN_WANTED, _T.BEGIN): _S.IN_WORK,
    (_S.RESCAN_WANTED, _T.ACCEPT): _S.READY,
    (_S.RESCAN_WANTED, _T.RECONSIDER): _S.NEEDS_REVIEW,
    (_S.RESCAN_WANTED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.READY, _T.BEGIN): _S.IN_WORK,
    (_S.READY, _T.ASK_RESCAN): _S.RESCAN_WANTED,
    (_S.READY, _T.RECONSIDER): _S.NEEDS_REVIEW,
    (_S.READY, _T.DELIVER): _S.DELIVERED,
    (_S.READY, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.DELIVERED, _T.BEGIN): _S.IN_WORK,
    (_S.DELIVERED, _T.ASK_RESCAN): _S.RESCAN_WANTED,
    (_S.DELIVERED, _T.RECONSIDER): _S.NEEDS_REVIEW,
    (_S.DELIVERED, _T.DELIVER): _S.DELIVERED,
    (_S.DELIVERED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.FAILED, _T.BEGIN): _S.IN_WORK,
    (_S.FAILED, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.WITHDRAWN, _T.RESTORE): _S.NEEDS_REVIEW,
}


def next_state(state: ObjectState, trigger: Trigger) -> ObjectState:
    """Where ``trigger`` leads from ``state``.

    Raises:
        TransitionRefusedError: the table has no such step.
    """
    found = TRANSITIONS.get((state, trigger))
    if found is None:
        raise TransitionRefusedError(state=state.value, trigger=trigger.value)
    return found


def triggers_from(state: ObjectState) -> tuple[Trigger, ...]:
    """What can happen to an object in this state, in the table's order."""
    return tuple(trigger for begin, trigger in TRANSITIONS if begin == state)
