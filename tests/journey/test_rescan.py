"""A blurred page: asked for, shot again, put in its place, taken back; nothing is ever lost."""

import csv
import io
import json
import signal
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from samples.imagefiles import write_tiff
from schemas.mets import parse_mets
from schemas.packages import FileUse
from storage.local import LocalStore
from storage.ocfl.root import StorageRoot
from tests.journey.calls import page, settle, tesseract_stand_in, write_page

pytestmark = pytest.mark.journey
#: Where a rescanned object comes to rest; which, the checks of its pages decide.
RESTING = ("Delivered", "NeedsReview")


@pytest.fixture
def blurred(make_book):
    """A book of three pages, the second out of focus."""
    folder = make_book("Knyga")
    write_tiff(folder / "0002.tif", cv2.GaussianBlur(page(102), (0, 0), 5), 300)
    settle(folder / "0002.tif")
    return folder


@pytest.fixture
def new_scans(tmp_path):
    """The second page, shot again sharp, the camera moved a little."""
    folder = tmp_path / "perskenuota"
    folder.mkdir()
    sharp = cv2.copyMakeBorder(page(102)[6:, 9:], 0, 6, 0, 9, cv2.BORDER_REPLICATE)
    write_tiff(folder / "nauja.tif", sharp, 300)
    settle(folder / "nauja.tif")
    return folder


def wanted(home, scans):
    """The object, its second page on the rescan list."""
    answer = home.digitise(scans)
    assert answer.json["state"] == "NeedsReview", answer.json["findings"]
    name = answer.json["object_id"].rpartition("/")[2]
    asked = home.run("review", name, "--page", 2, "--rescan", "--note", "neryšku", "--json")
    assert asked.json["state"] == "RescanWanted"
    return name


def codes(shown, sequence=2):
    return {f["code"] for f in shown["findings"] if f["page"] == sequence and not f["settled"]}


def test_blurred_page_is_scanned_again_and_taken_back(home, blurred, new_scans, tmp_path):
    name = wanted(home, blurred)
    before = home.run("show", name, "--json").json
    assert "QA-FOCUS-01" in codes(before)
    is_listed(home, name, tmp_path)
    read = tmp_path / "read.log"
    counting = tesseract_stand_in(
        tmp_path / "bin", f'case "$*" in *.tif*|*.png*) echo "$1" >>{read};; esac'
    )

    killed = home.start(
        "rescan", name, new_scans, "--json",
        before=(sys.executable, "-m", "tests.journey.dying", "ONE", "1", "os.rename",
                "p0001/ocr.done.json", "--"),
    )  # fmt: skip
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    arrived = home.run("rescan", name, new_scans, "--json")

    assert arrived.status == 0, arrived.err
    [scan] = arrived.json["arrival"]["scans"]
    assert (scan["kind"], scan["page"], scan["doubtful"]) == ("replace", 2, False), scan
    assert [one["reason"] for one in scan["evidence"]] == ["order", "content"]

    confirmed = home.run("rescan", name, "--confirm", "--json", **counting)

    assert confirmed.json["state"] in RESTING, confirmed.err
    assert home.run("rescans", "--json").json["lines"] == []
    assert len(read.read_text().splitlines()) == 1, "only the new page is read again"
    shown = home.run("show", name, "--json").json
    assert "QA-FOCUS-01" not in codes(shown)
    assert shown["aip"]["version"] == "v2"
    assert [p["source"] for p in shown["pages"]] == ["0001.tif", "rescan-1/nauja.tif", "0003.tif"]
    assert [p["page_id"] for p in shown["pages"]] == [p["page_id"] for p in before["pages"]]
    nothing_is_lost(home, shown, blurred)

    undone = home.run("rescan", name, "--undo", "--json")

    assert undone.json["state"] == "RescanWanted"
    assert undone.json["waiting_lines"] == 1
    shown = home.run("show", name, "--json").json
    assert "QA-FOCUS-01" in codes(shown)
    assert (shown["aip"]["version"], shown["pages"][1]["source"]) == ("v3", "0002.tif")
    assert home.run("verify", "--json").json["damaged"] == 0
    assert list((home.folder / "rescans" / name).iterdir()) == []


