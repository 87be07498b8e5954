"""The command as its users call it: a process of its own, JSON on standard output."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class CommandEnd:
    """How a call ended. ``answer`` is empty where it gave no JSON."""

    status: int
    answer: dict[str, Any]
    errors: str
    seconds: float


def command(*arguments: str | Path) -> list[str]:
    """A call of ``skrynia`` as a list of words."""
    return [sys.executable, "-m", "cli", *map(str, arguments)]


def environment(home: Path) -> dict[str, str]:
    """This process's environment with a home of its own, and no settings of its caller."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("SKRYNIA_", "PREFECT_"))}
    return ours | {"SKRYNIA_HOME": str(home)}


def call(home: Path, *arguments: str | Path) -> CommandEnd:
    """Call ``skrynia`` with ``--json`` in English and wait for its end."""
    began = time.perf_counter()
    ran = subprocess.run(
        command(*arguments, "--json", "--lang", "en"),
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    return CommandEnd(ran.returncode, answer_in(ran.stdout), ran.stderr, seconds)


def answer_in(output: str) -> dict[str, Any]:
    """The JSON document a call printed; empty where it printed none."""
    try:
        answer = json.loads(output)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
