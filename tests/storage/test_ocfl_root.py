"""The storage root: what is put in comes out, version by version, and nothing is stored twice."""

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

from storage.errors import (
    BadLogicalPathError,
    DigestMismatchError,
    NotAStorageRootError,
    NotStoredError,
    SourceUnreadableError,
)
from storage.ocfl.layout import object_folder
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile
from tests.storage.notes import ARK, NOON, NOTE

BOOK = {"master/0001.tif": b"cover", "master/0002.tif": b"page", "mets.xml": b"<mets/>"}


def content_of(root, object_id=ARK, version=None) -> dict[str, bytes]:
    found = {}
    for path in root.inventory(object_id).state(version):
        with root.read(object_id, path, version) as file:
            found[path] = file.read()
    return found


def snapshot(store) -> dict[str, bytes]:
    return {key: store.read_bytes(key) for key in store.keys("")}


def test_fresh_root_declares_itself_and_its_layout(root):
    store = root.store

    assert store.read_bytes("0=ocfl_1.1") == b"ocfl_1.1\n"
    assert json.loads(store.read_bytes("ocfl_layout.json"))["extension"].startswith("0003-")
    assert root.check_structure() == []
    assert list(root.objects()) == []


def test_initialise_again_changes_nothing(root):
    before = snapshot(root.store)
    root.initialise()

    assert snapshot(root.store) == before


def test_initialise_refuses_a_place_in_use(store):
    store.write_bytes("holiday/photo.jpg", b"-")

    with pytest.raises(NotAStorageRootError, match="STO-007"):
        StorageRoot(store).initialise()
    assert list(store.keys("")) == ["holiday/photo.jpg"]


def test_initialise_refuses_another_layout(store):
    store.write_bytes("0=ocfl_1.1", b"ocfl_1.1\n")
    store.write_bytes("ocfl_layout.json", b'{"extension": "0002-flat-direct-storage-layout"}')

    with pytest.raises(NotAStorageRootError, match="another layout"):
        StorageRoot(store).initialise()


def test_nothing_is_stored_where_no_root_is(store, sources):
    with pytest.raises(NotAStorageRootError, match="not connected"):
        StorageRoot(store).put_version(ARK, sources(BOOK), **NOTE)
    with pytest.raises(NotAStorageRootError):
        StorageRoot(store).verify(ARK)
    assert list(store.keys("")) == []
    assert store.entries("").folders == ()


def test_stored_object_is_read_back_whole(root, sources):
    stored = root.put_version(ARK, sources(BOOK), **NOTE)

    assert (stored.object_id, stored.version) == (ARK, 1)
    assert stored.location == f"{root.store.location}/{object_folder(ARK)}"
    assert content_of(root) == BOOK
    assert list(root.objects()) == [ARK]
    assert root.verify(ARK) == []
    assert root.check_structure() == []


def test_version_says_who_when_and_why(root, sources):
    vilnius = datetime(2026, 3, 11, 14, 0, tzinfo=timezone(timedelta(hours=2)))
    root.put_version(ARK, sources(BOOK), **(NOTE | {"created_at": vilnius, "message": "Rūšis"}))

    found = root.inventory(ARK).version(1)
    assert (found.message, found.user_name) == ("Rūšis", "Ona")
    assert found.user_address == "mailto:ona@example.org"
    assert found.created_at == NOON
    with root.store.open(f"{object_folder(ARK)}/inventory.json") as file:
        assert '"created": "2026-03-11T12:00:00Z"' in file.read().decode()


def test_moment_without_time_zone_is_a_mistake_of_the_caller(local_root, sources):
    with pytest.raises(ValueError, match="time zone"):
        local_root.put_version(
            ARK, sources(BOOK), **(NOTE | {"created_at": NOON.replace(tzinfo=None)})
        )
    assert list(local_root.objects()) == []


def test_same_state_again_writes_nothing(root, sources):
    first = root.put_version(ARK, sources(BOOK), **NOTE)
    before = snapshot(root.store)

    again = root.put_version(ARK, sources(BOOK), **(NOTE | {"message": "Once more"}))

    assert again == first
    assert snapshot(root.store) == before


def test_new_state_is_a_new_version_and_the_old_one_stays(root, sources):
    root.put_version(ARK, sources(BOOK), **NOTE)
    changed = {"master/0001.tif": b"cover", "mets.xml": b"<mets>2</mets>"}

    stored = root.put_version(ARK, sources(changed), **NOTE)

    assert stored.version == 2
    assert content_of(root) == changed
    assert content_of(root, version=1) == BOOK
    assert root.verify(ARK) == []


def test_keep_carries_the_other_files_over(root, sources):
    root.put_version(ARK, sources(BOOK), **NOTE)

    root.put_version(ARK, sources({"mets.xml": b"<new/>"}), keep=True, **NOTE)

    assert content_of(root) == BOOK | {"mets.xml": b"<new/>"}
    assert root.put_version(ARK, {}, keep=True, **NOTE).version == 2


