from dataclasses import replace

import pytest

from pipeline.layout import arrange
from schemas.findings import Region
from schemas.pages import BlockKind, TextBlock, TextLine, Word
from tests.pipeline.layout.drawn import Paper, kinds, read


def _book(head: int = 330) -> Paper:
    paper = Paper()
    paper.column("a", 200, head, 30, width=1200)
    return paper


def test_page_number_and_running_head_are_told_apart():
    paper = _book()
    paper.line(200, 220, "42")
    paper.line(600, 220, "Apie senovės lietuvius")

    found = kinds(arrange(paper.as_blocks(), paper.image))

    assert found["42"] == BlockKind.PAGE_NUMBER
    assert found["senovės"] == BlockKind.RUNNING_HEAD
    assert found["an0a"] == BlockKind.TEXT


def test_a_number_between_dashes_is_one_block():
    paper = _book()
    paper.line(700, 220, "— 42 —")

    page = arrange(paper.as_blocks(), paper.image)

    assert [len(b.lines[0].words) for b in page.blocks if b.kind == BlockKind.PAGE_NUMBER] == [3]


def test_numbers_in_the_first_line_of_text_are_none_of_the_page():
    paper = Paper()
    paper.line(200, 330, "1863 metais prasidėjo sukilimas kuris truko iki 1864")
    paper.column("a", 200, 374, 30, width=1200)

    assert BlockKind.PAGE_NUMBER not in kinds(arrange(paper.as_blocks(), paper.image)).values()


@pytest.mark.parametrize(("mark", "kind"), [("B3", "signature_mark"), ("bažnyčia", "text")])
def test_a_mark_of_the_sheet_below_the_text(mark, kind):
    paper = _book()
    paper.line(200, 220, "42")
    paper.line(700, 1750, mark)

    assert kinds(arrange(paper.as_blocks(), paper.image))[mark] == kind


def test_headings_have_levels_by_their_size():
    paper = Paper()
    paper.line(350, 300, "Pirmoji dalis", 2.2)
    paper.line(450, 450, "Antras skyrius", 1.5)
    paper.column("a", 200, 560, 10, width=1200)
    paper.line(650, 1080, "Trečias dalykas")
    paper.column("b", 200, 1190, 10, width=1200)

    page = arrange(paper.as_blocks(), paper.image)

    headings = [(b.lines[0].words[0].text, b.level) for b in page.blocks if b.kind == "heading"]
    assert headings == [("Pirmoji", 1), ("Antras", 2), ("Trečias", 3)]


def test_short_last_lines_and_verse_are_no_headings():
    paper = Paper()
    paper.column("a", 200, 300, 8, width=1200)
    paper.line(200, 652, "pabaiga.")
    for number in range(6):
        paper.line(600, 800 + 80 * number, f"eilutė{number} viena")

    assert BlockKind.HEADING not in kinds(arrange(paper.as_blocks(), paper.image)).values()


def test_notes_in_small_type_below_the_text():
    paper = Paper()
    paper.column("a", 200, 300, 22, width=1200)
    paper.line(200, 1330, "*) Pastaba apie tai kas aukščiau", 0.7)
    paper.column("b", 200, 1361, 5, width=1200, scale=0.7)

    found = kinds(arrange(paper.as_one_block(), paper.image))

    assert found["Pastaba"] == found["bn4a"] == BlockKind.FOOTNOTE
    assert found["an21a"] == BlockKind.TEXT


def test_a_list_in_the_size_of_the_text_is_no_note():
    paper = Paper()
    paper.column("a", 200, 300, 22, width=1200)
    paper.line(200, 1312, "1) Pirmas dalykas iš kelių")
    paper.line(200, 1356, "2) Antras dalykas iš kelių")

    assert BlockKind.FOOTNOTE not in kinds(arrange(paper.as_one_block(), paper.image)).values()


