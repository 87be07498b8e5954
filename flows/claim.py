"""One object, one process: a lock of the kernel's beside its work folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from flows.errors import AlreadyInWorkError


@contextmanager
def claimed(folder: Path, object_id: str) -> Iterator[None]:
    """Hold the object's work folder for this process; a killed holder's claim is gone with it.

    Raises:
        AlreadyInWorkError: another process works on the object.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder.parent / f"{folder.name}.lock"
    with _held(lock, object_id) as file:
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _held(lock: Path, object_id: str) -> IO[str]:
    """The lock's file, locked; one that its last holder took away meanwhile does not count."""
    while True:
        file = lock.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            pid = file.read().strip()
            file.close()
            raise AlreadyInWorkError(object_id=object_id, pid=pid or "?") from error
        if _stands_at(lock, file):
            return file
        file.close()


def _stands_at(lock: Path, file: IO[str]) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
