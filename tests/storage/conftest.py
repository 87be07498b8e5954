"""Storage of both kinds: a folder, and a bucket of an S3 server over HTTP."""

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile
from storage.s3 import S3Store
from storage.store import ObjectStore

BUCKET = "kept"
Sources = Callable[[Mapping[str, bytes]], dict[str, SourceFile]]


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_environment(s3_server, monkeypatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")
    client = boto3.client("s3")
    if BUCKET not in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}:
        client.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-north-1"}
        )
    client.close()


@pytest.fixture
def s3_store(s3_environment, fresh_prefix) -> Iterator[S3Store]:
    store = S3Store(BUCKET, fresh_prefix, lock_expiry_seconds=1.0)
    yield store
    store.client.close()


_numbers = itertools.count(1)


@pytest.fixture
def fresh_prefix() -> str:
    return f"county/{next(_numbers)}"


@pytest.fixture
def local_store(tmp_path) -> LocalStore:
    return LocalStore(tmp_path / "storage")


@pytest.fixture(params=["folder", "s3"])
def store(request) -> ObjectStore:
    return request.getfixturevalue("local_store" if request.param == "folder" else "s3_store")


@pytest.fixture
def root(store) -> StorageRoot:
    made = StorageRoot(store, lock_wait_seconds=10)
    made.initialise()
    return made


@pytest.fixture
def local_root(local_store) -> StorageRoot:
    made = StorageRoot(local_store, lock_wait_seconds=10)
    made.initialise()
    return made


@pytest.fixture
def sources(tmp_path) -> Sources:
    """Files to be stored, by logical path and content."""
    numbers = itertools.count(1)

    def made(contents: Mapping[str, bytes]) -> dict[str, SourceFile]:
        folder = tmp_path / "sources" / str(next(numbers))
        return {path: source_file(folder / path, data) for path, data in contents.items()}

    return made


def source_file(path: Path, data: bytes) -> SourceFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return SourceFile(path, hashlib.sha512(data).hexdigest())
