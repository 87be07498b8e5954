"""Files that are there entirely or not at all, and steps that are not run twice."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import SourceChangedError, UnreadableFileError
from schemas.fixity import CHUNK_BYTES

T = TypeVar("T")
#: Begins the names of files in the making; what a killed run left is found by it.
UNFINISHED = ".part-"
_HELD_STILL = ("st_size", "st_mtime_ns", "st_ino")


def write_whole(path: Path, content: bytes | Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there when it is on the disk.

    Args:
        path: where the file will stand; what stood there is replaced.
        content: the bytes, or a function that writes the file it is given.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, suffix=path.suffix, dir=path.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        if isinstance(content, bytes):
            unfinished.write_bytes(content)
        else:
            content(unfinished)
        unfinished.chmod(0o644)
        make_durable(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    make_durable(path.parent)


def make_durable(path: Path) -> None:
    """See a file or folder entry safely onto the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_unfinished(folder: Path) -> int:
    """Remove what killed runs left half made below a folder; only while nobody works there."""
    left = sorted(folder.rglob(f"{UNFINISHED}*"))
    for path in left:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(left)


def copy_hashed(source: Path, target: Path) -> str:
    """Copy a file whole while taking its SHA-512, and prove that it held still meanwhile.

    Raises:
        UnreadableFileError: the source cannot be read.
        SourceChangedError: the source changed while it was copied; no copy is left.
    """
    digest = hashlib.sha512()

    def stream(unfinished: Path) -> None:
        with _opened(source) as reading, unfinished.open("wb") as writing:
            before = os.fstat(reading.fileno())
            copied = 0
            while chunk := _chunk_of(reading, source):
                digest.update(chunk)
                copied += writing.write(chunk)
            after = os.stat(source)  # noqa: PTH116 -- the name may by now mean another file
            if copied != before.st_size or _has_changed(before, after):
                raise SourceChangedError(path=str(source))

    write_whole(target, stream)
    return digest.hexdigest()


def _opened(source: Path) -> Any:
    try:
        return source.open("rb")
    except OSError as error:
        raise UnreadableFileError(path=str(source), reason=error.strerror) from error


def _chunk_of(reading: Any, source: Path) -> bytes:
    try:
        return bytes(reading.read(CHUNK_BYTES))
    except OSError as error:
        raise UnreadableFileError(path=str(source), reason=error.strerror) from error


def _has_changed(before: os.stat_result, after: os.stat_result) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in _HELD_STILL)


def remembered(
    folder: Path,
    step: str,
    key: str,
    compute: Callable[[], T],
    *,
    encode: Callable[[T], Any],
    decode: Callable[[Any], T],
    files: Callable[[T], Iterable[str]] = lambda _: (),
) -> T:
    """The result of a step: read back when it was done before with the same key, else computed.

    Args:
        folder: where the step's files and its marker ``<step>.done.json`` stand.
        step: the step's name.
        key: all that the result depends on: input digest, step version, parameters.
        compute: runs the step; what it raises is not remembered.
        encode: the result as plain values for JSON; ``decode`` is its way back.
        decode: plain values as the result.
        files: the names of the files in ``folder`` that the result speaks of; when one is
            missing or has another size than it had, the step is run again.
    """
    marker = folder / f"{step}.done.json"
    kept = _kept(marker, key)
    if kept is not None:
        with suppress(KeyError, TypeError, ValueError):
            return decode(kept["result"])
    marker.unlink(missing_ok=True)
    result = compute()
    content = {
        "key": key,
        "files": {name: (folder / name).stat().st_size for name in files(result)},
        "result": encode(result),
    }
    write_whole(marker, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return result


def _kept(marker: Path, key: str) -> dict[str, Any] | None:
    try:
        content = json.loads(marker.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("key") != key:
        return None
    for name, size in content["files"].items():
        path = marker.parent / name
        if not path.is_file() or path.stat().st_size != size:
            return None
    return content


def key_of(*values: object) -> str:
    """One key out of all that a step's result depends on."""
    return hashlib.sha256(json.dumps([str(v) for v in values]).encode()).hexdigest()
