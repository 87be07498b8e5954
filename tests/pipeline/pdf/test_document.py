"""The whole document: archival by its own claim and by its parts, navigable, flat in memory."""

import itertools
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pikepdf
import pytest

from pipeline.pdf.document import PdfPage, pdf_parts, write_pdf
from pipeline.pdf.metadata import DocumentInfo
from pipeline.pdf.page_image import PageImage, PageSize
from schemas.pages import BlockKind
from tests.pipeline.pdf.made import PPI, block_of, line_of, made, pdf_page, read_out, text_of

INFO = DocumentInfo(
    "Anykščių šilelis & (kiti) <eilės>", ("Baranauskas, A.", "Kitas"), ("lit", "pol"),
    "ark:/99999/x5k2", made_at=datetime(2026, 2, 10, 8, tzinfo=UTC),
)  # fmt: skip


def headings(*titles: tuple[str, int]) -> PdfPage:
    blocks = [
        block_of(line_of(title, y=100 + 150 * at), kind=BlockKind.HEADING, level=level)
        for at, (title, level) in enumerate(titles)
    ]
    return replace(pdf_page(), text=text_of(*blocks))


def test_it_says_that_it_is_archival_and_carries_what_that_takes(tmp_path):
    path = tmp_path / "1.pdf"
    write_pdf(path, INFO, [pdf_page("Kalnai kelmuoti")])

    with pikepdf.open(path) as pdf:
        assert not pdf.check_pdf_syntax()
        with pdf.open_metadata() as told:
            assert told.pdfa_status == "2B"
            assert told["dc:title"] == INFO.title
            assert told["dc:creator"] == list(INFO.creators)
            assert set(told["dc:language"]) == {"lt", "pl"}
            assert told["xmp:CreateDate"] == "2026-02-10T08:00:00Z"
        [intent] = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes()[12:20] == b"mntrRGB "
        assert "/Filter" not in pdf.Root.Metadata
        assert pdf.Root.Lang == "lt"
        font = pdf.pages[0].Resources.Font.F0
        assert "/ToUnicode" in font
        assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
        assert pdf.docinfo["/Title"] == INFO.title
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted


def test_font_program_is_sound_to_a_reader_of_fonts(tmp_path):
    """FreeType, through Pillow, opens it and finds its size; a broken table would stop it."""
    import io  # noqa: PLC0415 -- only here

    from PIL import ImageFont  # noqa: PLC0415 -- only here

    from pipeline.pdf.glyphless import font_program  # noqa: PLC0415 -- only here

    font = ImageFont.truetype(io.BytesIO(font_program()), 100)

    assert font.getmetrics() == (80, 20)


def test_same_document_twice_is_the_same_bytes():
    once, again = (b"".join(pdf_parts(INFO, [pdf_page("Ten, kur ošia", label="5")])) for _ in "12")
    other = b"".join(pdf_parts(INFO, [pdf_page("Ten, kur ošė", label="5")]))

    assert once == again
    assert other != once


def test_bookmarks_follow_headings_and_their_levels(tmp_path):
    path = made(
        tmp_path / "1.pdf",
        headings(("I dalis", 1), ("Pirmas skyrius", 2), ("Antras", 2)),
        headings(("II dalis", 1), ("Gilus", 4)),
    )

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        told = [(item.title, [child.title for child in item.children]) for item in outline.root]
        page = outline.root[1].destination[0]
        assert page.objgen == pdf.pages[1].objgen
        assert not pdf.check_pdf_syntax()

    assert told == [("I dalis", ["Pirmas skyrius", "Antras"]), ("II dalis", ["Gilus"])]


def test_long_heading_is_cut_and_divided_words_are_whole(tmp_path):
    first = line_of("Apie senovės lietu-")
    first = replace(first, words=(*first.words[:-1], replace(first.words[-1], whole="lietuvių")))
    block = block_of(first, line_of("vių " + "labai " * 30, y=300), kind=BlockKind.HEADING)
    path = made(tmp_path / "1.pdf", replace(pdf_page(), text=text_of(block)))

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        [mark] = outline.root

    assert mark.title.startswith("Apie senovės lietuvių labai")
    assert mark.title.endswith(" …")
    assert len(mark.title) <= 122


def test_printed_numbers_are_page_labels(tmp_path):
    labelled = made(tmp_path / "1.pdf", *(pdf_page("a", label=label) for label in ("", "iv", "5")))
    plain = made(tmp_path / "2.pdf", pdf_page("a"), pdf_page("b"))

    with pikepdf.open(labelled) as pdf:
        assert [page.label for page in pdf.pages] == ["[1]", "iv", "5"]
    with pikepdf.open(plain) as pdf:
        assert "/PageLabels" not in pdf.Root


def test_page_without_image_or_text_keeps_its_place(tmp_path):
    path = made(
        tmp_path / "1.pdf", pdf_page("a"), PdfPage(PageSize(9, 9, PPI), None), pdf_page("b")
    )

    assert read_out(path).split("\f")[1] == ""
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 3
        assert float(pdf.pages[1].MediaBox[2]) >= 3


def test_map_larger_than_pdf_allows_is_scaled(tmp_path):
    page = PdfPage(PageSize(90_000, 3_000, 300), None)

    with pikepdf.open(made(tmp_path / "1.pdf", page)) as pdf:
        width, height = (float(n) for n in pdf.pages[0].MediaBox[2:])

    assert (width, height) == pytest.approx((14_400, 480))


def test_document_without_language_claims_none(tmp_path):
    with pikepdf.open(made(tmp_path / "1.pdf", pdf_page("a"), language="")) as pdf:
        assert "/Lang" not in pdf.Root


def test_memory_does_not_grow_with_the_images():
    """A page's image is gone when the next one comes: of 40 MB of images 3 are held at most."""
    noise = np.random.default_rng(1).bytes(400_000)
    image = PageImage(noise, 100, 100, 1)

    def pages(number: int) -> Iterator[PdfPage]:
        for at in range(number):
            data = at.to_bytes(4, "big") + noise[4:]
            yield replace(pdf_page("Kalnai kelmuoti"), image=replace(image, data=data))

    tracemalloc.start()
    size = 0
    for part in pdf_parts(INFO, pages(100)):
        size += len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 40_000_000
    assert peak < 3_000_000


def test_parts_come_while_pages_do():
    seen = []
    pages = (seen.append(at) or pdf_page("a") for at in itertools.count())

    parts = pdf_parts(INFO, pages)
    first = next(parts)

    assert first.startswith(b"%PDF-1.7\n%\xe2")
    assert seen == [0]
