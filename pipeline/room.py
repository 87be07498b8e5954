"""Is there room? Judged before a run, so that no run ends on a full disk half-way."""

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import NoRoomError

#: Capture copy (linked into storage later) and access copies, as a multiple of the scans' size.
NEEDED_PER_BYTE = 1.6
#: Room that is left alone.
RESERVE_BYTES = 50 << 20
#: Less than this is a full disk.
LAST_BYTES = 1 << 20
#: The system's ways of saying that there is no room: disk, quota, file size limit.
NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def require_room(files: Iterable[Path], folder: Path) -> None:
    """Refuse to begin what the disk of ``folder`` cannot hold.

    Raises:
        NoRoomError: too little is free.
    """
    needed = int(sum(size_of(file) for file in files) * NEEDED_PER_BYTE) + RESERVE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomError(folder=folder, needed=needed >> 20, free=free >> 20)


def has_room(folder: Path) -> bool:
    """Whether anything can still be written there."""
    return shutil.disk_usage(folder).free >= LAST_BYTES


def size_of(file: Path) -> int:
    """Bytes, 0 for a file that is gone: that is found out where it is read."""
    return file.stat().st_size if file.is_file() else 0
