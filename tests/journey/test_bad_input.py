"""Whatever comes in: a clear word with code, file and what to do; the rest goes on."""

import json
import os
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.journey.calls import (
    ROOT,
    Home,
    book,
    settle,
    small_disk,
    tesseract_stand_in,
    write_page,
)

pytestmark = pytest.mark.journey
DATA = ROOT.parent / "shared" / "data"


def codes_of_page(answer, sequence: int) -> list[str]:
    return [f["code"] for f in answer.json["findings"] if f["page"] == sequence]


def states(answer) -> dict[str, str]:
    return {page["source"]: page["state"] for page in answer.json["pages"]}


class TestFolder:
    def test_missing(self, quiet_home, tmp_path):
        answer = quiet_home.digitise(tmp_path / "nėra")

        assert answer.refused("CAP-001", tmp_path / "nėra", "spelling")

    def test_file_instead(self, quiet_home, scans):
        assert quiet_home.digitise(scans / "0001.tif").refused("CAP-001", scans / "0001.tif")

    def test_empty(self, quiet_home, tmp_path):
        (tmp_path / "tuščias").mkdir()

        answer = quiet_home.digitise(tmp_path / "tuščias")

        assert answer.refused("CAP-002", tmp_path / "tuščias", "Copy the scans")
        assert quiet_home.objects() == []

    def test_without_images(self, quiet_home, tmp_path):
        (tmp_path / "skaityk.txt").write_text("nieko")
        (tmp_path / "Thumbs.db").write_text("x")
        settle(tmp_path / "skaityk.txt", tmp_path / "Thumbs.db")

        assert quiet_home.digitise(tmp_path).refused("CAP-003", tmp_path, "--recursive")

    def test_unreadable_file(self, quiet_home, scans):
        command = (*bound_by_rights(), sys.executable, "-m", "cli")
        (scans / "0002.tif").chmod(0)

        answer = quiet_home.digitise(scans, before=command)

        assert answer.refused("CAP-004", scans / "0002.tif", "Permission denied", "right to read")

        scans.chmod(0)
        assert quiet_home.digitise(scans, before=command).refused("CAP-004", scans)
        scans.chmod(0o755)

    def test_broken_home(self, tmp_path, quiet_home, scans):
        (tmp_path / "failas").write_text("")

        answer = Home(tmp_path / "failas", quiet_home.environment).digitise(scans)

        assert answer.refused("SET-002", tmp_path / "failas")


