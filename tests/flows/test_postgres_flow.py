"""The catalogue on a PostgreSQL server: the same commands, and two workers on one queue."""

import pytest

from tests.flows.catalogued import are_kept_once, ask, registered, requests_of

pytestmark = pytest.mark.integration


def test_digitise_and_review(postgres_home, flagged_book):
    digitised = postgres_home.digitise(flagged_book("Knyga"))
    assert digitised.status == 1, digitised.err
    assert digitised.json["state"] == "NeedsReview"
    name = digitised.json["object_id"]

    reviewed = postgres_home.run("review", name, "--accept", "--note", "seen", "--json")

    assert reviewed.status == 0, reviewed.err
    assert are_kept_once(postgres_home, name)
    assert not (postgres_home.folder / "skrynia.sqlite3").exists()


def test_two_workers_on_one_queue_do_each_request_once(postgres_home, make_book):
    books = [make_book(f"book {number}", 1, 50 + number) for number in range(4)]
    names = registered(postgres_home, *books)
    ask(postgres_home, *(("digitise", name, {}) for name in names))

    workers = [postgres_home.start("worker", "--once") for _ in range(2)]
    for worker in workers:
        _, err = worker.communicate(timeout=120)
        assert worker.returncode == 0, err.decode()
        assert b"Traceback" not in err

    rows = requests_of(postgres_home)
    assert [(row["object"], row["state"], row["tries"]) for row in rows] == [
        (name, "done", 1) for name in names
    ]
    assert len({row["worker"] for row in rows}) == 2, "one worker did all"
    assert are_kept_once(postgres_home, *names)
