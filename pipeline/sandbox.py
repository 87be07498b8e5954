"""Foreign files are opened in a child process whose death is a result, not ours.

``confined(job, *args, limits=…)`` runs a function of the pipeline or of the checks in a child
with limits on memory, CPU and time. Children are forked by a zygote process (see
``pipeline.zygote``) that is started on demand, one per process, and shared by all its threads.
"""

import atexit
import io
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import EnumType, StrEnum
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_ROOT = Path(__file__).parents[1]
#: Seconds beyond a job's own limit after which the zygote itself is held for stuck.
_GRACE_SECONDS = 60
#: An answer larger than this is no answer.
_MAX_ANSWER_BYTES = 256 << 20
_ONE_THREAD = {
    "VIPS_CONCURRENCY": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_LOG_LEVEL": "ERROR",
}


class FailureKind(StrEnum):
    """How a confined job failed."""

    ERROR = "error"
    """It raised an exception."""
    KILLED = "killed"
    """A signal ended it, or it ended itself without an answer."""
    TIME = "time"
    MEMORY = "memory"
    LOST = "lost"
    """The sandbox itself went away under it, twice."""


class ConfinedFailure(Exception):  # noqa: N818 -- a failed job is an outcome to be judged
    """A job in the sandbox came to no result."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use."""

    memory_bytes: int = 4 << 30
    cpu_seconds: int = 120
    wall_seconds: float = 240.0


class _Lost(Exception):  # noqa: N818 -- never leaves this module
    """The zygote went away."""


class Sandbox:
    """One zygote and the jobs given to it; safe to use from many threads."""

    def __init__(self, allowed: tuple[str, ...] = ("pipeline", "qa")) -> None:
        self.allowed = allowed
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        os.register_at_fork(after_in_child=self._start_afresh)

    def run(self, job: Callable[P, T], limits: Limits, *args: P.args, **_: P.kwargs) -> T:
        """Run ``job(*args)`` in a child; both must be picklable, the job by its name.

        Raises:
            ConfinedFailure: the job raised, died, or overstepped a limit.
            LibraryError: the job raised it.
        """
        numbers = (limits.memory_bytes, limits.cpu_seconds, limits.wall_seconds)
        request = pickle.dumps((job.__module__, job.__name__, args, numbers))
        for _attempt in range(2):
            try:
                answer, end = self._ask(job.__module__, request, limits.wall_seconds)
            except _Lost:
                continue
            return cast(T, _result(answer, end, limits, self.allowed))
        raise ConfinedFailure(FailureKind.LOST, "the sandbox was ended from outside")

    def close(self) -> None:
        """End the zygote and all its children."""
        with self._lock:
            self._end()

    @property
    def process_id(self) -> int | None:
        """The zygote's process id, None while there is none."""
        return self._process.pid if self._process is not None else None

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._forget()

    def _forget(self) -> None:
        self._process = self._control = None

    def _start_afresh(self) -> None:
        """A forked process shares neither the zygote nor a lock that another thread held."""
        self._lock = threading.Lock()
        self._forget()

    def _ask(self, module: str, request: bytes, seconds: float) -> tuple[bytes, dict[str, Any]]:
        ours, theirs = socket.socketpair()
        status_read, status_write = os.pipe()
        with ours, open(status_read, "rb") as status:  # noqa: PTH123 -- a descriptor, not a path
            try:
                zygote = self._send(module, [theirs.fileno(), status_write])
            finally:
                theirs.close()
                os.close(status_write)
            ours.settimeout(seconds + _GRACE_SECONDS)
            try:
                answer = _exchange(ours, request)
            except TimeoutError as error:
                self._give_up(zygote)
                raise _Lost from error
            end = status.read()
        if not end:
            self._give_up(zygote)
            raise _Lost
        return answer, json.loads(end)

    def _give_up(self, zygote: subprocess.Popen[bytes]) -> None:
        """End a zygote that is dead or stuck, unless another thread has done so already."""
        with self._lock:
            if self._process is zygote:
                self._end()

    def _send(self, module: str, descriptors: list[int]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._start()
            control, zygote = cast(socket.socket, self._control), self._process
            try:
                socket.send_fds(control, [module.encode()], descriptors)
            except OSError as error:
                self._end()
                raise _Lost from error
            return cast("subprocess.Popen[bytes]", zygote)

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        environment = (
            os.environ | _ONE_THREAD | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        )
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.zygote", *self.allowed],
                stdin=theirs.fileno(),
                env=environment,
                start_new_session=True,
            )


