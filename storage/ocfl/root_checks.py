"""Is the storage root in order, and does every object lie where it belongs?"""

import json
from collections.abc import Iterator

from storage.keys import joined
from storage.ocfl import layout
from storage.ocfl.object_checks import check_object
from storage.ocfl.problems import Problem
from storage.store import ObjectStore

#: Root extensions that need no warning: registered ones that are used here, and our own,
#: which a text in the root describes.
KNOWN_EXTENSIONS = frozenset({layout.NAME, "skrynia-journal", "skrynia-locks"})


def check_root(store: ObjectStore) -> list[Problem]:
    """Problems of the root, of the folders down to its objects, and of each object's structure."""
    problems = [*_check_declaration(store), *_check_layout(store), *_check_extensions(store)]
    for name in store.entries("").folders:
        if name != "extensions":
            problems += _check_below(store, name)
    return problems


def object_folders(store: ObjectStore, folder: str = "") -> Iterator[str]:
    """The folders of all objects that have declared themselves, in order."""
    for name in store.entries(folder).folders:
        if not folder and name == "extensions":
            continue
        below = joined(folder, name)
        if below.count("/") < layout.TUPLES:
            yield from object_folders(store, below)
        elif any(file.startswith("0=ocfl_object_") for file in store.entries(below).files):
            yield below


def _check_declaration(store: ObjectStore) -> Iterator[Problem]:
    names = [name for name in store.entries("").files if name.startswith("0=")]
    if not names:
        yield Problem("E069")
    elif names != ["0=ocfl_1.1"]:
        yield Problem("E076", "", ", ".join(names))
    elif store.read_bytes(names[0]) != b"ocfl_1.1\n":
        yield Problem("E080", names[0])


def _check_layout(store: ObjectStore) -> Iterator[Problem]:
    name = "ocfl_layout.json"
    try:
        found = json.loads(store.read_bytes(name) or b"null")
    except ValueError as error:
        yield Problem("E070", name, str(error))
        return
    if not isinstance(found, dict) or not {"extension", "description"} <= found.keys():
        yield Problem("E070", name, str(found))
    elif found["extension"] != layout.NAME:
        yield Problem("E071", name, str(found["extension"]))


def _check_extensions(store: ObjectStore) -> Iterator[Problem]:
    here = store.entries("extensions")
    for name in here.files + here.others:
        yield Problem("E112", f"extensions/{name}", name)
    for name in here.folders:
        if name not in KNOWN_EXTENSIONS:
            yield Problem("W016", f"extensions/{name}", name)


def _check_below(store: ObjectStore, folder: str) -> Iterator[Problem]:
    here = store.entries(folder)
    if any(name.startswith("0=ocfl_object_") for name in here.files):
        yield from _check_placed_object(store, folder)
        return
    if folder.count("/") >= layout.TUPLES:
        yield Problem("E085", folder, folder)
        return
    for name in here.files + here.others:
        yield Problem("E072", f"{folder}/{name}", name)
    if not here.folders and not here.files:
        yield Problem("E073", folder, folder)
    for name in here.folders:
        yield from _check_below(store, f"{folder}/{name}")


def _check_placed_object(store: ObjectStore, folder: str) -> Iterator[Problem]:
    found = check_object(store, folder)
    for problem in found.problems:
        yield Problem(problem.code, joined(folder, problem.path), problem.detail)
    if found.object_id and layout.object_folder(found.object_id) != folder:
        yield Problem("E083", folder, found.object_id)
    if found.spec > "1.1":
        yield Problem("E081", folder)
