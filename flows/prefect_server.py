"""One Prefect server a home, shared by all who need it, gone when the last of them is.

Every user holds a shared lock on ``users.lock``; the kernel releases it even from a killed
process. The keeper, the server's parent, waits until it can have the lock for itself: then
nobody is left, and it stops the server. The server in turn dies with its keeper.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flows.errors import ServerNotStartedError
from flows.prefect_environment import point_client_at

#: A first start makes the database; on a slow machine that takes most of a minute.
START_LIMIT_SECONDS = 120.0
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ServerFiles:
    """Where the server of one home leaves its traces."""

    folder: Path

    @property
    def users_lock(self) -> Path:
        """Held shared by every user of the server."""
        return self.folder / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Held by whoever looks for the server or starts it."""
        return self.folder / "start.lock"

    @property
    def address(self) -> Path:
        """Port and pid of the running server; stale when its keeper was killed."""
        return self.folder / "server.json"

    @property
    def log(self) -> Path:
        """What server and keeper print."""
        return self.folder / "server.log"


@contextmanager
def prefect_server(folder: Path) -> Iterator[str]:
    """Have a Prefect server for as long as the block lasts; gives its API address.

    The one that ``PREFECT_API_URL`` names is used where there is one.

    Raises:
        ServerNotStartedError: it did not answer in time.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        point_client_at(url, folder)
        yield url
        return
    folder.mkdir(parents=True, exist_ok=True)
    files = ServerFiles(folder)
    with locked(files.users_lock, fcntl.LOCK_SH):
        with locked(files.start_lock, fcntl.LOCK_EX):
            url = running_address(files) or start_server(files)
        point_client_at(url, folder)
        try:
            yield url
        finally:
            os.environ.pop("PREFECT_API_URL", None)


@contextmanager
def locked(path: Path, kind: int) -> Iterator[IO[str]]:
    """Hold a lock of the kernel's on a file; waits for it."""
    with path.open("a+") as file:
        fcntl.flock(file, kind)
        yield file


def running_address(files: ServerFiles) -> str | None:
    """The address of a server that answers, or None; a stale trace is cleared away."""
    try:
        known = json.loads(files.address.read_text())
    except (FileNotFoundError, ValueError):
        return None
    url = f"http://127.0.0.1:{known['port']}/api"
    if is_healthy(url):
        return url
    files.address.unlink(missing_ok=True)
    return None


def start_server(files: ServerFiles) -> str:
    """Start keeper and server and wait until the server answers."""
    port = free_port()
    with files.log.open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_keeper", str(files.folder), str(port)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=Path(__file__).parents[1],
        )
    url = f"http://127.0.0.1:{port}/api"
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and keeper.poll() is None:
        if is_healthy(url):
            return url
        time.sleep(POLL_SECONDS)
    keeper.terminate()
    raise ServerNotStartedError(log=files.log)


def is_healthy(url: str) -> bool:
    """Whether a Prefect server answers at this address."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
