"""Keeps the Prefect server of one home: starts it, and stops it when its last user is gone."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from flows.prefect_environment import server_environment
from flows.prefect_server import ServerFiles
from pipeline.children import die_with_parent

WATCH_SECONDS = 0.25
STOP_LIMIT_SECONDS = 8.0


def keep(folder: Path, port: int) -> None:
    """Run the server on ``port`` until nobody holds the users' lock."""
    files = ServerFiles(folder)
    server = subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1",
         "--port", str(port)],
        env=os.environ | server_environment(folder),
        preexec_fn=die_with_parent,
    )  # fmt: skip
    files.address.write_text(json.dumps({"port": port, "pid": server.pid, "keeper": os.getpid()}))
    try:
        with files.users_lock.open("a+") as users:
            while server.poll() is None and not nobody_left(users.fileno()):
                time.sleep(WATCH_SECONDS)
            files.address.unlink(missing_ok=True)
            stop(server)
    finally:
        stop(server)


def nobody_left(lock: int) -> bool:
    """Whether the lock could be had alone; it is then held until this process ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server; a server that does not listen is killed."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    keep(Path(sys.argv[1]), int(sys.argv[2]))