def is_listed(home, name, folder: Path) -> None:
    """The list says on the screen, in the table and on paper what staff must know."""
    answer = home.run(
        "rescans", "--csv", folder / "list.csv", "--pdf", folder / "list.pdf", "--json"
    )
    [line] = answer.json["lines"]
    assert (line["page"], line["note"], line["original"]) == (2, "neryšku", None)
    assert "QA-FOCUS-01" in [reason["code"] for reason in line["reasons"]]
    [row] = csv.DictReader(io.StringIO((folder / "list.csv").read_text("utf-8-sig")))
    assert row["To be scanned"] == "page 2"
    assert row["The original"] == "where it is was not recorded"
    assert (folder / "list.pdf").read_bytes().startswith(b"%PDF")


def nothing_is_lost(home, shown, scans: Path) -> None:
    """Both masters are in the new version, the old one marked; the old version stands."""
    root = StorageRoot(LocalStore(home.folder / "storage"))
    object_id = shown["object_id"]
    old = (scans / "0002.tif").read_bytes()
    for version in (1, 2):
        with root.read(object_id, "master/0002.tif", version) as stored:
            assert stored.read() == old
    with root.read(object_id, "mets.xml") as stored:
        package = parse_mets(io.BytesIO(stored.read()))
    uses = {file.logical_path: file.use for file in package.files}
    assert uses["master/0002.tif"] is FileUse.SUPERSEDED
    assert uses["master/0004.tif"] is FileUse.MASTER
    [second] = [page for page in package.pages if page.sequence == 2]
    assert "master/0004.tif" in second.files
    assert "master/0002.tif" not in second.files
    with root.read(object_id, "metadata/premis.xml") as stored:
        premis = stored.read().decode()
    assert "rescan 1: replaced p0002" in premis
    journal = sorted((home.folder / "storage" / "extensions").rglob("000002.json"))
    assert json.loads(journal[0].read_text())["entries"][0]["kind"] == "rescan"


def test_wrong_folders_are_refused_in_words(home, blurred, make_book, tmp_path):
    name = wanted(home, blurred)
    before = home.run("show", name, "--json").json
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("ne paveikslas")
    settle(tmp_path / "notes" / "a.txt")
    other = tmp_path / "other"
    other.mkdir()
    write_tiff(other / "0001.tif", np.rot90(page(999)), 300)
    settle(other / "0001.tif")

    assert home.run("rescan", name, tmp_path / "empty").refused("CAP-002")
    assert home.run("rescan", name, tmp_path / "notes").refused("CAP-003")
    assert home.run("rescan", name, tmp_path / "none").refused("CAP-001")
    assert home.run("rescan", name, other).refused("RESC-009", "--anyway")
    assert home.run("rescan", name, "--confirm").refused("RESC-004")

    assert home.run("show", name, "--json").json == before
    anyway = home.run("rescan", name, other, "--anyway", "--json")
    assert (anyway.status, anyway.json["arrival"]["doubtful"]) == (1, 1)
    assert home.run("rescan", name, "--confirm").refused("RESC-005", "1 of 1")
    discarded = home.run("rescan", name, "--discard", "--json")
    assert discarded.json["arrival"]["state"] == "discarded"
    assert list((home.folder / "rescans" / name).iterdir()) == []


def test_missing_page_comes_in_without_renumbering(home, make_book, tmp_path):
    scans = make_book("Knyga", pages=2)
    digitised = home.digitise(scans).json
    name = digitised["object_id"].rpartition("/")[2]
    assert home.run("rescan", name, scans).refused("RESC-002")
    asked = home.run("rescan", name, "--missing-after", 1, "--note", "trūksta lapo", "--json")
    assert asked.json["state"] == "RescanWanted"
    lost = tmp_path / "lost"
    lost.mkdir()
    write_page(lost / "0001.tif", 555)

    arrived = home.run("rescan", name, lost, "--json")
    assert arrived.json["arrival"]["scans"][0]["kind"] == "insert"
    confirmed = home.run("rescan", name, "--place", "1=after 1", "--confirm", "--json")

    assert confirmed.json["state"] in RESTING, confirmed.err
    pages = home.run("show", name, "--json").json["pages"]
    assert [p["page_id"][-5:] for p in pages] == ["p0001", "p0003", "p0002"]
    assert [p["sequence"] for p in pages] == [1, 2, 3]
