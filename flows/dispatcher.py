"""Takes up the requests that site and schedules leave as rows; the site never waits for Prefect."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from catalogue.models import FlowRequest, Verdict
from catalogue.services.requests import finish_request, heartbeat, take_request
from flows import recording
from flows.delivering import deliver
from flows.prefect_server import prefect_server
from flows.running import run_object
from flows.verdicts import remember_verdict
from schemas.errors import LibraryError
from settings.work import WorkSettings

#: A silent worker's request is taken by another after a minute.
HEARTBEAT_SECONDS = 15.0
#: The Prefect server is let go when nothing was asked for so long.
IDLE_SERVER_SECONDS = 900.0


class Nobody:
    """Nobody watches the worker's progress; the site reads the same markers."""

    def look_at(self, object_id: str, pages: int) -> None:
        """Nothing to show."""


class Dispatcher:
    """One worker: takes a request, does it, says how it went."""

    def __init__(self, name: str, settings: WorkSettings, say: Callable[[str], None]) -> None:
        self.name = name
        self.settings = settings
        self.say = say
        self.server = ExitStack()
        self.has_server = False
        self.idle_since = datetime.now(UTC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.server.close()

    def work_once(self) -> bool:
        """Do the oldest request; whether there was one."""
        request = take_request(self.name, now=datetime.now(UTC))
        if request is None:
            self._rest()
            return False
        with beating(request, self.name):
            error = self._done(request)
        finish_request(
            request,
            self.name,
            now=datetime.now(UTC),
            outcome={"error": error} if error else {},
            failed=bool(error),
        )
        self.idle_since = datetime.now(UTC)
        return True

    def _done(self, request: FlowRequest) -> str:
        """Do it; the error's text where it failed."""
        if request.digital_object is None:
            return "no object"
        object_id = request.digital_object.object_id
        self.say(f"{request.kind} {object_id}")
        try:
            if request.kind == "digitise":
                self._serve()
                again = not recording.was_finished_since(object_id, request.asked_at)
                failure = run_object(object_id, self.settings, Nobody(), again=again)
                return str(failure) if failure else ""
            if request.kind == "remember":
                verdict = Verdict.objects.get(pk=request.parameters["verdict"])
                remember_verdict(request.digital_object, verdict, self.settings.storage)
                return ""
            target = str(request.parameters.get("target", "vepis"))
            recording.require_deliverable(object_id)
            deliver(object_id, self.settings, by=request.asked_by, target=target)
        except LibraryError as error:
            self.say(str(error))
            return str(error)
        return ""

    def _serve(self) -> None:
        if not self.has_server:
            self.server.enter_context(prefect_server(self.settings.home.prefect))
            self.has_server = True

    def _rest(self) -> None:
        idle = (datetime.now(UTC) - self.idle_since).total_seconds()
        if self.has_server and idle > IDLE_SERVER_SECONDS:
            self.server.close()
            self.has_server = False


class beating:  # noqa: N801 -- read as a word: with beating(request)
    """Says that the worker lives for as long as the block lasts."""

    def __init__(self, request: FlowRequest, worker: str) -> None:
        self.request = request
        self.worker = worker
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        from django.db import connection  # noqa: PLC0415 -- this thread's own connection

        while not self.over.wait(HEARTBEAT_SECONDS):
            heartbeat(self.request, self.worker, now=datetime.now(UTC))
        connection.close()
