"""The journal: appended by many, lost by none, and every tampering shows."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.journal import Journal, JournalEnd
from tests.storage.notes import ARK, NOON, NOTE


@pytest.fixture
def journal(root) -> Journal:
    return Journal(root.store, ARK)


def said(journal: Journal, what: str) -> JournalEnd:
    return journal.append([{"what": what}], written_by="Ona", written_at=NOON)


def test_entries_are_read_in_order(journal):
    assert journal.end() == JournalEnd()
    said(journal, "verdict")
    end = journal.append(
        [{"what": "title", "from": "Rūta", "to": "Rūtos"}, {"what": "rights"}],
        written_by="Jonas",
        written_at=NOON,
    )

    first, second = journal.read()
    assert (first.number, first.written_by, first.written_at) == (1, "Ona", NOON)
    assert [entry["what"] for entry in second.entries] == ["title", "rights"]
    assert second.previous == first.sha512
    assert end == journal.end() == JournalEnd(2, second.sha512)
    assert journal.prove(end) == []


def test_two_who_append_at_once_both_succeed(journal):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: said(journal, f"{n}"), range(12)))

    assert sorted(int(s.entries[0]["what"]) for s in journal.read()) == list(range(12))
    assert [segment.number for segment in journal.read()] == list(range(1, 13))
    assert journal.prove() == []


def test_altered_segment_breaks_the_chain(journal):
    for what in ("one", "two", "three"):
        said(journal, what)
    key = f"{journal.folder}/000002.json"
    changed = json.loads(journal.store.read_bytes(key)) | {"written_by": "Somebody else"}
    journal.store.write_bytes(key, json.dumps(changed).encode())

    [problem] = journal.prove()
    assert (problem.code, problem.number) == ("JRN-03", 3)
    assert "3" in problem.text


def test_missing_and_illegible_segments_are_named(journal):
    for what in ("one", "two", "three", "four"):
        said(journal, what)
    journal.store.remove(f"{journal.folder}/000002.json")
    journal.store.write_bytes(f"{journal.folder}/000004.json", b"{")

    found = {(problem.code, problem.number) for problem in journal.prove()}
    assert found == {("JRN-01", 2), ("JRN-03", 3), ("JRN-02", 4)}
    assert [segment.number for segment in journal.read()] == [1, 3]


def test_cut_end_shows_against_the_end_written_down(journal):
    said(journal, "one")
    end = said(journal, "two")
    journal.store.remove(f"{journal.folder}/000002.json")

    assert journal.prove() == []
    assert [problem.code for problem in journal.prove(end)] == ["JRN-04"]


def test_journal_disturbs_no_object(root, journal, sources):
    root.put_version(ARK, sources({"a": b"-"}), **NOTE)
    said(journal, "verdict")

    assert list(root.objects()) == [ARK]
    assert root.verify(ARK) == []
    assert root.check_structure() == []
