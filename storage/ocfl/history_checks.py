"""Do the inventories of earlier versions tell the same story as the present one?"""

from collections.abc import Iterator

from storage.ocfl.inventory_view import InventoryView
from storage.ocfl.problems import Problem


def check_history(top: InventoryView, versions: dict[str, InventoryView]) -> Iterator[Problem]:
    """Hold each version's own inventory against the object's, oldest first."""
    spec = ""
    for name, view in versions.items():
        if name == top.head and view.data != top.data:
            yield Problem("E064", view.path)
        if name != (top.head or name):
            yield from _check_earlier(top, name, view)
        if view.spec and view.spec < spec:
            yield Problem("E103", view.path)
        spec = max(spec, view.spec)


def _check_earlier(top: InventoryView, name: str, view: InventoryView) -> Iterator[Problem]:
    if view.object_id != top.object_id:
        yield Problem("E037", view.path, f"{view.object_id}, {top.object_id}")
    if view.head and view.head != name:
        yield Problem("E040", view.path, view.head)
    if view.raw.get("contentDirectory") != top.raw.get("contentDirectory"):
        names = f"{view.raw.get('contentDirectory')}, {top.raw.get('contentDirectory')}"
        yield Problem("E020" if "contentDirectory" in view.raw else "E019", view.path, names)
    for version in view.versions:
        if not _tell_same_state(top, view, version):
            yield Problem("E066", view.path, version)
        if not _tell_same_facts(top, view, version):
            yield Problem("W011", view.path, version)


def _tell_same_state(top: InventoryView, view: InventoryView, version: str) -> bool:
    if version not in top.versions:
        return False
    if view.algorithm == top.algorithm:
        return view.state(version) == top.state(version)
    ours, theirs = top.content_paths(version), view.content_paths(version)
    return ours.keys() == theirs.keys() and all(ours[path] & theirs[path] for path in ours)


def _tell_same_facts(top: InventoryView, view: InventoryView, version: str) -> bool:
    ours, theirs = top.versions.get(version, {}), view.versions[version]
    return all(ours.get(key) == theirs.get(key) for key in ("created", "message", "user"))
