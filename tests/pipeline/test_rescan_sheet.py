import io

import pyvips
from PIL import Image

from pipeline.rescan_sheet import SheetHead, SheetRow, render_rescan_sheet

HEAD = SheetHead("Perskenuotina", "2026-02-10", "Nieko.")


def row(**changes):
    values = {
        "title": "Panevėžio balsas: " + "savaitinis laikraštis " * 12,
        "place": "7 puslapis", "identifiers": "A 1861/3", "reason": "Neryšku. " * 60,
        "asked": "prašė Rūta", "original": "Originalas: kur jis, neužrašyta",
    }  # fmt: skip
    return SheetRow(**(values | changes))


def pages_in(pdf: bytes) -> int:
    return int(pyvips.Image.pdfload_buffer(pdf).get("n-pages"))


def test_long_list_goes_on_over_pages():
    picture = io.BytesIO()
    Image.new("RGB", (300, 400), (200, 180, 150)).save(picture, "JPEG")

    pdf = render_rescan_sheet([row(thumbnail=picture.getvalue())] * 15, HEAD)

    assert pdf.startswith(b"%PDF")
    assert pages_in(pdf) == 3


def test_empty_list_and_broken_pictures_are_printed_too():
    assert pages_in(render_rescan_sheet([], HEAD)) == 1
    assert pages_in(render_rescan_sheet([row(thumbnail=b"\xff\xd8 no picture")], HEAD)) == 1
