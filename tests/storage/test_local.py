"""What holds for a folder only: names, modes, links and what a kill leaves."""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import DigestMismatchError
from storage.local import LocalStore
from storage.store import Entries

ROOT = Path(__file__).parents[2]


@pytest.fixture
def scan(tmp_path) -> Path:
    path = tmp_path / "scan.tif"
    path.write_bytes(b"II*\0" * 1000)
    return path


def digest_of(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


def test_stored_files_are_read_only(local_store, scan):
    local_store.copy_in(scan, "a/scan", sha512=digest_of(scan))
    local_store.write_bytes("a/b", b"-")
    local_store.create_bytes("a/c", b"-")

    modes = {stat.S_IMODE((local_store.folder / key).stat().st_mode) for key in ("a/scan", "a/b")}
    assert modes == {0o444}
    assert stat.S_IMODE((local_store.folder / "a/c").stat().st_mode) == 0o444
    assert scan.stat().st_mode & 0o200


def test_linked_source_becomes_the_stored_file(local_store, scan):
    local_store.copy_in(scan, "a/scan", sha512=digest_of(scan), link=True)

    stored = local_store.local_path("a/scan")
    assert stored.samefile(scan)
    assert stat.S_IMODE(scan.stat().st_mode) == 0o444


def test_link_is_not_taken_on_trust(local_store, scan):
    with pytest.raises(DigestMismatchError):
        local_store.copy_in(scan, "a/scan", sha512="0" * 128, link=True)

    assert local_store.entries("a") == Entries()


def test_link_of_a_link_stores_the_file_itself(local_store, scan, tmp_path):
    (tmp_path / "alias.tif").symlink_to(scan)
    local_store.copy_in(tmp_path / "alias.tif", "a/scan", sha512=digest_of(scan), link=True)

    assert not (local_store.folder / "a/scan").is_symlink()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no second file system here")
def test_source_on_another_file_system_is_copied(scan, tmp_path_factory):
    shm = Path("/dev/shm") / f"skrynia-test-{os.getpid()}"
    if shm.parent.stat().st_dev == scan.stat().st_dev:
        pytest.skip("no second file system here")
    try:
        LocalStore(shm).copy_in(scan, "a/scan", sha512=digest_of(scan), link=True)
        assert (shm / "a/scan").read_bytes() == scan.read_bytes()
    finally:
        LocalStore(shm).remove_folder("a")
        shm.rmdir()


def test_links_within_storage_are_neither_file_nor_folder(local_store, scan):
    local_store.write_bytes("a/b", b"-")
    (local_store.folder / "a/link").symlink_to(scan)
    (local_store.folder / "a/loop").symlink_to(local_store.folder)

    assert local_store.entries("a") == Entries(files=("b",), others=("link", "loop"))
    assert list(local_store.keys("")) == ["a/b"]


def test_sweep_removes_what_a_killed_write_left(local_store):
    local_store.write_bytes("a/b", b"-")
    (local_store.folder / "a/.part-0123").write_bytes(b"hal")

    local_store.sweep("a")

    assert local_store.entries("a") == Entries(files=("b",))


def test_lock_of_a_killed_holder_is_free_at_once(local_store):
    code = (
        "import os, signal, sys; from pathlib import Path; from storage.local import LocalStore\n"
        "with LocalStore(Path(sys.argv[1])).lock('x', owner='dying'):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    died = subprocess.run(
        [sys.executable, "-c", code, str(local_store.folder)], cwd=ROOT, check=False
    )

    assert died.returncode == -9
    with local_store.lock("x", owner="next", wait_seconds=0):
        pass


def test_released_locks_leave_no_file(local_store):
    with local_store.lock("x", owner="me"):
        assert any(local_store.keys(""))

    assert not any(local_store.keys(""))
