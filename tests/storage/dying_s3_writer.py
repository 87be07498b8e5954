"""A writer to S3 that is killed before each of its changing requests in turn; a program of its own.

``dying_s3_writer BUCKET PREFIX SOURCES`` prepares PREFIX/0000, PREFIX/0001, … with a first version
and, in the nth, is killed as it is about to send its nth such request for the second one.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from botocore.awsrequest import AWSPreparedRequest

from storage.ocfl.root import StorageRoot
from storage.s3 import S3Store, connect
from tests.storage.dying_writer import files_in
from tests.storage.notes import ARK, NOTE, OLD

LOCK_EXPIRY_SECONDS = 1.0
#: Requests that leave a trace; between two of them the storage stands as it stood.
CHANGING = frozenset({"PUT", "POST", "DELETE"})


def prepare(store: S3Store) -> None:
    root = StorageRoot(store)
    root.initialise()
    with tempfile.TemporaryDirectory() as folder:
        for path, data in OLD.items():
            Path(folder, path).write_bytes(data)
        root.put_version(ARK, files_in(Path(folder)), **NOTE)


def die_before(store: S3Store, step: int) -> None:
    sent = 0

    def count(request: AWSPreparedRequest, **_: object) -> None:
        nonlocal sent
        if request.method not in CHANGING:
            return
        if sent == step:
            os.kill(os.getpid(), signal.SIGKILL)
        sent += 1

    store.client.meta.events.register("before-send.s3", count)


def main(bucket: str, prefix: str, sources: str) -> None:
    client = connect()
    # The first request loads what all children would else load; no socket is shared with them.
    client.list_buckets()
    client.close()
    for step in range(200):
        child = os.fork()
        if child == 0:
            where = f"{prefix}/{step:04d}"
            store = S3Store(bucket, where, client=client, lock_expiry_seconds=LOCK_EXPIRY_SECONDS)
            prepare(store)
            die_before(store, step)
            StorageRoot(store).put_version(ARK, files_in(Path(sources)), **NOTE)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
    sys.exit("the writer never came to its end")


if __name__ == "__main__":
    main(*sys.argv[1:])
