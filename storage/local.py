"""A folder as storage."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from storage.durable import PART_PREFIX, copy_part, link_part, part_beside, sync_folder, write_part
from storage.errors import DigestMismatchError, told_plainly
from storage.flock import HeldLock, flocked
from storage.keys import LOCKS_FOLDER, checked_key
from storage.store import LOCK_WAIT_SECONDS, Entries


class LocalStore:
    """Storage in a folder of this machine or of a network drive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @property
    def location(self) -> str:
        """The folder's path."""
        return str(self.folder)

    def entries(self, folder: str) -> Entries:
        """What stands directly in a folder."""
        folders, files, others = [], [], []
        for entry in self._scan(folder):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif not entry.is_file(follow_symlinks=False):
                others.append(entry.name)
            else:
                files.append(entry.name)
        return Entries(tuple(sorted(folders)), tuple(sorted(files)), tuple(sorted(others)))

    def keys(self, folder: str) -> Iterator[str]:
        """All files below a folder."""
        here = self.entries(folder)
        start = f"{folder}/" if folder else ""
        yield from (start + name for name in here.files)
        for name in here.folders:
            yield from self.keys(start + name)

    def size(self, key: str) -> int | None:
        """A file's size in bytes."""
        with told_plainly(self.location, key):
            try:
                return self._path(key).stat().st_size
            except FileNotFoundError:
                return None

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """A file as a stream."""
        with told_plainly(self.location, key):
            file = self._path(key).open("rb")
        with file:
            yield file

    def read_bytes(self, key: str) -> bytes | None:
        """A small file whole."""
        with told_plainly(self.location, key):
            try:
                return self._path(key).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def copy_in(self, source: Path, key: str, *, sha512: str, link: bool = False) -> None:
        """Take a file in, proving its digest on the way."""
        final = self._path(key)
        with told_plainly(self.location, key), part_beside(final) as part:
            found = link_part(source, part) if link else None
            found = found or copy_part(source, part)
            if found != sha512:
                raise DigestMismatchError(path=str(source), expected=sha512, found=found)
            part.replace(final)

    def write_bytes(self, key: str, data: bytes) -> None:
        """Write a small file, in place of an older one."""
        final = self._path(key)
        with told_plainly(self.location, key), part_beside(final) as part:
            write_part(part, data)
            part.replace(final)
            sync_folder(final.parent)

    def create_bytes(self, key: str, data: bytes) -> bool:
        """Write a small file unless the name is taken."""
        final = self._path(key)
        with told_plainly(self.location, key), part_beside(final) as part:
            write_part(part, data)
            try:
                # Unlike a rename, a link never takes the place of a name that exists.
                os.link(part, final)
            except FileExistsError:
                return False
            sync_folder(final.parent)
        return True

    def settle(self, folder: str) -> None:
        """Bring the names below a folder, and the way down to it, to the disk."""
        top = self._path(folder) if folder else self.folder
        with told_plainly(self.location, folder):
            for here, _, _ in os.walk(top):
                sync_folder(Path(here))
            while top != self.folder:
                top = top.parent
                sync_folder(top)

    def remove(self, key: str) -> None:
        """Remove one file."""
        with told_plainly(self.location, key):
            self._path(key).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder, and the folders above it that become empty."""
        top = self._path(folder)
        with told_plainly(self.location, folder):
            if top.exists():
                shutil.rmtree(top)
            for above in top.parents:
                if above == self.folder or not _is_removed_empty(above):
                    break

    def sweep(self, folder: str) -> None:
        """Remove temporary files of writes that never ended, directly in a folder."""
        with told_plainly(self.location, folder):
            for entry in self._scan(folder):
                if entry.name.startswith(PART_PREFIX):
                    Path(entry.path).unlink(missing_ok=True)

    def lock(
        self, name: str, *, owner: str, wait_seconds: float = LOCK_WAIT_SECONDS
    ) -> AbstractContextManager[HeldLock]:
        """The sole right to write what ``name`` stands for."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        path = self.folder / LOCKS_FOLDER / f"{digest}.lock"
        return flocked(path, name=name, owner=owner, wait_seconds=wait_seconds)

    def free_bytes(self) -> int | None:
        """Room left for an ordinary user on the folder's file system."""
        with told_plainly(self.location, self.location):
            existing = next(p for p in (self.folder, *self.folder.parents) if p.exists())
            return shutil.disk_usage(existing).free

    def local_path(self, key: str) -> Path | None:
        """The file's path, where there is such a file."""
        path = self._path(key)
        return path if path.is_file() else None

    def _path(self, key: str) -> Path:
        return self.folder / checked_key(key)

    def _scan(self, folder: str) -> list["os.DirEntry[str]"]:
        path = self._path(folder) if folder else self.folder
        with told_plainly(self.location, folder):
            try:
                with os.scandir(path) as found:
                    return list(found)
            except (FileNotFoundError, NotADirectoryError):
                return []


def _is_removed_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
