"""The lock on S3: an object that only one can create, that runs out when its holder dies.

Its age is told by the service's own clock, so that the clocks of the machines do not matter.
"""

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from storage.errors import LockLostError, ObjectLockedError
from storage.s3_answers import is_missing, is_taken, s3_told_plainly

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectOutputTypeDef

#: A holder that has not shown itself for so long is dead.
EXPIRY_SECONDS = 30.0
_PAUSE_SECONDS = 0.2


class S3Lock:
    """One process's claim on one lock object."""

    def __init__(
        self,
        client: "S3Client",
        bucket: str,
        key: str,
        *,
        name: str,
        owner: str,
        expiry_seconds: float = EXPIRY_SECONDS,
    ) -> None:
        self.client = client
        self.bucket = bucket
        self.key = key
        self.name = name
        self.expiry_seconds = expiry_seconds
        token = secrets.token_hex(16)
        self.body = json.dumps(
            {"name": name, "owner": owner, "token": token, "expiry_seconds": expiry_seconds}
        ).encode()
        self._etag = ""
        self._shown_at = 0.0
        self._guard = threading.Lock()

    def confirm(self) -> None:
        """Prove that the right still stands, and make it last anew."""
        with self._guard:
            begun = time.monotonic()
            if begun - self._shown_at > self.expiry_seconds or not self._renew(self._etag):
                raise LockLostError(name=self.name)
            self._shown_at = begun

    def is_taken_over(self) -> bool:
        """Try to come into the right: where nobody holds it, or its holder is dead."""
        begun = time.monotonic()
        with self._guard:
            won = self._create() or self._is_won_from_the_dead()
            self._shown_at = begun if won else 0.0
            return won

    def holder(self) -> str:
        """Who holds it, for whoever waits."""
        found = self._found()
        try:
            return str(json.loads(found[0])["owner"]) if found else "?"
        except (ValueError, KeyError, TypeError):
            return "?"

    def release(self) -> None:
        """Give the right back; one that others may be taking over by now is left to run out."""
        with self._guard:
            if time.monotonic() - self._shown_at > self.expiry_seconds / 2:
                return
            found = self._found()
            if found and found[0] == self.body:
                self.client.delete_object(Bucket=self.bucket, Key=self.key)

    def _is_won_from_the_dead(self) -> bool:
        found = self._found()
        if found is None:
            return self._create()
        body, etag, age = found
        if body == self.body:
            self._etag = etag
            return True
        return age > _expiry_in(body, self.expiry_seconds) and self._renew(etag)

    def _create(self) -> bool:
        return self._is_put(
            lambda: self.client.put_object(
                Bucket=self.bucket, Key=self.key, Body=self.body, IfNoneMatch="*"
            )
        )

    def _renew(self, etag: str) -> bool:
        return self._is_put(
            lambda: self.client.put_object(
                Bucket=self.bucket, Key=self.key, Body=self.body, IfMatch=etag
            )
        )

    def _is_put(self, put: "Callable[[], PutObjectOutputTypeDef]") -> bool:
        try:
            self._etag = put()["ETag"]
        except ClientError as error:
            if is_taken(error) or is_missing(error):
                return False
            raise
        return True

    def _found(self) -> tuple[bytes, str, float] | None:
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.key)
        except ClientError as error:
            if is_missing(error):
                return None
            raise
        now = _moment(answer["ResponseMetadata"]["HTTPHeaders"].get("date"))
        age = now - answer["LastModified"] if now else timedelta(0)
        return answer["Body"].read(), answer["ETag"], age.total_seconds()


@contextmanager
def s3_locked(lock: S3Lock, location: str, wait_seconds: float) -> Iterator[S3Lock]:
    """Hold a lock and show a sign of life for as long as it is needed.

    Raises:
        ObjectLockedError: another holder kept it for longer than ``wait_seconds``.
    """
    deadline = time.monotonic() + wait_seconds
    with s3_told_plainly(location, lock.name):
        while not lock.is_taken_over():
            if time.monotonic() >= deadline:
                raise ObjectLockedError(name=lock.name, owner=lock.holder())
            time.sleep(_PAUSE_SECONDS)
    done = threading.Event()
    alive = threading.Thread(target=_show_life, args=(lock, done), daemon=True, name="lock")
    alive.start()
    try:
        yield lock
    finally:
        done.set()
        alive.join()
        # What cannot be given back now runs out by itself.
        with suppress(ClientError, BotoCoreError):
            lock.release()


def _show_life(lock: S3Lock, done: threading.Event) -> None:
    while not done.wait(lock.expiry_seconds / 4):
        # A sign that did not get through is tried again; the writer itself confirms its right.
        with suppress(LockLostError, ClientError, BotoCoreError):
            lock.confirm()


def _expiry_in(body: bytes, otherwise: float) -> float:
    try:
        return float(json.loads(body)["expiry_seconds"])
    except (ValueError, KeyError, TypeError):
        return otherwise


def _moment(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None
