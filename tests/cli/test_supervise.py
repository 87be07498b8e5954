import sys
import time

import psutil
import pytest

from cli import supervise
from cli.supervise import Part, revive, start, stop_all
from tests.journey.calls import wait_until

pytestmark = pytest.mark.integration

#: Says that it is there, and what its child's number is, then ignores every wish to end.
DEAF = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def heard():
    return []


@pytest.fixture
def deaf(heard):
    part = Part("deaf", [sys.executable, "-c", DEAF])
    start(part, lambda _, line: heard.append(line))
    assert wait_until(lambda: heard)
    yield part
    stop_all([part])


def test_what_does_not_listen_is_killed_with_its_children(deaf, heard, monkeypatch):
    monkeypatch.setattr(supervise, "STOP_LIMIT_SECONDS", 0.5)

    stop_all([deaf])

    assert deaf.process.returncode == -9
    assert wait_until(lambda: not is_alive(int(heard[0])), seconds=5)


def test_dead_part_is_started_again_without_its_orphans(deaf, heard, monkeypatch):
    monkeypatch.setattr(supervise, "STOP_LIMIT_SECONDS", 0.5)
    monkeypatch.setattr(supervise, "RESTART_SECONDS", 0.1)
    orphan, dead = int(heard[0]), deaf.process
    dead.kill()
    dead.wait()

    revive(deaf, Never(), lambda _, line: heard.append(line))

    assert deaf.process.pid != dead.pid
    assert any("status -9" in line for line in heard)
    assert wait_until(lambda: not is_alive(orphan), seconds=5)


class Never:
    """Nobody wants to stop."""

    def wait(self, seconds: float) -> bool:
        time.sleep(seconds)
        return False


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
