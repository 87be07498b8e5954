"""What the verdicts on an object come to: who wants what still done. Free of Django."""

from collections.abc import Iterable
from typing import NamedTuple

from catalogue.states import ObjectState, Trigger
from schemas.findings import Verdict as Decision

#: Decisions after which nobody needs to look at the thing again.
SETTLING = frozenset({Decision.ACCEPT, Decision.ORIGINAL_DEFECT})
#: Decisions that say nothing to others without a reason.
NEEDING_NOTE = frozenset({Decision.REJECT})
#: States in which an object is at rest and can be judged.
JUDGEABLE = frozenset(
    {
        ObjectState.NEEDS_REVIEW,
        ObjectState.RESCAN_WANTED,
        ObjectState.READY,
        ObjectState.DELIVERED,
    }
)


class GivenVerdict(NamedTuple):
    """A verdict in force, in the order given; ``page`` is None for the whole object."""

    page: int | None
    decision: Decision
    is_fulfilled: bool = False
    """A rescan that was wished has arrived and taken its place."""


class Standing(NamedTuple):
    """What stands of all verdicts in force."""

    wishes: dict[int | None, Decision]
    """What is still to be done, by page; None for the whole object."""
    accepted: frozenset[int]
    """Pages whose last word was an acceptance of their own."""
    whole_accepted: bool
    """The whole object was accepted, and no page has had another verdict since."""
    lacks_pages: bool = False
    """A page that the object does not have is wanted."""

    @property
    def wants_rescan(self) -> bool:
        """Whether the original is wanted at the scanner."""
        return self.lacks_pages or Decision.RESCAN in self.wishes.values()


def standing_of(verdicts: Iterable[GivenVerdict], *, lacks_pages: bool = False) -> Standing:
    """Go through the verdicts: a later one on the same page, or on the whole, is the last word.

    A rescan that has come leaves a page as if nobody had judged it: it shows another image now.
    """
    last: dict[int | None, Decision] = {}
    for page, decision, is_fulfilled in verdicts:
        if page is None:
            last.clear()
        last[page] = decision
        if is_fulfilled:
            del last[page]
    return Standing(
        wishes={page: one for page, one in last.items() if one not in SETTLING},
        accepted=frozenset(
            page for page, one in last.items() if page is not None and one in SETTLING
        ),
        whole_accepted=last.get(None) in SETTLING,
        lacks_pages=lacks_pages,
    )


def resting_state(standing: Standing, needs_person: bool) -> ObjectState:
    """Where an object belongs whose flow has ended."""
    if standing.wants_rescan:
        return ObjectState.RESCAN_WANTED
    return ObjectState.NEEDS_REVIEW if needs_person else ObjectState.READY


#: The step that leads an object at rest to where its verdicts say it belongs.
_STEPS = {
    (ObjectState.NEEDS_REVIEW, ObjectState.READY): Trigger.ACCEPT,
    (ObjectState.NEEDS_REVIEW, ObjectState.RESCAN_WANTED): Trigger.ASK_RESCAN,
    (ObjectState.RESCAN_WANTED, ObjectState.READY): Trigger.ACCEPT,
    (ObjectState.RESCAN_WANTED, ObjectState.NEEDS_REVIEW): Trigger.RECONSIDER,
    (ObjectState.READY, ObjectState.NEEDS_REVIEW): Trigger.RECONSIDER,
    (ObjectState.READY, ObjectState.RESCAN_WANTED): Trigger.ASK_RESCAN,
    (ObjectState.DELIVERED, ObjectState.NEEDS_REVIEW): Trigger.RECONSIDER,
    (ObjectState.DELIVERED, ObjectState.RESCAN_WANTED): Trigger.ASK_RESCAN,
}


def step_to_rest(state: ObjectState, target: ObjectState) -> Trigger | None:
    """The trigger that leads from ``state`` to ``target``; None where nothing has to move."""
    return _STEPS.get((state, target))
