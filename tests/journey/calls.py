"""The command as its users call it: in a process of its own, in a home of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from samples.imagefiles import write_tiff

ROOT = Path(__file__).parents[2]
#: Longer than any of these calls may take on a busy machine.
LIMIT_SECONDS = 120
WIDTH, HEIGHT = 900, 700
WORDS = ("kaimo", "knyga", "senas", "metai", "sodas", "laukas", "rytas", "diena", "kelias")


@dataclass(frozen=True)
class Answer:
    """How a call ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    def refused(self, code: str, *words: object) -> bool:
        """Nothing was done, and one sentence says why, naming these words."""
        return self.status == 2 and not self.out and self.says(code, *words)

    def says(self, *words: object) -> bool:
        said = " ".join(self.err.split())
        missing = [word for word in words if str(word) not in said]
        assert not missing, f"{missing} not in: {self.err}"
        return True


@dataclass(frozen=True)
class Home:
    """One home, and the environment its calls are made in."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: object, before: tuple[str, ...] = (), **more: str) -> Answer:
        """Call the command and wait for its end."""
        call = self.start(*arguments, before=before, **more)
        try:
            out, err = call.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            os.kill(call.pid, signal.SIGABRT)  # with the fault handler: where every thread stands
            stands = call.communicate()[1].decode()
            raise AssertionError(f"hangs: {arguments}\n{stands}") from None
        answer = Answer(call.returncode, out.decode(), err.decode())
        assert "Traceback" not in answer.out + answer.err, answer.err
        return answer

    def start(
        self, *arguments: object, before: tuple[str, ...] = (), **more: str
    ) -> "subprocess.Popen[bytes]":
        """Call the command and do not wait."""
        program = before or (sys.executable, "-m", "cli")
        return subprocess.Popen(
            [*program, *map(str, arguments), "--lang", "en"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment | more | {"SKRYNIA_HOME": str(self.folder)},
            cwd=ROOT,
            start_new_session=True,
        )

    def digitise(self, folder: Path, *options: object, **more: Any) -> Answer:
        """Digitise; read by one model, which is quick, unless the test says how."""
        is_told = any(str(one) in ("--model", "--language") for one in options)
        model = () if is_told else ("--model", "lit")
        return self.run("digitise", folder, *options, *model, "--json", **more)

    @property
    def work(self) -> Path:
        return self.folder / "work"

    def objects(self) -> list[dict[str, Any]]:
        return self.run("list", "--json").json["objects"]

    def files(self) -> dict[str, tuple[int, int]]:
        """Every file of the home but its log and the locks, with size and time of change."""
        return {
            str(path.relative_to(self.folder)): (path.stat().st_size, path.stat().st_mtime_ns)
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not {"logs", "prefect"} & set(path.parts)
            if path.suffix not in (".lock", ".sqlite3-shm", ".sqlite3-wal")
        }


def environment_of_calls() -> dict[str, str]:
    """The environment without what this process was given."""
    ours = ("SKRYNIA_", "PREFECT_", "DJANGO_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept["PYTHONFAULTHANDLER"] = "1"
    return kept | {"SKRYNIA_STILL_SECONDS": "1", "LC_ALL": "C.UTF-8", "COLUMNS": "400"}


def page(seed: int) -> np.ndarray:
    """A small sound page: 7.6 x 5.9 cm at 300 ppi with a few lines of print."""
    rng = np.random.default_rng(seed)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for line in range(8):
        text = " ".join(rng.choice(WORDS, 4))
        place = (90, 120 + line * 64)
        cv2.putText(mask, text, place, cv2.FONT_HERSHEY_COMPLEX, 1.0, 255, 3, cv2.LINE_AA)
    ink = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), 0.7)
    paper = rng.normal(225, 3, mask.shape)
    return np.clip(paper - 185 * ink, 0, 255).astype(np.uint8)


def write_page(file: Path, seed: int) -> Path:
    write_tiff(file, page(seed), 300)
    settle(file)
    return file


def book(folder: Path, pages: int = 3, seed: int = 1) -> Path:
    """A folder of so many sound pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, pages + 1):
        write_page(folder / f"{number:04d}.tif", seed * 100 + number)
    return folder


def settle(*files: Path) -> None:
    """Date files a minute back, so that nobody waits for their writer."""
    for file in files:
        then = time.time() - 60
        os.utime(file, (then, then), follow_symlinks=False)


def wait_until(condition: Callable[[], object], seconds: float = 60, pause: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(pause)
    return False


def tesseract_stand_in(folder: Path, script: str) -> dict[str, str]:
    """A PATH on which ``tesseract`` is this shell script; $REAL is the true one."""
    folder.mkdir(parents=True, exist_ok=True)
    real = subprocess.run(["which", "tesseract"], capture_output=True, text=True, check=True)
    program = folder / "tesseract"
    program.write_text(f'#!/bin/sh\nREAL={real.stdout.strip()}\n{script}\nexec "$REAL" "$@"\n')
    program.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of so many megabytes; raises PermissionError where none can be mounted."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "skrynia-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        raise PermissionError("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
