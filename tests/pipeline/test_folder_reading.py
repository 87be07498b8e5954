"""A folder read where it lies: results, going on, one bad page among good ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.errors import ModelMissingError
from pipeline.folder_reading import FolderReading, ReadingRequest, read_folder_text
from pipeline.output_errors import OutFolderBusyError, OutFolderError
from schemas.alto import parse_alto
from schemas.reading import Script
from tests.journey.calls import write_page
from tests.pipeline.pdf.made import read_out

pytestmark = pytest.mark.integration


def request(scans: Path, out: Path, **more: object) -> ReadingRequest:
    return ReadingRequest(scans, out, **{"model": "lit", "workers": 2, **more})


@pytest.fixture(scope="module")
def scans(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    for number in (1, 2):
        write_page(folder / f"{number}.tif", number)
    Image.fromarray(np.full((700, 900), 230, np.uint8)).save(folder / "3.jpg", dpi=(300, 300))
    (folder / "4.tif").write_text("no image")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("results") / "new" / "folder"


@pytest.fixture(scope="module")
def reading(scans, out) -> FolderReading:
    return read_folder_text(request(scans, out))


def state(out: Path) -> dict[str, tuple[int, int]]:
    return {p.name: (p.stat().st_size, p.stat().st_mtime_ns) for p in out.iterdir() if p.is_file()}


def test_every_page_has_its_files_and_the_object_its_document(reading, out):
    texts = {f"{name}{end}" for name in "123" for end in (".txt", ".alto.xml", ".hocr")}

    assert {path.name for path in out.iterdir()} == texts | {"object.pdf", ".skrynia"}
    words = (out / "1.txt").read_text().split()
    assert set(words) & {"knyga", "senas", "metai", "sodas", "laukas", "rytas", "diena", "kelias"}
    alto = parse_alto((out / "1.alto.xml").read_bytes())
    assert [word.text for word in alto.words] == words
    assert (alto.width_px, alto.height_px) == (900, 700)


def test_document_holds_all_pages_in_order_with_their_words(reading, out):
    pages = read_out(out / "object.pdf").split("\f")

    assert pages[0].split() == (out / "1.txt").read_text().split()
    assert pages[1].split() == (out / "2.txt").read_text().split()
    with pikepdf.open(out / "object.pdf") as pdf:
        assert len(pdf.pages) == 4
        assert [bool(page.Resources.get("/XObject")) for page in pdf.pages] == [True] * 3 + [False]


def test_bad_page_is_told_and_an_empty_one_is_no_fault(reading):
    one, two, empty, bad = reading.pages

    assert [page.page.name for page in reading.failed] == ["4"]
    assert [finding.code for finding in bad.findings] == ["QA-FILE-01"]
    assert bad.files == {}
    assert one.text is not None
    assert one.text.words > 10
    assert two.text is not None
    assert two.text.confidence > 0.5
    assert empty.text is not None
    assert empty.text.words == 0


def test_again_reads_nothing_and_changes_nothing(scans, out, reading):
    before = state(out)

    again = read_folder_text(request(scans, out))

    assert [page.was_kept for page in again.pages] == [True, True, True, False]
    texts = {name: when for name, when in state(out).items() if name != "object.pdf"}
    assert texts == {name: when for name, when in before.items() if name != "object.pdf"}
    assert before["object.pdf"][0] == state(out)["object.pdf"][0]


def test_goes_on_where_something_is_missing(scans, tmp_path):
    """The text that is gone is read again; when all is there, nothing waits any more."""
    few = tmp_path / "few"
    few.mkdir()
    for name in ("1.tif", "2.tif"):
        (few / name).write_bytes((scans / name).read_bytes())
    out = tmp_path / "out"
    read_folder_text(request(few, out))
    whole = (out / "object.pdf").read_bytes()
    (out / "2.hocr").unlink()
    again = read_folder_text(request(few, out))

    assert [page.was_kept for page in again.pages] == [True, False]
    (out / "object.pdf").unlink()
    once_more = read_folder_text(request(few, out))
    assert [page.was_kept for page in once_more.pages] == [True, True]
    assert (out / "object.pdf").read_bytes() == whole
    assert not list((out / ".skrynia").glob("*.page"))
    assert not list((out / ".skrynia").glob("*.work"))


def test_changed_scan_is_read_anew(scans, tmp_path):
    few = tmp_path / "few"
    few.mkdir()
    write_page(few / "1.tif", 1)
    read_folder_text(request(few, tmp_path / "out"))
    before = (tmp_path / "out" / "1.txt").read_text()
    write_page(few / "1.tif", 7)

    again = read_folder_text(request(few, tmp_path / "out"))

    assert not again.pages[0].was_kept
    assert (tmp_path / "out" / "1.txt").read_text() != before


def test_slow_page_is_told_and_keeps_its_picture(scans, tmp_path):
    few = tmp_path / "few"
    few.mkdir()
    write_page(few / "1.tif", 1)

    reading = read_folder_text(request(few, tmp_path / "out", ocr_seconds=0.001))

    assert [finding.code for finding in reading.pages[0].findings] == ["QA-OCR-02"]
    with pikepdf.open(tmp_path / "out" / "object.pdf") as pdf:
        assert "/XObject" in pdf.pages[0].Resources


def test_results_beside_the_scans_are_no_scans(scans, tmp_path):
    write_page(tmp_path / "1.tif", 1)
    read_folder_text(request(tmp_path, tmp_path))

    again = read_folder_text(request(tmp_path, tmp_path))

    assert [page.page.name for page in again.pages] == ["1"]
    assert again.pages[0].was_kept


def test_where_nothing_can_be_written_nothing_is_read(scans, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutFolderError):
        read_folder_text(request(scans, tmp_path / "file"))
    with pytest.raises(ModelMissingError):
        read_folder_text(replace(request(scans, tmp_path / "out"), model="klingon"))
    assert not (tmp_path / "out").exists()


def test_two_runs_do_not_share_a_folder(scans, out, reading):
    import fcntl  # noqa: PLC0415 -- only here

    with (out / ".skrynia" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutFolderBusyError):
            read_folder_text(request(scans, out))


def test_marker_names_what_it_speaks_of(out, reading):
    marker = json.loads((out / ".skrynia" / "1.text.done.json").read_bytes())

    assert set(marker["files"]) == {"../1.txt", "../1.alto.xml", "../1.hocr"}


def test_machine_finds_the_way_and_says_why(scans, tmp_path):
    few = tmp_path / "few"
    few.mkdir()
    write_page(few / "1.tif", 1)

    reading = read_folder_text(request(few, tmp_path / "out", model="auto"))

    [page] = reading.pages
    assert page.text is not None
    assert page.text.words > 10
    assert page.text.reading.script is Script.ANTIQUA
    assert page.text.reading.reasons
    assert page.text.reading.model
    again = read_folder_text(request(few, tmp_path / "out", model="auto"))
    assert again.pages[0].text == page.text
