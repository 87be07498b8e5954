"""Killed at any moment, the same command finishes the object: nothing twice, nothing half."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.journey.calls import Home, tesseract_stand_in, wait_until

pytestmark = pytest.mark.journey

#: Where a run is killed, one after the other, and what of the pages must be done by then.
DEATHS = {
    "before anything is copied": ("ONE", 1, "open", ".part-&/capture/"),
    "within the first copy": ("GROUP", 1, "os.rename", "/capture/0001.tif"),
    "before the last capture is marked": ("ONE", 1, "os.rename", "capture-0003.tif.done.json"),
    "before the first text": ("GROUP", 1, "os.rename", "/alto.xml"),
    "before the last page is marked": ("ONE", 1, "os.rename", "p0003/ocr.done.json"),
    "while the object is described": ("GROUP", 1, "os.rename", "/metadata/premis.xml"),
    "at the first file in storage": ("ONE", 1, "os.rename", "/content/master/0001.tif"),
    "half-way into storage": ("GROUP", 1, "os.rename", "/content/access/p0002.tif"),
    "before the version is there": ("ONE", 1, "os.rename", "inventory.json"),
    "stored, not yet recorded": ("GROUP", 1, "open", "/v1/content/mets.xml"),
    "recorded, work not cleared": ("ONE", 1, "shutil.rmtree", "/work/x"),
    "ready, half delivered": ("GROUP", 1, "os.rename", "/outbox/"),
}


def die(home: Home, death: str, scans: Path, **more: str) -> None:
    whom, count, event, words = DEATHS[death]
    program = (sys.executable, "-m", "tests.journey.dying", whom, str(count), event, words, "--")
    call = home.start("digitise", scans, "--json", before=program, **more)
    out, err = call.communicate(timeout=120)
    assert call.returncode == -signal.SIGKILL, f"{death}: {call.returncode} {err.decode()}"
    assert not out


def marked(home: Home) -> dict[str, int]:
    """The pages' finished steps, with the time of each."""
    found = home.work.glob("x*/pages/*/*.done.json")
    return {str(path.relative_to(home.work)): path.stat().st_mtime_ns for path in found}


def is_finished(home: Home, scans: Path) -> bool:
    """The object is through, once, whole, and nothing of the work is left."""
    [row] = home.objects()
    assert row["state"] == "Delivered"
    shown = home.run("show", row["object_id"], "--json").json
    assert [page["state"] for page in shown["pages"]] == ["done"] * len(list(scans.iterdir()))
    assert shown["aip"]["version"] == "v1"
    assert len(shown["exports"]) == 1
    assert [p.name for p in Path(shown["aip"]["path"]).iterdir() if p.is_dir()] == ["v1"]
    assert home.run("verify", "--json").json["damaged"] == 0
    assert list(home.work.iterdir()) == []
    left = [p for p in home.folder.rglob("*") if ".part-" in p.name or ".partial-" in p.name]
    assert left == []
    assert [p.name for p in (home.folder / "outbox" / "vepis").iterdir()] == [
        row["object_id"].rpartition("/")[2]
    ]
    return True


def is_whole(home: Home) -> bool:
    """What stands under a final name is whole, at whatever moment the run was killed."""
    for path in home.work.glob("x*/**/*.done.json"):
        said = json.loads(path.read_text())
        for name, size in said["files"].items():
            assert (path.parent / name).stat().st_size == size
    for path in home.folder.glob("storage/**/v1/inventory.json"):
        assert json.loads(path.read_text())["head"] == "v1"
    return True


