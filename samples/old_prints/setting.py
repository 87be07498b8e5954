"""Sets old prints: lines broken and filled, headings, columns, from the right where Hebrew is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from samples.old_prints.glyphs import Type, clusters
from samples.sheets import PrintedLine
from schemas.findings import Region

#: A line is divided at a word's middle when its spaces would grow beyond this many times.
LOOSE = 1.6
LEAST_WORD, LEAST_PART = 6, 3
_VOWELS = "aeiouyąęėįųūēīāůëéóöäü" + "аеиоуыэюяѣіô"
#: Letters that stand for one sound and stay together.
_TOGETHER = ("ſz", "sz", "cz", "rz", "ch", "ck", "dz", "dž", "th", "ph", "qu", "ſch", "sch", "šč")
_DIVIDABLE = re.compile(r"^\W*(\w+)\W*$")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
#: Brackets and quotes that look the other way in a line read from the right.
_TURNED = str.maketrans("()«»", ")(»«")


@dataclass(frozen=True, slots=True)
class Column:
    """Where a run of lines stands, in pixels."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one type within a paragraph."""

    text: str
    type: Type


@dataclass(slots=True)
class OldSheet:
    """The sheet under the press: ink, and every line that was printed."""

    ink: NDArray[np.uint8]
    lines: list[PrintedLine] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    """Of each line, to which paragraph or heading it belongs."""
    block: int = 0

    def put(self, text: str, left: float, baseline: float, cast: Type) -> float:
        """Print one word or run of letters at a place; returns its width."""
        x = left
        signs = list(clusters(text))
        for sign in _from_right(signs) if _HEBREW.search(text) else signs:
            if sign == " ":
                x += cast.space
                continue
            glyph = cast.glyph(sign)
            self._stamp(glyph.ink, round(x) + glyph.left, round(baseline) + glyph.top)
            x += glyph.advance
        return x - left

    def remember(self, text: str, region: Region) -> None:
        """Note a line that was printed."""
        self.lines.append(PrintedLine(text, region))
        self.blocks.append(self.block)

    def _stamp(self, ink: NDArray[np.uint8], x: int, y: int) -> None:
        left, top = max(0, -x), max(0, -y)
        part = self.ink[max(0, y) : y + ink.shape[0], max(0, x) : x + ink.shape[1]]
        if part.size:
            seen = ink[top : top + part.shape[0], left : left + part.shape[1]]
            np.maximum(part, seen, out=part)


def _from_right(signs: list[str]) -> list[str]:
    """Letters in the order of their places from the left; numbers keep theirs."""
    out: list[str] = []
    number: list[str] = []
    for sign in reversed(signs):
        if sign.isdigit():
            number.insert(0, sign)
            continue
        out += [*number, sign.translate(_TURNED)]
        number = []
    return out + number


Word = tuple[str, Type]


def words_of(spans: tuple[Span, ...]) -> list[Word]:
    """The words of a paragraph, each with its type; a dash keeps to the word before it."""
    words: list[Word] = []
    for span in spans:
        for text in span.text.split():
            if text in ("–", "—") and words:
                words[-1] = (f"{words[-1][0]} {text}", words[-1][1])
            else:
                words.append((text, span.type))
    return words


def broken(words: list[Word], width: float, indent: float) -> Iterator[tuple[list[Word], bool]]:
    """Lines of words, and whether each is the last of its paragraph."""
    waiting = list(words)
    room = width - indent
    while waiting:
        line, waiting = _fill(waiting, room)
        yield line, not waiting
        room = width


def _fill(words: list[Word], room: float) -> tuple[list[Word], list[Word]]:
    used, taken = 0.0, 0
    for text, cast in words:
        step = cast.width(text) + (cast.space if taken else 0)
        if taken and used + step > room:
            break
        used += step
        taken += 1
    line, rest = words[:taken], words[taken:]
    if rest:
        text, cast = rest[0]
        loose = (room - used) / max(1, taken - 1) > (LOOSE - 1) * cast.space
        for place in divisions(text) if loose else ():
            head = f"{text[:place]}-"
            if used + cast.space + cast.width(head) <= room:
                return [*line, (head, cast)], [(text[place:], cast), *rest[1:]]
    return line, rest


def divisions(word: str) -> tuple[int, ...]:
    """Where a word may be parted, the last place first: before the consonant of a syllable."""
    found = _DIVIDABLE.match(word)
    if not found or len(found[1]) < LEAST_WORD:
        return ()
    start, end = found.span(1)
    lower = word.lower()
    places = []
    for i in range(start + LEAST_PART, end - LEAST_PART + 1):
        is_onset = lower[i] not in _VOWELS and lower[i + 1 : i + 3][:1]
        together = next((t for t in _TOGETHER if lower[i:].startswith(t)), lower[i])
        after = lower[i + len(together) : i + len(together) + 1]
        before = lower[i - 1]
        cut = any(lower[i - n : i - n + len(t)] == t for t in _TOGETHER for n in range(1, len(t)))
        if is_onset and after and after in _VOWELS and not cut:
            has_vowel = any(letter in _VOWELS for letter in lower[start:i])
            if has_vowel and before.isalpha():
                places.append(i)
    return tuple(reversed(places))


def set_line(
    sheet: OldSheet, line: list[Word], column: Column, baseline: float,
    *, indent: float = 0.0, is_ragged: bool = False,
) -> None:  # fmt: skip
    """Print one line, its spaces stretched to the column's width unless it is ragged."""
    widths = [cast.width(text) for text, cast in line]
    gap = line[0][1].space
    if not is_ragged and len(line) > 1:
        gap = (column.width - indent - sum(widths)) / (len(line) - 1)
    text = " ".join(word for word, _ in line)
    whole = sum(widths) + gap * (len(line) - 1)
    from_right = bool(_HEBREW.search(text))
    x = column.left + (column.width - indent if from_right else indent)
    left = x - whole if from_right else x
    for (word, cast), width in zip(line, widths, strict=True):
        if from_right:
            x -= width
        sheet.put(word, x, baseline, cast)
        x += -gap if from_right else width + gap
    size = line[0][1].size_px
    region = Region(round(left), round(baseline - 0.8 * size), round(whole), round(1.05 * size))
    sheet.remember(text, region)


def set_centred(sheet: OldSheet, text: str, column: Column, baseline: float, cast: Type) -> None:
    """Print one line about the column's middle."""
    width = cast.width(text)
    middle = Column(round(column.left + (column.width - width) / 2), 0, round(width) + 1, 0)
    set_line(sheet, [(text, cast)], middle, baseline, is_ragged=True)
