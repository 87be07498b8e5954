"""Running text out of pages: paragraphs, divided words, chapters, marks of pages."""

from dataclasses import replace

from pipeline import book_text
from pipeline.book_text import BookPage, PageMark, joined, sections_of
from schemas.pages import BlockKind, PageText, TextBlock, TextLine
from tests.pipeline.pdf.made import block_of, line_of, text_of


def block(text: str, kind: str = BlockKind.TEXT, level: int = 0, **more: str) -> TextBlock:
    lines = tuple(line_of(line, y=200 + 60 * at) for at, line in enumerate(text.split("\n")))
    return block_of(*lines, kind=kind, level=level, **more)


def page(sequence: int, *blocks: TextBlock, label: str = "") -> BookPage:
    return BookPage(sequence, text_of(*blocks), label)


def told(*pages: BookPage) -> list[list[str]]:
    return [[p.words for p in section.paragraphs if p.words] for section in sections_of(pages)]


def with_whole(line: TextLine, at: int, whole: str) -> TextLine:
    words = list(line.words)
    words[at] = replace(words[at], whole=whole)
    return replace(line, words=tuple(words))


def test_what_is_no_text_of_the_work_is_left_out():
    found = told(
        page(
            1,
            block("ŠILELIS 7", BlockKind.RUNNING_HEAD), block("7", BlockKind.PAGE_NUMBER),
            block("Kalnai kelmuoti, pakalnės\nnuplikę!"), block("A 2", BlockKind.SIGNATURE_MARK),
        )
    )  # fmt: skip

    assert found == [["Kalnai kelmuoti, pakalnės nuplikę!"]]


def test_divided_words_are_whole_and_other_hyphens_stay():
    first = with_whole(line_of("sena kny-"), 1, "knygos")
    second = with_whole(line_of("gos dalis Rytų-"), 0, "knygos")
    third = line_of("Prūsija ir Karpatų-Rusia 1905-"), line_of("1907 metai")

    assert joined([line.words for line in (first, second, *third)]) == (
        "sena knygos dalis Rytų- Prūsija ir Karpatų-Rusia 1905- 1907 metai"
    )


def test_divided_word_that_nobody_marked_is_joined_before_a_small_letter():
    assert joined([line_of("labai se-").words, line_of("nas").words]) == "labai senas"


def test_paragraph_runs_over_the_page_with_the_mark_in_it():
    sections = sections_of(
        [
            page(1, block("Pirma pastraipa."), block("Antra eina į kitą")),
            page(2, block("puslapį ir baigiasi."), block("Trečia."), label="8"),
        ]
    )

    [section] = sections
    assert [p.words for p in section.paragraphs] == [
        "Pirma pastraipa.", "Antra eina į kitą puslapį ir baigiasi.", "Trečia.",
    ]  # fmt: skip
    assert PageMark(2, "8") in section.paragraphs[1].parts


def test_word_divided_at_the_end_of_a_page_is_whole():
    first = block_of(with_whole(line_of("labai sena kny-"), 2, "knygos"))
    second = block_of(with_whole(line_of("gos dalis."), 0, "knygos"))

    assert told(page(1, first), page(2, second)) == [["labai sena knygos dalis."]]


def test_new_sentence_on_a_new_page_is_a_new_paragraph():
    found = told(page(1, block("Baigta.")), page(2, block("Nauja pradžia.")))

    assert found == [["Baigta.", "Nauja pradžia."]]


def test_note_at_the_foot_does_not_stand_in_a_running_sentence():
    found = told(
        page(1, block("Sakinys eina"), block("*) Pastaba.", BlockKind.FOOTNOTE)),
        page(2, block("toliau ir baigiasi.")),
    )

    assert found == [["*) Pastaba.", "Sakinys eina toliau ir baigiasi."]]


def test_headings_of_the_highest_level_begin_chapters():
    found = sections_of(
        [
            page(1, block("Įžangos tekstas.")),
            page(
                2, block("I skyrius", BlockKind.HEADING, 2), block("Pavadinimas", "heading", 2),
                block("Tekstas.",), block("Poskyris", BlockKind.HEADING, 3), block("Dar."),
            ),
            page(3, block("II skyrius", BlockKind.HEADING, 2)),
        ]
    )  # fmt: skip

    assert [section.title for section in found] == ["", "I skyrius Pavadinimas", "II skyrius"]
    assert len(found[1].paragraphs) == 5


def test_lines_of_tables_and_contents_stay_lines():
    [section] = sections_of([page(1, block("Įžanga 3\nI dalis 7", BlockKind.CONTENTS))])

    assert section.paragraphs[0].parts[1] == "Įžanga 3\nI dalis 7"


def test_long_text_without_headings_is_parted_at_pages(monkeypatch):
    monkeypatch.setattr(book_text, "LONGEST_FILE", 100)
    pages = [page(n, block(f"Tai yra puslapis {n}, ilgas. " * 3)) for n in range(1, 6)]

    found = sections_of(pages)

    assert len(found) > 2
    assert sum(len(section.paragraphs) for section in found) == 5


def test_pages_without_text_keep_their_marks():
    found = sections_of([BookPage(1, None, "1"), BookPage(2, PageText(9, 9, ()), "2")])

    marks = [part for p in found[0].paragraphs for part in p.parts]
    assert marks == [PageMark(1, "1"), PageMark(2, "2")]
    assert sections_of([]) == []
