"""The storage root: objects are put in as versions, read, listed, healed and verified."""

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from schemas.texts import N_
from storage.errors import NotAStorageRootError, NotStoredError
from storage.keys import JOURNAL_FOLDER, LOCKS_FOLDER, joined
from storage.ocfl import layout
from storage.ocfl.inventory import Inventory
from storage.ocfl.object_checks import check_object
from storage.ocfl.paths import check_logical_paths
from storage.ocfl.problems import Problem
from storage.ocfl.reading import current_inventory
from storage.ocfl.recovery import recover_object
from storage.ocfl.root_checks import check_root, object_folders
from storage.ocfl.writing import SourceFile, StoredVersion, VersionNote, drafted, write_version
from storage.store import LOCK_WAIT_SECONDS, Lock, ObjectStore

DECLARATION_NAME = "0=ocfl_1.1"
DECLARATION = b"ocfl_1.1\n"
LAYOUT_NAME = "ocfl_layout.json"
EXTENSIONS_NOTE = "skrynia-extensions.txt"


class StorageRoot:
    """An OCFL 1.1 storage root of our own layout."""

    def __init__(self, store: ObjectStore, *, lock_wait_seconds: float = LOCK_WAIT_SECONDS) -> None:
        self.store = store
        self.lock_wait_seconds = lock_wait_seconds

    def initialise(self) -> None:
        """Set the root up, or see that it is set up already.

        Raises:
            NotAStorageRootError: the place holds something else.
        """
        files = _root_files()
        declared = self.store.read_bytes(DECLARATION_NAME)
        if declared is None:
            self._check_empty({key.split("/")[0] for key in files})
        for key, data in files.items():
            self.store.create_bytes(key, data)
        found = self.store.read_bytes(LAYOUT_NAME) or b"{}"
        if _layout_named(found) != layout.NAME:
            self._refuse(N_("its objects lie in another layout"))

    def put_version(
        self,
        object_id: str,
        files: Mapping[str, SourceFile],
        *,
        message: str,
        user_name: str,
        user_address: str,
        created_at: datetime,
        keep: bool = False,
        link: bool = False,
        owner: str | None = None,
    ) -> StoredVersion:
        """Store a state of an object as its next version; what it already says is not repeated.

        Args:
            object_id: the object's ARK.
            files: logical path to the file it comes from, proven by its digest on the way.
            message: why this version is made.
            user_name: who makes it.
            user_address: their URI, such as ``mailto:``.
            created_at: when, with its time zone.
            keep: carry the head's other files over; else ``files`` is the whole state.
            link: let the source files become the stored ones where they share a file system.
                They turn read-only and must not be written again.
            owner: who holds the lock, for whoever waits.

        Raises:
            BadLogicalPathError: a name cannot be kept.
            DigestMismatchError: a source changed; nothing is stored.
            StorageFullError: no room; nothing of the version stays.
            ObjectLockedError: another writer did not finish in time.
            DamagedObjectError: what is there cannot be continued.
            NotAStorageRootError: the root is not set up, or its drive is not connected.
        """
        note = VersionNote(message, user_name, user_address, created_at)
        folder = layout.object_folder(object_id)
        with self._writing(object_id, owner) as lock:
            head = recover_object(self.store, folder, object_id, lock)
            draft = drafted(head, object_id, files, note, keep=keep)
            if draft is not None:
                check_logical_paths(draft.inventory.state())
                write_version(self.store, folder, draft, lock, link=link)
                head = draft.inventory
        number = head.head if head else 0
        return StoredVersion(object_id, number, f"{self.store.location}/{folder}")

    def recover(self, object_id: str) -> Inventory | None:
        """Complete or remove what an interrupted write left of an object; its state after that.

        Raises:
            DamagedObjectError: no interrupted write explains what is there.
        """
        with self._writing(object_id, None) as lock:
            return recover_object(self.store, layout.object_folder(object_id), object_id, lock)

    def inventory(self, object_id: str) -> Inventory | None:
        """The newest whole state of an object; None where it was never stored."""
        return current_inventory(self.store, layout.object_folder(object_id))

    @contextmanager
    def read(
        self, object_id: str, logical_path: str, version: int | None = None
    ) -> Iterator[BinaryIO]:
        """A stored file as a stream, from the head or from an earlier version.

        Raises:
            NotStoredError: there is no such object, version or file.
        """
        key = self._content_key(object_id, logical_path, version)
        with ExitStack() as opened:
            try:
                file = opened.enter_context(self.store.open(key))
            except FileNotFoundError as error:
                raise NotStoredError(object_id=object_id, path=logical_path) from error
            yield file

    def local_path(
        self, object_id: str, logical_path: str, version: int | None = None
    ) -> Path | None:
        """A stored file's path on this machine, for reading only; None where it has none.

        Raises:
            NotStoredError: there is no such object, version or file.
        """
        return self.store.local_path(self._content_key(object_id, logical_path, version))

    def local_paths(self, object_id: str) -> dict[str, Path | None]:
        """Every file of an object's head by its logical path, as ``local_path`` gives them.

        The inventory is read once for all; an object that was never stored has none.
        """
        found = self.inventory(object_id)
        if found is None:
            return {}
        folder = layout.object_folder(object_id)
        return {
            path: self.store.local_path(joined(folder, found.content_path(path)))
            for path in found.state()
        }

    def objects(self) -> Iterator[str]:
        """The identifiers of all objects that have a version, in the order of their folders."""
        for folder in object_folders(self.store):
            object_id = layout.object_id_of(folder.rsplit("/", 1)[-1])
            if object_id is None:
                found = current_inventory(self.store, folder)
                object_id = found.object_id if found else None
            if object_id is not None:
                yield object_id

    def verify(self, object_id: str) -> list[Problem]:
        """Read every byte of an object back and hold it against its inventories.

        The lock is held while the structure is looked at, so that no writer's work is taken for
        damage; content never changes and is read without it.
        """
        folder = layout.object_folder(object_id)
        with self._writing(object_id, None):
            found = check_object(self.store, folder, expected_id=object_id)
        return found.problems + found.check_content()

    def check_structure(self, object_id: str | None = None) -> list[Problem]:
        """Problems of one object, or of the whole root and its objects, without reading content."""
        if object_id is not None:
            folder = layout.object_folder(object_id)
            with self._writing(object_id, None):
                return check_object(self.store, folder, expected_id=object_id).problems
        return check_root(self.store)

    def _writing(self, object_id: str, owner: str | None) -> AbstractContextManager[Lock]:
        self._check_declared()
        owner = owner or f"{socket.gethostname()}, process {os.getpid()}"
        return self.store.lock(object_id, owner=owner, wait_seconds=self.lock_wait_seconds)

    def _content_key(self, object_id: str, logical_path: str, version: int | None) -> str:
        found = self.inventory(object_id)
        try:
            if found is None:
                raise KeyError(object_id)
            path = found.content_path(logical_path, version)
        except KeyError as error:
            raise NotStoredError(object_id=object_id, path=logical_path) from error
        return joined(layout.object_folder(object_id), path)

    def _check_declared(self) -> None:
        # An empty folder may be a drive that is not mounted: nothing must be stored below it.
        if self.store.size(DECLARATION_NAME) is None:
            self._refuse(N_("it has not been set up as storage, or is not connected"))

    def _check_empty(self, ours: set[str]) -> None:
        here = self.store.entries("")
        found = {name for name in here.folders + here.files + here.others if name[0] != "."}
        if found - ours:
            self._refuse(N_("it is not empty and has not been set up as storage"))

    def _refuse(self, reason: str) -> None:
        raise NotAStorageRootError(location=self.store.location, reason=reason)


