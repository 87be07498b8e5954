"""The confined side of the sandbox: a process that forks a limited child for every job.

Run as ``python -m pipeline.zygote MODULE_PREFIX…`` by ``pipeline.sandbox``, with its control
socket as standard input. It has one thread, so that forking is safe, and ends when the socket
closes, that is when its parent is gone. Standard output and error of a child are kept to their
last words.
"""

import importlib
import json
import os
import pickle
import resource
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.children import die_with_parent
from schemas.errors import LibraryError

#: What is kept of what a child prints.
LAST_WORDS_BYTES = 2000


@dataclass(slots=True)
class Child:
    """A job in work, as the zygote knows it."""

    pid: int
    ended_fd: int
    output_fd: int
    status_fd: int
    last_words: bytes = b""


class Zygote:
    """Waits for jobs and for the ends of children."""

    def __init__(self, control: socket.socket, allowed: tuple[str, ...]) -> None:
        self.control = control
        self.allowed = allowed
        self.children: dict[int, Child] = {}
        self.preloaded: set[str] = set()
        self.selector = selectors.DefaultSelector()

    def serve(self) -> None:
        """Fork for every message until the other end of the control socket closes."""
        self.selector.register(self.control, selectors.EVENT_READ, self._take_job)
        while True:
            for key, _ in self.selector.select():
                if key.data() is False:
                    return

    def _take_job(self) -> bool:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 2)
        except ConnectionError:
            return False
        if not message:
            return False
        channel_fd, status_fd = descriptors
        self._preload(message.decode())
        output_fd, child_output_fd = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._become_child(channel_fd, child_output_fd, output_fd, status_fd)
        os.close(channel_fd)
        os.close(child_output_fd)
        self._watch(Child(pid, os.pidfd_open(pid), output_fd, status_fd))
        return True

    def _preload(self, module: str) -> None:
        """Import the job's module, and do its ``make_ready``: what every child would do again."""
        if is_allowed(module, self.allowed) and module not in self.preloaded:
            self.preloaded.add(module)
            with suppress(Exception):  # the job itself fails in its child, and is told of there
                found = importlib.import_module(module)
                getattr(found, "make_ready", bool)()

    def _become_child(self, channel_fd: int, output_fd: int, *unneeded: int) -> None:
        status = 70
        try:
            die_with_parent(signal.SIGKILL)
            for child in self.children.values():
                for descriptor in (child.ended_fd, child.output_fd, child.status_fd):
                    os.close(descriptor)
            for descriptor in unneeded:
                os.close(descriptor)
            silence(output_fd)
            run_job(channel_fd, self.allowed)
            status = 0
        finally:
            os._exit(status)

    def _watch(self, child: Child) -> None:
        self.children[child.pid] = child
        watch = self.selector.register
        watch(child.output_fd, selectors.EVENT_READ, lambda: self._hear(child))
        watch(child.ended_fd, selectors.EVENT_READ, lambda: self._bury(child))

    def _hear(self, child: Child) -> None:
        said = os.read(child.output_fd, 65536)
        if not said:
            self.selector.unregister(child.output_fd)
        child.last_words = (child.last_words + said)[-LAST_WORDS_BYTES:]

    def _bury(self, child: Child) -> None:
        _, status = os.waitpid(child.pid, 0)
        self.selector.unregister(child.ended_fd)
        with suppress(KeyError):
            self.selector.unregister(child.output_fd)
            self._hear_rest(child)
        said = child.last_words.decode(errors="replace")
        with suppress(OSError):
            os.write(child.status_fd, json.dumps({"status": status, "said": said}).encode())
        for descriptor in (child.ended_fd, child.output_fd, child.status_fd):
            os.close(descriptor)
        del self.children[child.pid]

    def _hear_rest(self, child: Child) -> None:
        os.set_blocking(child.output_fd, False)
        with suppress(BlockingIOError):
            child.last_words += os.read(child.output_fd, 65536)
        child.last_words = child.last_words[-LAST_WORDS_BYTES:]


def is_allowed(module: str, allowed: tuple[str, ...]) -> bool:
    """Whether a module lies in one of the folders that may be called."""
    return any(module == name or module.startswith(f"{name}.") for name in allowed)


def silence(output_fd: int) -> None:
    """Give the child no input, and let what it prints go to the zygote."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output_fd, 1), (output_fd, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(output_fd)


def run_job(channel_fd: int, allowed: tuple[str, ...]) -> None:
    """Read the job from the channel, confine this process, run it, answer on the channel."""
    with socket.socket(fileno=channel_fd) as channel:
        with channel.makefile("rb") as request:
            module, name, arguments, limits = pickle.load(request)
        confine(*limits)
        answer = _answer_of(lambda: _function(module, name, allowed)(*arguments))
        channel.sendall(answer)


def _answer_of(job: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps(("value", job()))
    except MemoryError as error:
        return pickle.dumps(("memory", str(error)))
    except LibraryError as error:
        return pickle.dumps(("library", error))
    except Exception as error:
        return pickle.dumps(("error", f"{type(error).__name__}: {error}"))


def _function(module: str, name: str, allowed: tuple[str, ...]) -> Callable[..., Any]:
    if not is_allowed(module, allowed):
        raise PermissionError(f"{module} may not be called in the sandbox")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def confine(memory_bytes: int, cpu_seconds: int, wall_seconds: float) -> None:
    """Set the limits; overstepping those on time is death by signal."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
    if cv2 := sys.modules.get("cv2"):
        cv2.setNumThreads(1)


def main() -> None:
    """Serve the control socket that stands at standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as control:
        silence(os.open(os.devnull, os.O_WRONLY))
        Zygote(control, tuple(sys.argv[1:])).serve()


if __name__ == "__main__":
    main()
