import importlib.metadata
import sys

import pytest

from pipeline.engines import rapidocr
from tests.pipeline.engines.drawn import line_of

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _weights():
    if not rapidocr.is_installed():
        pytest.skip("the weights of RapidOCR are not installed")


def test_a_line_is_read_with_its_letters():
    [read] = rapidocr.read_lines([line_of("Kaip šviesa žemėje")])

    assert read.text == "Kaip šviesa žemėje"
    assert read.confidence > 0.9
    assert len(read.steps) == len(read.text)


def test_the_true_text_is_likelier_than_a_false_one():
    [read] = rapidocr.read_lines([line_of("Vernunft")])
    end = len(read.probabilities)

    assert read.likelihood_of("Vernunft", 0, end) > read.likelihood_of("Veruuuft", 0, end) + 3
    assert read.likelihood_of("Vernunftж", 0, end) < read.likelihood_of("Vernunft", 0, end)


def test_nothing_else_is_looked_for_than_european_print():
    assert {"ą", "ſ", "ł", "7", "»"} <= set(rapidocr.alphabet())
    assert not {"中", "ж", "א", "@"} & set(rapidocr.alphabet())


def test_its_package_with_network_and_screen_is_never_loaded():
    rapidocr.read_lines([line_of("a")])

    assert "rapidocr" not in sys.modules


def test_the_headless_opencv_is_the_only_one():
    names = {(one.metadata["Name"] or "").lower() for one in importlib.metadata.distributions()}

    assert {name for name in names if name.startswith("opencv")} == {"opencv-python-headless"}
