"""Pages with words in places, put into the index as a flow would."""

import pytest

from catalogue.models import Page
from catalogue.search.indexing import index_page, index_title
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

LINE, LETTER = 40, 12


def page_text(*lines, language="lit", wholes=None):
    """A page of these lines; every letter is 12 px wide, every line 40 px high."""
    made = []
    for number, line in enumerate(lines):
        words, x = [], 100
        for text in line.split():
            box = Region(x, 100 + number * LINE, len(text) * LETTER, LINE - 10)
            words.append(Word(text, box, 0.9, whole=(wholes or {}).get(text, "")))
            x += (len(text) + 1) * LETTER
        made.append(TextLine(Region(100, 100 + number * LINE, x - 100, LINE - 10), tuple(words)))
    block = TextBlock(Region(100, 100, 1000, LINE * len(lines)), tuple(made))
    return PageText(1200, 1800, (block,), language=language)


@pytest.fixture
def indexed(registered, now):
    """``indexed(["eilutė", …], …)``: an object with a page of these lines each, in the index."""

    def make(*pages, language="lit", wholes=None, **values):
        contents = [f"{values.get('title', '')}{n}{lines}" for n, lines in enumerate(pages)]
        digital_object = registered(*contents, **values)
        for page, lines in zip(digital_object.pages.all(), pages, strict=True):
            text = page_text(*lines, language=language, wholes=wholes)
            Page.objects.filter(pk=page.pk).update(text=text.plain, language=language)
            index_page(page, text, now=now)
        index_title(digital_object, now=now)
        return digital_object

    return make
