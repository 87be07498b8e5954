"""What the names of scans say: their order, their side, the object they belong to."""

import re
import unicodedata
from functools import cache

_ALPHABET = "aąbcčdeęėfghiįyjklmnopqrsštuųūvwxzž"
_LETTER_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}
_TOKEN = re.compile(r"(\d+)")
_SEPARATORS = " _-.,()"
_SIDE_BEFORE = r"(?:^|(?<=[\d _\-.]))"
_SIDE_AFTER = r"(?=$|[\d _\-.])"

NaturalKey = tuple[tuple[int, int, tuple[int, ...]], ...]


def natural_key(name: str) -> NaturalKey:
    """Sorts names as a librarian would: numbers by value, letters by the Lithuanian alphabet.

    ``0012`` comes before ``0012a``, that before ``0013``; ``9`` before ``10``.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    return tuple(_token_key(token) for token in _TOKEN.split(text) if token)


def _token_key(token: str) -> tuple[int, int, tuple[int, ...]]:
    if token.isdecimal():
        return (0, int(token), ())
    return (1, 0, tuple(_letter_place(letter) for letter in token))


def _letter_place(letter: str) -> int:
    """Separators first, then the alphabet, then all other scripts."""
    if letter in _LETTER_PLACES:
        return 100 + _LETTER_PLACES[letter]
    if letter in _SEPARATORS:
        return _SEPARATORS.index(letter)
    return 1000 + ord(letter)


@cache
def _side_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"{_SIDE_BEFORE}(?:{longest_first}){_SIDE_AFTER}", re.IGNORECASE)


def without_side(stem: str, words: tuple[str, ...]) -> str | None:
    """The name without the word for its side (``0001_L`` and ``L`` give ``0001``).

    None where the name does not have one of these words, standing free or beside digits.
    """
    if not words:
        return None
    matches = list(_side_pattern(words).finditer(stem))
    if not matches:
        return None
    last = matches[-1]
    return (stem[: last.start()] + stem[last.end() :]).strip(_SEPARATORS)


def number_in(stem: str) -> int | None:
    """The last number in a name."""
    numbers: list[str] = re.findall(r"\d+", stem)
    return int(numbers[-1]) if numbers else None


def object_prefix(stem: str, sides: tuple[str, ...] = ()) -> str:
    """What stands before the last number: the object in ``LNB-C12_0003``; may be empty."""
    bare = without_side(stem, sides) or stem
    match = re.fullmatch(r"(?P<prefix>.*?)[ _\-.]*\d+[^\W\d_]?", bare)
    return match["prefix"] if match else bare


def has_word(stem: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words begins a part of the name (``virsel`` in ``00_virselis``)."""
    parts = re.split(r"[\W\d_]+", _plain_letters(stem))
    return any(part.startswith(word) for part in parts for word in words)


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
