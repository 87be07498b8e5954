"""Pages on a Dask cluster: done by all workers, without Django there, also when one is killed."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.catalogued import are_kept_once
from tests.flows.conftest import Reading
from tests.journey.calls import ROOT, Home, environment_of_calls, wait_until

pytestmark = pytest.mark.integration


class Cluster:
    """Two worker processes with a scheduler."""

    def __init__(self, path: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.dask_cluster"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=environment_of_calls() | {"PATH": path},
        )
        self.address = self.process.stdout.readline().strip()

    def asks(self, question: str) -> list:
        """What each of the workers answers."""
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return list(json.loads(self.process.stdout.readline()).values())

    def close(self) -> None:
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A cluster, and the gate before which its workers wait."""
    reading = Reading(tmp_path_factory.mktemp("dask"))
    made = Cluster(reading.path["PATH"])
    assert made.address.startswith("tcp://127.0.0.1:")
    yield made, reading
    made.close()


@pytest.fixture
def cluster(guarded) -> Cluster:
    return guarded[0]


@pytest.fixture
def slow_reading(guarded) -> Reading:
    guarded[1].close()
    return guarded[1]


@pytest.fixture
def dask_home(home, cluster) -> Home:
    settings = {"SKRYNIA_TASK_RUNNER": "dask", "SKRYNIA_DASK_ADDRESS": cluster.address}
    return Home(home.folder, home.environment | settings)


def workers_in(log: Path) -> dict[str, int]:
    """Page to the process that did it."""
    found = re.findall(r"page page_id=(\S+) worker=\S+:(\d+) ", log.read_text())
    return {page_id: int(pid) for page_id, pid in found}


def ended(call: subprocess.Popen) -> dict:
    out, err = call.communicate(timeout=120)
    assert call.returncode == 0, err.decode()
    return json.loads(out)


def test_pages_are_done_by_both_workers_and_without_django(
    dask_home, cluster, slow_reading, make_book
):
    call = dask_home.start("digitise", make_book("Knyga", 4), "--json")
    # Each worker has one thread: two pages begun are two workers at work.
    assert wait_until(lambda: len(slow_reading.begun()) == 2)
    slow_reading.open()

    report = ended(call)

    done_by = workers_in(dask_home.folder / "logs" / "skrynia.log")
    assert set(done_by) == {page["page_id"] for page in report["pages"]}
    assert set(done_by.values()) == set(cluster.asks("pids"))
    assert cluster.asks("django") == [False, False]
    assert are_kept_once(dask_home, report["object_id"])


def test_killed_worker_costs_its_page_a_second_reading_only(
    dask_home, cluster, slow_reading, make_book
):
    call = dask_home.start("digitise", make_book("Knyga", 3), "--json")
    assert wait_until(lambda: len(slow_reading.begun()) == 2)

    os.kill(cluster.asks("pids")[0], signal.SIGKILL)
    # The page comes back to a worker that has to be started anew.
    assert wait_until(lambda: len(slow_reading.begun()) == 3)
    slow_reading.open()

    report = ended(call)
    assert are_kept_once(dask_home, report["object_id"])
    assert len(slow_reading.begun()) == 3 + 1


def test_scheduler_that_does_not_answer_is_told(home, make_book):
    gone = {"SKRYNIA_TASK_RUNNER": "dask", "SKRYNIA_DASK_ADDRESS": "tcp://127.0.0.1:9"}

    answer = home.digitise(make_book("Knyga", 1), **gone)

    assert "FLOW-010" in answer.err
    assert "tcp://127.0.0.1:9" in answer.err
