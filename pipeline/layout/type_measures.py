"""Measures of type: how high a line's print is, how far lines stand apart, how wide they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from schemas.findings import Region
from schemas.pages import TextBlock, TextLine, Word

#: Ascenders and descenders in heights of an x; in books' types 0.4 to 0.6 and 0.3 to 0.4.
ABOVE, BELOW = 0.5, 0.35
#: Letters that reach above or below; letters with accents do as well.
_ABOVE, _BELOW = "bdfhijkltßſ?!\"'„“”‘’()[]", "gjpqyſ,;()[]цщруфдзק"
_ACCENTED = 0x00BF


@dataclass(frozen=True, slots=True)
class Frame:
    """What is usual on a page: height of words and of small letters, distance of lines, edges."""

    unit: float
    small: float
    pitch: float
    left: float
    right: float

    @property
    def width(self) -> float:
        """The width of the text."""
        return max(1.0, self.right - self.left)


def frame_of(blocks: Sequence[TextBlock], unit: float) -> Frame:
    """What is usual on a page."""
    lines = [line for block in blocks for line in block.lines]
    steps = [
        middle(b) - middle(a)
        for block in blocks
        for a, b in pairwise(block.lines)
        if middle(b) > middle(a)
    ]
    long = sorted(lines, key=lambda line: -len(line.words))[: max(1, len(lines) // 2)]
    left = min(line.region.x for line in long)
    right = max(line.region.x + line.region.width for line in long)
    return Frame(unit, height_of(lines), median(steps) if steps else 1.4 * unit, left, right)


def height_of(lines: Iterable[TextLine]) -> float:
    """The height of the small letters of lines, by words whose letters reach above and below."""
    words = [word for line in lines for word in line.words]
    lettered = [w for w in words if sum(map(str.isalnum, w.text)) >= 2]
    sizes = [small_letters(word) for word in lettered or words]
    return float(median(sizes)) if sizes else 0.0


def small_letters(word: Word) -> float:
    """The height of an x in the type of a word: its box less what reaches above and below."""
    text = word.text
    above = any(c.isupper() or c.isdigit() or c in _ABOVE or ord(c) > _ACCENTED for c in text)
    below = any(c in _BELOW for c in text)
    return word.region.height / (1 + ABOVE * above + BELOW * below)


def middle(line: TextLine) -> float:
    """The height at which a line stands."""
    return line.region.y + line.region.height / 2


def text_of(words: Iterable[Word]) -> str:
    """Words as they are read."""
    return " ".join(word.text for word in words)


def gaps_of(line: TextLine) -> list[float]:
    """The widths of the spaces between a line's words from left to right."""
    words = sorted((w.region for w in line.words), key=lambda r: r.x)
    return [b.x - a.x - a.width for a, b in pairwise(words)]


def overlap_across(one: Region, other: Region) -> int:
    """How far two regions stand above each other."""
    return min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
