"""Children that stay: a job's models are loaded once and serve page after page.

``RESIDENTS.run(job, *args, seconds=…)`` hands a function of the pipeline to a waiting child, or
starts one where all are at work. A child that overstays its time is killed with all it started;
what comes back is unpickled as values of the project's own shapes only, as from the sandbox.
"""

import atexit
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from pipeline.engines.base import EngineError, EngineTimeoutError
from pipeline.sandbox import unpickled

T = TypeVar("T")

_ROOT = Path(__file__).parents[2]
_LENGTH = struct.Struct(">Q")
#: What no answer exceeds; a page of a newspaper takes a few million bytes.
MOST_BYTES = 256 << 20
#: A child is replaced after so many jobs: whatever a foreign library leaks stays bounded.
JOBS_OF_A_LIFE = 300
#: Libraries that would start threads of their own make pages that run side by side slower.
_ONE_THREAD = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_LOG_LEVEL": "ERROR",
    "VIPS_CONCURRENCY": "1",
}


@dataclass(slots=True)
class _Resident:
    process: subprocess.Popen[bytes]
    channel: socket.socket
    jobs: int = 0

    def is_well(self) -> bool:
        return self.process.poll() is None and self.jobs < JOBS_OF_A_LIFE

    def end(self) -> None:
        """Kill the child and whatever it started."""
        self.channel.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()


class Residents:
    """The children of this process; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Resident] = []
        os.register_at_fork(after_in_child=self._start_afresh)

    def run(self, job: Callable[..., T], *args: Any, seconds: float) -> T:
        """Run ``job(*args)`` in a child; the job is found by its name.

        Raises:
            EngineError: it failed, or its child died; ``EngineTimeoutError`` where time ran out.
        """
        resident = self._borrowed()
        is_done = False
        try:
            answer = _exchange(resident, (job.__module__, job.__name__, args), seconds)
            is_done = True
        finally:
            self._give_back(resident, is_done)
        outcome, value = answer
        if outcome == "value":
            return cast(T, value)
        raise EngineError(str(value))

    def close(self) -> None:
        """End all children that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for resident in idle:
            resident.end()

    def _borrowed(self) -> _Resident:
        with self._lock:
            resident = self._idle.pop() if self._idle else None
        if resident is not None and resident.is_well():
            return resident
        if resident is not None:
            resident.end()
        return _started()

    def _give_back(self, resident: _Resident, is_done: bool) -> None:
        if not is_done or not resident.is_well():
            resident.end()
            return
        with self._lock:
            self._idle.append(resident)

    def _start_afresh(self) -> None:
        """A forked process has no claim on its parent's children."""
        self._lock = threading.Lock()
        self._idle = []


def _started() -> _Resident:
    ours, theirs = socket.socketpair()
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | _ONE_THREAD | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.engines.resident", str(theirs.fileno())],
            # The child ends when this pipe closes, that is with us, in the midst of a page too.
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return _Resident(process, ours)


def _exchange(resident: _Resident, request: object, seconds: float) -> tuple[str, object]:
    resident.jobs += 1
    deadline = time.monotonic() + seconds
    try:
        data = pickle.dumps(request)
        resident.channel.settimeout(seconds)
        resident.channel.sendall(_LENGTH.pack(len(data)) + data)
        length = _LENGTH.unpack(_received(resident.channel, _LENGTH.size, deadline))[0]
        if length > MOST_BYTES:
            raise EngineError("its answer is too large")
        answer = _received(resident.channel, length, deadline)
        outcome, value = unpickled(answer, ("pipeline", "qa"))
    except TimeoutError as error:
        raise EngineTimeoutError(f"more than {seconds:.0f} s") from error
    except (OSError, EOFError) as error:
        raise EngineError(_death_of(resident)) from error
    except pickle.UnpicklingError as error:
        raise EngineError("it gave no proper answer") from error
    return str(outcome), value


def _received(channel: socket.socket, count: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while count:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        channel.settimeout(left)
        part = channel.recv(min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _death_of(resident: _Resident) -> str:
    with suppress(subprocess.TimeoutExpired):
        resident.process.wait(timeout=5)
    status = resident.process.returncode
    if status is not None and status < 0:
        return f"Tesseract was ended by signal {-status}"
    return "it ended without a text"


RESIDENTS = Residents()
atexit.register(RESIDENTS.close)
