"""What an S3 service answers, in the library's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from storage.errors import StorageFullError, StorageRefusedError

_MISSING = frozenset({"NoSuchKey", "404", "NotFound", "NoSuchUpload"})
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_NO_ROOM = frozenset({"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull"})


def code_of(error: ClientError) -> str:
    """The service's own word for what went wrong."""
    return str(error.response.get("Error", {}).get("Code", ""))


def is_missing(error: ClientError) -> bool:
    """Whether there is no such file."""
    return code_of(error) in _MISSING


def is_taken(error: ClientError) -> bool:
    """Whether the condition that a write was tied to did not hold."""
    return code_of(error) in _TAKEN


@contextmanager
def s3_told_plainly(location: str, what: str) -> Iterator[None]:
    """Turn a service's errors into the library's; a missing file becomes FileNotFoundError.

    Raises:
        StorageFullError: the service has no room left.
        StorageRefusedError: it refuses, or cannot be reached.
    """
    try:
        yield
    except ClientError as error:
        if is_missing(error):
            raise FileNotFoundError(what) from error
        if code_of(error) in _NO_ROOM:
            raise StorageFullError(location=location, what=what) from error
        raise StorageRefusedError(location=location, what=what, reason=str(error)) from error
    except BotoCoreError as error:
        raise StorageRefusedError(location=location, what=what, reason=str(error)) from error
