"""Starting the flow on the task runner that the settings name."""

import socket
from typing import Any

from prefect.client.schemas.objects import State
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.digitise import digitise_object
from flows.errors import ClusterUnreachableError
from settings.work import TaskRunner as Runner
from settings.work import WorkSettings

CONNECT_SECONDS = 5.0


def digitise(object_id: str, settings: WorkSettings, *, again: bool) -> "State[Any]":
    """Run the flow of one object to its end.

    Raises:
        Exception: whatever ended it; a LibraryError where a person can act.
    """
    # By default every event waits eight seconds for a server that is gone.
    EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=1)
    # A heartbeat thread makes every flow end a second later; our own requests have a lease.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        flow = digitise_object.with_options(task_runner=task_runner(settings))
        state: State[Any] = flow(object_id, settings, again=again, return_state=True)
    if state.is_failed() or state.is_crashed():
        state.result(raise_on_failure=True)
    return state


def task_runner(settings: WorkSettings) -> "TaskRunner[Any]":
    """Threads of this process (the work itself leaves Python's lock), or a Dask cluster."""
    if settings.task_runner is Runner.DASK:
        require_scheduler(settings.dask_address)
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 -- seldom needed, slow to load

        return DaskTaskRunner(address=settings.dask_address)
    return ThreadPoolTaskRunner(max_workers=settings.workers)


def require_scheduler(address: str) -> None:
    """See before any work that the cluster's scheduler answers; Dask itself would wait long.

    Raises:
        ClusterUnreachableError: it does not.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ClusterUnreachableError(address=address, reason=reason) from error
