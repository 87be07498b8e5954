"""What a label read at the head or foot of a page may mean as a number.

A book counts pages, leaves or columns. Every count is put in one unit, the page: a number read is
said by the place its page has in the count, so that along a sound run of pages the place grows by
one with every scan, however the book counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qa.volume.pages import PrintedLabel

#: Longer numbers are years, prices and shelf marks.
MAX_NUMBER, MAX_ROMAN = 3999, 399
#: Letters that readers of print take for digits. A number so mended is believed less.
LIKE_DIGITS = str.maketrans("OoQDIl|!SsBZzg", "00001111558229")
MENDED = 0.6
#: One roman letter is also an initial or a speck.
SINGLE_ROMAN = 0.5
#: Readers' confidence counts from here to 1: what they doubt is still often right.
LEAST_BELIEF = 0.3

_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_NAMED = re.compile(r"(?:p|pg|pag|psl|s|str|fol|f|bl|l)[. ]+(?=\w)", re.IGNORECASE)
_LEAF = re.compile(r"(\d{1,4})\s?([rv])", re.IGNORECASE)
_ROMAN = re.compile(r"c{0,3}(?:x[cl]|l?x{0,4})(?:i[xv]|v?i{0,4})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Count(StrEnum):
    """What the numbers of a run count, and in which figures."""

    PAGES = "pages"
    LEAVES = "leaves"
    SIDES = "sides"
    """Leaves with their sides: 12r, 12v."""
    COLUMNS = "columns"
    """Two numbers a page, or two pages a scan."""
    ROMAN = "roman"


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a label: the page's place in a count."""

    count: Count
    place: int
    belief: float
    """0 to 1."""


def readings_of(label: PrintedLabel) -> Iterator[Reading]:
    """Everything a label may mean; nothing where it is no number."""
    text = _NAMED.sub("", _EDGES.sub("", label.text.strip()), count=1)
    belief = LEAST_BELIEF + (1 - LEAST_BELIEF) * min(1.0, max(0.0, label.confidence))
    if match := _LEAF.fullmatch(text):
        leaf = int(match[1])
        yield Reading(Count.SIDES, 2 * leaf - (match[2].lower() == "r"), belief)
    elif text.isascii() and text.isdigit():
        yield from _of_number(int(text), belief)
    elif text and _ROMAN.fullmatch(text.replace("j", "i")):
        share = SINGLE_ROMAN if len(text) == 1 else 1.0
        yield Reading(Count.ROMAN, roman_value(text.replace("j", "i")), belief * share)
    elif mended := _mended(text):
        yield from _of_number(mended, belief * MENDED)


def _of_number(number: int, belief: float) -> Iterator[Reading]:
    if 0 < number <= MAX_NUMBER:
        yield Reading(Count.PAGES, number, belief)
        yield Reading(Count.LEAVES, 2 * number - 1, belief)
        yield Reading(Count.COLUMNS, (number + 1) // 2, belief)


def _mended(text: str) -> int | None:
    """A number in which some digits were read as letters."""
    digits = text.translate(LIKE_DIGITS)
    if len(text) > 4 or not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if any(one.isdigit() for one in text) else None


def roman_value(text: str) -> int:
    """The value of a roman number, also of one written additively (viiij)."""
    values = [_ROMAN_VALUES[one] for one in text.lower()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def roman(number: int) -> str:
    """A number in roman figures."""
    text = ""
    for value, letters in (
        (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
        (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        text, number = text + letters * (number // value), number % value
    return text


def printed(count: Count, place: int) -> str:
    """The number printed on the page of this place in a count."""
    if count is Count.ROMAN:
        return roman(place)
    if count in (Count.LEAVES, Count.SIDES):
        return f"{(place + 1) // 2}{'r' if place % 2 else 'v'}"
    if count is Count.COLUMNS:
        return f"{2 * place - 1}\N{EN DASH}{2 * place}"
    return str(place)
