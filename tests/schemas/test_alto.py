import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.alto import NotAltoError, build_alto, parse_alto
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from schemas.validation import DocumentKind, OfficialSchema, check_xml
from schemas.xml import BadXmlError, parse_xml
from tests.schemas.made import SHARED

SCHEMA_4_4 = SHARED / "schemas/alto/v4/alto-4-4.xsd"
PLACE = Region(10, 20, 300, 40)


def _line(*words: str) -> TextLine:
    places = (Region(10 + 90 * n, 20, 80, 40) for n in range(len(words)))
    return TextLine(
        PLACE, tuple(Word(word, place, 0.93) for word, place in zip(words, places, strict=True))
    )


PAGE = PageText(
    width_px=2480,
    height_px=3508,
    blocks=(
        TextBlock(PLACE, (_line("Žemaitės", '„Raštai“ & <kiti> "x"'), _line("tri-"))),
        TextBlock(Region(0, 500, 100, 100), (), "illustration"),
        TextBlock(Region(0, 700, 100, 2), (), BlockKind.SEPARATOR),
        TextBlock(PLACE, (_line("pabaiga"),)),
    ),
    language="lit+lat",
    engine="Tesseract",
    engine_version="5.3.0",
    model="lit+lat",
)


def test_build_alto_is_valid_and_comes_back():
    data = build_alto(
        PAGE, "Žemaitė 1.tif", page_number=7, read_at=datetime(2026, 3, 2, tzinfo=UTC)
    )

    assert check_xml(data, DocumentKind.ALTO) == []
    assert parse_alto(data) == PAGE


def test_build_alto_tells_who_read_it_and_how_surely():
    root = parse_xml(build_alto(PAGE, "Žemaitė 1.tif", page_number=7))

    def text(name: str) -> str | None:
        return root.findtext(f".//{{*}}{name}")

    assert text("fileName") == "Žemaitė 1.tif"
    assert text("softwareName") == "Tesseract"
    assert text("softwareVersion") == "5.3.0"
    assert text("applicationDescription") == "model lit+lat"
    assert text("MeasurementUnit") == "pixel"
    page = root.find(".//{*}Page")
    assert page.attrib["PC"] == "0.93"
    assert page.attrib["PHYSICAL_IMG_NR"] == "7"
    assert {each.get("WC") for each in root.iter("{*}String")} == {"0.93"}
    assert {each.get("LANG") for each in root.iter("{*}TextBlock")} == {"lit"}


def test_equal_pages_give_equal_files():
    assert build_alto(PAGE, "1.tif") == build_alto(PAGE, "1.tif")


@pytest.mark.parametrize(
    "page",
    [
        PageText(100, 200, ()),
        PageText(100, 200, (TextBlock(PLACE, ()),), engine="Tesseract"),
        PageText(100, 200, (TextBlock(PLACE, (TextLine(PLACE, ()),)),)),
        PageText(100, 200, (TextBlock(PLACE, (_line("\x0c", " "),)),), language="script/Fraktur"),
    ],
)
def test_a_page_without_words_is_valid(page):
    data = build_alto(page, "tuščias.tif")

    assert check_xml(data, DocumentKind.ALTO) == []
    assert parse_alto(data).words == ()


@pytest.mark.skipif(not SCHEMA_4_4.exists(), reason="the shared data is not here")
@pytest.mark.parametrize("page", [PAGE, PageText(100, 200, ())])
def test_build_alto_is_valid_by_the_later_schema_too(page):
    root = parse_xml(build_alto(page, "1.tif"))

    assert OfficialSchema(SCHEMA_4_4).problems(root) == []


_regions = st.builds(Region, *[st.integers(0, 10_000)] * 4)
_words = st.builds(
    Word,
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(str.strip),
    _regions,
    st.integers(0, 100).map(lambda percent: percent / 100),
)


@given(st.lists(st.lists(_words, min_size=1, max_size=4), max_size=3), _regions)
def test_every_page_comes_back(lines, place):
    block = TextBlock(place, tuple(TextLine(place, tuple(words)) for words in lines))
    page = PageText(100, 200, (block,), engine="Tesseract")

    data = build_alto(page, "1.tif")

    assert check_xml(data, DocumentKind.ALTO) == []
    assert parse_alto(data) == page


def test_five_hundred_words_take_milliseconds():
    lines = tuple(_line(*(f"žodis{n}" for n in range(10))) for _ in range(50))
    page = PageText(2480, 3508, (TextBlock(PLACE, lines),))

    def seconds() -> float:
        start = time.perf_counter()
        build_alto(page, "1.tif")
        return time.perf_counter() - start

    assert len(page.words) == 500
    assert min(seconds() for _ in range(20)) < 0.005


def test_parse_alto_joins_the_hyphen_to_its_word():
    data = b"""<alto><Layout><Page WIDTH="10" HEIGHT="20"><PrintSpace><ComposedBlock>
    <TextBlock><TextLine><String CONTENT="pa" WC="0.5" SUBS_TYPE="HypPart1" SUBS_CONTENT="pasaka"/>
    <HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="saka" WC="7"/></TextLine></TextBlock>
    </ComposedBlock></PrintSpace></Page></Layout></alto>"""

    page = parse_alto(data)

    assert page.plain == "pa-\nsaka"
    assert [word.confidence for word in page.words] == [0.5, 1.0]


def test_parse_alto_turns_tenths_of_millimetres_into_pixels():
    data = b"""<alto><Description><MeasurementUnit>mm10</MeasurementUnit></Description><Layout>
    <Page WIDTH="2540" HEIGHT="1270"><PrintSpace><TextBlock><TextLine>
    <String CONTENT="a" HPOS="254" VPOS="127" WIDTH="25.4" HEIGHT="inf"/></TextLine></TextBlock>
    </PrintSpace></Page></Layout></alto>"""

    page = parse_alto(data, ppi=300)

    assert (page.width_px, page.height_px) == (3000, 1500)
    assert page.words[0].region == Region(300, 150, 30, 0)


@pytest.mark.parametrize("data", [b"<mets/>", b"<alto/>"])
def test_parse_alto_refuses_what_is_none(data):
    with pytest.raises(NotAltoError, match="puslapis"):
        parse_alto(data, name="puslapis.xml")


def test_parse_alto_refuses_half_a_file():
    with pytest.raises(BadXmlError):
        parse_alto(build_alto(PAGE, "1.tif")[:-200])


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("pattern", "least_words", "engine"),
    [
        ("records/alto/00001.xml", 209, "CCS docWorks"),
        ("records/alto/Glyph_Sample05_Telugu.xml", 1, ""),
        ("records/mets/alto.xml", 7, "ABBYY FineReader Engine"),
        ("records/ndnp-newspaper/data/*/*/*/0003.xml", 10_446, "Newpah"),
        ("scans/ces-karpatska-rus-1919/*/alto/*_0003.xml", 321, "ABBYY Recognition Server"),
        ("scans/deu-kant-1784/bag/data/OCR-D-GT-ALTO/PAGE_0020_ALTO.xml", 258, ""),
    ],
)
def test_real_files_are_read_and_written_anew(pattern, least_words, engine):
    [path] = SHARED.glob(pattern)

    page = parse_alto(path.read_bytes(), name=path.name)
    data = build_alto(page, "1.tif")

    assert len(page.words) >= least_words
    assert page.engine == engine
    assert page.width_px > 0
    assert check_xml(data, DocumentKind.ALTO) == []
    assert parse_alto(data).plain == page.plain
