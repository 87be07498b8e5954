"""A full disk: said clearly, nothing half left, and it goes on once there is room."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.errors import StorageFullError
from storage.journal import Journal
from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from tests.storage.notes import ARK, NOON, NOTE

SMALL = {"mets.xml": b"<mets/>"}
LARGE = {f"master/{n:04d}.tif": bytes([n]) * 400_000 for n in range(1, 5)}


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "skrynia-test", disk]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.fixture
def root(small_disk) -> StorageRoot:
    made = StorageRoot(LocalStore(small_disk / "storage"))
    made.initialise()
    return made


def test_full_disk_leaves_the_old_state_and_nothing_else(root, sources):
    root.put_version(ARK, sources(SMALL), **NOTE)
    before = {key: root.store.read_bytes(key) for key in root.store.keys("")}

    with pytest.raises(StorageFullError) as refused:
        root.put_version(ARK, sources(LARGE), keep=True, **NOTE)

    said = str(refused.value)
    assert said.startswith("STO-001: Storage is full: ")
    assert str(root.store.folder) in said
    assert "Free space" in said
    assert {key: root.store.read_bytes(key) for key in root.store.keys("")} == before
    assert root.verify(ARK) == []
    assert root.check_structure() == []


def test_first_version_without_room_leaves_no_trace(root, sources):
    with pytest.raises(StorageFullError):
        root.put_version(ARK, sources(LARGE), **NOTE)

    assert list(root.objects()) == []
    assert root.check_structure() == []


def test_it_works_again_once_there_is_room(root, sources, small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 700_000)
    files = sources({"master/0001.tif": LARGE["master/0001.tif"]})
    with pytest.raises(StorageFullError):
        root.put_version(ARK, files, **NOTE)

    ballast.unlink()

    assert root.put_version(ARK, files, **NOTE).version == 1
    assert root.verify(ARK) == []


@pytest.mark.parametrize("left_bytes", range(0, 6 * 4096, 4096))
def test_disk_that_fills_up_at_any_step(root, sources, small_disk, left_bytes):
    root.put_version(ARK, sources(SMALL), **NOTE)
    fill(small_disk / "ballast", left_bytes)
    files = sources({"mets.xml": b"<new/>"})

    try:
        root.put_version(ARK, files, **NOTE)
    except StorageFullError:
        assert root.inventory(ARK).head in (1, 2)
    (small_disk / "ballast").unlink()

    assert root.put_version(ARK, files, **NOTE).version == 2
    assert root.verify(ARK) == []
    assert root.check_structure() == []


def test_journal_without_room_keeps_what_it_has(root, small_disk):
    journal = Journal(root.store, ARK)
    end = journal.append([{"n": 1}], written_by="Ona", written_at=NOON)
    fill(small_disk / "ballast", 0)

    with pytest.raises(StorageFullError):
        journal.append([{"n": 2}], written_by="Ona", written_at=NOON)

    assert journal.prove(end) == []
    (small_disk / "ballast").unlink()
    assert journal.append([{"n": 2}], written_by="Ona", written_at=NOON).number == 2


def fill(ballast: Path, left_bytes: int) -> None:
    """Leave just so many bytes on a disk."""
    free = os.statvfs(ballast.parent).f_bavail * os.statvfs(ballast.parent).f_frsize
    ballast.write_bytes(b"\0" * max(0, free - left_bytes))
