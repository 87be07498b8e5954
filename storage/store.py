"""ObjectStore: what a place must be able to do so that objects can be kept there.

Keys are relative, with ``/`` between folders. Whatever stands under a key is whole: a write
shows entirely or not at all. A missing key is a ``FileNotFoundError``, everything else that
goes wrong a ``LibraryError`` of ``storage.errors``.
"""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from schemas.fixity import CHUNK_BYTES

#: How long a writer waits for another one before it says so.
LOCK_WAIT_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands directly in one folder, by bare name, sorted."""

    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Links, sockets and the like, which have no business in storage."""


class Lock(Protocol):
    """The right to write one object."""

    def confirm(self) -> None:
        """Prove that the right still stands.

        Raises:
            LockLostError: it ran out and somebody else may be writing.
        """


class ObjectStore(Protocol):
    """A place to keep things."""

    @property
    def location(self) -> str:
        """The place as a person would name it: a path or an URL."""

    def entries(self, folder: str) -> Entries:
        """What stands directly in a folder; nothing where there is no such folder."""

    def keys(self, folder: str) -> Iterator[str]:
        """The keys of all files below a folder, sorted within each folder."""

    def size(self, key: str) -> int | None:
        """A file's size in bytes; None where there is no such file."""

    def open(self, key: str) -> AbstractContextManager[BinaryIO]:
        """A file as a stream."""

    def read_bytes(self, key: str) -> bytes | None:
        """A small file whole; None where there is no such file."""

    def copy_in(self, source: Path, key: str, *, sha512: str, link: bool = False) -> None:
        """Take a file in under a fresh key, proving its digest on the way.

        With ``link`` the source may become the stored file itself where the place allows it:
        it must then never be written again. ``settle`` makes the name last.

        Raises:
            DigestMismatchError: the bytes read have another digest; nothing is stored.
        """

    def write_bytes(self, key: str, data: bytes) -> None:
        """Write a small file, in place of an older one of that key."""

    def create_bytes(self, key: str, data: bytes) -> bool:
        """Write a small file unless the key is taken; False where it is."""

    def settle(self, folder: str) -> None:
        """Make the names below a folder survive a power cut."""

    def remove(self, key: str) -> None:
        """Remove one file; no complaint where there is none."""

    def remove_folder(self, folder: str) -> None:
        """Remove everything below a folder, and folders that become empty by it."""

    def sweep(self, folder: str) -> None:
        """Remove what interrupted writes left in a folder under no final name."""

    def lock(
        self, name: str, *, owner: str, wait_seconds: float = LOCK_WAIT_SECONDS
    ) -> AbstractContextManager[Lock]:
        """The sole right to write what ``name`` stands for, set free when the holder dies.

        Raises:
            ObjectLockedError: another holder kept it for longer than ``wait_seconds``.
        """

    def free_bytes(self) -> int | None:
        """Room left; None where the place does not say."""

    def local_path(self, key: str) -> Path | None:
        """The file's path on this machine; None where it has none."""


def sha512_stored(store: ObjectStore, key: str) -> str:
    """The SHA-512 of a file as it is stored, read as a stream."""
    digest = hashlib.sha512()
    with store.open(key) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
