"""The lock of a folder: the kernel frees it when its holder dies, however it dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.errors import ObjectLockedError, told_plainly

_PAUSE_SECONDS = 0.02


class HeldLock:
    """A right that cannot be lost while the process lives."""

    def confirm(self) -> None:
        """Nothing to prove: only the holder's own end frees it."""


@contextmanager
def flocked(path: Path, *, name: str, owner: str, wait_seconds: float) -> Iterator[HeldLock]:
    """Hold the lock that a file stands for.

    Raises:
        ObjectLockedError: another holder kept it for longer than ``wait_seconds``.
    """
    with told_plainly(str(path.parent), name):
        descriptor = _acquire(path, name, time.monotonic() + wait_seconds)
    try:
        _note_owner(descriptor, owner)
        yield HeldLock()
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(path: Path, name: str, deadline: float) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        if _is_locked(descriptor):
            if _is_still_named(descriptor, path):
                return descriptor
            os.close(descriptor)
            continue
        holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace")
        os.close(descriptor)
        if time.monotonic() >= deadline:
            raise ObjectLockedError(name=name, owner=holder or "?")
        time.sleep(_PAUSE_SECONDS)


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still_named(descriptor: int, path: Path) -> bool:
    """Whether the locked file is the one others would find: the last holder unlinks it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _note_owner(descriptor: int, owner: str) -> None:
    # A courtesy to whoever waits; a full disk must not keep the lock from being held.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, owner.encode()[:200], 0)
