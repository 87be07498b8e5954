"""Running flows for planned or known objects in this process, one after the other."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from flows import recording
from flows.breakdowns import in_words
from flows.delivering import finish_kept
from flows.errors import AlreadyInWorkError, BrokenDownError, ServerLostError
from flows.prefect_server import is_healthy, prefect_server
from flows.registering import RegisteredObject
from flows.rescanning import tidy_arrivals
from pipeline.room import require_room
from pipeline.storage import open_root
from schemas.errors import LibraryError
from settings.work import WorkSettings

LOGGER = logging.getLogger("skrynia.flows")


class Watcher(Protocol):
    """Wants to know which object is in work."""

    def look_at(self, object_id: str, pages: int) -> None:
        """This one, from now on."""


@dataclass(slots=True)
class Run:
    """What became of one object in this call."""

    object_id: str
    already: bool
    error: LibraryError | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def run_objects(
    objects: Sequence[RegisteredObject], settings: WorkSettings, watcher: Watcher
) -> list[Run]:
    """Take the objects through that are not through yet; one failure does not stop the rest."""
    kept = [one.object_id for one in objects if recording.is_kept(one.object_id)]
    ends = {object_id: finish_object(object_id, settings) for object_id in kept}
    waiting = [one.object_id for one in objects if one.object_id not in ends]
    if waiting:
        with prefect_server(settings.home.prefect):
            ends |= {object_id: run_object(object_id, settings, watcher) for object_id in waiting}
    return [Run(one.object_id, one.object_id in kept, ends[one.object_id]) for one in objects]


def finish_object(object_id: str, settings: WorkSettings) -> LibraryError | None:
    """Do what a killed run has left undone of an object that is kept already."""
    try:
        finish_kept(object_id, settings)
    except LibraryError as error:
        return error
    return None


def run_object(
    object_id: str, settings: WorkSettings, watcher: Watcher, *, again: bool = False
) -> LibraryError | None:
    """Run the flow of one object; its failure comes back, put in words.

    Args:
        object_id: which object.
        settings: how the work is done.
        watcher: is told what is in work.
        again: take the object through the steps also when it is kept already.
    """
    # Prefect reads its settings when imported; the server's address is known only now.
    from flows.starting import digitise  # noqa: PLC0415 -- as the line above says

    if recording.is_kept(object_id) and not again:
        return finish_object(object_id, settings)
    try:
        work = recording.work_on(object_id, settings)
        watcher.look_at(object_id, len(work.page_jobs))
        require_room((file.source for file in work.files), work.folder)
        if not recording.has_kept_objects():
            # Only a new home's storage is set up: the empty mount point of an old one is not.
            open_root(settings.storage).initialise()
        digitise(object_id, settings, again=again)
        tidy_arrivals(recording.get(object_id), settings.home)
    except AlreadyInWorkError as error:  # the other process will say how it went
        return error
    except LibraryError as error:
        recording.record_failed(object_id, str(error))
        return error
    except Exception as error:  # whatever broke down: kept in the log, told in a sentence
        LOGGER.exception("flow broke down object_id=%s", object_id)
        told = breakdown(object_id, error, settings)
        if isinstance(told, ServerLostError) and recording.is_kept(object_id):
            return finish_object(object_id, settings)  # the work was done, only Prefect's note not
        recording.record_failed(object_id, str(told))
        return told
    return None


def breakdown(object_id: str, error: Exception, settings: WorkSettings) -> LibraryError:
    """What is said of a flow that no step has ended."""
    if told := in_words(error):
        return told
    url = os.environ.get("PREFECT_API_URL")
    if url and not is_healthy(url):
        return ServerLostError(object_id=object_id)
    return BrokenDownError(object_id=object_id, log=settings.home.logs / "skrynia.log")
