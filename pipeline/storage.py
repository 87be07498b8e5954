"""Step 5, storage: the files become a version of the OCFL object, proved by reading back."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import NotStoredWholeError
from pipeline.files import write_whole
from pipeline.package import WorkFile
from schemas.fixity import CHUNK_BYTES
from storage.locations import open_store
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile

#: OCFL wants a URI for whoever made a version; a program has no mailbox.
ADDRESS = "urn:x-skrynia:digitise"


@dataclass(frozen=True, slots=True)
class StoredAip:
    """Where an object is kept."""

    object_id: str
    version: int
    location: str


def open_root(location: str) -> StorageRoot:
    """The storage root at a path or ``s3://bucket/prefix``."""
    return StorageRoot(open_store(location))


def stored_file(root: StorageRoot, object_id: str, logical_path: str, copies: Path) -> Path:
    """A stored file as a path: itself where storage is a folder, else copied into ``copies``."""
    there = root.local_path(object_id, logical_path)
    if there is not None:
        return there
    copy = copies / logical_path.replace("/", "-")
    with root.read(object_id, logical_path) as source:
        write_whole(copy, lambda path: copy_stream(source, path))
    return copy


def copy_stream(source: BinaryIO, path: Path) -> None:
    """Write a stream into a file."""
    with path.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK_BYTES)


def clear_work(folder: Path) -> None:
    """Let go of an object's work files; what is read-only goes too."""
    shutil.rmtree(folder, ignore_errors=False)


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
        object_id,
        sources,
        message="Digitised",
        user_name=by,
        user_address=ADDRESS,
        created_at=at,
        link=True,
    )
    if problems := root.verify(object_id):
        first = problems[0]
        raise NotStoredWholeError(object_id=object_id, reason=first.text, path=first.path)
    return StoredAip(object_id, stored.version, stored.location)
