"""Files of stored objects as paths on this machine, for the site to read.

Storage in a folder gives its own paths; from S3 a file is fetched into a folder of bounded size.
"""

import hashlib
import os
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from settings.work import work_settings
from storage.errors import NotStoredError
from storage.locations import open_store
from storage.ocfl.root import StorageRoot

CACHE_BYTES = 4_000_000_000
#: Paths are looked up once a version; an inventory of a thousand pages takes long to prove.
KNOWN_PATHS = 20_000


class StoredFiles:
    """Reading access to one storage root."""

    def __init__(self, root: StorageRoot, folder: Path, cache_bytes: int = CACHE_BYTES) -> None:
        self.root = root
        self.folder = folder
        self.cache_bytes = cache_bytes
        self._known = lru_cache(maxsize=KNOWN_PATHS)(self._found)

    def path(self, object_id: str, version: int, logical_path: str) -> Path | None:
        """The file's path for reading; None where this version of the object has no such file."""
        try:
            found = self._known(object_id, version, logical_path)
        except NotStoredError:
            return None
        if found is not None:
            return found
        kept = self.folder / _cache_name(object_id, version, logical_path)
        if kept.exists():
            os.utime(kept)
        else:
            self._fetch(object_id, version, logical_path, kept)
        return kept

    def text(self, object_id: str, version: int, logical_path: str) -> str:
        """A small text file whole; empty where there is none."""
        path = self.path(object_id, version, logical_path)
        return path.read_text(encoding="utf-8") if path else ""

    def _found(self, object_id: str, version: int, logical_path: str) -> Path | None:
        return self.root.local_path(object_id, logical_path, version)

    def _fetch(self, object_id: str, version: int, logical_path: str, kept: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".")
        part = Path(name)
        try:
            with (
                os.fdopen(handle, "wb") as target,
                self.root.read(object_id, logical_path, version) as source,
            ):
                shutil.copyfileobj(source, target)
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)
        self._make_room()

    def _make_room(self) -> None:
        files = [(file, file.stat()) for file in self.folder.glob("[!.]*")]
        total = sum(status.st_size for _, status in files)
        for file, status in sorted(files, key=lambda entry: entry[1].st_mtime)[:-1]:
            if total <= self.cache_bytes:
                break
            file.unlink(missing_ok=True)
            total -= status.st_size


def _cache_name(object_id: str, version: int, logical_path: str) -> str:
    name = f"{object_id}\n{version}\n{logical_path}"
    return hashlib.sha256(name.encode()).hexdigest() + Path(logical_path).suffix


@cache
def stored_files() -> StoredFiles:
    """The storage that the settings name."""
    settings = work_settings()
    root = StorageRoot(open_store(settings.storage))
    return StoredFiles(root, settings.home.cache / "site")
