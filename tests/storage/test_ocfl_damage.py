"""Damage is found, named and left alone; it is never taken for an interrupted write."""

import json

import pytest

from storage.errors import DamagedObjectError
from storage.ocfl.inventory import build_sidecar
from storage.ocfl.layout import object_folder
from tests.storage.notes import ARK, NOTE

FOLDER = object_folder(ARK)


@pytest.fixture
def stored(local_root, sources):
    """An object of two versions; the folder it lies in."""
    local_root.put_version(ARK, sources({"a.tif": b"scan" * 999, "mets.xml": b"1"}), **NOTE)
    local_root.put_version(ARK, sources({"mets.xml": b"2"}), keep=True, **NOTE)
    return local_root.store.folder / FOLDER


def overwrite(path, data: bytes) -> None:
    path.unlink()
    path.write_bytes(data)


def found(root) -> set[tuple[str, str]]:
    return {(problem.code, problem.path) for problem in root.verify(ARK)}


def test_one_flipped_bit_is_found_and_named(local_root, stored):
    scan = stored / "v1/content/a.tif"
    data = bytearray(scan.read_bytes())
    data[1234] ^= 1
    overwrite(scan, bytes(data))

    [problem] = local_root.verify(ARK)
    assert (problem.code, problem.path) == ("E092", "v1/content/a.tif")
    assert problem.is_error
    assert "sha512" in problem.text
    assert local_root.check_structure(ARK) == []


def test_missing_and_unknown_content_is_found_by_structure_alone(local_root, stored):
    (stored / "v1/content/a.tif").rename(stored / "v1/content/b.tif")

    codes = {problem.code for problem in local_root.check_structure(ARK)}
    assert codes == {"E092", "E023"}


def test_damaged_head_inventory_is_told_and_never_replaced(local_root, stored, sources):
    data = bytearray((stored / "inventory.json").read_bytes())
    data[20] ^= 1
    overwrite(stored / "inventory.json", bytes(data))

    assert ("E060", "inventory.json") in found(local_root)
    assert local_root.inventory(ARK).head == 2
    with pytest.raises(DamagedObjectError, match="STO-005"):
        local_root.put_version(ARK, sources({"mets.xml": b"3"}), **NOTE)
    assert (stored / "inventory.json").read_bytes() == bytes(data)
    assert not (stored / "v3").exists()


def test_damaged_version_inventory_does_not_cost_the_version(local_root, stored):
    overwrite(stored / "v2/inventory.json", b"{}")

    local_root.recover(ARK)

    assert local_root.inventory(ARK).head == 2
    assert (stored / "v2/content/mets.xml").read_bytes() == b"2"


def test_lost_version_folder_is_damage(local_root, stored, sources):
    (stored / "v2").rename(stored.parent / "lost")

    with pytest.raises(DamagedObjectError, match="do not agree"):
        local_root.put_version(ARK, sources({"mets.xml": b"3"}), **NOTE)


def test_lost_head_inventory_is_damage(local_root, stored):
    (stored / "inventory.json").unlink()
    (stored / "inventory.json.sha512").unlink()

    with pytest.raises(DamagedObjectError, match="missing"):
        local_root.recover(ARK)
    assert local_root.inventory(ARK).head == 2


def test_object_without_any_version_is_damage(local_root, stored):
    for name in ("v1", "v2", "inventory.json", "inventory.json.sha512"):
        (stored / name).rename(local_root.store.folder.parent / name)

    with pytest.raises(DamagedObjectError, match="no version left"):
        local_root.recover(ARK)


def test_version_two_ahead_of_the_head_is_damage(local_root, stored):
    (stored / "v4").mkdir()

    with pytest.raises(DamagedObjectError, match="do not agree"):
        local_root.recover(ARK)


def test_finished_version_with_bad_content_is_not_completed(local_root, stored):
    """A disk that lied about what it had written, and lost power before the head was changed."""
    v1 = (stored / "v1/inventory.json").read_bytes()
    overwrite(stored / "inventory.json", v1)
    overwrite(stored / "inventory.json.sha512", build_sidecar(v1))
    overwrite(stored / "v2/content/mets.xml", b"\0")

    assert local_root.recover(ARK).head == 1
    assert not (stored / "v2").exists()
    assert local_root.verify(ARK) == []


def test_object_in_the_wrong_place_is_found(local_root, stored):
    elsewhere = local_root.store.folder / "abc/def/012/elsewhere"
    elsewhere.parent.mkdir(parents=True)
    stored.rename(elsewhere)

    codes = {problem.code for problem in local_root.check_structure()}
    assert {"E083", "E073"} <= codes


def test_strangers_under_the_root_are_found(local_root, stored):
    top = local_root.store.folder
    (top / "abc").mkdir()
    (stored.parent / "note.txt").write_text("-")
    (top / "extensions/loose").write_text("-")
    (top / "extensions/fancy-cache").mkdir()
    (stored / "link").symlink_to(stored / "v1")
    (top / "note-in-the-root.txt").write_text("ignored, as the specification has it")

    found = {(problem.code, problem.detail) for problem in local_root.check_structure()}
    assert found == {
        ("E073", "abc"),
        ("E072", "note.txt"),
        ("E112", "loose"),
        ("W016", "fancy-cache"),
        ("E090", "link"),
    }


def test_root_that_does_not_say_what_it_is(local_root):
    top = local_root.store.folder
    overwrite(top / "0=ocfl_1.1", b"ocfl_1.0\n")
    overwrite(top / "ocfl_layout.json", json.dumps({"extension": "x"}).encode())

    assert [problem.code for problem in local_root.check_structure()] == ["E080", "E070"]
    (top / "0=ocfl_1.1").unlink()
    assert "E069" in {problem.code for problem in local_root.check_structure()}
