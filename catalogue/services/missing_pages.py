"""Pages that the object does not have and somebody wants scanned."""

from datetime import datetime

from django.db import transaction

from catalogue.errors import VerdictTooEarlyError
from catalogue.judgement import JUDGEABLE
from catalogue.models import DigitalObject, MissingPage, Page, User
from catalogue.queries.wishes import open_missing_pages
from catalogue.rescan_errors import WishClosedError
from catalogue.services.locks import lock_object
from catalogue.services.verdicts import bring_to_rest


@transaction.atomic
def ask_for_missing_page(
    digital_object: DigitalObject,
    after: Page | None,
    *,
    by: User,
    now: datetime,
    note: str = "",
) -> MissingPage:
    """Put a page that is not there on the rescan list.

    Args:
        digital_object: the object it is missing from.
        after: the page before it; None where it belongs before the first.
        by: who wants it.
        now: this moment.
        note: what is known of it.

    Raises:
        VerdictTooEarlyError: the object is in work, failed or withdrawn.
    """
    locked = lock_object(digital_object)
    _require_rest(locked)
    wish = MissingPage.objects.create(
        digital_object=locked, after=after, by=by, at=now, note=note.strip()
    )
    bring_to_rest(locked, by=by, now=now, why=note)
    digital_object.state = locked.state
    return wish


@transaction.atomic
def withdraw_missing_page(wish: MissingPage, *, by: User, now: datetime) -> None:
    """Take the wish back.

    Raises:
        WishClosedError: it was withdrawn before, or its page has come.
        VerdictTooEarlyError: the object is in work, failed or withdrawn.
    """
    locked = lock_object(wish.digital_object)
    _require_rest(locked)
    if not open_missing_pages().filter(pk=wish.pk).exists():
        raise WishClosedError(object_id=locked.object_id)
    wish.withdrawn_by, wish.withdrawn_at = by, now
    wish.save(update_fields=("withdrawn_by", "withdrawn_at"))
    bring_to_rest(locked, by=by, now=now)


def _require_rest(digital_object: DigitalObject) -> None:
    if digital_object.state not in JUDGEABLE:
        raise VerdictTooEarlyError(object_id=digital_object.object_id, state=digital_object.state)
