"""Own sentences without end: patterns filled from lists, judging and training apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np

TEXTS = Path(__file__).parent / "texts"
#: Stands before a noun: German and Prussian printers gave it a capital.
NOUN = "*"
_SLOT = re.compile(r"\{(\w+)\}")
#: How much of each list one page draws on, so that a page has a subject and pages differ.
PAGE_SHARE, LEAST_CHOICE = 0.5, 8
YEARS = (1547, 1938)


class Part(StrEnum):
    """What a page is for; no sentence, word of a list, or face serves both."""

    JUDGING = "judging"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Language:
    """The lists and patterns of a language."""

    lists: Mapping[str, tuple[str, ...]]
    patterns: Mapping[Part, tuple[str, ...]]


@cache
def read_language(code: str) -> Language:
    """The language's file."""
    lists: dict[str, tuple[str, ...]] = {}
    patterns: dict[Part, list[str]] = {part: [] for part in Part}
    section = ""
    for line in (TEXTS / f"{code}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            if section == "lists":
                name, _, words = line.partition(" = ")
                lists[name] = tuple(words.split(" | "))
            else:
                patterns[Part(section)].append(line)
    return Language(lists, {part: tuple(some) for part, some in patterns.items()})


class Writer:
    """Writes the sentences of one page."""

    def __init__(self, code: str, part: Part, rng: np.random.Generator) -> None:
        language = read_language(code)
        self._rng = rng
        self._patterns = language.patterns[part]
        halves = {name: _half(words, part) for name, words in language.lists.items()}
        self._lists = {name: self._choice(words) for name, words in halves.items()}

    def sentences(self) -> Iterator[str]:
        """Sentence after sentence; no pattern comes twice before all others came."""
        while True:
            for i in self._rng.permutation(len(self._patterns)):
                yield self._filled(self._patterns[i])

    def _choice(self, words: tuple[str, ...]) -> tuple[str, ...]:
        count = min(len(words), max(LEAST_CHOICE, round(PAGE_SHARE * len(words))))
        return tuple(words[i] for i in self._rng.permutation(len(words))[:count])

    def _filled(self, pattern: str) -> str:
        used: set[str] = set()

        def fill(slot: re.Match[str]) -> str:
            name = slot[1]
            word = self._word(name.lower(), used)
            used.add(word)
            return capital(word) if name[0].isupper() else word

        return capital(_SLOT.sub(fill, pattern))

    def _word(self, name: str, used: set[str]) -> str:
        match name:
            case "metai":
                return str(self._rng.integers(*YEARS))
            case "vardas":
                return NOUN + self._pick("kamienas", used) + self._pick("galūnė", used)
            case "vieta":
                return NOUN + self._pick("vietos", used) + self._pick("vietosgalas", used)
        return self._pick(name, used)

    def _pick(self, name: str, used: set[str]) -> str:
        words = self._lists[name]
        free = [word for word in words if word not in used] or list(words)
        return free[self._rng.integers(len(free))]


def _half(words: tuple[str, ...], part: Part) -> tuple[str, ...]:
    return words[0::2] if part is Part.JUDGING else words[1::2]


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    for i, letter in enumerate(text):
        if letter.isalpha():
            return text[:i] + letter.upper() + text[i + 1 :]
    return text


def plain(sentence: str) -> str:
    """The sentence as it is spelt today: without the stars."""
    return sentence.replace(NOUN, "")


def with_capital_nouns(sentence: str) -> str:
    """The sentence with a capital on every noun."""
    return re.sub(r"\*(\w)", lambda found: found[1].upper(), sentence)
