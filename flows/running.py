"""Running flows for planned or known objects in this process, one after the other."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from flows import recording
from flows.errors import AlreadyInWorkError, BrokenDownError
from flows.prefect_server import prefect_server
from flows.registering import RegisteredObject
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
    waiting = [one for one in objects if not recording.is_kept(one.object_id)]
    if not waiting:
        return [Run(one.object_id, already=True) for one in objects]
    with prefect_server(settings.home.prefect):
        runs = {one.object_id: run_object(one.object_id, settings, watcher) for one in waiting}
    done = [Run(one.object_id, one.already) for one in objects]
    for run in done:
        if run.object_id in runs:
            run.already, run.error = False, runs[run.object_id]
    return done


def run_object(object_id: str, settings: WorkSettings, watcher: Watcher) -> LibraryError | None:
    """Run the flow of one object; its failure comes back, put in words."""
    # Prefect reads its settings when imported; the server's address is known only now.
    from flows.starting import digitise  # noqa: PLC0415 -- as the line above says

    try:
        work = recording.work_on(object_id, settings)
        watcher.look_at(object_id, len(work.page_jobs))
        require_room((file.source for file in work.files), work.folder)
        if not recording.has_kept_objects():
            # Only a new home's storage is set up: the empty mount point of an old one is not.
            open_root(settings.storage).initialise()
        digitise(object_id, settings)
    except AlreadyInWorkError as error:  # the other process will say how it went
        return error
    except LibraryError as error:
        recording.record_failed(object_id, str(error))
        return error
    except Exception as error:  # a fault in the program: kept in the log, told in a sentence
        LOGGER.exception("flow broke down object_id=%s", object_id)
        recording.record_failed(object_id, type(error).__name__)
        return BrokenDownError(object_id=object_id, log=settings.home.logs / "skrynia.log")
    return None
