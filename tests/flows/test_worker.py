"""Workers take up what the site asks for: each request once, also when a worker dies."""

import os
import signal
import time

import pytest

from tests.flows.catalogued import accept, are_kept_once, ask, registered, requests_of
from tests.journey.calls import wait_until

pytestmark = pytest.mark.integration

LEASE = {"SKRYNIA_LEASE_SECONDS": "2"}


def test_requests_are_taken_up_in_order(home, make_book):
    one, other = registered(home, make_book("one", 1, 1), make_book("other", 1, 2))
    ask(home, ("digitise", one, {}), ("export", other, {"target": "vepis"}))
    ask(home, ("digitise", other, {}))

    answer = home.run("worker", "--once")

    assert answer.status == 0, answer.err
    first, refused, last = requests_of(home)
    assert (first["state"], last["state"]) == ("done", "done")
    assert refused["state"] == "failed", "it was not digitised yet"
    assert "CAT-" in refused["outcome"]["error"]
    assert are_kept_once(home, one, other)


def test_export_is_made_by_the_worker(home, flagged_book):
    answer = home.digitise(flagged_book("flagged"))
    assert answer.json["state"] == "NeedsReview"
    name = answer.json["object_id"].rpartition("/")[2]
    package = home.folder / "outbox" / "vepis" / name
    accept(home, name)
    assert not package.exists()

    assert home.run("worker", "--once").status == 0

    assert [row["state"] for row in requests_of(home)] == ["done"], requests_of(home)
    assert list(package.rglob("*.xml"))
    assert are_kept_once(home, name)


def test_killed_workers_request_is_taken_again_after_its_lease(home, make_book, slow_reading):
    [name] = registered(home, make_book("book", 3))
    ask(home, ("digitise", name, {}))
    worker = home.start("worker", "--once", **slow_reading.path, **LEASE)
    assert wait_until(slow_reading.begun)

    os.killpg(worker.pid, signal.SIGKILL)
    worker.communicate()

    assert [row["state"] for row in requests_of(home)] == ["taken"]
    slow_reading.open()
    time.sleep(2.1)
    assert home.run("worker", "--once", **LEASE, **slow_reading.path).status == 0
    [row] = requests_of(home)
    assert (row["state"], row["tries"]) == ("done", 2)
    assert are_kept_once(home, name)
    assert len(slow_reading.begun()) <= 3 + 2, "only the pages in work are read again"


def test_living_worker_keeps_its_request_beyond_the_lease(home, make_book, slow_reading):
    [name] = registered(home, make_book("book", 2))
    ask(home, ("digitise", name, {}))
    worker = home.start("worker", "--once", **slow_reading.path, **LEASE)
    assert wait_until(slow_reading.begun)
    time.sleep(3)

    assert home.run("worker", "--once", **LEASE).status == 0

    [row] = requests_of(home)
    assert (row["state"], row["tries"]) == ("taken", 1)
    slow_reading.open()
    _, err = worker.communicate(timeout=60)
    assert worker.returncode == 0, err.decode()
    assert are_kept_once(home, name)
    assert len(slow_reading.begun()) == 2


def test_stopped_worker_ends_at_once_and_its_request_waits(home, make_book, slow_reading):
    [name] = registered(home, make_book("book", 2))
    ask(home, ("digitise", name, {}))
    worker = home.start("worker", **slow_reading.path)
    assert wait_until(slow_reading.begun)

    worker.terminate()
    began = time.monotonic()
    _, err = worker.communicate(timeout=20)

    assert time.monotonic() - began < 5
    assert worker.returncode == 0, err.decode()
    assert b"Traceback" not in err
    [row] = requests_of(home)
    assert (row["state"], row["tries"], row["worker"]) == ("waiting", 0, "")
    slow_reading.open()
    assert home.run("worker", "--once").status == 0
    assert are_kept_once(home, name)
