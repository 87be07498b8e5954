import hashlib
import io
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.base import ChecksumList
from exporters.delivery.folder import deliver_to_folder
from exporters.errors import (
    DamagedSourceError,
    DeliveryFailedError,
    MissingFieldsError,
    UnsafePathError,
)
from schemas.validation import DocumentKind, check_xml

ROOT = Path(__file__).parents[2]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def contents_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_package_stands_there_with_its_digests(stored, tmp_path):
    made = stored(2)

    delivered = deliver_to_folder(made.plan(), made.read, tmp_path / "vepis")

    contents = contents_of(delivered.folder)
    assert delivered.folder == tmp_path / "vepis" / "x5k2n8d4wq"
    assert sorted(contents) == [
        "alto/0001.xml",
        "alto/0002.xml",
        "checksums.sha512",
        "dc.xml",
        "images/0001.jpg",
        "images/0002.jpg",
        "mets.xml",
    ]
    assert delivered.file_count == len(contents)
    assert delivered.size_bytes == sum(map(len, contents.values()))
    assert contents["images/0001.jpg"] == made.contents["rendered/access/0001 ą_1.tif.jpg"]
    assert check_xml(delivered.folder / "mets.xml", DocumentKind.METS) == []
    lines = contents.pop("checksums.sha512").decode().splitlines()
    assert lines == [
        f"{hashlib.sha512(content).hexdigest()}  {path}" for path, content in contents.items()
    ]
    assert names_in(tmp_path / "vepis") == ["x5k2n8d4wq"]


def test_delivering_again_gives_the_same(stored, tmp_path):
    made = stored(2)
    first = contents_of(deliver_to_folder(made.plan(), made.read, tmp_path).folder)

    again = contents_of(deliver_to_folder(made.plan(), made.read, tmp_path).folder)

    assert again == first
    assert names_in(tmp_path) == ["x5k2n8d4wq"]


def test_a_changed_object_replaces_the_package_whole(stored, tmp_path):
    large, small = stored(3), stored(1)
    folder = deliver_to_folder(large.plan(), large.read, tmp_path).folder
    (folder / "stray.txt").write_text("left by somebody")

    deliver_to_folder(small.plan(), small.read, tmp_path)

    assert not (folder / "images/0003.jpg").exists()
    assert not (folder / "stray.txt").exists()
    assert (folder / "images/0001.jpg").exists()
    assert names_in(tmp_path) == ["x5k2n8d4wq"]


def test_a_file_that_changed_in_storage_stops_the_delivery(stored, tmp_path):
    made = stored(2)
    before = contents_of(deliver_to_folder(made.plan(), made.read, tmp_path).folder)
    made.contents["alto/0002.xml"] = made.contents["alto/0002.xml"][::-1]

    with pytest.raises(DamagedSourceError) as stopped:
        deliver_to_folder(made.plan(), made.read, tmp_path)

    assert stopped.value.facts["path"] == "alto/0002.xml"
    assert contents_of(tmp_path / "x5k2n8d4wq") == before
    assert names_in(tmp_path) == ["x5k2n8d4wq"]


def test_a_reader_that_fails_leaves_nothing(stored, tmp_path):
    made = stored(2)

    def read(path: str) -> io.BytesIO:
        if path == "alto/0002.xml":
            raise OSError(5, "Input/output error")
        return made.read(path)

    with pytest.raises(DeliveryFailedError, match="Input/output error"):
        deliver_to_folder(made.plan(), read, tmp_path)

    assert names_in(tmp_path) == []


def test_what_is_missing_stops_before_anything_is_written(stored, tmp_path):
    made = stored(1)

    with pytest.raises(MissingFieldsError):
        deliver_to_folder(replace(made.plan(), missing=("title",)), made.read, tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_the_list_of_digests_may_use_another_algorithm(stored, tmp_path):
    made = stored(1)
    plan = replace(made.plan(), checksums=ChecksumList("md5.txt", "md5"))

    folder = deliver_to_folder(plan, made.read, tmp_path).folder

    digest = hashlib.md5((folder / "dc.xml").read_bytes()).hexdigest()
    assert f"{digest}  dc.xml\n" in (folder / "md5.txt").read_text()


def test_a_package_may_do_without_the_list(stored, tmp_path):
    made = stored(1)

    delivered = deliver_to_folder(replace(made.plan(), checksums=None), made.read, tmp_path)

    assert delivered.file_count == len(contents_of(delivered.folder)) == 4


@pytest.mark.parametrize(
    "path", ["../out.jpg", "/etc/out.jpg", "images/../../out.jpg", "", "Mets.XML", "dc.xml"]
)
def test_paths_that_lead_out_or_meet_are_refused(stored, tmp_path, path):
    made = stored(1)
    plan = made.plan()
    bad = replace(plan.files[0], delivered_path=path)

    with pytest.raises(UnsafePathError):
        deliver_to_folder(replace(plan, files=(bad,)), made.read, tmp_path / "in")

    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["..", "", ".", "a/b", "/tmp"])
def test_folder_names_that_lead_out_are_refused(stored, tmp_path, name):
    made = stored(1)

    with pytest.raises(UnsafePathError):
        deliver_to_folder(replace(made.plan(), folder_name=name), made.read, tmp_path / "in")


def test_a_place_that_is_a_file_is_named(stored, tmp_path):
    made = stored(1)
    (tmp_path / "file").write_text("x")

    with pytest.raises(DeliveryFailedError, match=r"EXP-004.*file"):
        deliver_to_folder(made.plan(), made.read, tmp_path / "file")


SLOW = """
import io, sys, time
from pathlib import Path
from exporters.base import DeliveryPlan, PlannedFile
from exporters.delivery.folder import deliver_to_folder
def read(path):
    print("reading", flush=True)
    time.sleep(60)
plan = DeliveryPlan("vepis", "ark:/99999/x1", "x1", (PlannedFile("a", "a", 1, "0"),), ())
deliver_to_folder(plan, read, Path(sys.argv[1]))
"""


def test_what_a_killed_delivery_left_is_cleared_but_not_what_another_is_writing(stored, tmp_path):
    made = stored(1)
    plan = replace(made.plan(), folder_name="x1")
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as slow:
        slow.stdout.readline()
        deliver_to_folder(plan, made.read, tmp_path)
        partials = [name for name in names_in(tmp_path) if ".partial-" in name]
        assert len(partials) == 1, "the other's work was taken away, or ours left behind"
        slow.send_signal(signal.SIGKILL)
    _until(lambda: slow.poll() is not None)

    deliver_to_folder(plan, made.read, tmp_path)

    assert names_in(tmp_path) == ["x1"]


def _until(condition) -> None:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()
