"""What of a reading is kept: real words that the engine doubts, no lines that are none."""

from pipeline.reading.legible import MIN_LINE_CONFIDENCE, keep_legible
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

HERE = Region(0, 0, 10, 10)


def line_of(**confidences: float) -> TextLine:
    return TextLine(HERE, tuple(Word(text, HERE, value) for text, value in confidences.items()))


def page_of(*lines: TextLine) -> PageText:
    return PageText(100, 100, tuple(TextBlock(HERE, (line,)) for line in lines))


def test_a_doubted_word_in_a_line_that_is_believed_stays():
    page = page_of(line_of(das=0.9, Genie=0.0, bleibt=0.95))

    assert keep_legible(page).plain == "das Genie bleibt"


def test_a_line_of_noise_goes_with_its_block():
    page = page_of(line_of(text=0.9), line_of(ii=0.1, m=0.05))

    assert keep_legible(page).plain == "text"
    assert len(keep_legible(page).blocks) == 1


def test_a_line_at_the_limit_stays_and_blank_words_do_not_count():
    assert keep_legible(page_of(line_of(a=MIN_LINE_CONFIDENCE))).plain == "a"
    assert keep_legible(page_of(TextLine(HERE, (Word(" ", HERE, 0.95),)))).blocks == ()
