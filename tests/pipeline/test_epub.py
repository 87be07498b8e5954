"""EPUB as reading programs see it: container, package, navigation, text; and when there is none."""

import io
import posixpath
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from pipeline.book_text import BookPage
from pipeline.epub import Book, EpubWords, PageQuality, pack_epub, require_readable, write_epub
from pipeline.output_errors import NotReadableAsBookError
from pipeline.pdf.metadata import DocumentInfo
from schemas.pages import BlockKind
from schemas.reading import Script
from tests.pipeline.test_book_text import block, page

N = {
    "o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml", "c": "urn:oasis:names:tc:opendocument:xmlns:container",
}  # fmt: skip
TYPE = "{http://www.idpf.org/2007/ops}type"
INFO = DocumentInfo(
    "Šilelis & <kiti>", ("Baranauskas",), ("lit",), "ark:/99999/x5k2", date="1861",
    made_at=datetime(2026, 2, 10, 8, tzinfo=UTC),
)  # fmt: skip
PAGES = (
    page(1, block("Šilelis", BlockKind.HEADING, 1), block("Kalnai <kelmuoti> & pakalnės")),
    page(2, block("nuplikę."), block("Po polsku.", language="pol"), label="6"),
    page(
        3, block("Kitas", BlockKind.HEADING, 1), block("*) Pastaba.", BlockKind.FOOTNOTE), label="7"
    ),
)  # fmt: skip
WORDS = EpubWords("Turinys", "Puslapiai", "Pradžia", "Tekstą nuskaitė kompiuteris.")


def packed(*pages: BookPage, cover: bytes = b"\xff\xd8\xff\xd9", **changes: object) -> bytes:
    file = io.BytesIO()
    pack_epub(file, Book(replace(INFO, **changes), pages or PAGES, cover, WORDS))
    return file.getvalue()


@pytest.fixture(scope="module")
def book() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed()))


def tree(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name))


def test_archive_begins_with_its_kind_unpacked(book):
    first = book.infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert book.read("mimetype") == b"application/epub+zip"
    assert packed()[30:58] == b"mimetypeapplication/epub+zip"
    rootfile = tree(book, "META-INF/container.xml").find(".//c:rootfile", N)
    assert rootfile.get("full-path") in book.namelist()


def test_package_names_every_file_once_and_reads_them_in_order(book):
    package = tree(book, "EPUB/package.opf")
    items = {i.get("id"): i.get("href") for i in package.iterfind(".//o:item", N)}

    listed = {f"EPUB/{href}" for href in items.values()}
    assert listed == set(book.namelist()) - {
        "mimetype", "META-INF/container.xml", "EPUB/package.opf",
    }  # fmt: skip
    spine = [items[r.get("idref")] for r in package.iterfind(".//o:itemref", N)]
    assert spine == ["text-0001.xhtml", "text-0002.xhtml"]
    properties = {i.get("properties") for i in package.iterfind(".//o:item", N)}
    assert {"nav", "cover-image"} <= properties


def test_package_describes_book_and_accessibility(book):
    package = tree(book, "EPUB/package.opf")

    assert package.findtext(".//d:title", namespaces=N) == INFO.title
    assert package.findtext(".//d:language", namespaces=N) == "lt"
    identifier = package.find(".//d:identifier", N)
    assert (identifier.text, identifier.get("id")) == (INFO.identifier, "identifier")
    assert package.get("unique-identifier") == "identifier"
    told: dict[str, list[str]] = {}
    for meta in package.iterfind(".//o:meta", N):
        told.setdefault(meta.get("property"), []).append(meta.text)
    assert told["dcterms:modified"] == ["2026-02-10T08:00:00Z"]
    assert told["schema:accessMode"] == ["textual"]
    assert "pageNavigation" in told["schema:accessibilityFeature"]
    assert told["schema:accessibilitySummary"] == [WORDS.summary]
    assert told["schema:accessibilityHazard"] == ["none"]


def test_navigation_leads_to_chapters_and_printed_pages(book):
    navigation = tree(book, "EPUB/nav.xhtml")
    lists = {nav.get(TYPE): nav for nav in navigation.iterfind(".//h:nav", N)}

    chapters = [(a.text, a.get("href")) for a in lists["toc"].iterfind(".//h:a", N)]
    assert chapters == [("Šilelis", "text-0001.xhtml"), ("Kitas", "text-0002.xhtml")]
    pages = [(a.text, a.get("href")) for a in lists["page-list"].iterfind(".//h:a", N)]
    assert pages == [("6", "text-0001.xhtml#p2"), ("7", "text-0002.xhtml#p3")]
    for _, href in chapters + pages:
        name, _, anchor = href.partition("#")
        document = tree(book, posixpath.join("EPUB", name))
        assert not anchor or document.xpath(f"//*[@id='{anchor}']")


def test_text_is_valid_and_says_its_languages(book):
    first = tree(book, "EPUB/text-0001.xhtml")

    assert first.get("lang") == "lt"
    one, polish = first.iterfind(".//h:p", N)
    assert "".join(one.itertext()) == "Kalnai <kelmuoti> & pakalnės nuplikę."
    [mark] = one.xpath("h:span[@role='doc-pagebreak']", namespaces=N)
    assert mark.get("aria-label") == "6"
    assert polish.get("lang") == "pl"
    notes = tree(book, "EPUB/text-0002.xhtml").findall(".//h:aside", N)
    assert [note.get(TYPE) for note in notes] == ["footnote"]


def test_same_book_twice_is_the_same_bytes(tmp_path):
    assert packed() == packed()
    write_epub(tmp_path / "a.epub", Book(INFO, PAGES, b"\xff\xd8\xff\xd9", WORDS))
    assert (tmp_path / "a.epub").read_bytes() == packed()


def test_book_without_headings_numbers_cover_or_language_is_valid_too():
    book = zipfile.ZipFile(
        io.BytesIO(packed(page(1, block("Tik tekstas.")), cover=b"", languages=(), creators=()))
    )

    navigation = tree(book, "EPUB/nav.xhtml")
    assert [a.text for a in navigation.iterfind(".//h:a", N)] == ["Pradžia"]
    assert tree(book, "EPUB/package.opf").findtext(".//d:language", namespaces=N) == "und"
    assert "EPUB/cover.jpg" not in book.namelist()


def quality(error: float | None = 0.01, script: Script | None = Script.ANTIQUA, words: int = 100):
    return PageQuality(words, error, script)


def test_good_antiqua_may_become_a_book():
    pages = [quality(0.005), quality(0.015), quality(None, None, words=0), quality(0.03, words=5)]

    assert require_readable("a", pages) == pytest.approx(0.0104, abs=0.001)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([], "no text"),
        ([quality(words=0)], "no text"),
        ([quality(), quality(script=Script.FRAKTUR)], "antiqua"),
        ([quality(None)], "not estimated"),
        ([quality(0.01), quality(0.05)], "one character in fifty"),
    ],
)
def test_what_would_be_a_bad_book_is_refused_with_the_reason(pages, reason):
    with pytest.raises(NotReadableAsBookError) as refused:
        require_readable("Šilelis", pages)

    assert reason in str(refused.value)
    assert refused.value.code == "OUT-003"
