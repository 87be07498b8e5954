import cv2
import pytest

from pipeline.engines.library import turned_about
from pipeline.engines.tesseract import TesseractEngine, has_library, is_script
from tests.journey.calls import tesseract_stand_in
from tests.pipeline.engines.drawn import page_of

pytestmark = pytest.mark.integration


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "page.png"
    cv2.imwrite(str(file), page_of(["Lietuvos žemė", "ir jos žmonės"]))
    return file


@pytest.fixture
def asked_anew():
    has_library.cache_clear()
    yield
    has_library.cache_clear()


def test_library_and_program_read_the_same(page, tmp_path, monkeypatch, asked_anew):
    if not has_library():
        pytest.skip("tesserocr is not installed")
    by_library = TesseractEngine().recognise(page, "lit", 60)
    monkeypatch.setenv("PATH", tesseract_stand_in(tmp_path / "bin", "")["PATH"])
    has_library.cache_clear()
    by_program = TesseractEngine().recognise(page, "lit", 60)

    assert by_library.plain == by_program.plain == "Lietuvos žemė\nir jos žmonės"
    assert (by_library.width_px, by_library.height_px) == (1400, by_program.height_px)
    for one, other in zip(by_library.words, by_program.words, strict=True):
        assert abs(one.region.x - other.region.x) <= 2
        assert abs(one.confidence - other.confidence) < 0.1


def test_a_wrapper_around_the_program_is_called(page, tmp_path, monkeypatch, asked_anew):
    log = tmp_path / "called"
    stand_in = tesseract_stand_in(tmp_path / "bin", f'case "$*" in *page.png*) touch {log};; esac')
    monkeypatch.setenv("PATH", stand_in["PATH"])

    assert TesseractEngine().recognise(page, "lit", 60).words
    assert log.exists()
    assert is_script(tmp_path / "bin" / "tesseract")


def test_words_from_right_to_left_are_spelt_in_order():
    assert turned_about(",\u05b8\u05d0\u05d3") == "\u05d3\u05d0\u05b8,"
    assert turned_about("1905-\u05d1") == "\u05d1-1905"