def _root_files() -> dict[str, bytes]:
    """What stands in a fresh root, in the order of writing: the declaration says it is whole."""
    described = {"extension": layout.NAME, "description": layout.DESCRIPTION}
    return {
        f"extensions/{layout.NAME}/config.json": _as_json(layout.CONFIG),
        f"{LOCKS_FOLDER}/config.json": _as_json({"extensionName": "skrynia-locks"}),
        f"{JOURNAL_FOLDER}/config.json": _as_json({"extensionName": "skrynia-journal"}),
        EXTENSIONS_NOTE: _EXTENSIONS_TEXT.encode(),
        LAYOUT_NAME: _as_json(described),
        DECLARATION_NAME: DECLARATION,
    }


def _as_json(data: object) -> bytes:
    return json.dumps(data, indent=2).encode() + b"\n"


def _layout_named(layout_file: bytes) -> object:
    try:
        return json.loads(layout_file).get("extension")
    except (ValueError, AttributeError):
        return None


_EXTENSIONS_TEXT = """\
Local extensions of this OCFL storage root
==========================================

extensions/skrynia-journal
    What people decided about an object (verdicts, corrections, rights), in the order in which
    they decided it. One folder per object, at the same path as the object under the root; in it
    segments 000001.json, 000002.json, ... in UTF-8 JSON. A segment is never changed once it is
    there. "previous" is the SHA-512 of the whole file of the segment before, "" for the first.

extensions/skrynia-locks
    Marks of objects being written at this moment. Can be emptied while nothing is running.
"""