def test_notes_in_the_margin_stand_apart():
    paper = Paper()
    paper.column("a", 450, 300, 26, width=950)
    paper.line(120, 520, "Apie seną", 0.8)
    paper.line(120, 556, "Vilnių", 0.8)

    page = arrange(paper.as_blocks(), paper.image)

    assert kinds(page)["Vilnių"] == BlockKind.MARGINALIA
    text = [w for w in read(page) if w.startswith("an")]
    assert text == [w for w in read(paper.as_blocks()) if w.startswith("an")]


def test_a_picture_keeps_doubted_words_out_and_has_its_caption():
    paper = Paper()
    paper.column("a", 200, 250, 8, width=1200)
    paper.engraving(450, 640, 700, 500)
    paper.line(700, 1190, "Pilies vaizdas", 0.9)
    paper.column("b", 200, 1290, 8, width=1200)
    text = paper.as_blocks()
    paper.lines.clear()
    noise = paper.line(600, 900, "mw", confidence=0.2)

    page = arrange(
        replace(text, blocks=(*text.blocks, *paper.as_blocks().blocks)),
        paper.image,
    )

    assert noise.words[0].text not in read(page)
    assert kinds(page)["Pilies"] == BlockKind.CAPTION
    [picture] = [b.region for b in page.blocks if b.kind == BlockKind.ILLUSTRATION]
    assert abs(picture.x - 450) < 20
    assert abs(picture.width - 700) < 40


def test_print_that_was_not_read_is_no_picture():
    paper = Paper()
    paper.column("a", 200, 250, 30, width=1200)
    text = paper.as_blocks()
    half = replace(text, blocks=text.blocks[:8])

    assert not [b for b in arrange(half, paper.image).blocks if b.kind == "illustration"]


def test_contents_are_known_by_their_numbers():
    paper = Paper()
    for number in range(8):
        paper.line(200, 300 + 44 * number, f"Skyrius apie {'abcdefgh'[number] * 6}")
        paper.line(1300, 300 + 44 * number, str(5 + 12 * number))

    page = arrange(paper.as_blocks(), paper.image)

    assert set(kinds(page).values()) == {"contents"}
    assert [line.words[-1].text for b in page.blocks for line in b.lines][:3] == ["5", "17", "29"]


def test_articles_begin_at_headings_and_go_on_in_the_next_column():
    paper = Paper()
    paper.column("a", 120, 200, 10)
    paper.line(250, 720, "Naujienos", 1.6)
    paper.column("b", 120, 800, 20)
    paper.column("c", 820, 200, 34)

    page = arrange(paper.as_blocks(), paper.image)

    article = {w.text.rstrip("o"): b.article for b in page.blocks for o in b.lines for w in o.words}
    assert article["an0a"] == 1
    assert article["Naujienos"] == article["bn0a"] == article["cn5a"] == 2


def test_a_book_has_no_articles():
    paper = _book()
    paper.line(600, 220, "Antras skyrius", 1.6)

    assert {b.article for b in arrange(paper.as_blocks(), paper.image).blocks} == {0}


def test_a_word_divided_between_columns_is_whole_on_both_halves():
    paper = Paper()
    paper.column("a", 120, 200, 12)
    paper.line(120, 728, "kalbėjo lietu-")
    paper.line(820, 200, "viškai ir tyliai –")
    paper.column("b", 820, 244, 12)

    page = arrange(paper.read_across(), paper.image)

    wholes = {w.text: w.whole for w in page.words if w.whole}
    assert wholes == {"lietu-": "lietuviškai", "viškai": "lietuviškai"}


@pytest.mark.parametrize(("confidence", "stays"), [(0.2, False), (0.9, True)])
def test_words_read_out_of_a_rule_are_dropped_where_they_are_doubted(confidence, stays):
    paper = _book()
    paper.rule(600, 240, 400, 4)
    text = paper.as_blocks()
    place = Region(600, 236, 400, 12)
    line = TextLine(place, (Word("emmer", place, confidence),))
    read_too = replace(text, blocks=(TextBlock(place, (line,)), *text.blocks))

    assert ("emmer" in read(arrange(read_too, paper.image))) is stays
