"""The contract of ``digitise``: what an object is known by, what is answered, how it ends."""

import hashlib
import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.journey.calls import ROOT, Home, book, settle, write_page

pytestmark = pytest.mark.journey
SCHEMA = json.loads((ROOT / "docs/contracts/digitise.schema.json").read_text())


def is_by_contract(document) -> bool:
    problems = [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]
    assert not problems, problems
    return True


def traces(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything about a folder that a writer would change."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        status = path.lstat()
        digest = hashlib.sha512(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = (
            stat.filemode(status.st_mode),
            status.st_mtime_ns,
            status.st_uid,
            digest,
        )
    return found


def test_sound_book_goes_all_the_way_and_is_the_same_object_ever_after(home, scans, tmp_path):
    before = traces(scans)

    first = home.digitise(scans)

    assert first.status == 0
    assert is_by_contract(first.json)
    assert first.json["state"] == "Delivered"
    assert first.json["already"] is False
    assert [p["source"] for p in first.json["pages"]] == ["0001.tif", "0002.tif", "0003.tif"]
    assert {p["state"] for p in first.json["pages"]} == {"done"}
    assert first.json["aip"]["version"] == "v1"
    assert traces(scans) == before, "the source folder is never written"
    assert list(home.work.iterdir()) == []

    files = home.files()
    again = home.digitise(scans)

    assert again.status == 0
    assert is_by_contract(again.json)
    assert again.json | {"already": False} == first.json
    assert again.json["already"] is True
    assert home.files() == files, "nothing was written"

    elsewhere = shutil.copytree(scans, tmp_path / "Kitur")
    assert home.digitise(elsewhere).json["object_id"] == first.json["object_id"]


def test_flagged_page_waits_for_a_person(home, make_book):
    folder = make_book("Dėmėta", pages=2)
    (folder / "0002.tif").write_bytes((folder / "0002.tif").read_bytes()[:9000])
    settle(folder / "0002.tif")

    answer = home.digitise(folder)

    assert answer.status == 1
    assert is_by_contract(answer.json)
    assert answer.json["state"] == "NeedsReview"
    assert answer.json["exports"] == []
    good, bad = answer.json["pages"]
    assert (good["state"], bad["state"]) == ("done", "failed")
    assert [answer.json["findings"][i]["code"] for i in bad["findings"]] == ["QA-FILE-03"]
    shown = home.run("show", answer.json["object_id"], "--json")
    assert shown.status == 0
    assert is_by_contract(shown.json)


def test_changed_added_and_missing_scans_are_refused_by_name(home, scans):
    first = home.digitise(scans).json["object_id"]
    write_page(scans / "0002.tif", 77)
    (scans / "0003.tif").unlink()
    write_page(scans / "0004a.tif", 78)
    files = home.files()

    refused = home.digitise(scans)

    assert refused.refused("CAT-002", scans, first, "--as-new")
    assert refused.says("changed: 0002.tif", "added: 0004a.tif", "missing: 0003.tif")
    assert home.files() == files

    second = home.digitise(scans, "--as-new")
    assert second.status == 0
    assert second.json["object_id"] != first
    assert [p["source"] for p in second.json["pages"]] == ["0001.tif", "0002.tif", "0004a.tif"]
    assert home.digitise(scans).json["object_id"] == second.json["object_id"]


def test_folder_inside_folder_is_ignored_unless_asked_for(quiet_home, make_book):
    folder = make_book("Aplankas", pages=1)
    book(folder / "vidinis", 1, seed=4)
    for name in ("Thumbs.db", "._0001.tif", "užrašai.txt", "0002.tmp"):
        (folder / name).write_text("ne vaizdas")

    flat = quiet_home.digitise(folder, "--dry-run")
    deep = quiet_home.digitise(folder, "--dry-run", "--recursive")

    assert flat.status == deep.status == 0
    assert sources(flat.json) == ["0001.tif"]
    assert sources(deep.json) == ["0001.tif", "vidinis/0001.tif"]
    ignored = {one["path"]: one["reason"] for one in flat.json["ignored"]}
    assert set(ignored) == {
        "Thumbs.db", "._0001.tif", "užrašai.txt", "0002.tmp", "vidinis/0001.tif",
    }  # fmt: skip
    assert "--recursive" in ignored["vidinis/0001.tif"]


def sources(plan) -> list[str]:
    [one] = plan["objects"]
    return [source for page in one["pages"] for source in page["sources"]]


def test_dry_run_writes_nothing(quiet_home, scans):
    files, before = quiet_home.files(), traces(scans)

    answer = quiet_home.digitise(scans, "--dry-run")

    assert answer.status == 0
    assert quiet_home.files() == files
    assert traces(scans) == before
    assert quiet_home.objects() == []


def test_object_is_found_by_ark_name_and_beginning_and_only_in_its_home(home, scans, tmp_path):
    object_id = home.digitise(scans).json["object_id"]
    name = object_id.rpartition("/")[2]

    for called in (object_id, name, name[:5]):
        assert home.run("show", called, "--json").json["object_id"] == object_id
    assert home.run("show", "x").status == 0, "the only object: its first letter is enough"

    other = Home(tmp_path / "kitas", home.environment)
    assert other.run("show", object_id).refused("CAT-003", object_id)
    assert other.objects() == []
    assert home.run("verify", name, "--json").json["damaged"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("digitise",),
        ("digitise", "x", "--profile", "akmuo"),
        ("show",),
        ("nesama",),
        ("list", "--a"),
    ],
)
def test_wrong_call_ends_with_2_and_prints_no_answer(quiet_home, arguments):
    answer = quiet_home.run(*arguments)

    assert answer.status == 2
    assert not answer.out
    assert answer.err


def test_answers_for_people_are_sentences_without_json(home, scans):
    answer = home.run("digitise", scans)

    assert answer.status == 0
    assert answer.out.startswith("Knyga  ark:/99999/x")
    assert "State: delivered" in answer.out
    assert os.fspath(home.folder / "storage") in answer.out
