from dataclasses import replace

import pytest

from pipeline.reading.quality import Signs, estimate, estimated_error, is_hardly_print, signs_of
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

HERE = Region(0, 0, 10, 10)


def page_of(text: str, belief: float) -> PageText:
    words = tuple(Word(word, HERE, belief) for word in text.split())
    return PageText(100, 100, (TextBlock(HERE, (TextLine(HERE, words),)),))


@pytest.mark.unit
@pytest.mark.parametrize("sign", ["doubt", "unknown", "oddness", "disagreement"])
def test_no_sign_makes_a_page_better(sign):
    some = Signs(0.1, 0.1, 0.1, 0.1)

    assert estimated_error(replace(some, **{sign: 0.9})) >= estimated_error(some)


@pytest.mark.unit
def test_doubted_text_is_estimated_worse_than_believed_text():
    text = "saulė leidosi už miško žmonės ėjo namo"
    believed, doubted = (estimate(page_of(text, belief), ()) for belief in (0.95, 0.5))

    assert believed is not None
    assert doubted is not None
    assert believed < doubted


@pytest.mark.unit
def test_of_a_few_letters_nothing_is_told():
    assert estimate(page_of("12 ab", 0.9), ()) is None


@pytest.mark.unit
def test_noise_is_told_from_worn_print():
    assert is_hardly_print(Signs(0.7, 0.95, 0.9, 0.7))
    assert not is_hardly_print(Signs(0.7, 0.4, 0.5, 0.7))
    assert not is_hardly_print(Signs(0.2, 0.95, 0.5, 0.2))
    assert signs_of(page_of("", 0.9), ()).doubt == 1.0
