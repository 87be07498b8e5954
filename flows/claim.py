"""One object, one process: a lock of the kernel's on its work folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import AlreadyInWorkError


@contextmanager
def claimed(folder: Path, object_id: str) -> Iterator[None]:
    """Hold the object's work folder for this process; a killed holder's claim is gone with it.

    Raises:
        AlreadyInWorkError: another process works on the object.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder.parent / f"{folder.name}.lock"
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyInWorkError(object_id=object_id, pid=file.read().strip()) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
