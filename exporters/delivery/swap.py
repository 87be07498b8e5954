"""Puts a finished folder where another may stand, so that there is always a whole one."""

import ctypes
import os
import secrets
import shutil
from pathlib import Path

_HERE = -100
_EXCHANGE = 2


def put_in_place(finished: Path, target: Path) -> None:
    """Move a finished folder to its place; what stood there is removed afterwards.

    Where the file system can exchange two folders, that is one step; elsewhere the old one is
    first put aside under a name that ``restore_interrupted`` knows.
    """
    if not target.exists():
        finished.rename(target)
    elif not _exchanged(finished, target):
        aside = target.with_name(f"{_aside_prefix(target)}{secrets.token_hex(4)}")
        target.rename(aside)
        finished.rename(target)
        shutil.rmtree(aside)
    _settle(target.parent)


def restore_interrupted(target: Path) -> None:
    """Bring back the old folder when the one that should replace it never came."""
    for aside in target.parent.glob(f"{_aside_prefix(target)}*"):
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def _aside_prefix(target: Path) -> str:
    return f".{target.name}.replaced-"


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
