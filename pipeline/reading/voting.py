"""Two readings of one line become one: word by word, by what speaks for each.

The first reader is Tesseract, whose words and their places stand unless the second reader, the
language's words and the look of its letters together say otherwise. The second reader is asked
not only what it read, but how likely its picture shows what the first one read.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from rapidfuzz.distance import Levenshtein

from language.letters import bare
from pipeline.engines.rapidocr import Floats, LineReading, alphabet
from pipeline.reading.tongues import Tongue
from schemas.pages import Word
from schemas.reading import Script

#: Neural readers are surer than they should be: their logarithms of odds are trusted by half
#: (Guo et al. 2017 find temperatures of 1.5 to 3 for classifiers that were not calibrated).
TRUST_IN_SECOND = 0.4
TRUST_IN_FIRST = 1.0
#: A word of the language against a word that is none, as a logarithm of odds: of wrongly read
#: words one in twenty is a word by chance, of rightly read ones two in three are known.
WORTH_OF_A_WORD = math.log((2 / 3) / (1 / 20))
#: Share of the letters' own odds: sequences of three overlap and so say everything twice or more.
TRUST_IN_LETTERS = 0.25
#: By so much the second reading must be likelier before the first one is given up.
MARGIN = 1.0
#: Letters that differ in the long s alone are one letter to the vote.
_SAME = str.maketrans({"ſ": "s", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "—": "-",
                       "–": "-", "⸗": "-", "=": "-"})  # fmt: skip
_HYPHENS = ("-", "=", "⸗")
#: Letters of Fraktur that readers taught on antiqua take for each other.
LOOK_ALIKES = ("sſfk", "BV", "AU", "KRN")
_GROUPS = str.maketrans({letter: group[0] for group in LOOK_ALIKES for letter in group})
#: Readings that differ in more places are not mixed.
MOST_DIFFERENCES = 4
#: Beliefs of the first reader are held within these: it is never quite right or wrong.
LEAST_BELIEF, MOST_BELIEF = 0.05, 0.98
_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Vote:
    """Words as voted, and on how many of them both readers agreed or the first one lost."""

    words: tuple[Word, ...]
    agreed: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """What is known of a page while its words are voted on."""

    tongues: tuple[Tongue, ...]
    script: Script | None
    missing: frozenset[str] = frozenset()
    """Letters of the page's languages that the first reader cannot print."""

    def vote(self, words: Sequence[Word], second: LineReading) -> Vote:
        """The likelier of two readings of each of some words in a row."""
        witness = blind_to_look_alikes(second) if self.script is Script.FRAKTUR else second
        voted: list[Word] = []
        agreed = changed = 0
        for word, (start, end) in zip(words, _places(words, second.text), strict=True):
            other = second.text[start:end].strip()
            if not other or other.translate(_SAME) == word.text.translate(_SAME):
                agreed += bool(other)
                voted.append(word)
                continue
            likelier = self._likelier(word, other, witness, _steps(second, start, end))
            changed += likelier is not word
            voted.append(likelier)
        return Vote(tuple(voted), agreed, changed)

    def _likelier(
        self, word: Word, other: str, witness: LineReading, steps: tuple[int, int]
    ) -> Word:
        if self.script is Script.FRAKTUR:
            other = resolved(word.text, other)
        own = self._worth(word.text, witness, steps)
        worths = {
            text: self._worth(text, witness, steps) - own
            for text in mixtures(word.text, other)
            if text.translate(_SAME) != word.text.translate(_SAME)
        }
        if not worths:
            return word
        text = max(worths, key=worths.__getitem__)
        odds, margin = worths[text], 0.0
        if not self._is_beyond_first(text, word.text):
            belief = min(MOST_BELIEF, max(LEAST_BELIEF, word.confidence))
            odds, margin = odds - TRUST_IN_FIRST * math.log(belief / (1 - belief)), MARGIN
        if odds < margin:
            return word
        kept = with_long_s(text) if "ſ" in word.text else text
        return replace(word, text=kept, confidence=round(1 / (1 + math.exp(-odds)), 4))

    def _is_beyond_first(self, text: str, first: str) -> bool:
        """Whether a text is what the first one read but for letters that it cannot print.

        Its belief is then none against them: it had no choice.
        """
        return bool(self.missing & set(text)) and bare(text) == bare(first)

    def _worth(self, text: str, witness: LineReading, steps: tuple[int, int]) -> float:
        """What speaks for a text at these steps but for who read it, as a logarithm of odds."""
        seen = TRUST_IN_SECOND * witness.likelihood_of(text.translate(_SAME), *steps)
        letters = TRUST_IN_LETTERS * math.log(2) * _bits(text, self.tongues)
        return seen + WORTH_OF_A_WORD * _known(text, self.tongues) - letters


