"""Takes up the requests that site and schedules leave as rows; the site never waits for Prefect."""

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import DatabaseError, close_old_connections, connection

from catalogue.errors import RequestLostError
from catalogue.models import (
    Correction,
    DigitalObject,
    FlowRequest,
    PageTranscription,
    RescanArrival,
    Verdict,
)
from catalogue.services.requests import (
    finish_request,
    give_back_request,
    heartbeat,
    take_request,
)
from flows import recording
from flows.breakdowns import in_words
from flows.delivering import VEPIS, deliver
from flows.errors import ProgramFaultError
from flows.human_text import (
    remember_correction,
    remember_language,
    remember_transcription,
    store_what_was_written,
)
from flows.prefect_server import is_healthy, prefect_server
from flows.rescanning import receive_sent
from flows.running import run_object
from flows.verdicts import remember_rescan, remember_verdict
from schemas.errors import LibraryError
from settings.work import WorkSettings

LOGGER = logging.getLogger("skrynia.flows")
#: A worker says so many times a lease that it lives.
BEATS = 4
#: The Prefect server is let go when nothing was asked for so long.
IDLE_SERVER_SECONDS = 900.0
#: An idle worker looks so often for texts that people changed and left alone.
TEXTS_SECONDS = 60.0


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
        self.texts_seen_at = datetime.min.replace(tzinfo=UTC)

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
        """Do the oldest request; whether there was one.

        Raises:
            KeyboardInterrupt: the worker was stopped; its request waits again.
        """
        close_old_connections()
        lease = timedelta(seconds=self.settings.lease_seconds)
        request = take_request(self.name, now=datetime.now(UTC), lease=lease)
        if request is None:
            self._rest()
            return self._looks_after_texts()
        try:
            with beating(request, self.name, lease):
                error = beside(lambda: self._done(request))
        except KeyboardInterrupt:
            give_back_request(request, self.name, now=datetime.now(UTC))
            raise
        self._lay_down(request, error)
        self.idle_since = datetime.now(UTC)
        return True

    def _lay_down(self, request: FlowRequest, error: str) -> None:
        now, outcome = datetime.now(UTC), {"error": error} if error else {}
        try:
            finish_request(request, self.name, now=now, outcome=outcome, failed=bool(error))
        except RequestLostError as lost:  # taken over after we had been silent for too long
            self.say(str(lost))

    def _done(self, request: FlowRequest) -> str:
        """Do it; the error's text where it failed."""
        if request.digital_object is None:
            return "no object"
        self.say(f"{request.kind} {request.digital_object.object_id}")
        try:
            error = self._do(request, request.digital_object)
        except LibraryError as refusal:
            error = refusal
        except Exception as fault:  # whatever broke down: kept in the log, told in a sentence
            LOGGER.exception("request broke down request=%s", request.pk)
            log = self.settings.home.logs / "skrynia.log"
            error = in_words(fault) or ProgramFaultError(kind=type(fault).__name__, log=log)
        if error is not None:
            self.say(str(error))
        return str(error or "")

    def _do(self, request: FlowRequest, row: DigitalObject) -> LibraryError | None:
        if request.kind == "digitise":
            self._serve()
            again = not recording.was_finished_since(row.object_id, request.asked_at)
            return run_object(row.object_id, self.settings, Nobody(), again=again)
        if request.kind == "remember":
            self._remember(request, row)
            return None
        if request.kind == "rescan" and request.asked_by is not None:
            folder = Path(str(request.parameters["folder"]))
            anyway = bool(request.parameters.get("anyway"))
            receive_sent(row, folder, self.settings, by=request.asked_by, anyway=anyway)
            return None
        target = str(request.parameters.get("target", VEPIS))
        deliver(row.object_id, self.settings, by=request.asked_by, target=target)
        return None

    def _remember(self, request: FlowRequest, row: DigitalObject) -> None:
        """Write what a person decided into the object's journal."""
        storage = self.settings.storage
        if "correction" in request.parameters:
            correction = Correction.objects.get(pk=request.parameters["correction"])
            remember_correction(row, correction, storage)
        elif "language" in request.parameters:
            by = request.asked_by.get_username() if request.asked_by else ""
            language = str(request.parameters["language"])
            remember_language(row, language, storage, by=by, at=request.asked_at)
        elif "transcription" in request.parameters:
            written = PageTranscription.objects.get(pk=request.parameters["transcription"])
            remember_transcription(row, written, storage)
        elif "arrival" in request.parameters:
            arrival = RescanArrival.objects.get(pk=request.parameters["arrival"])
            remember_rescan(row, arrival, storage)
        else:
            verdict = Verdict.objects.get(pk=request.parameters["verdict"])
            remember_verdict(row, verdict, storage)

    def _serve(self) -> None:
        if self.has_server and not is_healthy(os.environ.get("PREFECT_API_URL", "")):
            self.server.close()
            self.has_server = False
        if not self.has_server:
            self.server.enter_context(prefect_server(self.settings.home.prefect))
            self.has_server = True

    def _looks_after_texts(self) -> bool:
        """Now and then: whether texts that people have left alone now wait to be stored."""
        now = datetime.now(UTC)
        if (now - self.texts_seen_at).total_seconds() < TEXTS_SECONDS:
            return False
        self.texts_seen_at = now
        return store_what_was_written(now) > 0

    def _rest(self) -> None:
        idle = (datetime.now(UTC) - self.idle_since).total_seconds()
        if self.has_server and idle > IDLE_SERVER_SECONDS:
            self.server.close()
            self.has_server = False


def beside(work: Callable[[], str]) -> str:
    """Run it in a thread of its own and wait for it.

    In the main thread Prefect would take the signals that stop the worker for itself, and wait
    for the pages in work; they are done again anyway.
    """
    answer: Future[str] = Future()

    def answered() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:
            answer.set_exception(error)
        finally:
            connection.close()

    threading.Thread(target=answered, name="request", daemon=True).start()
    return answer.result()


class beating:  # noqa: N801 -- read as a word: with beating(request)
    """Says that the worker lives for as long as the block lasts."""

    def __init__(self, request: FlowRequest, worker: str, lease: timedelta) -> None:
        self.request = request
        self.worker = worker
        self.seconds = lease.total_seconds() / BEATS
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        while not self.over.wait(self.seconds):
            try:
                heartbeat(self.request, self.worker, now=datetime.now(UTC))
            except DatabaseError:  # the next beat may get through
                LOGGER.exception("heartbeat failed request=%s", self.request.pk)
                connection.close()
        connection.close()
