"""After an interrupted write: the unfinished version is completed or removed, never guessed at.

Only under the object's lock. What the write order cannot have left behind is damage, and stays
as it is until a person restores the object.
"""

from schemas.texts import N_
from storage.errors import DamagedObjectError
from storage.keys import joined
from storage.ocfl.inventory import FILE_NAME, SIDECAR_NAME, Inventory, build_sidecar
from storage.ocfl.reading import InventoryFile, inventory_file, proven_version, version_numbers
from storage.store import Lock, ObjectStore, sha512_stored

DECLARATION_NAME = "0=ocfl_object_1.1"
DECLARATION = b"ocfl_object_1.1\n"


def recover_object(store: ObjectStore, folder: str, object_id: str, lock: Lock) -> Inventory | None:
    """Bring an object to its newest whole state, and tell it; None where there is none.

    Raises:
        DamagedObjectError: no interrupted write explains what is there.
    """
    top = inventory_file(store, folder)
    newest = max(version_numbers(store, folder), default=0)
    rooted = top.proven()
    if rooted is not None and rooted.head == newest:
        _sweep(store, folder, newest)
        return rooted
    if rooted is None and top.is_absent and newest == 0:
        store.sweep(folder)
        _check_bare(store, folder, object_id)
        return None
    _check_explicable(top, rooted, newest, object_id)
    return _settle_newest(store, folder, object_id, lock)


def publish(store: ObjectStore, folder: str, data: bytes, lock: Lock) -> None:
    """Make a finished version the object's head: the last step of every write."""
    lock.confirm()
    if store.size(joined(folder, DECLARATION_NAME)) is None:
        store.write_bytes(joined(folder, DECLARATION_NAME), DECLARATION)
    store.write_bytes(joined(folder, FILE_NAME), data)
    store.write_bytes(joined(folder, SIDECAR_NAME), build_sidecar(data))


def discard_version(store: ObjectStore, folder: str, number: int) -> None:
    """Remove a version that was never finished. Its sidecar goes first: without it, it is none."""
    store.remove(f"{folder}/v{number}/{SIDECAR_NAME}")
    store.remove_folder(f"{folder}/v{number}")


def _check_explicable(
    top: InventoryFile, rooted: Inventory | None, newest: int, object_id: str
) -> None:
    if rooted is not None and newest != rooted.head + 1:
        reason = N_("its inventory and its version folders do not agree")
        raise DamagedObjectError(object_id=object_id, reason=reason)
    if rooted is None and top.is_absent and newest != 1:
        raise DamagedObjectError(object_id=object_id, reason=N_("its inventory is missing"))


def _check_bare(store: ObjectStore, folder: str, object_id: str) -> None:
    here = store.entries(folder)
    if here.files or here.folders or here.others:
        raise DamagedObjectError(object_id=object_id, reason=N_("it has no version left"))


def _settle_newest(store: ObjectStore, folder: str, object_id: str, lock: Lock) -> Inventory | None:
    newest = max(version_numbers(store, folder))
    own = inventory_file(store, f"{folder}/v{newest}")
    found = proven_version(store, folder, newest)
    top = inventory_file(store, folder)
    rooted = top.proven()
    if rooted is None and not top.is_absent:
        # The top inventory was being replaced; it must be the version's own, to the byte.
        if found is None or own.data is None or top.data != own.data:
            reason = N_("its inventory has another digest than its sidecar says")
            raise DamagedObjectError(object_id=object_id, reason=reason)
    elif found is None or own.data is None or not _content_is_sound(store, folder, found):
        lock.confirm()
        discard_version(store, folder, newest)
        return rooted
    _sweep(store, folder, newest)
    publish(store, folder, own.data, lock)
    return found


def _content_is_sound(store: ObjectStore, folder: str, inventory: Inventory) -> bool:
    return all(
        sha512_stored(store, f"{folder}/{path}") == digest
        for path, digest in inventory.content_of(inventory.head).items()
    )


def _sweep(store: ObjectStore, folder: str, newest: int) -> None:
    store.sweep(f"{folder}/v{newest}")
    store.sweep(folder)
