"""What every place of storage must be able to do, held against each of them."""

import hashlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from schemas.errors import LibraryError
from storage.errors import (
    BadLocationError,
    DigestMismatchError,
    ObjectLockedError,
    SourceUnreadableError,
    StorageFullError,
    StorageRefusedError,
)
from storage.local import LocalStore
from storage.locations import open_store, require_room
from storage.s3 import S3Store
from storage.s3_upload import PART_BYTES
from storage.store import Entries


def taken_in(store, tmp_path, key: str, data: bytes, **how) -> None:
    source = tmp_path / "source.bin"
    source.write_bytes(data)
    store.copy_in(source, key, sha512=hashlib.sha512(data).hexdigest(), **how)


def test_written_file_is_read_back(store):
    store.write_bytes("a/b.txt", b"one")
    store.write_bytes("a/b.txt", b"two")

    assert store.read_bytes("a/b.txt") == b"two"
    assert store.size("a/b.txt") == 3


def test_missing_file_is_none_or_not_found(store):
    assert store.read_bytes("a/missing") is None
    assert store.size("a/missing") is None
    with pytest.raises(FileNotFoundError), store.open("a/missing"):
        pass


def test_create_leaves_a_taken_key_alone(store):
    assert store.create_bytes("a/once", b"first")
    assert not store.create_bytes("a/once", b"second")
    assert store.read_bytes("a/once") == b"first"


def test_of_many_who_create_one_key_one_succeeds(store):
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.create_bytes("a/race", b"%d" % n), range(8)))

    assert won.count(True) == 1
    assert store.read_bytes("a/race") == b"%d" % won.index(True)


def test_entries_and_keys_list_what_is_there(store):
    for key in ("a/x", "a/b/y", "a/b/c/z", "other"):
        store.write_bytes(key, b"-")

    assert store.entries("a") == Entries(folders=("b",), files=("x",))
    assert store.entries("") == Entries(folders=("a",), files=("other",))
    assert store.entries("nowhere") == Entries()
    assert sorted(store.keys("a")) == ["a/b/c/z", "a/b/y", "a/x"]
    assert sorted(store.keys("")) == ["a/b/c/z", "a/b/y", "a/x", "other"]


def test_listing_is_not_misled_by_a_name_that_begins_alike(store):
    store.write_bytes("v1/a", b"-")
    store.write_bytes("v10/a", b"-")

    assert list(store.keys("v1")) == ["v1/a"]


def test_removed_folder_takes_its_emptied_parents_along(store):
    store.write_bytes("a/b/c/x", b"-")
    store.write_bytes("a/y", b"-")

    store.remove_folder("a/b/c")
    store.remove_folder("a/b/c")

    assert store.entries("a") == Entries(files=("y",))


def test_remove_is_content_where_nothing_is(store):
    store.write_bytes("a/x", b"-")
    store.remove("a/x")
    store.remove("a/x")

    assert store.size("a/x") is None


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 5])
def test_file_is_taken_in_whole(store, tmp_path, size):
    data = (bytes(range(251)) * (size // 251 + 1))[:size]
    taken_in(store, tmp_path, "v1/content/a.tif", data)

    with store.open("v1/content/a.tif") as file:
        assert hashlib.sha512(file.read()).digest() == hashlib.sha512(data).digest()


@pytest.mark.parametrize("size", [10, PART_BYTES + 1])
def test_changed_source_leaves_nothing(store, tmp_path, size):
    source = tmp_path / "source.bin"
    source.write_bytes(b"x" * size)

    with pytest.raises(DigestMismatchError, match=r"STO-002: .*source\.bin changed"):
        store.copy_in(source, "a/b", sha512="0" * 128)

    assert list(store.keys("")) == []


def test_missing_source_is_told_by_name(store, tmp_path):
    with pytest.raises(SourceUnreadableError, match=r"gone\.tif cannot be read"):
        store.copy_in(tmp_path / "gone.tif", "a/b", sha512="0" * 128)


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\0b"])
def test_key_that_leaves_the_store_is_refused(store, key):
    with pytest.raises(ValueError, match="not a storage key"):
        store.write_bytes(key, b"-")


def test_stream_can_be_read_in_pieces(store):
    store.write_bytes("a", b"one two three")

    with store.open("a") as file:
        assert (file.read(4), file.read(4), file.read()) == (b"one ", b"two ", b"three")


def test_second_holder_waits_for_the_first(store):
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait()
        with store.lock("object", owner="second", wait_seconds=10):
            order.append("second")

    waiting = threading.Thread(target=second)
    waiting.start()
    with store.lock("object", owner="first") as lock:
        inside.set()
        waiting.join(0.3)
        lock.confirm()
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]


def test_lock_that_stays_taken_names_its_holder(store):
    with (
        store.lock("ark:/99999/x1", owner="scan station 2"),
        pytest.raises(ObjectLockedError, match="x1 is being written by scan station 2"),
        store.lock("ark:/99999/x1", owner="second", wait_seconds=0),
    ):
        pass


def test_locks_of_two_objects_do_not_meet(store):
    with store.lock("one", owner="a"), store.lock("other", owner="b", wait_seconds=0):
        pass


def test_many_writers_of_one_counter_lose_nothing(store):
    store.write_bytes("counter", b"0")

    def count() -> None:
        with store.lock("counter", owner="w", wait_seconds=30):
            number = int(store.read_bytes("counter") or b"")
            store.write_bytes("counter", b"%d" % (number + 1))

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(count) for _ in range(12)]:
            done.result()

    assert store.read_bytes("counter") == b"12"


def test_open_store_knows_folders_and_buckets(tmp_path, s3_environment):
    folder, bucket = open_store(str(tmp_path)), open_store("s3://kept/some/prefix/")

    assert isinstance(folder, LocalStore)
    assert isinstance(bucket, S3Store)
    assert (bucket.bucket, bucket.prefix) == ("kept", "some/prefix")
    assert bucket.location == "s3://kept/some/prefix"
    bucket.client.close()


@pytest.mark.parametrize("location", ["", " ", "s3://", "http://kept/x", "s3://kept/x?y=1"])
def test_location_of_no_storage_is_refused(location):
    with pytest.raises(BadLocationError):
        open_store(location)


def test_room_is_judged_before_a_run(local_store, s3_store):
    assert local_store.free_bytes() > 0
    require_room(local_store, 1)
    require_room(s3_store, 1 << 60)
    with pytest.raises(StorageFullError, match=r"no room for 1152921504\.6 GB"):
        require_room(local_store, 1 << 60)


def test_missing_bucket_is_told_with_its_place(s3_environment):
    store = S3Store("nowhere")

    with pytest.raises(StorageRefusedError, match="s3://nowhere refused"):
        store.write_bytes("a", b"-")
    store.client.close()


def test_unreachable_service_is_told(s3_environment, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    store = S3Store("kept")

    with pytest.raises(LibraryError, match="STO-006"):
        store.read_bytes("a")
    store.client.close()


def test_stored_stream_is_a_buffered_one(s3_store):
    s3_store.write_bytes("a", b"line\nline\n")

    with s3_store.open("a") as file:
        assert io.TextIOWrapper(file, "utf-8").readlines() == ["line\n", "line\n"]
