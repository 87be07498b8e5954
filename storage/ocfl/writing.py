"""Writing a version: content first, then its inventory, then the object's.

Each step is whole and on the disk before the next begins, so that a kill at any moment leaves
either the old state or the new one for readers, and a trace the next writer understands.
"""

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas.errors import LibraryError
from storage.errors import LockLostError
from storage.ocfl.inventory import (
    CONTENT_FOLDER,
    FILE_NAME,
    SIDECAR_NAME,
    Inventory,
    Version,
    build_inventory,
    build_sidecar,
)
from storage.ocfl.recovery import discard_version, publish
from storage.store import Lock, ObjectStore

#: Files copied side by side: while one waits for the disk, another is hashed.
WORKERS = min(4, (os.cpu_count() or 1) + 1)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be stored, and the digest it had when it was taken in."""

    path: Path
    sha512: str


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version of an object as it stands in storage."""

    object_id: str
    version: int
    location: str
    """The object's folder or URL."""


@dataclass(frozen=True, slots=True)
class VersionNote:
    """Who made a version, when and why."""

    message: str
    user_name: str
    user_address: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """The inventory an object is to have, and the content still to be copied for it."""

    inventory: Inventory
    sources: Mapping[str, SourceFile]
    """Content path to the file it comes from."""


def drafted(
    head: Inventory | None,
    object_id: str,
    files: Mapping[str, SourceFile],
    note: VersionNote,
    *,
    keep: bool,
) -> DraftVersion | None:
    """The next version, or None where it would say the same as the head.

    Content that the object already has, under whatever name, is not stored again.
    """
    state = dict(head.state()) if head and keep else {}
    state |= {path: source.sha512.lower() for path, source in files.items()}
    if head and state == head.state():
        return None
    number = head.head + 1 if head else 1
    manifest = dict(head.manifest) if head else {}
    sources: dict[str, SourceFile] = {}
    for path, source in sorted(files.items()):
        content_path = f"v{number}/{CONTENT_FOLDER}/{path}"
        if manifest.setdefault(source.sha512.lower(), content_path) == content_path:
            sources[content_path] = source
    version = Version(note.created_at, note.message, note.user_name, note.user_address, state)
    versions = (*head.versions, version) if head else (version,)
    return DraftVersion(Inventory(object_id, versions, manifest), sources)


def write_version(
    store: ObjectStore, folder: str, draft: DraftVersion, lock: Lock, *, link: bool
) -> None:
    """Write a drafted version; whatever fails before it is whole takes it away again."""
    number = draft.inventory.head
    data = build_inventory(draft.inventory)
    try:
        _copy_content(store, folder, draft, link=link)
        lock.confirm()
        _create(store, f"{folder}/v{number}/{FILE_NAME}", data)
        _create(store, f"{folder}/v{number}/{SIDECAR_NAME}", build_sidecar(data))
        store.settle(f"{folder}/v{number}")
    except BaseException as failure:
        if not isinstance(failure, LockLostError):
            # Should this fail too, the next writer removes what is left.
            with suppress(LibraryError, OSError):
                discard_version(store, folder, number)
        raise
    publish(store, folder, data, lock)


def _copy_content(store: ObjectStore, folder: str, draft: DraftVersion, *, link: bool) -> None:
    sources = draft.sources

    def copy(content_path: str) -> None:
        source = sources[content_path]
        key = f"{folder}/{content_path}"
        store.copy_in(source.path, key, sha512=source.sha512.lower(), link=link)

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="storing") as pool:
        copies = [pool.submit(copy, content_path) for content_path in sources]
        try:
            for done in copies:
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    if sources:
        store.settle(f"{folder}/v{draft.inventory.head}")


def _create(store: ObjectStore, key: str, data: bytes) -> None:
    if not store.create_bytes(key, data):
        raise LockLostError(name=key)
