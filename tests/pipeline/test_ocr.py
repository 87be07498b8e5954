from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.engines.base import EngineError, EngineTimeoutError
from pipeline.engines.models import package_of
from pipeline.engines.registry import ENGINES, get_engine
from pipeline.engines.tesseract import TesseractEngine
from pipeline.errors import ModelMissingError, OcrMissingError
from pipeline.ocr import OcrRequest, check_model, recognise_page
from pipeline.reading.legible import keep_legible
from schemas.alto import parse_alto
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

BOX = Region(10, 10, 100, 20)


def text_of(*words: Word) -> PageText:
    return PageText(800, 600, (TextBlock(BOX, (TextLine(BOX, words),)),))


class Reader:
    """An engine that fails as told, then reads one word."""

    name = "reader"

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.calls = 0

    def version(self) -> str:
        return "1"

    def models(self) -> frozenset[str]:
        return frozenset({"lit"})

    def recognise(self, image: Path, model: str, time_limit_seconds: float) -> PageText:
        self.calls += 1
        if self.failures:
            raise self.failures.pop(0)
        return text_of(Word("Skrynia", BOX, 0.9), Word(" ", BOX, 0.99))


@pytest.fixture
def request_(tmp_path):
    return OcrRequest("ark:/99999/x1/p0001", tmp_path / "page.tif", tmp_path, "lit", 5.0)


@pytest.mark.unit
def test_blank_words_are_dropped_and_text_written(request_):
    result = recognise_page(request_, Reader())

    assert (result.word_count, result.confidence, result.was_read) == (1, 0.9, True)
    assert (request_.folder / "text.txt").read_text() == "Skrynia\n"
    written = parse_alto((request_.folder / "alto.xml").read_bytes())
    assert [word.text for word in written.words] == ["Skrynia"]


@pytest.mark.unit
def test_engine_that_was_killed_is_called_once_more(request_):
    reader = Reader(EngineError("ended by signal 9"))

    assert recognise_page(request_, reader).was_read
    assert reader.calls == 2


@pytest.mark.unit
@pytest.mark.parametrize(
    ("failures", "code", "calls"),
    [
        ((EngineError("no"), EngineError("no")), "QA-OCR-01", 2),
        ((EngineTimeoutError("more than 5 s"),), "QA-OCR-02", 1),
    ],
)
def test_page_that_cannot_be_read_is_a_finding(request_, failures, code, calls):
    reader = Reader(*failures)

    result = recognise_page(request_, reader)

    [finding] = result.findings
    assert (finding.code, reader.calls, result.was_read) == (code, calls, False)
    assert not (request_.folder / "alto.xml").exists()


@pytest.mark.unit
def test_block_without_words_goes_and_illustration_stays():
    page = text_of(Word("x", BOX, 0.0))
    picture = TextBlock(BOX, (), kind="illustration")

    kept = keep_legible(replace(page, blocks=(*page.blocks, picture)))

    assert kept.blocks == (picture,)


@pytest.mark.unit
def test_missing_model_is_named_with_its_package():
    with pytest.raises(ModelMissingError) as refused:
        check_model("lit+Fraktur", Reader())

    assert refused.value.facts["missing"] == "Fraktur"
    assert "tesseract-ocr-script-frak" in str(refused.value)
    assert package_of("chi_sim") == "chi-sim"


@pytest.mark.unit
def test_missing_engine_is_said():
    class Absent(Reader):
        def models(self) -> frozenset[str]:
            raise EngineError("tesseract is not installed")

    with pytest.raises(OcrMissingError):
        check_model("lit", Absent())


@pytest.mark.unit
def test_registry_takes_another_engine():
    ENGINES["reader"] = Reader
    try:
        assert get_engine("reader").version() == "1"
    finally:
        del ENGINES["reader"]


@pytest.mark.integration
def test_tesseract_reads_a_drawn_page(request_):
    page = np.full((300, 1200), 255, np.uint8)
    cv2.putText(page, "Skrynia 1905", (60, 180), cv2.FONT_HERSHEY_COMPLEX, 3, 0, 6)
    image = request_.folder / "page.png"
    cv2.imwrite(str(image), page)

    result = recognise_page(
        replace(request_, image=image, time_limit_seconds=60), TesseractEngine()
    )

    assert (request_.folder / "text.txt").read_text().split() == ["Skrynia", "1905"]
    assert result.confidence is not None
    assert result.confidence > 0.8
    assert result.engine_version.startswith("5.")


@pytest.mark.integration
def test_tesseract_stops_at_its_time_limit(request_):
    page = np.full((3000, 2400), 255, np.uint8)
    for line in range(60):
        cv2.putText(page, "knyga " * 12, (60, 60 + 48 * line), cv2.FONT_HERSHEY_COMPLEX, 1, 0, 2)
    image = request_.folder / "page.png"
    cv2.imwrite(str(image), page)

    result = recognise_page(
        replace(request_, image=image, time_limit_seconds=0.3), TesseractEngine()
    )

    assert [finding.code for finding in result.findings] == ["QA-OCR-02"]
