"""hOCR read back by an XML parser: words, places, languages."""

import re

from lxml import etree

from schemas.findings import Region
from schemas.hocr import XHTML, build_hocr
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from schemas.spoken import language_tag

H = {"h": XHTML}


def page_of(*words: Word, kind: str = BlockKind.TEXT) -> PageText:
    line = TextLine(Region(10, 20, 300, 40), words, language="pol")
    block = TextBlock(Region(10, 20, 300, 200), (line,), kind=kind)
    return PageText(800, 1200, (block,), "lit", "tesseract", "5.3.0", "lit")


def parsed(page: PageText, name: str = "1.tif") -> etree._Element:
    return etree.fromstring(build_hocr(page, name, page_number=3))


def test_words_come_back_with_place_confidence_and_language():
    root = parsed(page_of(Word("žąsis", Region(10, 20, 90, 40), 0.914), Word("und", Region(
        120, 20, 50, 40), 0.5, language="deu")))  # fmt: skip

    first, second = root.xpath("//h:span[@class='ocrx_word']", namespaces=H)
    assert (first.text, first.get("title")) == ("žąsis", "bbox 10 20 100 60; x_wconf 91")
    assert second.get("lang") == "de"
    assert root.get("lang") == "lt"
    [line] = root.xpath("//h:span[@class='ocr_line']", namespaces=H)
    assert line.get("lang") == "pl"
    assert "".join(line.itertext()).split() == ["žąsis", "und"]


def test_classes_nest_as_the_format_asks():
    root = parsed(page_of(Word("a", Region(1, 2, 3, 4), 1)))

    path = "h:body/h:div[@class='ocr_page']/h:div[@class='ocr_carea']/h:p[@class='ocr_par']"
    assert len(root.findall(".//h:p", H)) == len(root.xpath(path, namespaces=H)) == 1
    [page] = root.xpath("//h:div[@class='ocr_page']", namespaces=H)
    assert page.get("title") == 'image "1.tif"; bbox 0 0 800 1200; ppageno 2'


def test_what_would_break_xml_or_title_does_not():
    name = "a\"b<c>&'.tif"
    root = parsed(page_of(Word('<b> & "\x00', Region(1, 2, 3, 4), 1.7)), name)

    [word] = root.xpath("//h:span[@class='ocrx_word']", namespaces=H)
    assert word.text.startswith('<b> & "')
    assert word.get("title").endswith("x_wconf 100")
    [page] = root.xpath("//h:div[@class='ocr_page']", namespaces=H)
    assert re.fullmatch(r'image "[^"]*"; bbox 0 0 800 1200; ppageno 2', page.get("title"))


def test_picture_and_page_without_text():
    picture = parsed(page_of(kind=BlockKind.ILLUSTRATION))
    empty = parsed(PageText(80, 120, ()))

    assert picture.xpath("//h:div[@class='ocr_photo']", namespaces=H)
    assert not picture.xpath("//h:p", namespaces=H)
    assert not empty.xpath("//h:span", namespaces=H)
    assert empty.get("lang") is None


def test_identifiers_are_given_once():
    root = parsed(page_of(*(Word(str(n), Region(n, 2, 3, 4), 1) for n in range(5))))

    given = root.xpath("//@id")
    assert len(given) == len(set(given))


def test_language_tags():
    assert [language_tag(c) for c in ("lit", "lit+pol", "hsb", "Fraktur", "", "x<y")] == [
        "lt", "lt", "hsb", "und", "und", "und",
    ]  # fmt: skip
