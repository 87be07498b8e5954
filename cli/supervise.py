"""Runs server, worker and site side by side in one terminal, and restarts what dies."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cli.errors import PortTakenError
from pipeline.children import die_with_parent

ROOT = Path(__file__).parents[1]
WATCH_SECONDS = 0.3
#: What has not ended by then is killed; all must be over within 15 seconds.
STOP_LIMIT_SECONDS = 10.0
#: A part that dies at once is not restarted faster than this.
RESTART_SECONDS = 2.0


@dataclass(slots=True)
class Part:
    """One program under supervision."""

    name: str
    command: list[str]
    process: "subprocess.Popen[str] | None" = None
    started_at: float = 0.0
    reader: threading.Thread | None = None


def site_command(host: str, port: int) -> list[str]:
    """The site: gunicorn with threads, since most of a request waits for disk or database."""
    return [
        sys.executable, "-m", "gunicorn", "web.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", "2", "--threads", "4", "--timeout", "120", "--graceful-timeout", "5",
        "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """The worker that takes up what the site asks for."""
    return [sys.executable, "-m", "cli", "worker"]


def see_port_free(host: str, port: int) -> None:
    """See before anything starts that nobody listens there.

    Raises:
        PortTakenError: somebody does.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(host=host, port=port, reason=error.strerror) from error


def listens(host: str, port: int) -> bool:
    """Whether somebody takes calls there by now."""
    with suppress(OSError), socket.create_connection((host, port), timeout=WATCH_SECONDS):
        return True
    return False


def supervise(
    parts: list[Part],
    say: Callable[[str, str], None],
    is_open: Callable[[], bool],
    announce: Callable[[], None],
) -> None:
    """Run the parts until Ctrl-C or SIGTERM; every line they print goes to ``say(name, line)``.

    Once ``is_open``, it is announced.
    """
    stopping = threading.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: stopping.set())
    for part in parts:
        start(part, say)
    announced = False
    try:
        while not stopping.wait(WATCH_SECONDS):
            if not announced and (announced := is_open()):
                announce()
            for part in parts:
                if part.process is not None and part.process.poll() is not None:
                    revive(part, stopping, say)
    finally:
        stop_all(parts)


def start(part: Part, say: Callable[[str, str], None]) -> None:
    """Start a part in a session of its own, so that Ctrl-C reaches only us."""
    part.started_at = time.monotonic()
    part.process = subprocess.Popen(
        part.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    output = part.process.stdout
    part.reader = threading.Thread(target=pass_on, args=(part.name, output, say), daemon=True)
    part.reader.start()


def pass_on(name: str, output: IO[str] | None, say: Callable[[str, str], None]) -> None:
    """Hand every line on until the part ends."""
    if output is None:
        return
    with output:
        for line in output:
            say(name, line.rstrip())


def revive(part: Part, stopping: threading.Event, say: Callable[[str, str], None]) -> None:
    """Start a dead part again, not too fast."""
    status = part.process.returncode if part.process else 0
    end_group(part)
    say(part.name, f"ended with status {status}; starting it again")
    early = RESTART_SECONDS - (time.monotonic() - part.started_at)
    if not stopping.wait(max(early, 0)):
        start(part, say)


def stop_all(parts: list[Part]) -> None:
    """Ask all parts to end, wait, and kill what does not listen, with all that they left."""
    started = [part.process for part in parts if part.process is not None]
    for process in started:
        process.terminate()
    deadline = time.monotonic() + STOP_LIMIT_SECONDS
    for process in started:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0.1))
    for part in parts:
        end_group(part)


def end_group(part: Part) -> None:
    """Kill what is left of a part: itself, and children that outlived it."""
    if part.process is not None:
        with suppress(ProcessLookupError):
            os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait()
    if part.reader is not None:
        part.reader.join(1)