def test_killed_at_twelve_moments_in_turn(home, scans, tmp_path):
    log = tmp_path / "read.log"
    counting = tesseract_stand_in(
        tmp_path / "bin", f'case "$*" in *.tif*|*.png*) echo "$1" >>{log};; esac'
    )
    in_turn = counting | {"SKRYNIA_WORKERS": "1"}
    before: dict[str, int] = {}

    for death in DEATHS:
        die(home, death, scans, **in_turn)
        assert is_whole(home), death
        if marks := marked(home):
            kept = {name: marks[name] for name in before}
            assert kept == before, f"{death}: a finished step was done again"
            before = marks

    answer = home.digitise(scans)

    assert answer.status == 0
    assert answer.json["already"] is True, "it was kept by the run before"
    assert is_finished(home, scans)
    # Three pages, and each of the two killings within reading costs the page then in work.
    assert len(log.read_text().splitlines()) == 3 + 2


def test_killed_early_and_late_then_finished_in_one_run(home, scans):
    die(home, "before the last capture is marked", scans, SKRYNIA_WORKERS="1")

    answer = home.digitise(scans)

    assert answer.status == 0
    assert answer.json["already"] is False
    assert is_finished(home, scans)


def test_orphans_of_a_killed_command_do_no_harm(home, scans, tmp_path):
    gate, began = tmp_path / "gate", tmp_path / "began"
    held = tesseract_stand_in(
        tmp_path / "bin",
        f'case "$*" in *.tif*) touch {began}; while [ ! -e {gate} ]; do sleep 0.05; done;; esac',
    )
    call = home.start("digitise", scans, "--json", **held)
    assert wait_until(began.exists)
    children = psutil.Process(call.pid).children(recursive=True)
    os.kill(call.pid, signal.SIGKILL)
    call.communicate()

    answer = home.digitise(scans)
    gate.touch()

    assert answer.status == 0
    assert is_finished(home, scans)
    assert psutil.wait_procs(children, timeout=20)[1] == []
    assert is_finished(home, scans)


def test_two_processes_on_one_folder_make_one_object(home, scans, tmp_path):
    gate, began = tmp_path / "gate", tmp_path / "began"
    held = tesseract_stand_in(
        tmp_path / "bin",
        f'case "$*" in *.tif*) touch {began}; while [ ! -e {gate} ]; do sleep 0.05; done;; esac',
    )
    first = home.start("digitise", scans, "--json", **held)
    assert wait_until(began.exists)

    second = home.digitise(scans)

    assert second.status == 2
    assert second.says("FLOW-002", f"(pid {first.pid})", "Wait until it has finished")
    gate.touch()
    out, err = first.communicate(timeout=120)
    assert first.returncode == 0, err.decode()
    assert json.loads(out)["object_id"] == second.json["object_id"]
    assert is_finished(home, scans)


def test_two_processes_started_at_once_make_one_object(home, scans):
    calls = [home.start("digitise", scans, "--json") for _ in range(2)]
    ends = [(*call.communicate(timeout=120), call.returncode) for call in calls]

    for _, err, status in ends:
        assert b"Traceback" not in err
        assert status == 0 or (status == 2 and b"FLOW-002" in err), err.decode()
    assert 0 in [status for _, _, status in ends]
    assert is_finished(home, scans)


def test_prefect_server_killed_in_the_middle(quiet_home, scans, tmp_path):
    gate, began = tmp_path / "gate", tmp_path / "began"
    held = tesseract_stand_in(
        tmp_path / "bin",
        f'case "$*" in *.tif*) touch {began}; while [ ! -e {gate} ]; do sleep 0.05; done;; esac',
    )
    call = quiet_home.start("digitise", scans, "--json", **held)
    assert wait_until(began.exists)
    server = json.loads((quiet_home.folder / "prefect" / "server.json").read_text())
    for pid in (server["keeper"], server["pid"]):
        os.kill(pid, signal.SIGKILL)
    gate.touch()
    began_waiting = time.monotonic()

    _, err = call.communicate(timeout=120)

    assert time.monotonic() - began_waiting < 90
    assert b"Traceback" not in err
    if call.returncode:
        assert b"FLOW-007" in err, err.decode()
        assert b"give the command again" in err
    answer = quiet_home.digitise(scans)
    assert answer.status == 0, answer.err
    assert is_finished(quiet_home, scans)
