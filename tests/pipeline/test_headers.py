import struct
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from pipeline.capture import inspect_file
from pipeline.faults import ScanFault, ScanFaultError
from pipeline.headers import read_header, read_headers

IMAGES = Path(__file__).parents[2].parent / "shared/data/images"
MANY = 1_000_000_000
real_data = pytest.mark.skipif(not IMAGES.is_dir(), reason="the collection of real scans is absent")


def tiff_with(path, *directories):
    """A TIFF without pixels: each directory a dict of tag -> number, and where the next stands."""
    data, place = b"", 8
    for tags, following in directories:
        entries = b"".join(struct.pack("<HHII", t, 4, 1, v) for t, v in sorted(tags.items()))
        data += struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
        place += 6 + len(entries)
    path.write_bytes(b"II*\0" + struct.pack("<I", 8) + data)
    return path


@pytest.fixture
def picture():
    return pyvips.Image.black(60, 40, bands=3).copy(interpretation="srgb", xres=11.811, yres=11.811)


def test_tiff_says_what_it_is(tmp_path, picture):
    picture.tiffsave(str(tmp_path / "a.jpg"), compression="lzw")

    facts = read_header(tmp_path / "a.jpg")

    assert (facts.media_type, facts.compression, facts.colour_space) == ("image/tiff", "lzw", "rgb")
    assert (facts.width_px, facts.height_px, facts.bits_per_channel) == (60, 40, 8)
    assert facts.ppi_x == facts.ppi_y == pytest.approx(300, abs=0.1)


def test_big_tiff_is_read_like_a_small_one(tmp_path, picture):
    picture.tiffsave(str(tmp_path / "small.tif"))
    picture.tiffsave(str(tmp_path / "big.tif"), bigtiff=True)

    assert read_header(tmp_path / "big.tif") == read_header(tmp_path / "small.tif")


def test_jpeg_png_and_jpeg_2000_say_their_resolution(tmp_path, picture):
    picture.jpegsave(str(tmp_path / "a.jpg"))
    picture.pngsave(str(tmp_path / "a.png"))
    picture.jp2ksave(str(tmp_path / "a.jp2"))

    kinds = {path.suffix: read_header(path) for path in tmp_path.iterdir()}

    assert round(kinds[".jpg"].ppi_x) == round(kinds[".png"].ppi_x) == 300
    assert kinds[".jp2"].ppi_x is None
    assert {facts.width_px for facts in kinds.values()} == {60}


def test_jpeg_without_resolution_has_none(tmp_path):
    Image.new("RGB", (10, 10)).save(tmp_path / "a.jpg")

    assert read_header(tmp_path / "a.jpg").ppi_x is None


def test_icc_profile_is_named(tmp_path, picture):
    picture.icc_transform("p3", input_profile="srgb").tiffsave(str(tmp_path / "a.tif"))

    assert "P3" in read_header(tmp_path / "a.tif").icc_profile


def test_pages_of_a_tiff_are_counted_without_thumbnails(tmp_path):
    size = {256: 10, 257: 10}
    file = tiff_with(tmp_path / "a.tif", (size, 38), (size | {254: 1}, 80), (size | {254: 2}, 0))

    headers = read_headers(file, MANY)

    assert [header.image_in_file for header in headers] == [0, 2]
    assert headers[0].facts.images_in_file == 2


def test_loop_of_directories_ends(tmp_path):
    file = tiff_with(tmp_path / "a.tif", ({256: 10, 257: 10}, 38), ({256: 10, 257: 10}, 8))

    assert len(read_headers(file, MANY)) == 2


def test_bomb_is_refused_by_its_header(tmp_path):
    file = tiff_with(tmp_path / "a.tif", ({256: 200_000, 257: 200_000}, 0))
    began = time.monotonic()

    with pytest.raises(ScanFaultError) as refused:
        read_headers(file, MANY)

    assert refused.value.facts["fault"] is ScanFault.TOO_LARGE
    assert refused.value.facts["pixels"] == 40_000_000_000
    assert time.monotonic() - began < 0.5


def test_limit_of_pixels_is_the_callers(tmp_path, picture):
    picture.tiffsave(str(tmp_path / "a.tif"))

    assert read_headers(tmp_path / "a.tif", 2400)
    with pytest.raises(ScanFaultError):
        read_headers(tmp_path / "a.tif", 2399)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ScanFault.NO_IMAGE),
        (b"Lietuvos istorija", ScanFault.NO_IMAGE),
        (b"GIF89a" + bytes(20), ScanFault.UNSUPPORTED),
        (b"II*\0", ScanFault.DAMAGED),
        (b"II*\0\xff\xff\xff\x7f", ScanFault.DAMAGED),
        (b"MM\0+\0\x08\0\0" + b"\xff" * 8, ScanFault.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), ScanFault.DAMAGED),
        (b"\xff\xd8\xff\xe0" + bytes(30), ScanFault.DAMAGED),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(4), ScanFault.DAMAGED),
        (b"\xff\x4f\xff\x51" + bytes(60), ScanFault.DAMAGED),
        (b"%PDF-1.4\nnothing", ScanFault.DAMAGED),
    ],
)
def test_no_image_is_told_by_its_kind(tmp_path, content, fault):
    (tmp_path / "a.tif").write_bytes(content)

    images, failure = inspect_file(tmp_path / "a.tif")

    assert images == ()
    assert failure.fault is fault
    assert failure.finding.code == fault.value


