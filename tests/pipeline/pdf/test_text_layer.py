"""Text under the image, as poppler reads it: letters, places, order, languages."""

from dataclasses import replace

import pytest

from pipeline.pdf.document import PdfPage
from pipeline.pdf.page_image import PageSize
from pipeline.pdf.text_layer import seen_order
from schemas.findings import Region
from schemas.pages import TextLine, Word
from tests.pipeline.pdf.made import (
    HEIGHT,
    PPI,
    WIDTH,
    block_of,
    boxes,
    line_of,
    made,
    pdf_page,
    read_out,
    text_of,
)


@pytest.mark.parametrize(
    "text",
    [
        "Ąčęėįšųūž ĄČĘĖĮŠŲŪŽ",
        "Kſiążka żółwia ſzwieſa",
        "Съѣздъ і ѳита Ѵ",
        "Āēīņģķļ ſchāhda",
        "(a) <b> „c“ \\ 5 % & d",
        "𝔄𝔅 ꝛ",
    ],
)
def test_letters_copy_out_as_they_were_read(tmp_path, text):
    pdf = made(tmp_path / "1.pdf", pdf_page(text))

    assert read_out(pdf).split() == text.split()


def test_hebrew_copies_out_in_the_order_of_reading(tmp_path):
    words = ["שלום", "עולם", "1905", "א־ב"]
    right = 1100
    line = []
    for word in words:
        line.append(Word(word, Region(right - 24 * len(word), 200, 24 * len(word), 50), 0.9))
        right -= 24 * len(word) + 20
    hebrew = block_of(TextLine(Region(100, 200, 1000, 50), tuple(line)))
    page = PdfPage(PageSize(WIDTH, HEIGHT, PPI), None, text_of(hebrew, language="heb"))

    # Poppler writes marks of direction where runs meet.
    marks = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"), " ")
    read = read_out(made(tmp_path / "1.pdf", page, language="heb")).translate(marks)

    assert read.split() == words


def test_numbers_in_a_leftward_word_stay_rightward():
    assert seen_order("אב12") == "12בא"


def test_words_stand_where_they_were_read(tmp_path):
    line = line_of("Kur toj puikybė")
    line = replace(line, words=(*line.words, Word("nusivilkusi", Region(700, 201, 333, 49), 0.9)))
    page = replace(pdf_page(), text=text_of(block_of(line)))

    found = boxes(made(tmp_path / "1.pdf", page))

    for word in line.words:
        left, top, right, bottom = found[word.text]
        box = word.region
        assert (left, right) == pytest.approx((box.x, box.x + box.width), abs=0.5)
        middle = box.y + box.height / 2
        assert top < middle < bottom
        assert abs((top + bottom) / 2 - middle) < 0.2 * box.height
        assert 0.8 < (bottom - top) / box.height < 1.4


def test_letters_below_the_line_do_not_move_it(tmp_path):
    """Words without them tell the base line; all words of a line share it."""
    words = (
        Word("namas", Region(100, 210, 120, 40), 0.9), Word("gyja", Region(260, 210, 96, 54), 0.9),
        Word("alus", Region(400, 210, 96, 40), 0.9), Word("kas", Region(540, 210, 72, 40), 0.9),
    )  # fmt: skip
    page = replace(pdf_page(), text=text_of(block_of(TextLine(Region(100, 210, 520, 54), words))))

    found = boxes(made(tmp_path / "1.pdf", page))

    assert len({box[3] for box in found.values()}) == 1
    assert found["gyja"][3] == pytest.approx(260, abs=3)  # 250, and a fifth of the size below


def test_leaning_line_is_followed(tmp_path):
    words = tuple(
        Word(f"žodis{n}", Region(100 + 150 * n, 200 + 6 * n, 130, 46), 0.9) for n in range(6)
    )
    page = replace(pdf_page(), text=text_of(block_of(TextLine(Region(100, 200, 880, 76), words))))

    found = boxes(made(tmp_path / "1.pdf", page))

    assert found["žodis5"][1] - found["žodis0"][1] == pytest.approx(30, abs=3)


@pytest.mark.parametrize(("step", "size"), [((0, -150), (50, 130)), ((0, 150), (50, 130)),
                                            ((-150, 0), (130, 50))])  # fmt: skip
def test_turned_text_keeps_place_and_order(tmp_path, step, size):
    start = (600, 900)
    words = tuple(
        Word(text, Region(start[0] + n * step[0], start[1] + n * step[1], *size), 0.9)
        for n, text in enumerate(("vienas", "du", "trys", "keturi"))
    )
    page = replace(pdf_page(), text=text_of(block_of(TextLine(Region(0, 0, 1, 1), words))))

    pdf = made(tmp_path / "1.pdf", page)
    found = boxes(pdf)

    for word in words:
        left, top, right, bottom = found[word.text]
        middle = ((left + right) / 2, (top + bottom) / 2)
        box = word.region
        assert middle == pytest.approx((box.x + box.width / 2, box.y + box.height / 2), abs=12)
    assert read_out(pdf, "-raw").split() == [word.text for word in words]


def test_divided_word_is_joined_by_readers(tmp_path):
    first, second = line_of("labai sena kny-"), line_of("gos dalis", y=300)
    whole = "knygos"
    first = replace(first, words=(*first.words[:2], replace(first.words[2], whole=whole)))
    second = replace(second, words=(replace(second.words[0], whole=whole), second.words[1]))
    page = replace(pdf_page(), text=text_of(block_of(first, second)))

    read = read_out(made(tmp_path / "1.pdf", page))

    assert "kny\u00ad" in read or whole in read
    assert "-" not in read


def test_hyphen_that_divides_nothing_stays(tmp_path):
    assert "Karpatská-Rus" in read_out(made(tmp_path / "1.pdf", pdf_page("Karpatská-Rus yra")))


def test_other_language_is_marked_and_its_own_is_not(tmp_path):
    import pikepdf  # noqa: PLC0415 -- only here

    polish = block_of(line_of("Pan Tadeusz"), language="pol")
    own = block_of(line_of("Ponas Tadas", y=400), language="lit")
    page = replace(pdf_page(), text=text_of(polish, own))

    with pikepdf.open(made(tmp_path / "1.pdf", page)) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()
        assert pdf.Root.Lang == "lt"

    assert drawn.count(b"BDC") == drawn.count(b"EMC") == 1
    assert b"/Lang (pl)" in drawn


def test_words_without_letters_or_place_do_no_harm(tmp_path):
    words = (
        Word("\x00", Region(1, 1, 10, 10), 0.1), Word("a", Region(5, 5, 0, 0), 0.1),
        Word("geras", Region(100, 100, 90, 40), 0.1),
    )  # fmt: skip
    page = replace(pdf_page(), text=text_of(block_of(TextLine(Region(0, 0, 9, 9), words))))

    assert read_out(made(tmp_path / "1.pdf", page)).split() == ["geras"]
