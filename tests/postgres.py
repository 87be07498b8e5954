"""A PostgreSQL cluster of one's own, gone afterwards: ``python -m tests.postgres -- command …``.

The command finds the database under ``DATABASE_URL``. PostgreSQL will not run as root, so root
hands it to the ``postgres`` user.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USER = "skrynia"


class PostgresMissingError(RuntimeError):
    """PostgreSQL's own programs are not installed."""


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """A running cluster; its address as in ``DATABASE_URL``."""
    if not (PROGRAMS / "initdb").exists():
        raise PostgresMissingError(f"{PROGRAMS} is missing: apt install postgresql-15")
    folder = Path(tempfile.mkdtemp(prefix="skrynia-pg-"))
    data = folder / "data"
    port = _free_port()
    try:
        if _servant():
            shutil.chown(folder, "postgres")
        _run(
            "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        options = (
            f"-p {port} -k {folder} -c listen_addresses= -c fsync=off"
            " -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
        )
        log = folder / "log"
        _run("pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "-t", "60", "start")
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}&port={port}"
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _servant() -> list[str]:
    """How to run a program as the postgres user, when root."""
    if os.geteuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _run(program: str, *arguments: object) -> None:
    command = [*_servant(), str(PROGRAMS / program), *map(str, arguments)]
    # pg_ctl leaves the server with its own output, so that no pipe may be handed to it.
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False, cwd="/"
    )
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _leave(*_: object) -> None:
    raise SystemExit(143)


def main(arguments: list[str]) -> int:
    """Run the command after ``--`` with a cluster of its own; its exit status is ours."""
    command = arguments[arguments.index("--") + 1 :] if "--" in arguments else arguments
    if not command:
        raise SystemExit("python -m tests.postgres -- command …")
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with temporary_postgres() as url:
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
