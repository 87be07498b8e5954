"""What ALTO holds beside words: kinds, levels, articles, languages, halves of words, history."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.alto import build_alto, parse_alto
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from schemas.reading import Attempt, PageReading, ProcessingStep, Reason, Script
from schemas.validation import DocumentKind, OfficialSchema, check_xml
from schemas.xml import parse_xml
from tests.schemas.made import SHARED

SCHEMA_4_4 = SHARED / "schemas/alto/v4/alto-4-4.xsd"
PLACE = Region(10, 20, 300, 40)
READING = PageReading(
    script=Script.FRAKTUR,
    languages=("lit", "deu"),
    model="frk+lit",
    reasons=(Reason("script-seen", {"share": 0.93, "of": 3, "letters": "ſ ʒ"}),),
    attempts=(
        Attempt("tesseract", "frk", ("deskew:1.8",), 0.2, 1.25),
        Attempt("rapidocr", "lat", ("upscale:2", "background"), 0.03, 4.0, is_kept=True),
    ),
    estimated_error=0.03,
)


def _line(*words: Word | str, **facts: str) -> TextLine:
    made = (one if isinstance(one, Word) else Word(one, PLACE, 0.9) for one in words)
    return TextLine(PLACE, tuple(made), **facts)


def _page(*blocks: TextBlock, **facts) -> PageText:
    return PageText(2480, 3508, blocks, **({"engine": "tesseract", "language": "lit"} | facts))


def _elements(data: bytes, name: str):
    return list(parse_xml(data).iter(f"{{*}}{name}"))


def _back(page: PageText) -> PageText:
    data = build_alto(page, "1.tif")
    assert check_xml(data, DocumentKind.ALTO) == []
    return parse_alto(data)


@pytest.mark.parametrize("kind", list(BlockKind))
def test_every_kind_of_block_comes_back(kind):
    has_text = kind not in (BlockKind.ILLUSTRATION, BlockKind.SEPARATOR)
    page = _page(TextBlock(PLACE, (_line("žodis"),) if has_text else (), kind))

    assert _back(page) == page


def test_levels_and_articles_are_structure_and_come_back():
    page = _page(
        TextBlock(PLACE, (_line("I"),), BlockKind.HEADING, level=1, article=1),
        TextBlock(PLACE, (_line("tekstas"),), article=1),
        TextBlock(PLACE, (_line("12"),), BlockKind.PAGE_NUMBER),
    )

    data = build_alto(page, "1.tif")

    assert _back(page) == page
    tags = [(t.get("TYPE"), t.get("LABEL")) for t in _elements(data, "StructureTag")]
    assert tags == [("block", "heading"), ("level", "1"), ("article", "1")]
    assert _elements(data, "Page")[0].get("PRINTED_IMG_NR") == "12"


def test_tags_of_others_say_nothing_to_us():
    data = build_alto(_page(TextBlock(PLACE, (_line("a"),), BlockKind.HEADING, level=2)), "1.tif")
    foreign = data.replace(b'TYPE="level" LABEL="2"', b'TYPE="level" LABEL="two"')

    assert parse_alto(foreign).blocks[0].level == 0


def test_a_divided_word_has_its_hyphen_apart_and_its_whole_on_both_halves():
    first = Word("lietu-", PLACE, 0.9, whole="lietuviškai")
    second = replace(first, text="viškai")
    page = _page(TextBlock(PLACE, (_line("rašė", first), _line(second, "ir"))))

    data = build_alto(page, "1.tif")

    strings = [(s.get("CONTENT"), s.get("SUBS_TYPE")) for s in _elements(data, "String")]
    assert strings == [("rašė", None), ("lietu", "HypPart1"), ("viškai", "HypPart2"), ("ir", None)]
    assert [h.get("CONTENT") for h in _elements(data, "HYP")] == ["-"]
    assert _back(page) == page


def test_languages_and_models_stand_where_they_differ():
    word = Word("sic", PLACE, 0.9, language="lat")
    page = _page(
        TextBlock(PLACE, (_line("vienas"), _line("dwa", language="pol", model="pol"))),
        TextBlock(PLACE, (_line("drei", word, model="frk"),), language="deu"),
    )

    data = build_alto(page, "1.tif")

    assert [b.get("LANG") for b in _elements(data, "TextBlock")] == ["lit", "deu"]
    assert [line.get("LANG") for line in _elements(data, "TextLine")] == [None, "pol", None]
    assert _back(page) == page


def test_the_way_a_page_was_read_comes_back():
    page = _page(TextBlock(PLACE, (_line("a"),)), reading=READING, engine_version="5.3.0")

    data = build_alto(page, "1.tif")

    assert _back(page) == page
    assert _elements(data, "Page")[0].get("ACCURACY") == "97"
    said = [each.text for each in _elements(data, "processingStepDescription")]
    assert "reading 1, not kept" in said
    assert "reading 2, kept" in said


def test_a_damaged_history_costs_no_text():
    data = build_alto(_page(TextBlock(PLACE, (_line("a"),)), reading=READING), "1.tif")

    page = parse_alto(data.replace(b'{"script"', b"{script"))

    assert page.reading is None
    assert page.plain == "a"


def test_corrections_keep_what_the_machine_read():
    word = Word("šviesa", PLACE, 1.0, machine_text="szwiesa")
    added = Word("nauja", PLACE, 1.0, machine_text="")
    step = ProcessingStep("correction", "2026-03-02T10:00:00+02:00", "Ona Ž.", "2 words")
    page = _page(TextBlock(PLACE, (_line(word, added),)), history=(step,))

    data = build_alto(page, "1.tif")

    assert _back(page) == page
    assert [a.text for a in _elements(data, "ALTERNATIVE")] == ["szwiesa", None]
    assert [c.text for c in _elements(data, "processingCategory")][-1] == "contentModification"


def test_a_moment_that_is_none_leaves_the_file_valid():
    page = _page(history=(ProcessingStep("correction", "vakar", "Ona"),))

    assert _back(page).history == (ProcessingStep("correction", "", "Ona"),)


_chars = st.characters(exclude_categories=("C", "Z"))
_names = st.text(_chars, max_size=6)
_filled = st.text(_chars, min_size=1, max_size=6)
_codes = st.sampled_from(["", "pol", "deu", "rus"])
_regions = st.builds(Region, *[st.integers(0, 10_000)] * 4)
_shares = st.integers(0, 100).map(lambda percent: percent / 100)
_words = st.builds(Word, _filled, _regions, _shares, _names, _codes, st.none() | _names)
_lines = st.builds(
    TextLine, _regions, st.lists(_words, min_size=1, max_size=3).map(tuple), _codes, _names
).filter(lambda line: "=" not in line.model and ";" not in line.model)
_texts = st.builds(
    TextBlock,
    _regions,
    st.lists(_lines, max_size=3).map(tuple),
    st.sampled_from([k for k in BlockKind if k not in ("illustration", "separator")]),
    _codes,
    st.integers(0, 3),
    st.integers(0, 40),
)
_attempts = st.builds(
    Attempt, _names, _names, st.lists(_names, max_size=2).map(tuple), st.none() | _shares, _shares,
    st.booleans(),
)  # fmt: skip
_facts = st.dictionaries(_filled.filter(lambda key: key != "code"), st.integers() | _names)
_readings = st.builds(
    PageReading,
    st.none() | st.sampled_from(Script),
    st.lists(_names, max_size=3).map(tuple),
    _names,
    st.lists(st.builds(Reason, _names, _facts), max_size=2).map(tuple),
    st.lists(_attempts, max_size=2).map(tuple),
    st.none() | _shares,
    st.booleans(),
)
_steps = st.builds(ProcessingStep, _filled, st.just("2026-03-02T10:00:00+02:00"), _names, _names)
_pages = st.builds(
    PageText,
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.lists(_texts, max_size=3).map(tuple),
    st.just("lit"),
    st.just("tesseract"),
    st.just("5.3.0"),
    st.just("lit"),
    st.none() | _readings,
    st.lists(_steps, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(_pages)
def test_every_page_comes_back_whole(page):
    data = build_alto(page, "1.tif")

    assert check_xml(data, DocumentKind.ALTO) == []
    assert parse_alto(data) == page


@pytest.mark.skipif(not SCHEMA_4_4.exists(), reason="the shared data is not here")
def test_all_of_it_is_valid_by_the_later_schema():
    word = Word("lietu-", PLACE, 0.9, whole="lietuvių", language="lat", machine_text="lietn-")
    block = TextBlock(PLACE, (_line(word, model="frk", language="pol"),), BlockKind.TABLE, "deu")
    step = ProcessingStep("correction", "2026-03-02T10:00:00+02:00", "Ona")
    page = _page(replace(block, level=1, article=2), reading=READING, history=(step,))

    assert OfficialSchema(SCHEMA_4_4).problems(parse_xml(build_alto(page, "1.tif"))) == []
