"""Images of a page that is read where it lies: sound, damaged, turned, hostile."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.capture import inspect_file
from pipeline.context import PagePart, ScanSource, WorkLimits
from pipeline.faults import ScanFault
from pipeline.loose_images import PageNotDrawn, draw_loose
from pipeline.pdf.page_image import PdfProfile
from schemas.pages import RecipePart
from tests.journey.calls import page


def part_of(path: Path) -> tuple[PagePart, ...]:
    [header], _ = inspect_file(path)
    return (PagePart(ScanSource(1, path, facts=header.facts), RecipePart(1)),)


def drawn(path: Path, **more):
    folder = path.parent / "work"
    return draw_loose(part_of(path), folder, PdfProfile.READING, WorkLimits(), **more)


def saved(path: Path, **options) -> Path:
    Image.fromarray(page(1)).save(path, dpi=(300, 300), **options)
    return path


def test_sound_scan_is_packed_and_read_as_it_lies(tmp_path):
    made = drawn(saved(tmp_path / "1.jpg", quality=90))

    assert (made.size.width_px, made.size.height_px) == (900, 700)
    assert made.size.ppi == pytest.approx(300, abs=0.1)
    assert made.packed.width_px == pytest.approx(900 * 220 / 300, abs=2)
    assert Image.open(io.BytesIO(made.packed.data)).format == "JPEG"
    assert made.ocr_image == ""
    assert made.damage is None


@pytest.mark.parametrize("name", ["1.jp2", "1.png"])
def test_image_to_be_read_is_made_where_wanted(tmp_path, name):
    made = drawn(saved(tmp_path / name), for_reading=True)

    with Image.open(tmp_path / "work" / made.ocr_image) as read:
        assert (read.size, read.mode) == ((900, 700), "L")


def test_black_and_white_stays_so(tmp_path):
    bilevel = Image.fromarray(page(1)).convert("1", dither=Image.Dither.NONE)
    bilevel.save(tmp_path / "1.tif", compression="group4", dpi=(600, 600))

    made = drawn(tmp_path / "1.tif")

    assert made.packed.is_bilevel
    assert (made.packed.width_px, made.size.ppi) == (900, pytest.approx(600, abs=0.1))


def test_turned_scan_is_drawn_and_read_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    made = drawn(saved(tmp_path / "1.jpg", exif=exif))

    assert (made.size.width_px, made.size.height_px) == (700, 900)
    with Image.open(tmp_path / "work" / made.ocr_image) as read:
        assert read.size == (700, 900)


def test_damaged_scan_shows_what_is_left_and_says_so(tmp_path):
    path = saved(tmp_path / "1.jpg", quality=90)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    made = drawn(path)

    assert made.damage is not None
    assert made.damage.fault is ScanFault.DAMAGED
    picture = np.asarray(Image.open(io.BytesIO(made.packed.data)).convert("L"))
    assert picture.std() > 5


def test_scan_without_a_picture_is_no_page(tmp_path):
    path = saved(tmp_path / "1.jpg", quality=90)
    parts = part_of(path)
    path.write_bytes(b"\xff\xd8\xff and no more")

    with pytest.raises(PageNotDrawn):
        draw_loose(parts, tmp_path / "work", PdfProfile.READING, WorkLimits())


def test_too_large_a_page_is_refused(tmp_path):
    parts = part_of(saved(tmp_path / "1.jpg"))

    with pytest.raises(PageNotDrawn) as refused:
        draw_loose(parts, tmp_path / "work", PdfProfile.READING, WorkLimits(max_pixels=1000))

    assert refused.value.failure.fault is ScanFault.TOO_LARGE
