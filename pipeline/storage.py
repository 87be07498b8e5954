"""Step 5, storage: the object's files become a version of its OCFL object, proved by reading back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import NotStoredWholeError
from pipeline.package import WorkFile
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile

@dataclass(frozen=True, slots=True)
class StoredAip:
    """Where an object is kept."""

    object_id: str
    version: str
    """v1, v2, …"""
    location: str


def store_aip(
    root: StorageRoot, object_id: str, files: Iterable[WorkFile], *, by: str, at: datetime
) -> StoredAip:
    """Store the files as the object's next version and read every byte of it back.

    The same files twice give the same version.

    Raises:
        NotStoredWholeError: what stands in storage is not what was given.
    """
    sources = {f.packaged.logical_path: SourceFile(f.path, f.packaged.sha512) for f in files}
    stored = root.put_version(
        object_id, sources, message="Digitised", user_name=by, user_address="", created_at=at
    )
    if problems := root.verify(object_id):
        first = problems[0]
        raise NotStoredWholeError(object_id=object_id, reason=first.text, path=first.path)
    return StoredAip(object_id, f"v{stored.version}", stored.location)
