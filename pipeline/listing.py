"""The files of a folder, told apart into images and others, once nobody writes there any more."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.errors import (
    FolderEmptyError,
    FolderMissingError,
    StillWritingError,
    UnreadableFileError,
)
from pipeline.formats import IMAGE_ENDINGS, TAKEN, media_type_of
from schemas.texts import N_

_SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini", "__macosx", "@eadir", "lost+found"))
_UNFINISHED_ENDINGS = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".lock")
_POLL_SECONDS = 0.5


class IgnoredBecause(StrEnum):
    """Why a file of the folder is not taken in."""

    SYSTEM = N_("a file of the operating system")
    HIDDEN = N_("a hidden file")
    TEMPORARY = N_("a temporary file")
    SUBFOLDER = N_("lies in a sub-folder; --recursive takes it in")
    LOOSE = N_("lies beside the sub-folders, each of which is one object")
    NO_IMAGE = N_("no image")
    UNSUPPORTED = N_("an image of a kind that is not taken as a master")
    TWIN = N_("the same shot is taken from another file")
    PDF_BESIDE = N_("a PDF beside page images is taken for their copy")
    LINK_OUT = N_("a link that leads out of the folder, or nowhere")
    NO_FILE = N_("no ordinary file")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is not taken in, and why."""

    path: str
    """Relative to the folder."""
    reason: IgnoredBecause
    instead: str = ""
    """The file taken in its place."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One image file as it was found."""

    relative: str
    """Relative to the folder, fit to be shown and stored."""
    path: Path
    media_type: str | None
    """By content; None where the name promises an image and the content is none."""
    size_bytes: int
    modified_ns: int

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return Path(self.relative).stem


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds."""

    images: tuple[ListedFile, ...]
    ignored: tuple[Ignored, ...]
    unreadable: tuple[UnreadableFileError, ...]


def list_folder(folder: Path, *, recursive: bool) -> Listing:
    """Tell the images of a folder from everything else, by content first.

    Raises:
        FolderMissingError: there is no such folder.
        FolderEmptyError: it has no files at all.
        UnreadableFileError: the folder itself may not be read.
    """
    if not folder.is_dir():
        raise FolderMissingError(folder=str(folder))
    images: list[ListedFile] = []
    ignored: list[Ignored] = []
    unreadable: list[UnreadableFileError] = []
    for entry in _entries(folder):
        try:
            found = _judged(folder.resolve(), folder, entry, recursive=recursive)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            unreadable.append(UnreadableFileError(path=str(entry), reason=reason))
            continue
        if isinstance(found, ListedFile):
            images.append(found)
        else:
            ignored.append(found)
    if not (images or ignored or unreadable):
        raise FolderEmptyError(folder=str(folder))
    return Listing(tuple(images), tuple(ignored), tuple(unreadable))


def _entries(folder: Path) -> Iterator[Path]:
    """All files below a folder; links to folders are not followed."""
    for entry in _found_in(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))
        else:
            yield Path(entry.path)


def _found_in(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise UnreadableFileError(path=str(folder), reason=error.strerror) from error


def _judged(root: Path, folder: Path, path: Path, *, recursive: bool) -> ListedFile | Ignored:
    shown = _shown(path.relative_to(folder))
    reason = _ignored_by_name(path.relative_to(folder)) or _ignored_by_kind(path, root)
    if reason:
        return Ignored(shown, reason)
    media_type = media_type_of(path)
    promises_image = path.suffix.lower() in IMAGE_ENDINGS
    if not promises_image and media_type not in TAKEN:
        no_image = media_type is None
        return Ignored(shown, IgnoredBecause.NO_IMAGE if no_image else IgnoredBecause.UNSUPPORTED)
    if path.parent != folder and not recursive:
        return Ignored(shown, IgnoredBecause.SUBFOLDER)
    status = path.stat()
    return ListedFile(shown, path, media_type, status.st_size, status.st_mtime_ns)


def _ignored_by_kind(path: Path, root: Path) -> IgnoredBecause | None:
    if path.is_symlink() and not _leads_into(path, root):
        return IgnoredBecause.LINK_OUT
    return None if stat.S_ISREG(path.stat().st_mode) else IgnoredBecause.NO_FILE


def _shown(relative: Path) -> str:
    """Names in an old 8-bit code are spelt out byte by byte instead of breaking every report."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def path_of(folder: Path, shown: str) -> Path:
    """The file that is shown so; the plain path where there is none."""
    plain = folder / shown
    if plain.exists() or "\\x" not in shown:
        return plain
    found = (path for path in _entries(folder) if _shown(path.relative_to(folder)) == shown)
    return next(found, plain)


def _ignored_by_name(relative: Path) -> IgnoredBecause | None:
    names = [part.lower() for part in relative.parts]
    if any(name in _SYSTEM_NAMES for name in names):
        return IgnoredBecause.SYSTEM
    if any(name.startswith(".") for name in names):
        return IgnoredBecause.HIDDEN
    if names[-1].endswith(_UNFINISHED_ENDINGS) or names[-1].startswith("~"):
        return IgnoredBecause.TEMPORARY
    return None


def _leads_into(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def wait_until_still(
    folder: Path, *, recursive: bool, still_seconds: float, patience_seconds: float = 600
) -> None:
    """Wait while a file of the folder is younger than ``still_seconds`` and still changes.

    A file dated into the future by another machine's clock counts as still once it was seen
    unchanged for that long.

    Raises:
        StillWritingError: it changes even after ``patience_seconds``.
    """
    began = time.monotonic()
    seen: dict[Path, tuple[tuple[int, int], float]] = {}
    while young := _changing(folder, seen, still_seconds, recursive=recursive):
        if time.monotonic() - began > patience_seconds:
            raise StillWritingError(path=str(young), seconds=round(patience_seconds))
        time.sleep(min(_POLL_SECONDS, still_seconds))


def _changing(
    folder: Path,
    seen: dict[Path, tuple[tuple[int, int], float]],
    still_seconds: float,
    *,
    recursive: bool,
) -> Path | None:
    """A file that may still be written, None where all are still."""
    found = None
    for path in _entries(folder) if recursive else [Path(e.path) for e in _found_in(folder)]:
        try:
            status = path.stat()
        except OSError:
            continue
        if not stat.S_ISREG(status.st_mode):
            continue
        state = (status.st_size, status.st_mtime_ns)
        before, since = seen.get(path, (None, 0.0))
        if before != state:
            since = time.monotonic()
            seen[path] = (state, since)
        is_old = time.time() - status.st_mtime >= still_seconds
        if not is_old and time.monotonic() - since < still_seconds:
            found = path
    return found
