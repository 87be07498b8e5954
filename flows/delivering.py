"""Handing an object over, without Prefect: what a verdict or a command asks for at once."""

from pathlib import Path

from catalogue.models import User
from flows import recording
from pipeline.delivery import DeliveredTo, deliver_stored
from pipeline.storage import open_root
from settings.work import WorkSettings

VEPIS = "vepis"


def deliver(
    object_id: str,
    settings: WorkSettings,
    *,
    by: User | None = None,
    target: str = VEPIS,
    outbox: Path | None = None,
) -> DeliveredTo:
    """Make the package of an object that is ready and remember that it left the house.

    Raises:
        LibraryError: the object is not ready, or the receiver would refuse it.
    """
    recording.require_deliverable(object_id)
    folder = outbox or settings.home.outbox / target
    delivered = deliver_stored(open_root(settings.storage), object_id, target, folder)
    recording.record_delivery(object_id, delivered, by)
    return delivered
