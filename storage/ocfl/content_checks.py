"""Is every byte what the inventories say? Files are read as streams, several at a time."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from schemas.fixity import CHUNK_BYTES
from storage.keys import joined
from storage.ocfl.inventory_view import ALGORITHMS
from storage.ocfl.problems import Problem
from storage.store import ObjectStore

WORKERS = min(8, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Expected:
    """A digest stated for a file, and the code of its not being met."""

    code: str
    algorithm: str
    digest: str


#: Content path to the digests that inventories state for it.
Expectations = dict[str, set[Expected]]


def check_digests(store: ObjectStore, folder: str, expected: Expectations) -> list[Problem]:
    """Read all files back and name those that have another digest than stated."""

    def check(path: str) -> list[Problem]:
        return _check_file(store, folder, path, expected[path])

    with ThreadPoolExecutor(WORKERS, thread_name_prefix="verifying") as pool:
        return [problem for found in pool.map(check, sorted(expected)) for problem in found]


def _check_file(store: ObjectStore, folder: str, path: str, wanted: set[Expected]) -> list[Problem]:
    digests = {item.algorithm: ALGORITHMS[item.algorithm]() for item in _known(wanted)}
    try:
        with store.open(joined(folder, path)) as file:
            while chunk := file.read(CHUNK_BYTES):
                for digest in digests.values():
                    digest.update(chunk)
    except OSError as error:
        # A disk that cannot read a sector any more is what this check is for.
        return [Problem("E092", path, error.strerror or str(error))]
    found = {algorithm: digest.hexdigest() for algorithm, digest in digests.items()}
    return [
        Problem(item.code, path, f"{item.algorithm} {item.digest} ≠ {found[item.algorithm]}")
        for item in sorted(wanted, key=lambda item: (item.code, item.algorithm, item.digest))
        if item.algorithm in found and found[item.algorithm] != item.digest
    ]


def _known(wanted: set[Expected]) -> set[Expected]:
    return {item for item in wanted if item.algorithm in ALGORITHMS}
