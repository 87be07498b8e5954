import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyvips

from pipeline.capture import inspect_file
from pipeline.context import PageContext, PagePart, ScanSource, WorkLimits
from pipeline.derivatives import derive_page, needs_ocr_image
from pipeline.engines.tesseract import TesseractEngine
from pipeline.errors import ScanUnreadableError
from pipeline.faults import ScanFault
from schemas.findings import Region
from schemas.pages import RecipePart

IMAGES = Path(__file__).parents[2].parent / "shared/data/images"
BAD = ("tiff-bad", "tiff-libtiff", "other-raster", "kitodo-ltp", "jp2-jpylyzer")
real_data = pytest.mark.skipif(not IMAGES.is_dir(), reason="the collection of real scans is absent")


def files_of(*folders):
    found = [path for folder in folders for path in sorted((IMAGES / folder).glob("*"))]
    return [path for path in found if path.suffix != ".md"]


def source_of(path, number=1):
    headers, _ = inspect_file(path)
    return ScanSource(number, path, 0, path.name, headers[0].facts if headers else None)


def page_of(folder, *parts, limits=None):
    folder.mkdir(exist_ok=True)
    limits = limits or WorkLimits()
    return PageContext("ark:/99999/x1", "ark:/99999/x1/p0001", 1, folder, parts, limits=limits)


def whole(path, number=1, **recipe):
    return PagePart(source_of(path, number), RecipePart(number, **recipe))


def names_in(folder):
    return {path.name for path in folder.iterdir()}


def pixels_of(path, level=0):
    image = pyvips.Image.tiffload(str(path), page=level)
    return np.frombuffer(image.write_to_memory(), np.uint8).reshape(image.height, image.width, -1)


@pytest.fixture
def quarters(tmp_path):
    """Red, green over blue, white; 800 x 600."""
    picture = np.zeros((600, 800, 3), np.uint8)
    picture[:300, :400] = (220, 0, 0)
    picture[:300, 400:] = (0, 220, 0)
    picture[300:, :400] = (0, 0, 220)
    picture[300:, 400:] = 255
    image = pyvips.Image.new_from_array(picture).copy(interpretation="srgb")
    path = tmp_path / "quarters.tif"
    image.copy(xres=11.811, yres=11.811).tiffsave(str(path), compression="lzw")
    return path


def colours_in(pixels):
    """The names of the colours in the four corners, reading order."""
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
    height, width, _ = pixels.shape
    places = [(y, x) for y in (20, height - 20) for x in (20, width - 20)]
    return [names[tuple(int(c > 128) for c in pixels[y, x])] for y, x in places]


def test_page_gets_a_tiled_pyramid_and_a_thumbnail(tmp_path, quarters):
    result = derive_page(page_of(tmp_path / "p", whole(quarters)))

    pyramid = pyvips.Image.tiffload(str(tmp_path / "p" / result.pyramid))
    thumbnail = pyvips.Image.jpegload(str(tmp_path / "p" / result.thumbnail))
    assert (result.width_px, result.height_px) == (pyramid.width, pyramid.height) == (800, 600)
    assert pyramid.get("n-pages") == 3
    assert round(pyramid.xres * 25.4) == 300
    assert (thumbnail.width, thumbnail.height) == (400, 300)
    assert result.ocr_image == ""
    assert result.damage is None
    assert names_in(tmp_path / "p") == {
        "derivatives.done.json", "pyramid.tif", "thumbnail.jpg",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("recipe", "size", "corners"),
    [
        ({}, (800, 600), ["red", "green", "blue", "white"]),
        ({"rotation_degrees": 90}, (600, 800), ["blue", "red", "white", "green"]),
        ({"rotation_degrees": 180}, (800, 600), ["white", "blue", "green", "red"]),
        ({"rotation_degrees": -90}, (600, 800), ["green", "white", "red", "blue"]),
        ({"crop": Region(400, 0, 400, 600)}, (400, 600), ["green", "green", "white", "white"]),
        (
            {"rotation_degrees": 90, "crop": Region(0, 0, 600, 400)},
            (600, 400),
            ["blue", "red", "blue", "red"],
        ),
        ({"crop": Region(-50, 500, 5000, 5000)}, (800, 100), ["blue", "white", "blue", "white"]),
    ],
)
def test_recipe_turns_then_crops(tmp_path, quarters, recipe, size, corners):
    result = derive_page(page_of(tmp_path / "p", whole(quarters, **recipe)))

    pixels = pixels_of(tmp_path / "p" / "pyramid.tif")
    assert (result.width_px, result.height_px) == size
    assert colours_in(pixels) == corners
    if recipe:
        ocr = pyvips.Image.pngload(str(tmp_path / "p" / result.ocr_image))
        assert (ocr.width, ocr.height, ocr.bands) == (*size, 1)
        assert round(ocr.xres * 25.4) == 300


