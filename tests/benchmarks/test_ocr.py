"""The comparison with OCRmyPDF: its arithmetic, and both sides on two small pages."""

import cv2
import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from tests.benchmarks import ocr
from tests.benchmarks.ocr import Compared, Reading, ReadingSpeed, errors_in, missed, plain
from tests.evaluation.character_errors import CharacterErrors
from tests.judges import is_ready


def speed_of(ours: float, theirs: float, our_errors: int = 10, their_errors: int = 10):
    sides = (
        Reading(ours, CharacterErrors(our_errors, 1000), 9000),
        Reading(theirs, CharacterErrors(their_errors, 1000), 9000),
    )
    return ReadingSpeed(2, (Compared("a", 4, *sides), Compared("b", 2, *sides)))


def test_ratio_and_pages_a_minute():
    speed = speed_of(10, 18)

    assert speed.ratio == pytest.approx(1.8)
    assert speed.pages_a_minute("ours") == pytest.approx(18)
    assert missed(speed) == []
    assert plain(speed)["ours"] == {"pages_a_minute": 18.0, "character_errors": 0.01}


@pytest.mark.parametrize(
    ("speed", "miss"),
    [(speed_of(10, 16.9), "1.69"), (speed_of(10, 18, our_errors=12), "1.20% character errors")],
)
def test_missed_targets_are_named(speed, miss):
    [found] = missed(speed)

    assert miss in found
    ocr.print_speed(speed, Console(quiet=True))


def test_errors_are_counted_over_all_pages_folded_alike():
    assert errors_in(["ſena kny-\ngos", "xb"], ["sena knygos", "ab"]) == CharacterErrors(1, 13)


@pytest.mark.integration
@pytest.mark.skipif(not is_ready("ocrmypdf"), reason="made by: python -m tests.judges ocrmypdf")
def test_both_sides_read_the_same_pages(tmp_path):
    words = ["KALNAI", "ROMANCE"]
    images = []
    for number, word in enumerate(words):
        page = np.full((400, 900), 245, np.uint8)
        cv2.putText(page, word, (120, 220), cv2.FONT_HERSHEY_COMPLEX, 3, 20, 6, cv2.LINE_AA)
        images.append(tmp_path / f"{number}.png")
        Image.fromarray(page).save(images[-1], dpi=(300, 300))
    folder = tmp_path / "work"
    folder.mkdir()

    ours = ocr.read_with_skrynia(images, words, folder, 1)
    theirs = ocr.read_with_ocrmypdf(images, words, folder, 1, "lit")

    for side in (ours, theirs):
        assert side.errors.errors <= 2
        assert side.pdf_bytes > 1000
        assert side.seconds > 0
