"""Pages by the million for the search: real words, as often as words are in real texts.

The words are those of the Lithuanian model; how often each comes follows Zipf's law as Mandelbrot
mended it. Half of the objects are spelt as before 1905.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from catalogue.search.texts import IndexedText, indexed
from language.tokens import Token, keys_of
from pipeline.engines.word_lists import words_of
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

MODEL = "lit"
VOCABULARY = 200_000
#: Mandelbrot's two numbers as they are usual for running text.
EXPONENT, SHIFT = 1.05, 2.7
WORDS_OF_PAGE = 250
WORDS_OF_LINE = 9
PAGES_OF_OBJECT = 200
_OLD = str.maketrans({"š": "sz", "č": "cz", "ž": "ż", "v": "w"})
_SIZE = (2000, 3000)


@dataclass(frozen=True, slots=True)
class Language:
    """Words by rank, and where each one's share of all ends."""

    words: tuple[str, ...]
    shares: tuple[float, ...]

    def drawn(self, chance: random.Random, count: int) -> list[str]:
        """So many words of a text."""
        return chance.choices(self.words, cum_weights=self.shares, k=count)


@cache
def modern() -> Language:
    """The words of today, the short ones the most frequent."""
    chance = random.Random(1)
    known = sorted(word for word in words_of(MODEL) if word.isalpha())
    kept = chance.sample(known, min(VOCABULARY, len(known)))
    kept.sort(key=lambda word: len(word) + chance.random() * 8)
    return Language(tuple(kept), _shares(len(kept)))


@cache
def old() -> Language:
    """The same as they were spelt."""
    return Language(tuple(word.translate(_OLD) for word in modern().words), modern().shares)


def _shares(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + SHIFT) ** EXPONENT for rank in range(1, count + 1)))


def pages_of(number: int, count: int) -> Iterator[IndexedText]:
    """The pages of the object of this number."""
    chance = random.Random(number)
    language = old() if number % 2 else modern()
    for _ in range(count):
        words = language.drawn(chance, WORDS_OF_PAGE)
        tokens = (
            Token(key, place, place)
            for place, word in enumerate(words)
            for key in keys_of(word, "lit")
        )
        yield indexed(
            words,
            tokens,
            boxes=[_box(place, word) for place, word in enumerate(words)],
            lines=_lines(len(words)),
            size=_SIZE,
        )


def read_pages(count: int) -> Iterator[PageText]:
    """Pages as they come from reading, not yet keyed."""
    for text in pages_of(1_000_001, count):
        words = tuple(
            Word(word, text.box(place) or Region(0, 0, 1, 1), 0.9)
            for place, word in enumerate(text.words)
        )
        lines = tuple(
            TextLine(words[start].region, words[start : start + WORDS_OF_LINE])
            for start in range(0, len(words), WORDS_OF_LINE)
        )
        yield PageText(*_SIZE, (TextBlock(Region(0, 0, *_SIZE), lines),), language="lit")


def _box(place: int, word: str) -> Region:
    line, column = divmod(place, WORDS_OF_LINE)
    return Region(150 + column * 190, 200 + line * 90, 20 * len(word), 60)


def _lines(words: int) -> tuple[int, ...]:
    whole, rest = divmod(words, WORDS_OF_LINE)
    return (WORDS_OF_LINE,) * whole + ((rest,) if rest else ())


def queries(count: int) -> dict[str, list[str]]:
    """What is asked: by kind, words drawn as texts draw them, so that some are in every page."""
    chance = random.Random(7)
    words = [word for word in modern().drawn(chance, count * 20) if len(word) > 3]
    spelt = [word for word in words if word.translate(_OLD) != word]
    pages = [next(iter(pages_of(number * 2, 1))).words for number in range(count)]
    starts = [chance.randrange(WORDS_OF_PAGE - 2) for _ in pages]
    phrases = [
        f'"{" ".join(page[start : start + 2])}"' for page, start in zip(pages, starts, strict=True)
    ]
    return {
        "simple": words[:count],
        "phrase": phrases,
        "cross-spelling": spelt[:count],
    }