def test_small_turns_keep_the_whole_page(tmp_path, quarters):
    result = derive_page(page_of(tmp_path / "p", whole(quarters, rotation_degrees=3)))

    assert result.width_px > 800
    assert result.height_px > 600
    assert pixels_of(tmp_path / "p" / "pyramid.tif")[2, 2].min() > 240


@pytest.mark.parametrize(("below", "size"), [(False, (1600, 600)), (True, (800, 1200))])
def test_parts_are_joined(tmp_path, quarters, below, size):
    page = page_of(tmp_path / "p", whole(quarters), whole(quarters, 2, below=below))

    result = derive_page(page)

    assert (result.width_px, result.height_px) == size
    assert colours_in(pixels_of(tmp_path / "p" / "pyramid.tif"))[0] == "red"
    assert result.ocr_image == "ocr.png"


def test_halves_of_a_spread_make_the_spread(tmp_path, quarters):
    for name, x in (("left", 0), ("right", 400)):
        derive_page(page_of(tmp_path / name, whole(quarters, crop=Region(x, 0, 400, 600))))

    halves = [pixels_of(tmp_path / name / "pyramid.tif") for name in ("left", "right")]
    joined = np.hstack(halves).astype(int)
    assert np.abs(joined - pixels_of(quarters).astype(int)).mean() < 1


@real_data
def test_all_orientations_are_brought_upright(tmp_path):
    seen = []
    for number in range(1, 9):
        path = IMAGES / f"tiff-good/g4_orientation_{number}.tif"
        derive_page(page_of(tmp_path / str(number), whole(path)))
        seen.append(pixels_of(tmp_path / str(number) / "pyramid.tif").astype(int))

    assert {pixels.shape for pixels in seen} == {(88, 590, 1)}
    assert all(np.abs(pixels - seen[0]).mean() < 6 for pixels in seen)


def test_black_and_white_stays_sharp(tmp_path):
    path = tmp_path / "a.tif"
    (pyvips.Image.xyz(300, 200)[0] % 16 > 7).tiffsave(
        str(path), bitdepth=1, compression="ccittfax4"
    )

    result = derive_page(page_of(tmp_path / "p", whole(path)))

    assert set(np.unique(pixels_of(tmp_path / "p" / result.pyramid))) == {0, 255}


def test_sixteen_bits_and_other_colour_spaces_become_srgb(tmp_path, quarters):
    path = tmp_path / "a.tif"
    image = pyvips.Image.tiffload(str(quarters))
    image.icc_transform("p3", input_profile="srgb", depth=16).tiffsave(str(path))

    result = derive_page(page_of(tmp_path / "p", whole(path)))

    wanted = pixels_of(quarters).astype(int)
    stored = (pixels_of(path).view(np.uint16).reshape(wanted.shape) >> 8).astype(int)
    made = pixels_of(tmp_path / "p" / "pyramid.tif").astype(int)
    assert np.abs(stored - wanted).mean() > 8
    assert np.abs(made - wanted).mean() < 3
    assert result.ocr_image == "ocr.png"


def test_done_once_is_not_done_again(tmp_path, quarters):
    page = page_of(tmp_path / "p", whole(quarters))
    first = derive_page(page)
    made_at = (tmp_path / "p/pyramid.tif").stat().st_mtime_ns

    assert derive_page(page) == first
    assert (tmp_path / "p/pyramid.tif").stat().st_mtime_ns == made_at

    turned = replace(page, parts=(whole(quarters, rotation_degrees=90),))
    assert derive_page(turned).width_px == 600


