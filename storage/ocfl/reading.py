"""Which state of an object is the present one, also while or after somebody wrote it.

The inventory at the object's top and its sidecar are two files and cannot change at once.
So a version is there as soon as its own inventory is proven by its sidecar, which are written
after all of its content.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from storage.keys import joined
from storage.ocfl.inventory import (
    FILE_NAME,
    SIDECAR_NAME,
    BadInventoryError,
    Inventory,
    is_proven,
    parse_inventory,
)
from storage.store import ObjectStore

_VERSION = re.compile(r"v([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class InventoryFile:
    """An inventory and its sidecar as they stand in one folder; None where one is missing."""

    data: bytes | None
    sidecar: bytes | None

    @property
    def is_absent(self) -> bool:
        """Neither of the two is there."""
        return self.data is None and self.sidecar is None

    def proven(self) -> Inventory | None:
        """What it says, if the sidecar proves it."""
        if self.data is None or self.sidecar is None:
            return None
        return _proven(self.data, self.sidecar)


@lru_cache(maxsize=16)
def _proven(data: bytes, sidecar: bytes) -> Inventory | None:
    if not is_proven(data, sidecar):
        return None
    try:
        return parse_inventory(data)
    except BadInventoryError:
        return None


def inventory_file(store: ObjectStore, folder: str) -> InventoryFile:
    """The inventory and sidecar of a folder."""
    return InventoryFile(
        store.read_bytes(joined(folder, FILE_NAME)), store.read_bytes(joined(folder, SIDECAR_NAME))
    )


def version_numbers(store: ObjectStore, folder: str) -> list[int]:
    """The numbers of the version folders of an object, newest first."""
    found = (_VERSION.fullmatch(name) for name in store.entries(folder).folders)
    return sorted((int(match[1]) for match in found if match), reverse=True)


def proven_version(store: ObjectStore, folder: str, number: int) -> Inventory | None:
    """What a version's own inventory says, if it is proven and its content is all there."""
    found = inventory_file(store, f"{folder}/v{number}").proven()
    if found is None or found.head != number:
        return None
    present = set(store.keys(f"{folder}/v{number}"))
    complete = all(f"{folder}/{path}" in present for path in found.content_of(number))
    return found if complete else None


def current_inventory(store: ObjectStore, folder: str) -> Inventory | None:
    """The newest whole state of an object; None where no version was ever finished."""
    numbers = version_numbers(store, folder)
    rooted = inventory_file(store, folder).proven()
    for number in numbers:
        if rooted is not None and number <= rooted.head:
            return rooted
        found = proven_version(store, folder, number)
        if found is not None:
            return found
    return rooted