def _exchange(channel: socket.socket, request: bytes) -> bytes:
    answer = io.BytesIO()
    with suppress(BrokenPipeError, ConnectionResetError):
        channel.sendall(request)
        channel.shutdown(socket.SHUT_WR)
    with suppress(ConnectionResetError):
        while chunk := channel.recv(1 << 20):
            answer.write(chunk)
            if answer.tell() > _MAX_ANSWER_BYTES:
                return b""
    return answer.getvalue()


#: How a LibraryError is put together again.
_ERRORS_REBUILT = ("schemas.errors", "_rebuilt")


def _member_of(kind: object, name: str) -> object:
    """A member of an enumeration, which Python before 3.11.4 pickles as ``getattr(kind, name)``.

    Of anything else no attribute is given: a hostile child must not reach further through it.
    """
    if not isinstance(kind, EnumType) or name not in kind.__members__:
        raise pickle.UnpicklingError(f"{name} is no member of an enumeration")
    return kind[name]


class _OwnValues(pickle.Unpickler):
    """Unpickles values of the project's own shapes only."""

    def __init__(self, data: bytes, folders: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._folders = (*folders, "schemas", "pathlib", "datetime")

    def find_class(self, module: str, name: str) -> Any:
        """The named class, if one of the project's folders defines it; no function but one."""
        if (module, name) == ("builtins", "getattr"):
            return _member_of
        if "." not in name and module.partition(".")[0] in self._folders:
            found = super().find_class(module, name)
            if (module, name) == _ERRORS_REBUILT or self._is_own_class(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} may not come out of the sandbox")

    def _is_own_class(self, found: object) -> bool:
        return isinstance(found, type) and found.__module__.partition(".")[0] in self._folders


def unpickled(data: bytes, folders: tuple[str, ...]) -> Any:
    """What a child wrote, if it holds nothing but plain values and those of these folders.

    Raises:
        pickle.UnpicklingError: it holds anything else, or is no pickle.
    """
    return _OwnValues(data, folders).load()


def _result(answer: bytes, end: dict[str, Any], limits: Limits, folders: tuple[str, ...]) -> object:
    said = str(end["said"]).strip()
    if end["status"] != 0:
        raise _death(end["status"], said, limits)
    try:
        outcome, value = unpickled(answer, folders)
    except (pickle.UnpicklingError, EOFError) as error:
        raise ConfinedFailure(FailureKind.KILLED, f"the child gave no answer: {error}") from error
    if outcome == "value":
        return value
    if outcome == "library":
        raise value
    if outcome == "memory" or "out of memory" in str(value):
        raise _memory_failure(limits)
    raise ConfinedFailure(FailureKind.ERROR, str(value))


def _death(status: int, said: str, limits: Limits) -> ConfinedFailure:
    last_line = f": {said.splitlines()[-1]}" if said else ""
    if not os.WIFSIGNALED(status):
        code = os.waitstatus_to_exitcode(status)
        return ConfinedFailure(FailureKind.KILLED, f"the child ended with {code}{last_line}")
    number = os.WTERMSIG(status)
    if number == signal.SIGALRM:
        return ConfinedFailure(FailureKind.TIME, f"not done in {limits.wall_seconds:g} seconds")
    if number == signal.SIGXCPU:
        reason = f"not done in {limits.cpu_seconds} seconds of computing"
        return ConfinedFailure(FailureKind.TIME, reason)
    if "failed to allocate" in said or "out of memory" in said.lower():
        return _memory_failure(limits)
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    return ConfinedFailure(FailureKind.KILLED, f"the child was ended by {name}{last_line}")


def _memory_failure(limits: Limits) -> ConfinedFailure:
    reason = f"needs more than {limits.memory_bytes >> 20} MiB of memory"
    return ConfinedFailure(FailureKind.MEMORY, reason)


_SANDBOX = Sandbox()
atexit.register(_SANDBOX.close)


def confined(job: Callable[..., T], *args: Any, limits: Limits | None = None) -> T:
    """Run ``job(*args)`` confined in this process's sandbox.

    Raises:
        ConfinedFailure: the job raised, died, or overstepped a limit.
        LibraryError: the job raised it.
    """
    return _SANDBOX.run(job, limits or Limits(), *args)