def bound_by_rights() -> tuple[str, ...]:
    """A program before the command, so that rights mean something also to root."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root reads everything, and setpriv is not there to change that")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


class TestNames:
    def test_of_every_kind_go_through(self, home, tmp_path):
        folder = tmp_path / "Žemės ūkio [kalendorius] „2026“ #3 .. ąčęė"
        folder.mkdir()
        names = [
            "01 įžanga.tif",
            "02..kitas #2.tif",
            "03 [b] 100%#ž.tif",
            "04" + "ė" * 120 + ".tif",
        ]
        for number, name in enumerate(names, start=1):
            write_page(folder / name, number)
        around = tmp_path / "šalia"
        around.mkdir()

        answer = home.digitise(f"{around}/../{folder.name}")

        assert answer.status == 0, answer.err
        assert states(answer) == dict.fromkeys(names, "done")
        assert answer.json["title"] == folder.name
        assert home.digitise(folder).json["already"] is True
        assert folder.name in home.run("show", answer.json["object_id"]).out

    def test_paths_beyond_300_letters_and_old_encodings(self, home, tmp_path):
        folder = book(tmp_path / "gilu", 1)
        deep = folder / ("a" * 200) / ("b" * 200)
        book(deep, 1, seed=2)
        old = os.fsencode(folder) + b"/0003\xe0.tif"
        write_page(folder / "x.tif", 33).rename(os.fsdecode(old))

        answer = home.digitise(folder, "--recursive")

        assert answer.status == 0, answer.err
        assert set(states(answer).values()) == {"done"}
        assert len(states(answer)) == 3

    def test_link_out_of_the_folder_is_not_followed(self, quiet_home, scans, tmp_path):
        secret = write_page(tmp_path / "svetimas.tif", 9)
        (scans / "0004.tif").symlink_to(secret)
        (scans / "0005.tif").symlink_to(scans / "0001.tif")
        (scans / "0006.tif").symlink_to("niekur.tif")
        (scans / "aplink").symlink_to(scans)

        answer = quiet_home.digitise(scans, "--dry-run", "--recursive")

        assert answer.status == 0
        ignored = {one["path"]: one["reason"] for one in answer.json["ignored"]}
        assert "out of the folder" in ignored["0004.tif"]
        assert "out of the folder" in ignored["0006.tif"]
        assert [p["sources"] for p in answer.json["objects"][0]["pages"]][-1] == ["0005.tif"]


class TestImages:
    def test_bad_ones_among_good_ones(self, home, make_book):
        folder = make_book("Mišri", pages=2)
        whole = (folder / "0002.tif").read_bytes()
        (folder / "0003.tif").write_bytes(whole[: len(whole) // 2])
        (folder / "0004.tif").write_text("Čia ne vaizdas.\n" * 100)
        (folder / "0005.tif").write_bytes(b"")
        settle(*folder.iterdir())

        answer = home.digitise(folder)

        assert answer.status == 1
        assert answer.json["state"] == "NeedsReview"
        assert states(answer)["0001.tif"] == states(answer)["0002.tif"] == "done"
        assert states(answer)["0004.tif"] == states(answer)["0005.tif"] == "failed"
        assert "QA-FILE-03" in codes_of_page(answer, 3)
        assert codes_of_page(answer, 4) == ["QA-FILE-01"]
        assert codes_of_page(answer, 5) == ["QA-FILE-01"]
        for finding in answer.json["findings"]:
            assert finding["message"]
            assert "Error" not in finding["message"]
        aip = Path(answer.json["aip"]["path"])
        assert len(list((aip / "v1/content/master").iterdir())) == 5, "nothing is lost"
        assert home.run("verify", "--json").json["damaged"] == 0

    def test_decompression_bomb_is_judged_by_its_header(self, home, make_book):
        folder = make_book("Bomba", pages=2)

        answer = home.digitise(folder, SKRYNIA_MAX_PIXELS="600000")

        assert answer.status == 1
        assert set(states(answer).values()) == {"failed"}
        assert codes_of_page(answer, 1) == ["QA-FILE-04"]
        [first, _] = answer.json["findings"]
        assert (first["measured"], first["limit"]) == (630000, 600000)

    @pytest.mark.skipif(not DATA.exists(), reason="needs the collection of odd images")
    def test_every_broken_file_there_is(self, home, tmp_path):
        folder = tmp_path / "visi"
        folder.mkdir()
        for source in ("tiff-bad", "tiff-libtiff"):
            for file in sorted((DATA / "images" / source).iterdir()):
                if file.suffix in (".tif", ".tiff"):
                    shutil.copyfile(file, folder / f"{source}-{file.name}")
        settle(*folder.iterdir())

        answer = home.digitise(folder, "--language", "eng", SKRYNIA_OCR_SECONDS="20")

        assert answer.status == 1
        assert len({page["source"] for page in answer.json["pages"]}) == 47
        for page in answer.json["pages"]:
            assert page["state"] == "done" or page["findings"], page
        assert answer.json["aip"]["version"] == "v1"


class TestMetadata:
    @pytest.mark.parametrize(
        ("name", "content", "code", "words"),
        [
            ("dc.xml", "<dc><title>Be galo", "XML-", ("dc.xml",)),
            ("dc.xml", "LAUGHS", "", ("dc.xml",)),
            (
                "dc.csv",
                "element,value\ntitle,Knyga\nspalva,žalia\n",
                "META-003",
                ("dc.csv", "3 (spalva"),
            ),
            ("dc.txt", "Tiesiog tekstas", "", ("dc.txt",)),
            ("nėra.csv", None, "", ("nėra.csv",)),
        ],
    )
    def test_invalid_file_is_refused_before_anything_is_made(
        self, quiet_home, scans, tmp_path, name, content, code, words
    ):
        laughs = (
            '<!DOCTYPE a [<!ENTITY a "ha">'
            + "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "]><dc>&i;</dc>"
        )
        if content is not None:
            (tmp_path / name).write_text(laughs if content == "LAUGHS" else content)

        answer = quiet_home.digitise(scans, "--metadata", tmp_path / name)

        assert answer.refused(code, *words)
        assert quiet_home.objects() == []


class TestTesseract:
    def test_unknown_model(self, quiet_home, scans):
        answer = quiet_home.digitise(scans, "--language", "lit+klingon")

        assert answer.refused("OCR-002", "klingon", "tesseract-ocr-klingon", "lit")
        assert quiet_home.objects() == []

    def test_missing(self, quiet_home, scans, tmp_path):
        answer = quiet_home.digitise(scans, PATH=str(tmp_path))

        assert answer.refused("OCR-001", "apt-get install tesseract-ocr")

    def test_killed_half_way_on_one_page(self, home, scans, tmp_path):
        dying = tesseract_stand_in(
            tmp_path / "bin", 'case "$*" in *p0002*|*0002.tif*) kill -9 $$;; esac'
        )

        answer = home.digitise(scans, **dying)

        assert answer.status == 1
        assert list(states(answer).values()) == ["done", "failed", "done"]
        assert codes_of_page(answer, 2) == ["QA-OCR-01"]
        assert answer.json["aip"]["version"] == "v1"


class TestDisk:
    def test_full_during_storage(self, home, scans, tmp_path):
        try:
            with small_disk(tmp_path / "disk", 4) as disk:
                fills_up_in_storage(home, scans, disk)
        except PermissionError as reason:
            pytest.skip(str(reason))

    def test_full_during_work(self, home, scans, tmp_path):
        """The home's own disk fills up while pages are in work."""
        try:
            with small_disk(tmp_path / "disk", 56) as disk:
                shutil.copytree(home.folder, disk / "home")
                fills_up_in_work(Home(disk / "home", home.environment), scans, tmp_path)
        except PermissionError as reason:
            pytest.skip(str(reason))

    def test_too_small_is_refused_before_the_work(self, home, scans, tmp_path):
        try:
            with small_disk(tmp_path / "disk", 20) as disk:
                shutil.copytree(home.folder, disk / "home")
                answer = Home(disk / "home", home.environment).digitise(scans)
                assert answer.says("CAP-010", disk / "home", "SKRYNIA_HOME")
                assert answer.json["pages"][0]["state"] == "waiting"
        except PermissionError as reason:
            pytest.skip(str(reason))


