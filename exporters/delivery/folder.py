"""Delivery into a folder: the package stands there whole, or not at all."""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from exporters.base import DeliveryPlan, PlannedFile, require_complete
from exporters.delivery.swap import put_in_place, restore_interrupted
from exporters.errors import DamagedSourceError, DeliveryFailedError, UnsafePathError
from schemas.fixity import CHUNK_BYTES

#: Opens a file of the object, or one made for the delivery, by its logical path.
Reader = Callable[[str], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class DeliveredPackage:
    """Where the package stands and how much of it there is."""

    folder: Path
    file_count: int
    size_bytes: int


def deliver_to_folder(plan: DeliveryPlan, read: Reader, parent: Path) -> DeliveredPackage:
    """Write the planned package as a folder within ``parent``.

    Every file is held against its SHA-512 while it is copied. A package of the same name that is
    there already is replaced in one step; until then it stays as it was. Delivering the same plan
    again gives the same package.

    Raises:
        MissingFieldsError: something mandatory is missing.
        UnsafePathError: a path leads out of the package, or two files want the same one.
        DamagedSourceError: a file is not the one that was stored.
        DeliveryFailedError: the folder cannot be written.
    """
    require_complete(plan)
    _check_paths(plan)
    target = parent / plan.folder_name
    try:
        parent.mkdir(parents=True, exist_ok=True)
        restore_interrupted(target)
        with _workspace(target) as partial:
            size = _write_package(plan, read, partial)
            put_in_place(partial, target)
    except OSError as error:
        raise DeliveryFailedError(folder=target, reason=error.strerror or error) from error
    count = len(plan.files) + len(plan.documents) + (plan.checksums is not None)
    return DeliveredPackage(target, count, size)


def _check_paths(plan: DeliveryPlan) -> None:
    paths = [file.delivered_path for file in plan.files]
    paths += [document.delivered_path for document in plan.documents]
    paths += [plan.checksums.delivered_path] if plan.checksums else []
    name = plan.folder_name
    if not name or name == ".." or PurePosixPath(name).name != name:
        raise UnsafePathError(path=name)
    taken: set[str] = set()
    for path in paths:
        parts = PurePosixPath(path).parts
        # Upper and lower case are one on many of the disks that packages travel on.
        folded = "/".join(parts).casefold()
        if not parts or parts[0] == "/" or ".." in parts or folded in taken:
            raise UnsafePathError(path=path)
        taken.add(folded)


@contextmanager
def _workspace(target: Path) -> Iterator[Path]:
    """A locked folder beside the target; it is gone afterwards, whatever happens.

    What a killed delivery left is recognised by nobody holding its lock.
    """
    prefix = f".{target.name}.partial-"
    for stale in target.parent.glob(f"{prefix}*"):
        with suppress(BlockingIOError), _locked(stale):
            shutil.rmtree(stale)
    partial = target.parent / f"{prefix}{secrets.token_hex(4)}"
    partial.mkdir()
    try:
        with _locked(partial):
            yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _write_package(plan: DeliveryPlan, read: Reader, folder: Path) -> int:
    """Write all files; gives the number of bytes."""
    algorithm = plan.checksums.algorithm if plan.checksums else "sha512"
    digests: dict[str, str] = {}
    size = 0
    for document in plan.documents:
        _write(folder / document.delivered_path, document.content)
        digests[document.delivered_path] = hashlib.new(algorithm, document.content).hexdigest()
        size += len(document.content)
    for file in plan.files:
        digests[file.delivered_path] = _copy(plan, file, read, folder, algorithm)
        size += file.size_bytes
    if plan.checksums:
        lines = (f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
        content = "".join(lines).encode()
        _write(folder / plan.checksums.delivered_path, content)
        size += len(content)
    return size


def _copy(plan: DeliveryPlan, file: PlannedFile, read: Reader, folder: Path, algorithm: str) -> str:
    """Copy one file, proving it on the way; gives its digest for the list."""
    target = folder / file.delivered_path
    target.parent.mkdir(parents=True, exist_ok=True)
    proof, listed = hashlib.sha512(), hashlib.new(algorithm)
    with read(file.source_path) as source, target.open("xb") as out:
        while chunk := source.read(CHUNK_BYTES):
            proof.update(chunk)
            listed.update(chunk)
            out.write(chunk)
        _settle(out)
    if proof.hexdigest() != file.sha512:
        raise DamagedSourceError(path=file.source_path, object_id=plan.object_id)
    return listed.hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        out.write(content)
        _settle(out)


def _settle(out: BinaryIO) -> None:
    out.flush()
    os.fsync(out.fileno())
