"""One run of ``skrynia digitise`` in a fresh home, measured from outside."""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import MemoryWatch, watched_memory
from tests.evaluation.commands import ROOT, answer_in, command, environment

BUILD = ROOT / "build/bench"


class RunFailedError(Exception):
    """The command did not do what was to be measured."""


@dataclass(frozen=True, slots=True)
class Digitised:
    """What one run took."""

    pages: int
    span_seconds: float
    """From the first page task to the stored and verified object."""
    command_seconds: float
    """Of the whole command: program and server start, registering, export, server stop."""
    cpu_seconds: float
    """Of the command and its helpers, without the Prefect server."""
    step_seconds: dict[str, float]
    memory: MemoryWatch
    load: float = 0.0
    """Of the machine over the last minute, at the end: wall-clock figures hang on it."""


def digitise(folder: Path, *options: str) -> Digitised:
    """Digitise a folder in a home that is made for it and removed after it.

    Raises:
        RunFailedError: the object was not stored, or a page failed.
    """
    home = BUILD / "home"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    words = command("digitise", folder, *options, "--json", "--lang", "en")
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as answered:
        running = subprocess.Popen(
            words, cwd=ROOT, env=environment(home), stdout=answered, stderr=said
        )
        with watched_memory(running.pid) as memory:
            _, status, usage = os.wait4(running.pid, 0)
        seconds = time.perf_counter() - began
        running.returncode = os.waitstatus_to_exitcode(status)
        answered.seek(0)
        said.seek(0)
        report = checked(answer_in(answered.read()), running.returncode, said.read())
    shutil.rmtree(home)
    steps = report["seconds"]
    return Digitised(
        len(report["pages"]),
        steps["total"],
        round(seconds, 2),
        round(usage.ru_utime + usage.ru_stime, 2),
        steps,
        memory,
        round(os.getloadavg()[0], 2),
    )


def checked(report: dict[str, Any], status: int, said: str) -> dict[str, Any]:
    """The report of a run in which every page was done and the object is kept.

    Raises:
        RunFailedError: it is not.
    """
    if status not in (0, 1) or not report or not report["aip"]:
        raise RunFailedError(f"exit status {status}: {said[-2000:]}")
    if failed := [page["source"] for page in report["pages"] if page["state"] != "done"]:
        raise RunFailedError(f"pages not done: {', '.join(failed)}")
    return report
