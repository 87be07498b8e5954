"""Handing an object over, without Prefect: what a verdict or a command asks for at once."""

from pathlib import Path

from catalogue.models import User
from flows import recording
from flows.claim import claimed
from pipeline.delivery import DeliveredTo, deliver_stored
from pipeline.remains import keep_markers
from pipeline.storage import clear_work, open_root
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


def finish_kept(object_id: str, settings: WorkSettings) -> None:
    """Do what a killed run has left undone after the object was kept: clear away, hand over.

    Raises:
        LibraryError: another process is at it, or the receiver would refuse the object.
    """
    folder = settings.home.work / object_id.rpartition("/")[2]
    if not folder.exists() and not recording.is_ready(object_id):
        return
    with claimed(folder, object_id):
        keep_markers(folder, settings.home.markers / folder.name)
        clear_work(folder)
        if recording.is_ready(object_id):
            deliver(object_id, settings)
