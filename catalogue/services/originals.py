"""Where originals are: said by people, row by row."""

from datetime import date, datetime

from django.db import transaction

from catalogue.models import DigitalObject, Library, OriginalWhereabouts, User
from catalogue.models.rescans import OriginalPlace
from catalogue.services.locks import lock_object


@transaction.atomic
def place_original(
    digital_object: DigitalObject,
    place: OriginalPlace,
    *,
    since: date,
    by: User,
    now: datetime,
    library: Library | None = None,
    note: str = "",
) -> OriginalWhereabouts:
    """Say where the original is from a day on; what was said before stays in the history.

    A place that is a library is the owner's where none is named.
    """
    locked = lock_object(digital_object)
    holder = (library or locked.library) if place == OriginalPlace.LIBRARY else None
    return OriginalWhereabouts.objects.create(
        digital_object=locked,
        place=place,
        library=holder,
        since=since,
        note=note.strip()[:400],
        by=by,
        at=now,
    )
