"""Page images by profile: resolution, size, black and white unharmed."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.pdf import page_image as subject
from pipeline.pdf.document import PdfPage, write_pdf
from pipeline.pdf.metadata import DocumentInfo
from pipeline.pdf.page_image import BOUNDS, PdfProfile, page_image, page_size
from tests.pipeline.pdf.made import pyramid_of

READING, PRINTING = PdfProfile.READING, PdfProfile.PRINTING


def drawn(width: int = 1200, height: int = 1600) -> np.ndarray:
    page = np.full((height, width), 230, np.uint8)
    for row in range(100, height - 60, 80):
        cv2.putText(page, "Kalnai kelmuoti", (80, row), cv2.FONT_HERSHEY_COMPLEX, 2, 30, 3)
    return page


@pytest.mark.parametrize(
    ("ppi", "profile", "width"),
    [
        (300, READING, 600), (400, READING, 600), (600, READING, 300), (250, READING, 1056),
        (150, READING, 1200), (300, PRINTING, 1200), (600, PRINTING, 600), (72, READING, 600),
    ],
)  # fmt: skip
def test_resolution_by_profile(tmp_path, ppi, profile, width):
    """A level of the pyramid is taken where one suits; 72 is no resolution of a scanner."""
    path = pyramid_of(tmp_path / "1.tif", drawn(), ppi)

    image = page_image(path, profile)

    assert image.width_px == pytest.approx(width, abs=2)
    assert Image.open(io.BytesIO(image.data)).size == (image.width_px, image.height_px)
    assert page_size(path).ppi == pytest.approx(300 if ppi == 72 else ppi, rel=0.01)


def test_noise_is_held_within_the_bound(tmp_path):
    noise = np.random.default_rng(1).integers(0, 255, (1600, 1200, 3), np.uint8)
    path = pyramid_of(tmp_path / "1.tif", noise)

    image = page_image(path, READING)

    pixels = image.width_px * image.height_px
    assert len(image.data) <= max(20_000, 600 * 800 * BOUNDS[READING].bytes_a_megapixel / 1e6)
    assert 3 * pixels > len(image.data)
    assert image.channels == 3


def test_black_and_white_comes_back_bit_for_bit(tmp_path):
    page = np.where(drawn() > 128, 255, 0).astype(np.uint8)
    path = pyramid_of(tmp_path / "1.tif", page, lossless=True)
    image = page_image(path, READING)
    pdf = tmp_path / "1.pdf"
    write_pdf(pdf, DocumentInfo("a"), [PdfPage(page_size(path), image)])

    with pikepdf.open(pdf) as opened:
        picture = opened.pages[0].Resources.XObject.Im0
        back = np.asarray(pikepdf.PdfImage(picture).as_pil_image().convert("L"))

    assert image.is_bilevel
    assert (back == page).all()


def test_black_and_white_noise_is_packed_as_grey(tmp_path):
    """A screened picture packs badly as black and white: many times what a grey one takes."""
    noise = np.random.default_rng(1).choice([0, 255], (1600, 1200)).astype(np.uint8)

    image = page_image(pyramid_of(tmp_path / "1.tif", noise, lossless=True), READING)

    assert not image.is_bilevel


def test_longest_side_is_bounded(tmp_path, monkeypatch):
    small = replace(BOUNDS[READING], most_px=500)
    monkeypatch.setitem(subject.BOUNDS, READING, small)

    image = page_image(pyramid_of(tmp_path / "1.tif", drawn()), READING)

    assert max(image.width_px, image.height_px) == pytest.approx(500, abs=2)