def test_leavings_of_a_killed_run_do_not_disturb(tmp_path, quarters):
    left = tmp_path / "p" / ".part-derivatives"
    left.mkdir(parents=True)
    (left / "pyramid.tif").write_bytes(b"half")

    derive_page(page_of(tmp_path / "p", whole(quarters)))

    assert not left.exists()


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
def test_truncated_scan_gives_what_can_be_read(tmp_path, suffix):
    noise = pyvips.Image.gaussnoise(900, 1200).cast("uchar")
    noise.write_to_file(str(tmp_path / f"a{suffix}"))
    data = (tmp_path / f"a{suffix}").read_bytes()
    (tmp_path / f"a{suffix}").write_bytes(data[: len(data) // 2])

    result = derive_page(page_of(tmp_path / "p", whole(tmp_path / f"a{suffix}")))

    assert result.damage.fault is ScanFault.DAMAGED
    assert 400 < result.damage.facts["first_bad_row"] < 700
    assert (result.width_px, result.height_px) == (900, 1200)
    assert pixels_of(tmp_path / "p" / "pyramid.tif")[:300].std() > 10


def test_corrupted_strip_of_a_tiff_gives_what_can_be_read(tmp_path):
    noise = pyvips.Image.gaussnoise(900, 1200).cast("uchar")
    noise.tiffsave(str(tmp_path / "a.tif"), compression="lzw")
    data = bytearray((tmp_path / "a.tif").read_bytes())
    data[len(data) // 2 : len(data) // 2 + 200] = b"\xff" * 200
    (tmp_path / "a.tif").write_bytes(data)

    result = derive_page(page_of(tmp_path / "p", whole(tmp_path / "a.tif")))

    assert 400 < result.damage.facts["first_bad_row"] < 800


def test_unreadable_scan_is_named_in_the_error(tmp_path):
    path = tmp_path / "0007.tif"
    path.write_text("not an image")

    with pytest.raises(ScanUnreadableError) as failed:
        derive_page(page_of(tmp_path / "p", whole(path)))

    assert str(failed.value).startswith("DER-001: No page image could be made of page 1 from")
    assert "0007.tif" in str(failed.value)
    assert names_in(tmp_path / "p") == set()


def test_page_joined_too_large_is_refused(tmp_path, quarters):
    limits = WorkLimits(max_pixels=500_000)
    page = page_of(tmp_path / "p", whole(quarters), whole(quarters, 2), limits=limits)

    with pytest.raises(ScanUnreadableError) as failed:
        derive_page(page)

    assert failed.value.facts["failure"].fault is ScanFault.TOO_LARGE


def test_time_spent_too_long_is_a_fault(tmp_path, quarters):
    big = tmp_path / "big.tif"
    pyvips.Image.tiffload(str(quarters)).resize(8).tiffsave(str(big), compression="lzw")
    limits = WorkLimits(wall_seconds=0.05)

    with pytest.raises(ScanUnreadableError) as failed:
        derive_page(page_of(tmp_path / "p", whole(big), limits=limits))

    assert failed.value.facts["failure"].fault is ScanFault.TOO_COSTLY
    assert names_in(tmp_path / "p") == set()


def test_pdf_page_gets_an_ocr_image(tmp_path, quarters):
    from PIL import Image  # noqa: PLC0415 -- only this test writes a PDF

    Image.open(quarters).save(tmp_path / "a.pdf", resolution=300)

    result = derive_page(page_of(tmp_path / "p", whole(tmp_path / "a.pdf")))

    assert (result.width_px, result.height_px, result.ocr_image) == (800, 600, "ocr.png")


@real_data
@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("tiff-good/hopper_g4.tif", False),
        ("tiff-good/hopper_lzw.tif", False),
        ("kitodo-ltp/rose.jpg", False),
        ("kitodo-ltp/rose.jp2", True),
        ("tiff-good/g4-multi.tiff", True),
        ("tiff-good/g4_orientation_6.tif", True),
        ("tiff-good/tiff_16bit_RGB.tiff", True),
        ("other-raster/pil_sample_cmyk.jpg", True),
    ],
)
def test_ocr_image_is_made_only_where_the_master_cannot_be_read(name, needed):
    assert needs_ocr_image((whole(IMAGES / name),)) is needed


@real_data
@pytest.mark.parametrize("path", files_of("tiff-good"), ids=lambda path: path.name)
def test_every_good_tiff_becomes_a_page(tmp_path, path):
    result = derive_page(page_of(tmp_path / "p", whole(path)))

    assert result.damage is None
    assert pixels_of(tmp_path / "p" / "pyramid.tif").size >= result.width_px * result.height_px


@real_data
@pytest.mark.parametrize("path", files_of(*BAD), ids=lambda path: path.name[:40])
def test_every_bad_file_ends_in_a_page_or_a_word(tmp_path, path):
    began = time.monotonic()
    headers, failure = inspect_file(path)
    if headers:
        try:
            assert derive_page(page_of(tmp_path / "p", whole(path))).width_px > 0
        except ScanUnreadableError as error:
            failure = error.facts["failure"]
    if failure:
        assert failure.reason
        assert failure.finding.code.startswith("QA-FILE-")

    assert headers or failure
    assert time.monotonic() - began < 20


def test_tesseract_itself_reads_what_it_is_given_uncopied(tmp_path):
    """JPEG in TIFF is read by Tesseract as it lies; a copy would be colour-managed and larger."""
    path = tmp_path / "a.tif"
    text = pyvips.Image.text("Skrynia", width=900, height=300)
    ink = (255 - text).embed(200, 200, text.width + 400, text.height + 400, extend="white")
    page = ink.bandjoin([ink, ink]).copy(interpretation="srgb", xres=11.8, yres=11.8)
    page.tiffsave(str(path), compression="jpeg", Q=92, rgbjpeg=True)
    parts = (whole(path),)

    assert parts[0].scan.facts.compression == "jpeg"
    assert not needs_ocr_image(parts)
    read = TesseractEngine().recognise(path, "lit", 60)
    assert read.plain.strip() == "Skrynia"
