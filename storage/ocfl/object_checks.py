"""Does an object lie in storage as OCFL asks? Structure first, then every byte."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.keys import joined
from storage.ocfl.content_checks import Expectations, check_digests
from storage.ocfl.history_checks import check_history
from storage.ocfl.inventory_checks import check_inventory
from storage.ocfl.inventory_view import CONTENT_ALGORITHMS, InventoryView, digest_of, view_of
from storage.ocfl.problems import Problem
from storage.ocfl.version_folder_checks import check_content_listed, check_version_folder
from storage.store import Entries, ObjectStore

SPECS = ("1.0", "1.1")
FILE_NAME = "inventory.json"
#: Object extensions of the OCFL community's register.
REGISTERED = frozenset(
    {
        "0000-example-extension",
        "0001-digest-algorithms",
        "0005-mutable-head",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "initial",
    }
)
_SIDECAR = re.compile(r"([0-9a-fA-F]+)[ \t]+inventory\.json\n?")


@dataclass(frozen=True, slots=True)
class ObjectCheck:
    """What was found by looking at an object's structure, and what its content must be."""

    store: ObjectStore
    folder: str
    problems: list[Problem]
    expected: Expectations = field(default_factory=dict)
    spec: str = ""
    object_id: str = ""

    def check_content(self) -> list[Problem]:
        """Read every byte of content and hold it against all digests stated for it."""
        return check_digests(self.store, self.folder, self.expected)


def check_object(store: ObjectStore, folder: str, *, expected_id: str | None = None) -> ObjectCheck:
    """Look at an object without reading its content."""
    here = store.entries(folder)
    problems, spec = _declaration(store, folder, here)
    problems += [Problem("E090", name, name) for name in here.others]
    top, found = read_inventory(store, folder, "", here)
    problems += found
    if top is None:
        problems += _strangers(here, None, "")
        return ObjectCheck(store, folder, problems, spec=spec)
    problems += check_inventory(top)
    problems += _strangers(here, set(top.versions), top.algorithm)
    problems += _against(top, spec, expected_id)
    problems += _extensions(store, folder, here)
    problems += _versions_there(here, top)
    versions = _version_inventories(store, folder, here, top, problems)
    problems += check_history(top, versions)
    content, found = _content(store, folder, here, top, versions)
    problems += found
    expected, found = check_content_listed(content, top, versions)
    problems += found
    return ObjectCheck(store, folder, problems, expected, spec, top.object_id)


def read_inventory(
    store: ObjectStore, folder: str, version: str, here: Entries
) -> tuple[InventoryView | None, list[Problem]]:
    """The inventory in an object's top or version folder, held against its sidecar."""
    path = joined(version, FILE_NAME)
    data = store.read_bytes(joined(folder, path)) if FILE_NAME in here.files else None
    if data is None:
        return None, [Problem("W010", version) if version else Problem("E063")]
    view = view_of(path, data)
    if isinstance(view, Problem):
        return None, [view]
    return view, list(_check_sidecar(store, joined(folder, version), here, view))


def _check_sidecar(
    store: ObjectStore, folder: str, here: Entries, view: InventoryView
) -> Iterator[Problem]:
    others = [name for name in here.files if name.startswith(f"{FILE_NAME}.")]
    name = f"{FILE_NAME}.{view.algorithm}"
    sidecar = store.read_bytes(joined(folder, name)) if name in others else None
    if sidecar is None:
        yield (
            Problem("E059", view.path, ", ".join(others)) if others else Problem("E058", view.path)
        )
        return
    stated = _SIDECAR.fullmatch(sidecar.decode("utf-8", "replace"))
    if stated is None:
        yield Problem("E061", view.path)
    elif view.algorithm not in CONTENT_ALGORITHMS:
        return
    elif stated[1].lower() != digest_of(view.algorithm, view.data):
        yield Problem("E060", view.path)


def _declaration(store: ObjectStore, folder: str, here: Entries) -> tuple[list[Problem], str]:
    names = [name for name in here.files if name.startswith("0=")]
    if len(names) != 1:
        return [Problem("E003", "", ", ".join(names) or "0")], ""
    kind = names[0].removeprefix("0=")
    spec = kind.removeprefix("ocfl_object_")
    if not kind.startswith("ocfl_object_") or spec not in SPECS:
        return [Problem("E004", "", names[0])], ""
    if store.read_bytes(joined(folder, names[0])) != f"{kind}\n".encode():
        return [Problem("E007", names[0])], spec
    return [], spec


def _strangers(here: Entries, versions: set[str] | None, algorithm: str) -> Iterator[Problem]:
    for name in here.files:
        known = name in {FILE_NAME, f"{FILE_NAME}.{algorithm}"} or name.startswith("0=")
        if not known and not (name.startswith(f"{FILE_NAME}.") and not algorithm):
            yield Problem("E001", name, name)
    for name in here.folders:
        if name in {"extensions", "logs"}:
            continue
        if not re.fullmatch(r"v[0-9]+", name):
            yield Problem("E001", name, name)
        elif versions is not None and name not in versions:
            yield Problem("E046", name, name)


def _against(top: InventoryView, spec: str, expected_id: str | None) -> Iterator[Problem]:
    if spec and top.spec and top.spec != spec:
        yield Problem("E038", top.path, str(top.raw.get("type")))
    if expected_id is not None and top.object_id != expected_id:
        yield Problem("E083", top.path, top.object_id)


def _extensions(store: ObjectStore, folder: str, here: Entries) -> Iterator[Problem]:
    if "extensions" not in here.folders:
        return
    found = store.entries(joined(folder, "extensions"))
    for name in found.files + found.others:
        yield Problem("E067", f"extensions/{name}", name)
    for name in found.folders:
        if name not in REGISTERED:
            yield Problem("W013", f"extensions/{name}", name)


def _versions_there(here: Entries, top: InventoryView) -> Iterator[Problem]:
    for name in top.versions:
        if name not in here.folders:
            yield Problem("E010", top.path, name)


def _version_inventories(
    store: ObjectStore,
    folder: str,
    here: Entries,
    top: InventoryView,
    problems: list[Problem],
) -> dict[str, InventoryView]:
    views: dict[str, InventoryView] = {}
    for name in top.versions:
        if name not in here.folders:
            continue
        view, found = read_inventory(store, folder, name, store.entries(joined(folder, name)))
        problems += found
        if view is not None:
            views[name] = view
            if view.data != top.data:
                problems += check_inventory(view)
    return views


def _content(
    store: ObjectStore,
    folder: str,
    here: Entries,
    top: InventoryView,
    versions: dict[str, InventoryView],
) -> tuple[dict[str, set[str]], list[Problem]]:
    content: dict[str, set[str]] = {}
    problems: list[Problem] = []
    for name in top.versions:
        if name in here.folders:
            view = versions.get(name, top)
            content[name], found = check_version_folder(store, folder, name, view)
            problems += found
    return content, problems
