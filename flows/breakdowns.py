"""What broke down below the steps, put in words a person can act on."""

import errno
import sqlite3
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError

from flows.errors import CatalogueBusyError, CatalogueUnusableError, SystemRefusedError
from schemas.errors import LibraryError

_HELD = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")


def in_words(error: BaseException) -> LibraryError | None:
    """The error as staff can read it; None for a fault in the program."""
    for cause in causes_of(error):
        if isinstance(cause, LibraryError):
            return cause
        if isinstance(cause, DatabaseError | InterfaceError | sqlite3.Error):
            return database_error(cause)
    for cause in causes_of(error):
        if isinstance(cause, OSError) and cause.errno in _SAYABLE:
            return SystemRefusedError(reason=cause.strerror, path=cause.filename or "–")
    return None


#: What a disk or its owner may answer; other numbers are faults of ours.
_SAYABLE = frozenset(
    (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.EIO,
        errno.ENAMETOOLONG,
    )
)


def database_error(error: Exception) -> LibraryError:
    """Held by another, or out of order."""
    said = str(error).strip().splitlines()
    reason = said[0] if said else type(error).__name__
    if isinstance(error, OperationalError | sqlite3.OperationalError) and any(
        words in reason for words in _HELD
    ):
        return CatalogueBusyError()
    return CatalogueUnusableError(reason=reason)


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error, what caused it, what caused that."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
