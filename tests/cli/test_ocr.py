"""``skrynia ocr`` as it is called: exit status, JSON by its contract, no catalogue, no server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image

from tests.cli.test_qa import LOADED
from tests.journey.calls import ROOT, Home, environment_of_calls, write_page

pytestmark = pytest.mark.integration
SCHEMA = json.loads((ROOT / "docs/contracts/ocr.schema.json").read_text())


@pytest.fixture
def home(tmp_path) -> Home:
    """A home that does not exist, and is not to."""
    return Home(tmp_path / "home", environment_of_calls())


@pytest.fixture(scope="module")
def scans(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    write_page(folder / "1.tif", 1)
    Image.fromarray(np.full((300, 400), 230, np.uint8)).save(folder / "2.jpg", dpi=(300, 300))
    (folder / "3.tif").write_text("no image")
    (folder / "notes.txt").write_text("nothing to see")
    return folder


def test_folder_in_json_by_its_contract(home, scans, tmp_path):
    out = tmp_path / "out"

    answer = home.run("ocr", scans, "--out", out, "--model", "lit", "--json")

    jsonschema.validate(answer.json, SCHEMA)
    assert answer.status == 1
    told = [(p["name"], p["state"], p["page"], p["model"]) for p in answer.json["pages"]]
    assert told[0][:3] == ("1", "read", 1)
    assert told[1][:3] == ("2", "empty", 2)
    assert told[2] == ("3", "failed", 3, None)
    first, _, bad = answer.json["pages"]
    assert first["files"] == {"text": "1.txt", "alto": "1.alto.xml", "hocr": "1.hocr"}
    assert all((out / name).is_file() for name in first["files"].values())
    assert first["words"] > 10
    assert [finding["code"] for finding in bad["findings"]] == ["QA-FILE-01"]
    assert answer.json["failed"] == 1
    assert answer.json["ignored"] == [{"path": "notes.txt", "reason": "no image"}]
    assert (out / answer.json["document"]).read_bytes()[:5] == b"%PDF-"
    assert not home.folder.exists()


def test_file_by_itself_ends_well_and_says_where_it_is(home, scans, tmp_path):
    answer = home.run("ocr", scans / "1.tif", "--out", tmp_path / "out", "--model", "lit")

    assert answer.status == 0
    assert "1 page" in answer.out
    assert str(tmp_path / "out" / "object.pdf") in answer.out
    again = home.run("ocr", scans / "1.tif", "--out", tmp_path / "out", "--model", "lit")
    assert "read before: 1" in again.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("absent", "--out", "{out}"), ("CAP-001",)),
        (("{scans}/notes.txt", "--out", "{out}"), ("CAP-009",)),
        (("{scans}", "--out", "{out}", "--model", "klingon"), ("OCR-002", "klingon")),
        (("{scans}", "--out", "/proc/nowhere"), ("OUT-001", "/proc/nowhere")),
        (("{scans}", "--out", "{scans}/1.tif"), ("1.tif",)),
        (("{scans}",), ("--out",)),
        (("{scans}", "--out", "{out}", "--workers", "0"), ("workers",)),
    ],
)
def test_refused_call_does_nothing(home, scans, tmp_path, arguments, words):
    given = (str(a).format(scans=scans, out=tmp_path / "out") for a in arguments)

    answer = home.run("ocr", *given)

    assert (answer.status, answer.out) == (2, "")
    assert answer.says(*words)
    assert not (tmp_path / "out").exists()


def test_neither_django_nor_prefect_is_loaded(home, scans, tmp_path):
    words = ["ocr", str(scans / "2.jpg"), "--out", str(tmp_path / "out"), "--model", "lit"]
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *words, "--lang", "en"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=home.environment | {"PATH": os.environ["PATH"]},
    )

    assert ended.stderr.endswith("0 []")
