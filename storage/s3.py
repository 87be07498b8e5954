"""An S3 service as storage; the only module that speaks its language.

The service's address, region and credentials come from the ordinary AWS environment variables.
Every upload carries its MD5, so that the service itself refuses what arrives damaged.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from storage.errors import DigestMismatchError, LockLostError, SourceUnreadableError
from storage.keys import LOCKS_FOLDER, checked_key, joined
from storage.s3_answers import is_taken, s3_told_plainly
from storage.s3_lock import EXPIRY_SECONDS, S3Lock, s3_locked
from storage.s3_upload import UnexpectedDigestError, Upload, md5_of
from storage.store import LOCK_WAIT_SECONDS, Entries, sha512_stored

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def connect() -> "S3Client":
    """A client of the service that the environment names."""
    config = Config(
        max_pool_connections=16,
        retries={"mode": "standard", "max_attempts": 5},
        # Other makers' services do not all know the checksums Amazon's does; MD5 they know.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client = boto3.client("s3", config=config)
    if "amazonaws.com" in client.meta.endpoint_url:
        return client
    return boto3.client("s3", config=config.merge(Config(s3={"addressing_style": "path"})))


class S3Store:
    """Storage below a prefix of a bucket."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        client: "S3Client | None" = None,
        lock_expiry_seconds: float = EXPIRY_SECONDS,
    ) -> None:
        self.bucket = bucket
        self.prefix = prefix
        self.client = client or connect()
        self.lock_expiry_seconds = lock_expiry_seconds

    @property
    def location(self) -> str:
        """The place as ``s3://bucket/prefix``."""
        return f"s3://{joined(self.bucket, self.prefix)}"

    def entries(self, folder: str) -> Entries:
        """What stands directly in a folder."""
        start = self._start(folder)
        folders: list[str] = []
        files: list[str] = []
        with s3_told_plainly(self.location, folder):
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=start, Delimiter="/"):
                folders += [p["Prefix"][len(start) : -1] for p in page.get("CommonPrefixes", [])]
                files += [f["Key"][len(start) :] for f in page.get("Contents", [])]
        return Entries(tuple(sorted(folders)), tuple(sorted(name for name in files if name)))

    def keys(self, folder: str) -> Iterator[str]:
        """All files below a folder."""
        start = self._start(folder)
        cut = len(self._start(""))
        with s3_told_plainly(self.location, folder):
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=start):
                yield from (found["Key"][cut:] for found in page.get("Contents", []))

    def size(self, key: str) -> int | None:
        """A file's size in bytes."""
        try:
            with s3_told_plainly(self.location, key):
                return self.client.head_object(Bucket=self.bucket, Key=self._key(key))[
                    "ContentLength"
                ]
        except FileNotFoundError:
            return None

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """A file as a stream."""
        with s3_told_plainly(self.location, key):
            body = self.client.get_object(Bucket=self.bucket, Key=self._key(key))["Body"]
            with body:
                yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", body), 1 << 18))

    def read_bytes(self, key: str) -> bytes | None:
        """A small file whole."""
        try:
            with self.open(key) as file:
                return file.read()
        except FileNotFoundError:
            return None

    def copy_in(self, source: Path, key: str, *, sha512: str, link: bool = False) -> None:
        """Take a file in, proving its digest on the way; ``link`` means nothing here."""
        try:
            file = source.open("rb")
        except OSError as error:
            reason = error.strerror or str(error)
            raise SourceUnreadableError(path=str(source), reason=reason) from error
        with file, s3_told_plainly(self.location, key):
            upload = Upload(self.client, self.bucket, self._key(key))
            try:
                upload.send(file, source.stat().st_size, sha512)
            except UnexpectedDigestError as error:
                raise DigestMismatchError(
                    path=str(source), expected=sha512, found=str(error)
                ) from error
            except ClientError as error:
                if not is_taken(error):
                    raise
                if sha512_stored(self, key) != sha512:
                    raise LockLostError(name=key) from error

    def write_bytes(self, key: str, data: bytes) -> None:
        """Write a small file, in place of an older one."""
        with s3_told_plainly(self.location, key):
            self.client.put_object(
                Bucket=self.bucket, Key=self._key(key), Body=data, ContentMD5=md5_of(data)
            )

    def create_bytes(self, key: str, data: bytes) -> bool:
        """Write a small file unless the key is taken."""
        with s3_told_plainly(self.location, key):
            try:
                self.client.put_object(
                    Bucket=self.bucket,
                    Key=self._key(key),
                    Body=data,
                    ContentMD5=md5_of(data),
                    IfNoneMatch="*",
                )
            except ClientError as error:
                if not is_taken(error):
                    raise
                # A request sent again after a lost answer finds the key taken by itself.
                return self.read_bytes(key) == data
        return True

    def settle(self, folder: str) -> None:
        """Nothing to do: what the service has taken, it keeps."""

    def remove(self, key: str) -> None:
        """Remove one file."""
        with s3_told_plainly(self.location, key):
            self.client.delete_object(Bucket=self.bucket, Key=self._key(key))

    def remove_folder(self, folder: str) -> None:
        """Remove everything below a folder, unfinished uploads as well."""
        self.sweep(folder)
        for key in list(self.keys(checked_key(folder))):
            self.remove(key)

    def sweep(self, folder: str) -> None:
        """End uploads below a folder that were begun and never finished."""
        with s3_told_plainly(self.location, folder):
            pages = self.client.get_paginator("list_multipart_uploads")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self._start(folder)):
                for upload in page.get("Uploads", []):
                    self.client.abort_multipart_upload(
                        Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"]
                    )

    def lock(
        self, name: str, *, owner: str, wait_seconds: float = LOCK_WAIT_SECONDS
    ) -> AbstractContextManager[S3Lock]:
        """The sole right to write what ``name`` stands for."""
        digest = hashlib.sha256(name.encode()).hexdigest()
        key = self._key(f"{LOCKS_FOLDER}/{digest}.json")
        expiry = self.lock_expiry_seconds
        lock = S3Lock(self.client, self.bucket, key, name=name, owner=owner, expiry_seconds=expiry)
        return s3_locked(lock, self.location, wait_seconds)

    def free_bytes(self) -> int | None:
        """A service does not say."""
        return None

    def local_path(self, key: str) -> Path | None:
        """Nothing here has a path on this machine."""
        return None

    def _key(self, key: str) -> str:
        return joined(self.prefix, checked_key(key))

    def _start(self, folder: str) -> str:
        start = joined(self.prefix, checked_key(folder) if folder else "")
        return f"{start}/" if start else ""
