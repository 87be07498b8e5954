"""A writer that is killed before each of its steps in turn; run as a program of its own.

``dying_writer BASE STATES SOURCES`` copies the storage in BASE to STATES/0000, STATES/0001, … and
in each writes the files of SOURCES as an object's next version. In the nth the kernel kills the
writer as it is about to make its nth change to the file system, until one comes through.
"""

import hashlib
import os
import shutil
import signal
import sys
from pathlib import Path

from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from storage.ocfl.writing import SourceFile
from tests.storage.notes import ARK, NOTE

#: What the interpreter announces before it does it.
STEPS = frozenset(
    {
        "open",
        "os.chmod",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.truncate",
        "fcntl.flock",
    }
)


def die_before(step: int) -> None:
    passed = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal passed
        if event in STEPS:
            if passed == step:
                os.kill(os.getpid(), signal.SIGKILL)
            passed += 1

    sys.addaudithook(count)


def files_in(folder: Path) -> dict[str, SourceFile]:
    return {
        str(path.relative_to(folder)): SourceFile(
            path, hashlib.sha512(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main(base: Path, states: Path, sources: Path) -> None:
    for step in range(1000):
        state = states / f"{step:04d}"
        shutil.copytree(base, state)
        child = os.fork()
        if child == 0:
            die_before(step)
            StorageRoot(LocalStore(state)).put_version(ARK, files_in(sources), **NOTE)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))
    sys.exit("the writer never came to its end")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