def fills_up_in_storage(home: Home, scans: Path, disk: Path) -> None:
    ballast = disk / "ballast"
    ballast.write_bytes(b"\0" * 2_500_000)
    storage = {"SKRYNIA_STORAGE": str(disk / "storage")}

    full = home.digitise(scans, **storage)

    assert full.status == 1
    assert full.says("STO-001", disk / "storage", "Free space")
    assert full.json["state"] == "Failed"
    assert full.json["aip"] is None
    assert list((disk / "storage").rglob("inventory.json")) == []

    ballast.unlink()
    answer = home.digitise(scans, **storage)
    assert answer.status == 0, answer.err
    assert answer.json["object_id"] == full.json["object_id"]
    assert answer.json["aip"]["version"] == "v1"
    assert home.run("verify", "--json", **storage).json["damaged"] == 0


def fills_up_in_work(home: Home, scans: Path, tmp_path: Path) -> None:
    ballast = home.folder.parent / "ballast"
    filling = tesseract_stand_in(
        tmp_path / "bin",
        f'case "$*" in *.tif*) cat /dev/zero >{ballast} 2>/dev/null;; esac',
    )

    full = home.digitise(scans, **filling)

    assert full.status in (1, 2)
    assert any(word in full.err for word in ("CAP-011", "FLOW-006", "FLOW-008")), full.err
    ballast.unlink()
    answer = home.digitise(scans)
    assert answer.status == 0, answer.err + answer.out
    assert home.run("verify", "--json").json["damaged"] == 0


class TestDatabase:
    def test_held_for_seconds_is_waited_for(self, home, scans):
        with closing(
            sqlite3.connect(home.folder / "skrynia.sqlite3", isolation_level=None)
        ) as held:
            held.execute("BEGIN EXCLUSIVE")
            call = home.start("digitise", scans, "--json")
            time.sleep(5)
            assert call.poll() is None
            held.execute("ROLLBACK")
            out, err = call.communicate(timeout=120)
        assert call.returncode == 0, err.decode()
        assert json.loads(out)["state"] == "Delivered"

    def test_held_for_ever_is_said(self, quiet_home, scans):
        with closing(sqlite3.connect(quiet_home.folder / "skrynia.sqlite3")) as held:
            held.execute("PRAGMA locking_mode = EXCLUSIVE")
            held.execute("BEGIN EXCLUSIVE")
            answer = quiet_home.digitise(scans)

        assert answer.refused("FLOW-005", "held by another program", "give the command again")

    def test_no_database_is_said(self, quiet_home, scans):
        (quiet_home.folder / "skrynia.sqlite3").write_bytes(b"tai ne duomenys " * 1000)

        answer = quiet_home.digitise(scans)

        assert answer.refused("FLOW-006", "not a database")
        assert (quiet_home.folder / "skrynia.sqlite3").stat().st_size == 16000