def test_same_content_is_stored_once(root, sources):
    root.put_version(ARK, sources({"a.txt": b"same", "b.txt": b"same"}), **NOTE)
    root.put_version(ARK, sources({"c.txt": b"same", "d.txt": b"new"}), **NOTE)

    content = [key for key in root.store.keys("") if "/content/" in key]
    assert [key.split("/", 4)[-1] for key in content] == [
        "v1/content/a.txt",
        "v2/content/d.txt",
    ]
    assert root.verify(ARK) == []


def test_version_without_new_content_has_no_content_folder(root, sources):
    root.put_version(ARK, sources(BOOK), **NOTE)
    root.put_version(ARK, sources({"mets.xml": BOOK["mets.xml"]}), **NOTE)

    assert content_of(root) == {"mets.xml": b"<mets/>"}
    assert root.verify(ARK) == []


def test_digest_in_capitals_is_the_same_digest(root, sources):
    files = {
        path: SourceFile(source.path, source.sha512.upper())
        for path, source in sources(BOOK).items()
    }
    root.put_version(ARK, files, **NOTE)

    assert root.put_version(ARK, sources(BOOK), **NOTE).version == 1


def test_changed_source_stores_nothing(root, sources):
    root.put_version(ARK, sources(BOOK), **NOTE)
    before = snapshot(root.store)
    files = sources({"a.tif": b"1", "b.tif": b"2", "c.tif": b"3"})
    files["b.tif"].path.write_bytes(b"tampered")

    with pytest.raises(DigestMismatchError):
        root.put_version(ARK, files, **NOTE)

    assert snapshot(root.store) == before
    assert root.verify(ARK) == []


def test_missing_source_of_a_first_version_leaves_no_trace(root, sources):
    before = snapshot(root.store)
    files = sources(BOOK)
    files["mets.xml"].path.unlink()

    with pytest.raises(SourceUnreadableError):
        root.put_version(ARK, files, **NOTE)

    assert snapshot(root.store) == before
    assert root.check_structure() == []


def test_bad_name_is_refused_before_anything_is_written(root, sources):
    before = snapshot(root.store)
    files = sources({"fine": b"-"})

    with pytest.raises(BadLogicalPathError):
        root.put_version(ARK, {"../escape": files["fine"]}, **NOTE)
    assert snapshot(root.store) == before


def test_what_is_not_stored_is_said_to_be_so(root, sources):
    assert root.inventory(ARK) is None
    with pytest.raises(NotStoredError, match="STO-008"), root.read(ARK, "a"):
        pass
    root.put_version(ARK, sources(BOOK), **NOTE)
    for path, version in (("nothing", None), ("mets.xml", 2), ("mets.xml", 0)):
        with pytest.raises(NotStoredError), root.read(ARK, path, version):
            pass


def test_local_path_leads_to_the_file_where_there_is_one(root, sources):
    root.put_version(ARK, sources(BOOK), **NOTE)

    path = root.local_path(ARK, "mets.xml")
    if root.store.location.startswith("s3:"):
        assert path is None
    else:
        assert path.read_bytes() == b"<mets/>"


def test_objects_lists_all_also_those_with_long_names(root, sources):
    names = {ARK, "ark:/99999/x1", "urn:" + "a" * 120}
    for name in names:
        root.put_version(name, sources(BOOK), **NOTE)

    assert set(root.objects()) == names
    assert root.check_structure() == []


def test_two_writers_of_one_object_follow_each_other(root, sources):
    states = [sources({"mets.xml": b"%d" % n}) for n in range(4)]

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda files: root.put_version(ARK, files, **NOTE).version, states))

    assert sorted(stored) == [1, 2, 3, 4]
    assert root.verify(ARK) == []


def test_readers_see_whole_versions_while_one_is_written(local_root, sources):
    states = [{"a": b"%d" % n, "b": b"%d" % n} for n in range(12)]
    local_root.put_version(ARK, sources(states[0]), **NOTE)
    written = threading.Event()
    seen: list[int] = []

    def write() -> None:
        for state in states[1:]:
            local_root.put_version(ARK, sources(state), **NOTE)
        written.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not written.is_set():
        head = local_root.inventory(ARK).head
        assert content_of(local_root, version=head) == states[head - 1]
        seen.append(head)
    writer.join()

    assert seen == sorted(seen)
    assert local_root.inventory(ARK).head == len(states)


def test_linked_sources_are_stored_without_a_second_copy(local_root, sources):
    files = sources({"master/0001.tif": b"large"})
    local_root.put_version(ARK, files, link=True, **NOTE)

    assert local_root.local_path(ARK, "master/0001.tif").samefile(files["master/0001.tif"].path)
    assert local_root.verify(ARK) == []


def test_stored_content_keeps_its_digest(root, sources):
    data = bytes(range(256)) * 5000
    root.put_version(ARK, sources({"master/0001.tif": data}), **NOTE)

    with root.read(ARK, "master/0001.tif") as file:
        assert hashlib.file_digest(file, "sha512").digest() == hashlib.sha512(data).digest()
