"""Do the folders of the versions hold what the inventories say, and nothing else?"""

from collections.abc import Iterator

from storage.keys import joined
from storage.ocfl.content_checks import Expectations, Expected
from storage.ocfl.inventory_view import InventoryView
from storage.ocfl.problems import Problem
from storage.store import ObjectStore


def check_version_folder(
    store: ObjectStore, folder: str, version: str, view: InventoryView
) -> tuple[set[str], list[Problem]]:
    """One version's folder: its content files, and what is wrong with it."""
    here = store.entries(joined(folder, version))
    problems = [Problem("E090", f"{version}/{name}", name) for name in here.others]
    for name in here.files:
        if name not in {"inventory.json", f"inventory.json.{view.algorithm}"}:
            problems.append(Problem("E015", f"{version}/{name}", name))
    content: set[str] = set()
    for name in here.folders:
        if name == view.content_folder:
            problems += _walk(store, folder, f"{version}/{name}", content)
            if not content:
                problems.append(Problem("W003", f"{version}/{name}"))
        else:
            problems.append(Problem("W002", f"{version}/{name}", name))
    return content, problems


def _walk(store: ObjectStore, folder: str, path: str, content: set[str]) -> Iterator[Problem]:
    here = store.entries(joined(folder, path))
    content |= {f"{path}/{name}" for name in here.files}
    if not (here.files or here.folders or here.others) and path.count("/") > 1:
        yield Problem("E024", path, path)
    for name in here.others:
        yield Problem("E090", f"{path}/{name}", name)
    for name in here.folders:
        yield from _walk(store, folder, f"{path}/{name}", content)


def check_content_listed(
    content: dict[str, set[str]], top: InventoryView, versions: dict[str, InventoryView]
) -> tuple[Expectations, list[Problem]]:
    """Files and inventories name each other; what each file's digests must be."""
    expected: Expectations = {}
    problems: list[Problem] = []
    present: set[str] = set().union(*content.values()) if content else set()
    problems += _check_listed(present, top)
    _expect(expected, top)
    so_far: set[str] = set()
    for name, view in versions.items():
        so_far |= content.get(name, set())
        if view.data != top.data and view.head == name:
            problems += _check_listed(so_far, view)
            _expect(expected, view)
    return {path: wanted for path, wanted in expected.items() if path in present}, problems


def _check_listed(present: set[str], view: InventoryView) -> Iterator[Problem]:
    listed = {path for paths in view.manifest.values() for path in paths}
    for path in sorted(present - listed):
        yield Problem("E023", view.path, path)
    for path in sorted(listed - present):
        yield Problem("E092", path, f"{view.path}: –")
    for block in view.fixity.values():
        for path in sorted({path for paths in block.values() for path in paths} - present):
            yield Problem("E093", path, f"{view.path}: –")


def _expect(expected: Expectations, view: InventoryView) -> None:
    blocks = [("E092", view.algorithm, view.manifest)]
    blocks += [("E093", algorithm, block) for algorithm, block in view.fixity.items()]
    for code, algorithm, block in blocks:
        for digest, paths in block.items():
            for path in paths:
                expected.setdefault(path, set()).add(Expected(code, algorithm, digest.lower()))
