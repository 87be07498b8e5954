from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout import arrange
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from tests.pipeline.layout.drawn import Paper, kinds, leaning, read, texts


def _two_columns(gap: int = 60) -> tuple[Paper, list[str]]:
    paper = Paper()
    left = paper.column("a", 120, 200, 20)
    right_edge = max(line.region.x + line.region.width for line in left)
    right = paper.column("b", right_edge + gap, 200, 20)
    return paper, texts(left) + texts(right)


@pytest.mark.parametrize("with_image", [True, False])
def test_lines_read_across_two_columns_are_split(with_image):
    paper, order = _two_columns()

    page = arrange(paper.read_across(), paper.image if with_image else None)

    assert read(paper.read_across()) != order
    assert read(page) == order


@pytest.mark.parametrize("degrees", [-1.2, 0.8])
def test_columns_of_a_leaning_page_are_found(degrees):
    paper, order = _two_columns()
    text, image = leaning(paper.read_across(), paper.image, degrees)

    assert read(arrange(text, image)) == order


def test_a_gutter_no_wider_than_a_space_is_seen_by_its_rule():
    paper, order = _two_columns(gap=20)
    left = max(
        w.region.x + w.region.width for w in paper.read_across().words if w.text.startswith("an")
    )
    paper.rule(left + 9, 150, 3, 950)

    assert read(arrange(paper.read_across(), paper.image)) == order


def test_a_heading_across_columns_ends_those_above_it():
    paper = Paper()
    above = texts(paper.column("a", 120, 200, 12)) + texts(paper.column("b", 820, 200, 12))
    heading = texts([paper.line(500, 800, "Didelis straipsnis apie viską", 1.5)])
    below = texts(paper.column("c", 120, 900, 12)) + texts(paper.column("d", 820, 900, 12))

    page = arrange(paper.read_across(), paper.image)

    assert read(page) == above + heading + below
    assert kinds(page)["Didelis"] == BlockKind.HEADING


def test_an_advertisement_under_two_of_three_columns():
    paper = Paper(width=2300)
    first = texts(paper.column("a", 100, 200, 30))
    second = texts(paper.column("b", 820, 200, 14)) + texts(paper.column("c", 1540, 200, 14))
    paper.rule(820, 820, 1300, 4)
    wide = texts(paper.column("d", 820, 900, 14, width=1300))

    page = arrange(paper.read_across(), paper.image)

    assert read(page) == first + second + wide


def test_hebrew_columns_are_read_from_the_right():
    words = [
        Word(f"אבג{chr(0x5D0 + row)}{chr(0x5D0 + place)}", Region(x, 200 + row * 44, 150, 30), 0.9)
        for row in range(14)
        for place, x in enumerate((300, 460, 620, 1000, 1160, 1320))
    ]
    line = TextLine(Region(300, 200, 1200, 30), tuple(words))
    page = PageText(1600, 2200, (TextBlock(line.region, (line,)),))

    places = [word.region.x for word in arrange(page).words]

    assert min(places[:42]) >= 1000
    assert max(places[42:]) <= 620


def test_a_book_in_one_column_is_left_as_it_is():
    paper = Paper()
    paper.column("a", 150, 200, 18, width=1300)
    paper.column("b", 150, 1040, 18, width=1300)
    text = paper.as_one_block()

    page = arrange(text, paper.image)

    assert [b for b in page.blocks if b.lines] == list(text.blocks)


def test_rows_of_a_table_stay_rows():
    paper = Paper()
    for number in range(12):
        y = 300 + number * 44
        paper.line(200, y, f"Vardas{number} Pavardenis{number}")
        paper.line(1000, y, f"{number + 10}")
        paper.line(1300, y, f"{number * 7 + 100}")

    page = arrange(paper.as_blocks(), paper.image)

    assert [line.words[0].text for b in page.blocks for line in b.lines] == [
        f"Vardas{number}" for number in range(12)
    ]
    assert set(kinds(page).values()) == {"table"}


def test_pieces_of_one_line_are_joined():
    paper = Paper()
    for number in range(8):
        paper.line(150, 300 + 44 * number, f"pirma{number}")
        end = paper.lines[-1].region
        paper.line(end.x + end.width + 16, 300 + 44 * number, f"antra{number}")

    page = arrange(paper.as_blocks(), paper.image)

    assert [len(line.words) for b in page.blocks for line in b.lines] == [2] * 8


_words = st.builds(
    Word,
    st.text("abcž1.|-", min_size=1, max_size=5),
    st.builds(
        Region, st.integers(0, 900), st.integers(0, 900), st.integers(0, 300), st.integers(0, 90)
    ),
    st.integers(0, 100).map(lambda percent: percent / 100),
)
_lines = st.lists(_words, max_size=4).map(lambda ws: TextLine(Region(0, 0, 9, 9), tuple(ws)))
_blocks = st.lists(_lines, max_size=5).map(lambda ls: TextBlock(Region(0, 0, 9, 9), tuple(ls)))


@settings(max_examples=80, deadline=None)
@given(st.lists(_blocks, max_size=4))
def test_no_word_is_lost_or_made_whatever_was_read(blocks):
    text = PageText(1000, 1000, tuple(blocks))

    page = arrange(text)

    assert Counter(read(page)) == Counter(read(text))


def test_a_page_without_words_comes_back():
    image = np.full((500, 400), 230, np.uint8)

    assert arrange(PageText(400, 500, ()), image) == PageText(400, 500, ())
