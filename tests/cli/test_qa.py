"""``skrynia qa`` as it is called: exit status, JSON by its contract, nothing left behind."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from tests.journey.calls import ROOT, Home, environment_of_calls
from tests.qa.drawn import blurred, printed, turned

pytestmark = pytest.mark.integration
SCHEMA = json.loads((ROOT / "docs/contracts/qa.schema.json").read_text())

#: Runs the command in this process and tells how it ended and what it loaded.
LOADED = """
import sys
sys.argv = ["skrynia", *sys.argv[1:]]
from cli.main import main
try:
    main()
except SystemExit as end:
    heavy = {"django", "prefect", "catalogue", "sqlite3"} & set(sys.modules)
    sys.stderr.write(f"{end.code} {sorted(heavy)}")
"""


@pytest.fixture
def home(tmp_path) -> Home:
    """A home that does not exist, and is not to."""
    return Home(tmp_path / "home", environment_of_calls())


@pytest.fixture(scope="module")
def scans(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    for number, page in enumerate((printed(1), turned(printed(2), 2), blurred(printed(3), 4)), 1):
        Image.fromarray(page).save(folder / f"{number}.jpg", dpi=(300, 300), quality=92)
    Image.fromarray(printed(1)).save(folder / "4.jpg", dpi=(300, 300), quality=92)
    (folder / "5.tif").write_text("no image")
    (folder / "0_target.jpg").write_bytes((folder / "1.jpg").read_bytes())
    (folder / "notes.txt").write_text("nothing to see")
    return folder


def test_folder_in_json_by_its_contract(home, scans):
    answer = home.run("qa", scans, "--json")

    jsonschema.validate(answer.json, SCHEMA)
    assert answer.status == 1
    assert [(f["path"], f["page"], f["verdict"]) for f in answer.json["files"]] == [
        ("1.jpg", 1, "accept"),
        ("2.jpg", 2, "look"),
        ("3.jpg", 3, "rescan"),
        ("4.jpg", 4, "look"),
        ("5.tif", 5, "rescan"),
    ]
    _, skew = answer.json["files"][1]["findings"]
    assert skew["measured"] == pytest.approx(2, abs=0.1)
    assert (skew["code"], skew["limit"], skew["unit"]) == ("QA-SKEW-01", 1, "°")
    assert skew["message"].startswith("The page stands")
    [double] = answer.json["sequence"]
    assert (double["code"], double["path"], double["page"]) == ("QA-SEQ-01", "4.jpg", 4)
    assert answer.json["other_scans"] == [
        {"path": "0_target.jpg", "page_in_file": 1, "role": "target", "verdict": "accept"}
    ]
    assert answer.json["ignored"] == [{"path": "notes.txt", "reason": "no image"}]
    assert not home.folder.exists()


def test_sound_file_ends_with_nothing_to_do(home, scans):
    answer = home.run("qa", scans / "1.jpg")

    assert (answer.status, answer.out.strip()) == (0, "1 page · Accept: 1")


def test_people_read_what_wants_them(home, scans, tmp_path):
    report = tmp_path / "report.html"

    answer = home.run("qa", scans, "--html", report)

    assert answer.status == 1
    assert "QA-FOCUS-01" in answer.out
    assert "Rescan: 2" in answer.out
    assert answer.says("Report:", report)
    assert report.read_text().startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("absent",), ("CAP-001",)),
        (("{scans}/notes.txt",), ("CAP-009",)),
        (("{scans}", "--capture-profile", "odd"), ("CAP-007", "odd")),
        (("{scans}", "--profile", "odd"), ("odd",)),
        (("{scans}", "--html", "{scans}/absent/report.html"), ("There is no folder", "absent")),
        (("{scans}", "--html", "{scans}"), ("directory",)),
    ],
)
def test_refused_call_does_nothing(home, scans, arguments, words):
    answer = home.run("qa", *(str(a).format(scans=scans) for a in arguments))

    assert (answer.status, answer.out) == (2, "")
    assert answer.says(*words)


def test_neither_django_nor_prefect_is_loaded(home, scans):
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, "qa", str(scans / "1.jpg"), "--lang", "en"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=home.environment,
    )

    assert ended.stderr.endswith("0 []")