def test_headers_survive_any_cut(tmp_path, picture):
    picture.tiffsave(str(tmp_path / "whole.tif"), compression="deflate")
    picture.jp2ksave(str(tmp_path / "whole.jp2"))
    picture.pngsave(str(tmp_path / "whole.png"))
    for whole in list(tmp_path.iterdir()):
        data = whole.read_bytes()
        for end in range(0, len(data), 7):
            (tmp_path / "cut").write_bytes(data[:end])
            with suppress(ScanFaultError):
                assert read_header(tmp_path / "cut").width_px == 60


def test_headers_survive_noise(tmp_path, picture):
    picture.tiffsave(str(tmp_path / "whole.tif"))
    data = np.frombuffer((tmp_path / "whole.tif").read_bytes(), np.uint8)
    random = np.random.default_rng(7)
    for _ in range(100):
        noisy = data.copy()
        noisy[random.integers(4, len(noisy), 20)] = random.integers(0, 256, 20)
        noisy[-180:][random.integers(0, 180, 5)] = 255
        (tmp_path / "noisy.tif").write_bytes(noisy.tobytes())
        with suppress(ScanFaultError):
            assert read_header(tmp_path / "noisy.tif").media_type == "image/tiff"


def test_pdf_pages_are_images_at_300_ppi(tmp_path):
    pages = [Image.new("RGB", (600, 900), "white") for _ in range(3)]
    pages[0].save(tmp_path / "a.pdf", save_all=True, append_images=pages[1:], resolution=150)

    headers, failure = inspect_file(tmp_path / "a.pdf")

    assert failure is None
    assert [header.image_in_file for header in headers] == [0, 1, 2]
    assert (headers[0].facts.width_px, headers[0].facts.ppi_x) == (1200, 300)


@real_data
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tiff-good/12bit.cropped.tif", ("grey", 12, "none", 1, 1)),
        ("tiff-good/g4-multi.tiff", ("bilevel", 1, "ccitt-g4", 1, 3)),
        ("tiff-good/g4_orientation_6.tif", ("bilevel", 1, "ccitt-g4", 6, 1)),
        ("tiff-good/hopper.Lab.tif", ("lab", 8, "none", 1, 1)),
        ("tiff-good/tiff_strip_cmyk_16l_jpeg.tif", ("cmyk", 16, "none", 1, 1)),
        ("tiff-good/old-style-jpeg-compression.tif", ("ycbcr", 8, "jpeg-old", 1, 1)),
        ("tiff-good/hopper_bigtiff.tif", ("rgb", 8, "none", 1, 1)),
        ("tiff-good/multipage_single_frame_loop.tiff", ("palette", 1, "none", 1, 1)),
        ("jp2-jpylyzer/is_jpeg.jp2", ("rgb", 8, "jpeg", 1, 1)),
        ("jp2-jpylyzer/profile-0.j2c", ("rgb", 12, "jpeg2000", 1, 1)),
        ("other-raster/pil_sample_cmyk.jpg", ("cmyk", 8, "jpeg", 1, 1)),
        ("other-raster/xmp_tags_orientation.png", ("rgb", 8, "deflate", 3, 1)),
    ],
)
def test_real_files_say_what_they_are(name, said):
    facts = read_header(IMAGES / name)

    assert said == (
        facts.colour_space,
        facts.bits_per_channel,
        facts.compression,
        facts.orientation,
        facts.images_in_file,
    )


@real_data
@pytest.mark.parametrize(
    ("name", "ppi"),
    [
        ("other-raster/exif-200dpcm.jpg", 508),
        ("other-raster/photoshop-200dpi.jpg", 200),
        ("other-raster/broken_exif_dpi.jpg", None),
        ("tiff-good/hopper_float_dpi_2.tif", 72.8),
        ("jp2-ndk-in-profile/uc_aba006-0000vn_0015.jp2", pytest.approx(300, abs=0.1)),
    ],
)
def test_real_files_say_their_resolution(name, ppi):
    assert read_header(IMAGES / name).ppi_x == ppi


@real_data
def test_listed_sizes_are_found_again():
    """The collection's manifest was written by another decoder."""
    checked = 0
    for line in (IMAGES.parent / "manifest.tsv").read_text().splitlines()[1:]:
        path, _, _, kind, pixels, *_, decoded = line.split("\t")
        if path.startswith("images/tiff-good") and kind == "TIFF" and decoded == "ok":
            facts = read_header(IMAGES.parent / path)
            size = (facts.width_px, facts.height_px)
            upright = size if facts.orientation < 5 else size[::-1]
            assert f"{upright[0]}x{upright[1]}" == pixels, path
            checked += 1
    assert checked == 49
