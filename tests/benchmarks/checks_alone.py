"""Run in a process of its own: ``python -m tests.benchmarks.checks_alone page|map FILE``."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import cv2
import pyvips

from pipeline.headers import read_header
from pipeline.viewing import view_page
from qa.page import PageView
from qa.profiles import QaProfile, profile_for
from qa.registry import CHECKS, run_checks
from schemas.objects import Material

RUNS = 5
_MILLION = 1_000_000


def main(words: list[str]) -> int:
    """Measure, and print JSON."""
    cv2.setNumThreads(1)
    what, file = words[0], Path(words[1])
    answer = {"page": measure_page, "map": measure_map}[what](file)
    sys.stdout.write(json.dumps(answer))
    return 0


def measure_page(file: Path) -> dict[str, Any]:
    """Decoding, view and checks by turns; the first round only warms."""
    facts, profile = read_header(file), profile_for(Material.BOOK)
    rounds = []
    for _ in range(RUNS + 1):
        decode, _ = timed(lambda: pyvips.Image.new_from_file(str(file)).write_to_memory())
        view_seconds, view = timed(lambda: view_page(file, 0, facts))
        checks, _ = timed(partial(run_checks, view, profile))
        rounds.append((decode, view_seconds, checks, shares_of(view_page(file, 0, facts), profile)))
    warm = rounds[1:]
    return {
        "megapixels": round(facts.width_px * facts.height_px / _MILLION, 1),
        "decode": round(median(r[0] for r in warm), 4),
        "view": round(median(r[1] for r in warm), 4),
        "checks": round(median(r[2] for r in warm), 4),
        "shares": {name: round(median(r[3][name] for r in warm), 4) for name in warm[0][3]},
    }


def shares_of(view: PageView, profile: QaProfile) -> dict[str, float]:
    """Seconds of computing of each check, in their order."""
    return {name: timed(partial(one.check, view, profile))[0] for name, one in CHECKS.items()}


def measure_map(file: Path) -> dict[str, Any]:
    """The most memory that judging a great map takes, program and all."""
    facts = read_header(file)
    seconds, _ = timed(lambda: run_checks(view_page(file, 0, facts), profile_for(Material.MAP)))
    return {
        "megapixels": round(facts.width_px * facts.height_px / _MILLION, 1),
        "seconds": round(seconds, 2),
        "peak_bytes": peak_bytes(),
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of computing, and what came of it."""
    began = process_time()
    result = work()
    return process_time() - began, result


def peak_bytes() -> int:
    """The most memory this process ever held."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise OSError("the kernel does not tell the peak")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
