import shutil

import pytest
from PIL import Image

from pipeline.device import device_facts
from schemas.mix import DeviceFacts

pytestmark = pytest.mark.skipif(shutil.which("exiftool") is None, reason="no exiftool here")
MAKE, MODEL, SOFTWARE, LENS_MODEL, BODY_SERIAL, EXIF = 271, 272, 305, 0xA434, 0xA431, 0x8769


@pytest.fixture
def shot(tmp_path):
    """A photograph whose header names camera, lens and software."""
    exif = Image.Exif()
    exif[MAKE], exif[MODEL], exif[SOFTWARE] = "Canon", "EOS R5", "Capture One"
    exif.get_ifd(EXIF)[LENS_MODEL] = "EF100mm f/2.8L Macro"
    exif.get_ifd(EXIF)[BODY_SERIAL] = "0123"
    path = tmp_path / "0001.jpg"
    Image.new("RGB", (64, 64)).save(path, exif=exif)
    return path


def test_header_fills_what_nobody_said(shot):
    told = device_facts([shot], DeviceFacts(operator="Rūta"))[shot]

    assert told == DeviceFacts(
        "Canon", "EOS R5", "0123", "EF100mm f/2.8L Macro", "Capture One", "", "Rūta", True
    )


def test_what_people_said_stands_before_the_header(shot):
    known = DeviceFacts("Canon Inc.", "R5 no. 2", "77", "100 mm Macro", "EOS Utility")

    told = device_facts([shot], known)[shot]

    assert (told.manufacturer, told.model, told.serial_number) == ("Canon Inc.", "R5 no. 2", "77")
    assert (told.lens, told.software) == ("100 mm Macro", "EOS Utility")


def test_file_that_tells_nothing_keeps_what_is_known(tmp_path):
    path = tmp_path / "0001.png"
    Image.new("L", (8, 8)).save(path)
    known = DeviceFacts("Zeutschel", "OS 12002")

    assert device_facts([path, tmp_path / "gone.tif"], known)[path] == known
