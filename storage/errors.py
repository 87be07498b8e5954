"""What can go wrong when keeping things, in words for the library's staff."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import LibraryError
from schemas.texts import N_

#: The system's ways of saying that there is no room: disk, quota, file size limit.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class StorageFullError(LibraryError):
    """There is no room left. What had been written of the new version is taken away again."""

    code = "STO-001"
    message = N_("Storage is full: {location} has no room for {what}.")
    hint = N_(
        "Free space there or enlarge it, then run the same command again; "
        "what was stored before is untouched."
    )


class DigestMismatchError(LibraryError):
    """A file is no longer what it was when it was taken in."""

    code = "STO-002"
    message = N_("{path} changed before it was stored: expected SHA-512 {expected}, read {found}.")
    hint = N_("Nothing was stored. Find out what changed the file, then run the command again.")


class BadLogicalPathError(LibraryError):
    """A name that cannot be kept on every kind of storage."""

    code = "STO-003"
    message = N_("“{path}” cannot be the name of a stored file: {reason}.")
    hint = N_("Use letters a–z, digits, point, hyphen and underscore, with / between folders.")


class ObjectLockedError(LibraryError):
    """Somebody else writes the same object, and did not finish in time."""

    code = "STO-004"
    message = N_("{name} is being written by {owner}.")
    hint = N_("Wait until that is done, then run the command again.")


class DamagedObjectError(LibraryError):
    """An object is in a state that no interrupted writing explains. It is left as it is."""

    code = "STO-005"
    message = N_("{object_id} is damaged in storage: {reason}.")
    hint = N_("Run skrynia verify on it and restore it from another copy; nothing was changed.")


class StorageRefusedError(LibraryError):
    """The disk or the S3 service said no."""

    code = "STO-006"
    message = N_("Storage {location} refused {what}: {reason}.")
    hint = N_("Check that it is connected and that this account may write there, then run again.")


class NotAStorageRootError(LibraryError):
    """The place named as storage holds something else."""

    code = "STO-007"
    message = N_("{location} cannot be used as storage: {reason}.")
    hint = N_("Name an empty folder or bucket, or one that Skrynia has set up before.")


class NotStoredError(LibraryError):
    """Something was asked for that is not in storage."""

    code = "STO-008"
    message = N_("{path} of {object_id} is not in storage.")
    hint = N_("Look at the object with skrynia show; it may not have been stored yet.")


class LockLostError(LibraryError):
    """The right to write ran out while writing. The unfinished version is no version."""

    code = "STO-009"
    message = N_("Another process has taken over the writing of {name}.")
    hint = N_("Run the command again; it continues where the other one ended.")


class SourceUnreadableError(LibraryError):
    """A file that should be stored cannot be read."""

    code = "STO-010"
    message = N_("{path} cannot be read for storing: {reason}.")
    hint = N_("Nothing was stored. Bring the file back, then run the command again.")


class BadLocationError(LibraryError):
    """The setting that names the storage cannot be understood."""

    code = "STO-011"
    message = N_("“{location}” names no storage.")
    hint = N_("Give a folder, or s3://bucket/prefix.")


class JournalBusyError(LibraryError):
    """Too many wrote to one journal at once."""

    code = "STO-012"
    message = N_("The journal of {object_id} is being written by others without pause.")
    hint = N_("Run the command again in a moment.")


@contextmanager
def told_plainly(location: str, what: str) -> Iterator[None]:
    """Turn the system's errors about a place into the library's; a missing file stays one.

    Raises:
        StorageFullError: no room.
        StorageRefusedError: anything else the system refuses.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFullError(location=location, what=what) from error
        reason = error.strerror or str(error)
        raise StorageRefusedError(location=location, what=what, reason=reason) from error
