"""A page as the index keeps it: its words, where they stand, and their tokens; packed small."""

import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from language.tokens import EXACT, Token, tokens_of_page, tokens_of_text
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
_SIDES = 4


@dataclass(frozen=True, slots=True)
class IndexedText:
    """Words in reading order with their boxes, and of every position of the text its tokens."""

    words: tuple[str, ...]
    boxes: tuple[Region, ...]
    """One a word; empty where no places are known."""
    lines: tuple[int, ...]
    """How many words stand in each line."""
    positions: tuple[tuple[str, ...], ...]
    """The tokens of each position, the exact one first."""
    places: tuple[int, ...]
    """The word at which each position begins."""
    width_px: int = 0
    height_px: int = 0

    def second_half(self, word: int, position: int) -> int | None:
        """The word that is the rest of a divided one: no position begins at it."""
        after = self.places[position + 1] if position + 1 < len(self.places) else len(self.words)
        rest = word + 1
        if self._line_of(rest) == self._line_of(word) or rest >= min(after, len(self.words)):
            return None
        return rest if any(sign.isalpha() for sign in self.words[rest]) else None

    def line_at(self, word: int) -> range:
        """The words of the line in which ``word`` stands."""
        line = self._line_of(word)
        ends = list(accumulate(self.lines))
        return range(ends[line] - self.lines[line], ends[line])

    def _line_of(self, word: int) -> int:
        ends = accumulate(self.lines)
        return next((n for n, end in enumerate(ends) if word < end), len(self.lines))


def text_of_page(page: PageText) -> IndexedText:
    """A page as read."""
    words = page.words
    lines = tuple(len(line.words) for block in page.blocks for line in block.lines)
    return _indexed(
        [word.text for word in words],
        tokens_of_page(page),
        boxes=tuple(word.region for word in words),
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
    return _indexed(words, found, boxes=(), lines=tuple(map(len, lines)), size=(0, 0))


def _indexed(
    words: Sequence[str],
    tokens: Iterable[Token],
    *,
    boxes: tuple[Region, ...],
    lines: tuple[int, ...],
    size: tuple[int, int],
) -> IndexedText:
    positions: list[list[str]] = []
    places: list[int] = []
    counts: Counter[str] = Counter()
    for token in tokens:
        if token.position >= POSITIONS:
            break
        if token.position == len(positions):
            positions.append([])
            places.append(token.word)
        counts[token.text] += 1
        kept = counts[token.text] <= PLACES_OF_TOKEN
        positions[token.position].append(token.text if kept else FILLER)
    return IndexedText(
        tuple("\u00a0".join(word.split()) or "\u00a0" for word in words),
        boxes, lines, tuple(map(tuple, positions)), tuple(places), *size,
    )  # fmt: skip


def is_exact(token: str) -> bool:
    """Whether a token is the word itself."""
    return token.startswith(EXACT)


def pack(text: IndexedText) -> bytes:
    """The text as bytes: about a tenth of its ALTO."""
    tokens = " ".join(",".join(position) for position in text.positions)
    written = _PARTS.join((" ".join(text.words), " ".join(map(str, text.lines)), tokens)).encode()
    sides = array("I")
    for side in ("x", "y", "width", "height"):
        sides.extend(max(0, getattr(box, side)) for box in text.boxes)
    places = array("H", _steps(text.places))
    head = _HEAD.pack(text.width_px, text.height_px, len(written), len(text.boxes), len(places))
    return zlib.compress(head + written + sides.tobytes() + places.tobytes(), 6)


def unpack(packed: bytes | memoryview) -> IndexedText:
    """The text that ``pack`` packed."""
    data = zlib.decompress(packed)
    width, height, written, boxes, places = _HEAD.unpack_from(data)
    at = _HEAD.size
    words, lines, tokens = data[at : at + written].decode().split(_PARTS)
    at += written
    sides = array("I", data[at : at + _SIDES * boxes * 4])
    steps = array("H", data[at + len(sides) * 4 :][: places * 2])
    return IndexedText(
        tuple(words.split(" ")) if words else (),
        tuple(
            Region(*(sides[side * boxes + number] for side in range(_SIDES)))
            for number in range(boxes)
        ),
        tuple(map(int, lines.split())),
        tuple(tuple(one.split(",")) for one in tokens.split(" ")) if tokens else (),
        tuple(accumulate(steps)),
        width,
        height,
    )  # fmt: skip


def _steps(places: Sequence[int]) -> list[int]:
    return [b - a for a, b in zip((0, *places), places, strict=False)]
