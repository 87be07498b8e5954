import hashlib

import cv2
import numpy as np
import pytest

from pipeline.context import PageContext, PagePart, ScanSource
from pipeline.ocr import OcrResult
from pipeline.page import FileToTake, PageJob, is_unread_print, walk_page
from qa.report import QaReport, Signature
from schemas.pages import PageRole, RecipePart


@pytest.fixture
def scan(tmp_path):
    page = np.full((1400, 1000), 235, np.uint8)
    for line in range(14):
        cv2.putText(page, "Motiejus vaiksto", (90, 160 + 80 * line), 3, 2, 30, 4)
    path = tmp_path / "scans" / "0001.tif"
    path.parent.mkdir()
    cv2.imwrite(str(path), page)
    return path


def job_for(scan, folder, expected=None):
    digest = expected or hashlib.sha512(scan.read_bytes()).hexdigest()
    file = FileToTake(1, scan, scan.name, digest)
    capture = folder / "capture"
    part = PagePart(ScanSource(1, capture / file.copy_name, 0, digest), RecipePart(1))
    page = PageContext("ark:/99999/x1", "ark:/99999/x1/p0001", 1, folder / "p0001", (part,))
    return PageJob(
        page, 1, PageRole.TEXT, "", (file,), ((1, 1),), capture, "lit", "tesseract", 60.0
    )


@pytest.mark.integration
def test_page_is_captured_judged_derived_and_read_once(scan, tmp_path):
    job = job_for(scan, tmp_path / "work")

    first = walk_page(job)
    marks = {p: p.stat().st_mtime_ns for p in (tmp_path / "work").rglob("*.done.json")}
    second = walk_page(job)

    assert first.is_done
    assert "Motiejus" in first.text
    assert {p.name for p in job.page.folder.iterdir()} >= {
        "pyramid.tif", "thumbnail.jpg", "alto.xml", "text.txt",
    }  # fmt: skip
    assert second.ocr == first.ocr
    assert second.report == first.report
    assert {p: p.stat().st_mtime_ns for p in marks} == marks


@pytest.mark.integration
def test_half_a_scan_is_a_finding_and_no_step_breaks_down(scan, tmp_path):
    cut = scan.with_name("cut.tif")
    cut.write_bytes(scan.read_bytes()[: scan.stat().st_size // 3])

    outcome = walk_page(job_for(cut, tmp_path / "work"))

    assert outcome.error is None
    assert {f.code for f in outcome.findings} & {"QA-FILE-01", "QA-FILE-03"}
    assert (tmp_path / "work" / "capture" / "0001.tif").exists(), "the master is safe"


@pytest.mark.integration
def test_scan_that_changed_since_it_was_planned_is_not_taken(scan, tmp_path):
    outcome = walk_page(job_for(scan, tmp_path / "work", expected="0" * 128))

    assert outcome.error is not None
    assert outcome.error.code == "CAP-005"
    assert not outcome.is_done


@pytest.mark.integration
def test_master_that_the_reader_cannot_open_is_read_from_its_access_copy(scan, tmp_path):
    """JPEG that ends early: libvips shows what there is, Tesseract's own decoder refuses it."""
    image = cv2.imread(str(scan))
    cut = scan.with_name("cut.jpg")
    cv2.imwrite(str(cut), image)
    cut.write_bytes(cut.read_bytes()[: int(cut.stat().st_size * 0.8)])

    outcome = walk_page(job_for(cut, tmp_path / "work"))

    assert "QA-FILE-03" in {f.code for f in outcome.findings}
    assert "Motiejus" in outcome.text


@pytest.mark.unit
@pytest.mark.parametrize(
    ("not_applicable", "words", "unread"),
    [((), 0, True), ((), 3, False), ((("skew", "no-lines"),), 0, False)],
)
def test_lines_without_a_word_are_unread_print(not_applicable, words, unread):
    report = QaReport((), not_applicable, Signature(1, 1, b"", False), "book", "1")
    read = OcrResult(words, None, "tesseract", "5.3.0", "lit")

    assert is_unread_print(report, read) is unread
