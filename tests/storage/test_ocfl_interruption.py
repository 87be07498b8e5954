"""Killed at any step: readers see the old state or the new one, and the next writer heals."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.local import LocalStore
from storage.ocfl.inventory import is_proven
from storage.ocfl.layout import object_folder
from storage.ocfl.root import StorageRoot
from tests import judges
from tests.storage.notes import ARK, NEW, NOTE, OLD

ROOT = Path(__file__).parents[2]
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"


@pytest.fixture
def states_folder(tmp_path) -> Iterator[Path]:
    """Where hundreds of small roots are written; in memory where that can be had."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="skrynia-test-") as folder:
        yield Path(folder)


@pytest.fixture
def base(states_folder) -> StorageRoot:
    root = StorageRoot(LocalStore(states_folder / "base"))
    root.initialise()
    return root


@pytest.fixture
def new_files(sources):
    return sources(NEW)


def killed_everywhere(base: StorageRoot, files, states: Path) -> list[StorageRoot]:
    """The storage after each kill, and last of all after a write that came through."""
    folder = files["mets.xml"].path.parent
    states.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.storage.dying_writer", base.store.folder, states, folder],
        cwd=ROOT,
        check=True,
    )
    return [StorageRoot(LocalStore(state)) for state in sorted(states.iterdir())]


def state_seen(root: StorageRoot) -> dict[str, bytes] | None:
    """What a reader finds, every byte of it, without healing anything."""
    found = root.inventory(ARK)
    if found is None:
        return None
    content = {}
    for path in found.state():
        with root.read(ARK, path) as file:
            content[path] = file.read()
    return content


def is_shown_under_final_names_whole(root: StorageRoot) -> bool:
    """No file of a final name holds anything but whole content."""
    whole = {*OLD.values(), *NEW.values()}
    content = [key for key in root.store.keys("") if "/content/" in key and "/.part-" not in key]
    return all(root.store.read_bytes(key) in whole for key in content)


def check_healed(root: StorageRoot, files, version: int) -> None:
    assert root.put_version(ARK, files, **NOTE).version == version
    assert root.inventory(ARK).head == version
    assert state_seen(root) == NEW
    assert root.verify(ARK) == []
    assert root.check_structure() == []
    assert not [key for key in root.store.keys("") if "/.part-" in key or key.endswith(".lock")]


def check_all(states: list[StorageRoot], files, possible, version: int) -> None:
    seen = [state_seen(root) for root in states]
    assert all(found in possible for found in seen)
    assert seen[0] == possible[0]
    assert seen[-1] == NEW
    for root, found in zip(states, seen, strict=True):
        assert is_shown_under_final_names_whole(root)
        if found == NEW:
            # What readers have seen is never taken back.
            assert root.recover(ARK).head == version
        check_healed(root, files, version)
    if judges.is_ready("ocfl-py"):
        healed = [root.store.folder / object_folder(ARK) for root in states]
        assert judges.ocfl_complaints(healed) == ""


def test_first_version_killed_at_each_step(base, new_files, states_folder):
    states = killed_everywhere(base, new_files, states_folder / "states")

    assert len(states) > 40
    check_all(states, new_files, (None, NEW), 1)


def test_second_version_killed_at_each_step(base, new_files, sources, states_folder):
    base.put_version(ARK, sources(OLD), **NOTE)
    states = killed_everywhere(base, new_files, states_folder / "states")

    assert len(states) > 40
    check_all(states, new_files, (OLD, NEW), 2)


LEFT = ("content only", "no sidecar", "not yet the head", "head torn")


def test_healing_killed_at_each_step(base, new_files, sources, states_folder):
    base.put_version(ARK, sources(OLD), **NOTE)
    states = killed_everywhere(base, new_files, states_folder / "states")
    by_what_is_left = {how_it_was_left(root): root for root in states}

    for left in LEFT:
        interrupted = by_what_is_left[left]
        seen = state_seen(interrupted)
        again = killed_everywhere(interrupted, new_files, states_folder / left)
        check_all(again, new_files, (OLD, NEW) if seen == OLD else (NEW,), 2)


def how_it_was_left(root: StorageRoot) -> str:
    folder = root.store.folder / object_folder(ARK)
    names = {path.name for path in (folder / "v2").glob("*")} if (folder / "v2").exists() else set()
    head = (folder / INVENTORY).read_bytes()
    if b'"head": "v2"' in head:
        return "whole" if is_proven(head, (folder / SIDECAR).read_bytes()) else "head torn"
    if SIDECAR in names:
        return "not yet the head"
    if INVENTORY in names:
        return "no sidecar"
    return "content only" if (folder / "v2/content").exists() else "nothing"