def blind_to_look_alikes(reading: LineReading) -> LineReading:
    """The reading with letters that Fraktur makes alike as one: it was not taught their forms."""
    merged: Floats = reading.probabilities.copy()
    for letters in LOOK_ALIKES:
        columns = [alphabet()[letter] for letter in letters]
        merged[:, columns] = merged[:, columns].sum(axis=1, keepdims=True)
    return replace(reading, probabilities=np.minimum(merged, 1.0))


def resolved(first: str, second: str) -> str:
    """The second reading, its doubtful letters of Fraktur as the first one read them."""
    letters = list(second)
    one, other = _grouped(first), _grouped(second)
    for part in Levenshtein.opcodes(one, other):
        if part.tag == "equal":
            letters[part.dest_start : part.dest_end] = first[part.src_start : part.src_end]
    if first.endswith(_HYPHENS) and second.endswith("s"):
        letters[-1] = first[-1]
    return "".join(letters)


def mixtures(first: str, second: str) -> set[str]:
    """The second reading, and both mixed where they differ in few places."""
    parts = [part for part in Levenshtein.opcodes(first, second) if part.tag != "equal"]
    if not 1 < len(parts) <= MOST_DIFFERENCES:
        return {second}
    found = set()
    for taken in product((False, True), repeat=len(parts)):
        text, at = "", 0
        for part, is_taken in zip(parts, taken, strict=True):
            text += first[at : part.src_start]
            source = second[part.dest_start : part.dest_end]
            text += source if is_taken else first[part.src_start : part.src_end]
            at = part.src_end
        found.add((text + first[at:]).strip())
    return {text for text in found if text}


def _known(text: str, tongues: Sequence[Tongue]) -> float:
    """1 where every part of a text is a word, a half where it has no letters, else less."""
    parts = [_EDGES.sub("", part) for part in text.split()]
    telling = [part for part in parts if any(c.isalpha() for c in part)]
    if not telling or not tongues:
        return 0.5
    if text.endswith(("-", "=", "⸗")):
        return 0.5  # half of a word
    return sum(any(t.knows(p) for t in tongues) for p in telling) / len(telling)


def _bits(text: str, tongues: Sequence[Tongue]) -> float:
    parts = [_EDGES.sub("", part) for part in text.split()]
    return min((sum(t.bits_of(part) for part in parts) for t in tongues), default=0.0)


def with_long_s(text: str) -> str:
    """A word with the long s of Fraktur: everywhere but at its end."""
    return re.sub(r"s(?=[^\W\d_])", "ſ", text)


def _grouped(text: str) -> str:
    return text.translate(_SAME).translate(_GROUPS)


def _steps(reading: LineReading, start: int, end: int) -> tuple[int, int]:
    """The steps at which these characters stand, with the gaps to their neighbours."""
    first = reading.steps[start - 1][1] if start else 0
    last = reading.steps[end][0] if end < len(reading.steps) else len(reading.probabilities)
    return first, last


def _places(words: Sequence[Word], text: str) -> list[tuple[int, int]]:
    """Of every word the part of the other reading that stands at its place."""
    one = " ".join(word.text for word in words).translate(_SAME)
    moved = _moved(one, text.translate(_SAME))
    places: list[tuple[int, int]] = []
    at = 0
    for word in words:
        end = at + len(word.text)
        places.append((moved[at], moved[end]))
        at = end + 1
    return places


def _moved(one: str, other: str) -> list[int]:
    """For every gap between characters of one text the gap of the other that lies there."""
    moved = [0] * (len(one) + 1)
    for part in Levenshtein.opcodes(one, other):
        length = part.src_end - part.src_start
        for step in range(length + 1):
            across = part.dest_end - part.dest_start
            moved[part.src_start + step] = part.dest_start + round(
                step * across / length if length else across
            )
    moved[-1] = len(other)
    return moved
