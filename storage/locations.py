"""From the setting that names the storage to the store itself."""

from pathlib import Path
from urllib.parse import urlsplit

from storage.errors import BadLocationError, StorageFullError
from storage.local import LocalStore
from storage.store import ObjectStore


def open_store(location: str) -> ObjectStore:
    """The store that a path or ``s3://bucket/prefix`` names.

    For S3 the service's address and credentials come from the ordinary AWS environment
    variables (``AWS_ENDPOINT_URL``, ``AWS_ACCESS_KEY_ID``, …).

    Raises:
        BadLocationError: the text names neither.
    """
    if location.startswith("s3://"):
        parts = urlsplit(location)
        if not parts.netloc or parts.query or parts.fragment:
            raise BadLocationError(location=location)
        from storage.s3 import S3Store  # noqa: PLC0415 -- boto3 is slow to load and seldom needed

        return S3Store(parts.netloc, parts.path.strip("/"))
    if not location.strip() or "://" in location:
        raise BadLocationError(location=location)
    return LocalStore(Path(location).expanduser())


def require_room(store: ObjectStore, needed_bytes: int) -> None:
    """Refuse to begin what cannot be finished.

    Raises:
        StorageFullError: the store says that it has less room than that.
    """
    free = store.free_bytes()
    if free is not None and free < needed_bytes:
        what = f"{needed_bytes / 1e9:.1f} GB"
        raise StorageFullError(location=store.location, what=what)
