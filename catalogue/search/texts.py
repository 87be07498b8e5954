"""A page as the index keeps it: its words, where they stand, and their tokens; packed small."""

import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from language.tokens import Token, tokens_of_page, tokens_of_text
from schemas.findings import Region
from schemas.pages import PageText

#: Positions that are told apart within a row; PostgreSQL has room for so many.
POSITIONS = 16_000
#: Places of one token within a row that are kept; the bound of a tsvector, kept everywhere.
PLACES_OF_TOKEN = 255
#: Stands at a place whose token is not kept.
FILLER = "xx"
_HEAD = struct.Struct("<IIIII")
#: Lines of the packed text: words, lengths of lines, tokens.
_PARTS = "\n"
_SIDES = ("x", "y", "width", "height")


@dataclass(frozen=True, slots=True)
class IndexedText:
    """Words in reading order with their boxes, and of every position of the text its tokens."""

    words: tuple[str, ...]
    sides: Sequence[int]
    """All left edges, then all tops, widths and heights; empty where no places are known."""
    lines: tuple[int, ...]
    """How many words stand in each line."""
    tokens: str
    """Before each token a comma, after each position a blank; the exact token is the first."""
    places: Sequence[int]
    """The word at which each position begins."""
    width_px: int = 0
    height_px: int = 0

    @property
    def positions(self) -> list[list[str]]:
        """The tokens of each position."""
        return [position[1:].split(",") for position in self.tokens.split(" ")[:-1]]

    def distinct_tokens(self) -> set[str]:
        """Every token that stands somewhere."""
        return set(self.tokens.replace(" ", "").split(","))

    def box(self, word: int) -> Region | None:
        """Where a word stands on the image; None where that is not known."""
        if not self.sides:
            return None
        return Region(*self.sides[word :: len(self.words)])

    def positions_of(self, token: str, *, is_beginning: bool = False) -> Iterator[int]:
        """The positions at which a token stands."""
        at = position = 0
        wanted = f",{token}"
        while (found := self.tokens.find(wanted, at)) >= 0:
            position += self.tokens.count(" ", at, found)
            at = found + len(wanted)
            if is_beginning or self.tokens[at] in ", ":
                yield position

    def second_half(self, word: int, position: int) -> int | None:
        """The word that is the rest of a divided one: no position begins at it."""
        after = self.places[position + 1] if position + 1 < len(self.places) else len(self.words)
        rest = word + 1
        if rest >= min(after, len(self.words)) or rest in self.line_at(word):
            return None
        return rest if any(sign.isalpha() for sign in self.words[rest]) else None

    def line_at(self, word: int) -> range:
        """The words of the line in which ``word`` stands."""
        end = 0
        for length in self.lines:
            end += length
            if word < end:
                return range(end - length, end)
        return range(word, len(self.words))


def text_of_page(page: PageText) -> IndexedText:
    """A page as read."""
    words = page.words
    lines = tuple(len(line.words) for block in page.blocks for line in block.lines)
    return indexed(
        [word.text for word in words],
        tokens_of_page(page),
        boxes=[word.region for word in words],
        lines=lines,
        size=(page.width_px, page.height_px),
    )


def text_of_lines(text: str, language: str) -> IndexedText:
    """A text of which only the words are known: a title, a page without places."""
    lines = [line.split() for line in text.splitlines()]
    words = [word for line in lines for word in line]
    found: list[Token] = []
    for number, word in enumerate(words):
        start = found[-1].position + 1 if found else 0
        found += [
            Token(one.text, one.position + start, number) for one in tokens_of_text(word, language)
        ]
    return indexed(words, found, boxes=[], lines=tuple(map(len, lines)), size=(0, 0))


def indexed(
    words: Sequence[str],
    tokens: Iterable[Token],
    *,
    boxes: Sequence[Region],
    lines: tuple[int, ...],
    size: tuple[int, int],
) -> IndexedText:
    """Words and their tokens as the index keeps them; the tokens come by position."""
    written: list[str] = []
    places: list[int] = []
    counts: Counter[str] = Counter()
    for token in tokens:
        if token.position >= POSITIONS:
            break
        if token.position == len(places):
            written.append(" " if places else "")
            places.append(token.word)
        counts[token.text] += 1
        kept = counts[token.text] <= PLACES_OF_TOKEN
        written.append(f",{token.text if kept else FILLER}")
    return IndexedText(
        tuple("\u00a0".join(word.split()) or "\u00a0" for word in words),
        [max(0, getattr(box, side)) for side in _SIDES for box in boxes],
        lines,
        "".join(written) + (" " if written else ""),
        tuple(places),
        *size,
    )


def pack(text: IndexedText) -> bytes:
    """The text as bytes: about a tenth of its ALTO."""
    lines = " ".join(map(str, text.lines))
    written = _PARTS.join((" ".join(text.words), lines, text.tokens)).encode()
    sides, places = array("I", text.sides), array("H", _steps(text.places))
    head = _HEAD.pack(text.width_px, text.height_px, len(written), len(sides), len(places))
    return zlib.compress(head + written + sides.tobytes() + places.tobytes(), 6)


def unpack(packed: bytes | memoryview) -> IndexedText:
    """The text that ``pack`` packed."""
    data = zlib.decompress(packed)
    width, height, written, sides, places = _HEAD.unpack_from(data)
    at = _HEAD.size + written
    words, lines, tokens = data[_HEAD.size : at].decode().split(_PARTS)
    places_at = at + sides * 4
    return IndexedText(
        tuple(words.split(" ")) if words else (),
        array("I", data[at:places_at]),
        tuple(map(int, lines.split())),
        tokens,
        tuple(accumulate(array("H", data[places_at : places_at + places * 2]))),
        width,
        height,
    )


def _steps(places: Sequence[int]) -> list[int]:
    return [b - a for a, b in zip((0, *places), places, strict=False)]
