"""Files that are there entirely or not at all, also after a kill or a power cut.

Every write goes to a temporary name beside the final one, reaches the disk, and is renamed.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from schemas.fixity import CHUNK_BYTES, sha512_of
from storage.errors import SourceUnreadableError

#: Begins the name of every temporary file; no final name begins with a point.
PART_PREFIX = ".part-"
READ_ONLY = 0o444
#: The ways a file system says that it cannot link these two names.
_NO_LINK = frozenset({errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EACCES})
_TRIES = 20

T = TypeVar("T")


@contextmanager
def part_beside(final: Path) -> Iterator[Path]:
    """A fresh temporary name in the final one's folder; what is left under it goes away."""
    part = final.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def write_part(part: Path, data: bytes) -> None:
    """Write a small file under its temporary name, down to the disk."""
    with _opened_for_writing(part) as descriptor:
        _write_all(descriptor, memoryview(data))


def copy_part(source: Path, part: Path) -> str:
    """Copy a file under a temporary name, down to the disk; the SHA-512 of what was read."""
    digest = hashlib.sha512()
    buffer = memoryview(bytearray(CHUNK_BYTES))
    try:
        file = source.open("rb", buffering=0)
    except OSError as error:
        raise _unreadable(source, error) from error
    with file, _opened_for_writing(part) as descriptor:
        while count := _read_some(file.readinto, buffer, source):
            digest.update(buffer[:count])
            _write_all(descriptor, buffer[:count])
    return digest.hexdigest()


def link_part(source: Path, part: Path) -> str | None:
    """Give a file a second, temporary name instead of copying it; its SHA-512.

    None where the two places cannot share a file; then it must be copied.
    """
    try:
        real = source.resolve(strict=True)
    except OSError as error:
        raise _unreadable(source, error) from error
    try:
        _with_folder(part, lambda: os.link(real, part))
    except OSError as error:
        if error.errno in _NO_LINK:
            return None
        raise
    digest = sha512_of(part)
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fchmod(descriptor, READ_ONLY)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return digest


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _opened_for_writing(part: Path) -> Iterator[int]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = _with_folder(part, lambda: os.open(part, flags, 0o600))
    try:
        yield descriptor
        os.fchmod(descriptor, READ_ONLY)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _with_folder(part: Path, make: Callable[[], T]) -> T:
    """Make a name in a folder, which another process may be clearing away as empty."""
    for attempt in range(_TRIES):
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            return make()
        except FileNotFoundError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _read_some(readinto: Callable[[memoryview], int | None], into: memoryview, of: Path) -> int:
    try:
        return readinto(into) or 0
    except OSError as error:
        raise _unreadable(of, error) from error


def _write_all(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _unreadable(source: Path, error: OSError) -> SourceUnreadableError:
    return SourceUnreadableError(path=str(source), reason=error.strerror or str(error))
