"""Moving an object through the table of states: the only door, and every passing is written."""

from datetime import datetime

from django.db import transaction

from catalogue.models import DigitalObject, StateChange, User
from catalogue.search.indexing import hide_object, show_object
from catalogue.services.locks import lock_object
from catalogue.states import ObjectState, Trigger, next_state


@transaction.atomic
def change_state(
    digital_object: DigitalObject,
    trigger: Trigger,
    *,
    now: datetime,
    by: User | None = None,
    why: str = "",
) -> ObjectState:
    """Move the object on and write who, when and why; ``digital_object`` follows.

    Raises:
        TransitionRefusedError: the table has no such step from where the object is.
    """
    locked = lock_object(digital_object)
    before = ObjectState(locked.state)
    after = next_state(before, trigger)
    locked.state = after
    locked.changed_at = now
    locked.save(update_fields=("state", "changed_at"))
    StateChange.objects.create(
        digital_object=locked,
        from_state=before,
        to_state=after,
        trigger=trigger,
        by=by,
        at=now,
        why=why,
    )
    digital_object.state, digital_object.changed_at = after, now
    if trigger is Trigger.WITHDRAW:
        hide_object(locked)
    elif trigger is Trigger.RESTORE:
        show_object(locked)
    return after
