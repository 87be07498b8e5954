import cv2
import numpy as np
import pytest

from pipeline.capture import docket_reader
from pipeline.dockets import Docket, parse_docket


def sheet(path, text):
    """A page-sized white sheet with a QR code on it."""
    code = cv2.QRCodeEncoder.create().encode(text)
    code = cv2.resize(code, None, fx=12, fy=12, interpolation=cv2.INTER_NEAREST)
    page = np.full((3500, 2500), 250, np.uint8)
    page[600 : 600 + code.shape[0], 700 : 700 + code.shape[1]] = code
    cv2.imwrite(str(path), page)


@pytest.mark.parametrize(
    ("text", "docket"),
    [
        ("SKRYNIA:title=Metai;shelfmark=LT 1", Docket("Metai", "LT 1")),
        ("SKRYNIA:\nsignatūra=C12\nantraštė=Anykščių šilelis", Docket("Anykščių šilelis", "C12")),
        ("SKRYNIA: Metai", Docket("Metai")),
        ("SKRYNIA:", Docket()),
        ("https://example.org", None),
        ("", None),
    ],
)
def test_parse_docket(text, docket):
    assert parse_docket(text) == docket


def test_docket_is_read_from_a_sheet(tmp_path):
    sheet(tmp_path / "d.png", "SKRYNIA:title=Metai;shelfmark=LT-7")

    assert docket_reader(tmp_path / "d.png", 0) == Docket("Metai", "LT-7")


def test_other_codes_and_other_files_are_no_dockets(tmp_path):
    sheet(tmp_path / "d.png", "https://example.org")
    (tmp_path / "t.tif").write_text("no image")

    assert docket_reader(tmp_path / "d.png", 0) is None
    assert docket_reader(tmp_path / "t.tif", 0) is None
