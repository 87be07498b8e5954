"""The preparation sheet of an object: what was counted in the original, and what it lacks."""

from datetime import datetime

from django.db import transaction

from catalogue.models import DigitalObject, PreservationEvent, User
from catalogue.services.locks import lock_object
from schemas.events import AgentKind, EventType
from schemas.preparation import PreparationSheet


def sheet_of(digital_object: DigitalObject) -> PreparationSheet:
    """The object's sheet as a value."""
    return PreparationSheet(
        pages=digital_object.expected_pages,
        leaves=digital_object.expected_leaves,
        missing=tuple(str(entry) for entry in digital_object.missing_leaves),
    )


@transaction.atomic
def change_sheet(
    digital_object: DigitalObject, sheet: PreparationSheet, *, by: User, now: datetime
) -> bool:
    """Write down another sheet, and who did so; whether anything changed.

    The pages are held against it when the object goes through the steps again.
    """
    locked = lock_object(digital_object)
    if sheet_of(locked) == sheet:
        return False
    locked.expected_pages, locked.expected_leaves = sheet.pages, sheet.leaves
    locked.missing_leaves = list(sheet.missing)
    locked.changed_at = now
    fields = ("expected_pages", "expected_leaves", "missing_leaves", "changed_at")
    locked.save(update_fields=fields)
    PreservationEvent.objects.create(
        digital_object=locked,
        type=EventType.DESCRIPTION,
        at=now,
        agent_name=by.get_username(),
        agent_kind=AgentKind.PERSON,
        outcome="success",
        detail=f"preparation sheet: pages {sheet.pages or '-'}, leaves {sheet.leaves or '-'},"
        f" missing {', '.join(sheet.missing) or '-'}",
    )
    for field in fields:
        setattr(digital_object, field, getattr(locked, field))
    return True
