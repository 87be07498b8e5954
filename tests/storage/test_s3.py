"""What holds for S3 only: locks that run out, uploads that were given up, writers that die."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from schemas.fixity import sha512_of
from storage.errors import LockLostError, ObjectLockedError
from storage.ocfl.root import StorageRoot
from storage.s3 import S3Store
from storage.s3_lock import S3Lock
from tests.storage.conftest import BUCKET
from tests.storage.dying_s3_writer import LOCK_EXPIRY_SECONDS
from tests.storage.notes import ARK, NEW, NOTE, OLD

ROOT = Path(__file__).parents[2]


def lock_of(store: S3Store, owner: str, expiry_seconds: float = 1.0) -> S3Lock:
    key = f"{store.prefix}/lock"
    return S3Lock(
        store.client, store.bucket, key, name="x", owner=owner, expiry_seconds=expiry_seconds
    )


def taken_over(lock: S3Lock, within_seconds: float) -> bool:
    deadline = time.monotonic() + within_seconds
    while not lock.is_taken_over():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def test_right_of_a_dead_holder_runs_out(s3_store):
    dead, heir = lock_of(s3_store, "dead"), lock_of(s3_store, "heir")
    assert dead.is_taken_over()

    assert not heir.is_taken_over()
    assert heir.holder() == "dead"
    assert taken_over(heir, within_seconds=5)
    with pytest.raises(LockLostError, match="STO-009"):
        dead.confirm()
    dead.release()
    heir.confirm()


def test_only_one_heir_takes_over(s3_store):
    assert lock_of(s3_store, "dead").is_taken_over()
    time.sleep(2.1)
    heirs = [lock_of(s3_store, f"heir {n}") for n in range(6)]

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(S3Lock.is_taken_over, heirs)).count(True) == 1


def test_holder_that_lives_keeps_its_right_beyond_the_expiry(s3_store):
    with s3_store.lock("x", owner="slow"):
        time.sleep(2.5)
        with (
            pytest.raises(ObjectLockedError, match="slow"),
            s3_store.lock("x", owner="other", wait_seconds=0),
        ):
            pass


def test_writer_that_lost_its_right_does_not_finish(s3_store, sources):
    root = StorageRoot(s3_store)
    root.initialise()

    def rob(**_: object) -> None:
        for key in list(s3_store.keys("extensions/skrynia-locks")):
            if key.endswith(".json") and "config" not in key:
                s3_store.remove(key)

    s3_store.client.meta.events.register_first(
        "before-call.s3.PutObject", rob_before_inventory(rob)
    )
    with pytest.raises(LockLostError):
        root.put_version(ARK, sources(OLD), **NOTE)

    assert root.inventory(ARK) is None


def rob_before_inventory(rob):
    """Call once, as the first content goes up."""
    done: list[bool] = []

    def watch(params, **_: object) -> None:
        if "/content/" in params["url_path"] and not done:
            done.append(True)
            rob()

    return watch


def test_content_is_never_written_over(s3_store, sources):
    first, second = sources({"a": b"first"})["a"], sources({"a": b"second"})["a"]
    s3_store.copy_in(first.path, "v1/content/a", sha512=first.sha512)

    s3_store.copy_in(first.path, "v1/content/a", sha512=first.sha512)
    with pytest.raises(LockLostError):
        s3_store.copy_in(second.path, "v1/content/a", sha512=second.sha512)
    assert s3_store.read_bytes("v1/content/a") == b"first"


def test_given_up_uploads_are_swept(s3_store):
    key = f"{s3_store.prefix}/v1/content/a"
    s3_store.client.create_multipart_upload(Bucket=BUCKET, Key=key)

    s3_store.sweep("v1")

    answer = s3_store.client.list_multipart_uploads(Bucket=BUCKET, Prefix=key)
    assert not answer.get("Uploads")


def test_failed_upload_in_parts_is_given_up(s3_store, tmp_path):
    large = tmp_path / "large.tif"
    large.write_bytes(bytes(17 << 20))
    s3_store.client.meta.events.register(
        "before-call.s3.CompleteMultipartUpload", refuse_to_complete
    )

    with pytest.raises(RuntimeError, match="cable"):
        s3_store.copy_in(large, "v1/content/a", sha512=sha512_of(large))

    answer = s3_store.client.list_multipart_uploads(Bucket=BUCKET, Prefix=s3_store.prefix)
    assert not answer.get("Uploads")
    with pytest.raises(ClientError):
        s3_store.client.head_object(Bucket=BUCKET, Key=f"{s3_store.prefix}/v1/content/a")


def refuse_to_complete(**_: object) -> None:
    raise RuntimeError("somebody pulled the cable")


def test_second_version_killed_at_each_change(s3_store, sources):
    files = sources(NEW)
    folder = files["mets.xml"].path.parent
    subprocess.run(
        [sys.executable, "-m", "tests.storage.dying_s3_writer", BUCKET, s3_store.prefix, folder],
        cwd=ROOT,
        check=True,
    )
    states = s3_store.entries("").folders
    assert len(states) >= 10

    stores = [
        S3Store(
            BUCKET,
            f"{s3_store.prefix}/{name}",
            client=s3_store.client,
            lock_expiry_seconds=LOCK_EXPIRY_SECONDS,
        )
        for name in states
    ]
    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(lambda store: check_healed(store, files), stores))


def check_healed(store: S3Store, files) -> None:
    root = StorageRoot(store, lock_wait_seconds=20)
    seen = read_whole(root)
    assert seen in (OLD, NEW)
    assert root.put_version(ARK, files, **NOTE).version == 2
    assert read_whole(root) == NEW
    assert root.verify(ARK) == []
    assert root.check_structure() == []


def read_whole(root: StorageRoot) -> dict[str, bytes]:
    content = {}
    for path in root.inventory(ARK).state():
        with root.read(ARK, path) as file:
            content[path] = file.read()
    return content
