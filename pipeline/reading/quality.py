"""How many characters of a page are read wrongly, told without anybody having read it.

Four signs, each 0 for a page without fault: how little the engine believes in what it read, how
many words are none of the language, how unlikely the letters are in a row, how often the second
reader disagreed. They are weighed by ``quality.json``, where it is told on what the weights were
fitted; none is negative, so that a page that is worse by a sign is never estimated better.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from language.letters import words_in
from pipeline.reading.second import SecondReading
from pipeline.reading.tongues import Tongue
from schemas.pages import PageText

#: Shorter words are words of some language too often to tell.
TELLING_LETTERS = 3
#: Bits a letter of good text of a language one knows, and of letters by chance.
GOOD_BITS, CHANCE_BITS = 3.2, 6.0
#: Worn print is believed in more than this, or at least some of its words are words.
LEAST_BELIEF, MOST_UNKNOWN = 0.5, 0.8
#: What a page with fewer letters is worth cannot be told.
FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks against a page's text, each 0 to 1."""

    doubt: float
    """1 less the mean belief, by letters."""
    unknown: float
    """The share of words that are none of the page's languages; 0.5 where none is known."""
    oddness: float
    """How unlikely the letters are in a row, between good text and chance."""
    disagreement: float
    """The share of all words on which the second reader, asked, did not agree."""


def signs_of(
    text: PageText, tongues: Sequence[Tongue], second: SecondReading | None = None
) -> Signs:
    """The signs of a page as read."""
    words = [word for word in text.words if word.text.strip()]
    weight = sum(len(word.text) for word in words)
    doubt = sum((1 - w.confidence) * len(w.text) for w in words) / weight if weight else 1.0
    told = [w for w in words_in(text.plain) if len(w) >= TELLING_LETTERS and w.isalpha()]
    return Signs(
        round(doubt, 4),
        round(_unknown(told, tongues), 4),
        round(_oddness(told, tongues), 4),
        round((second.asked - second.agreed) / max(1, len(words)) if second else doubt, 4),
    )


def estimated_error(signs: Signs) -> float:
    """The estimated character error rate, 0 to 1."""
    intercept, *weights = _weights()
    pairs = zip(weights, astuple(signs), strict=True)
    found = intercept + sum(weight * float(sign) for weight, sign in pairs)
    return round(min(1.0, max(0.0, found)), 4)


def estimate(
    text: PageText, tongues: Sequence[Tongue], second: SecondReading | None = None
) -> float | None:
    """The estimated character error rate of a page; None where too little was read to tell."""
    if sum(c.isalpha() for c in text.plain) < FEWEST_LETTERS:
        return None
    return estimated_error(signs_of(text, tongues, second))


def is_hardly_print(signs: Signs) -> bool:
    """Whether what was read is noise out of a picture, music or handwriting, and no text.

    The engine itself then believes in less than half of it, and four words in five are none.
    """
    return signs.doubt > 1 - LEAST_BELIEF and signs.unknown > MOST_UNKNOWN


def _unknown(words: Sequence[str], tongues: Sequence[Tongue]) -> float:
    if not words or not tongues:
        return 0.5
    return sum(not any(t.knows(w) for t in tongues) for w in words) / len(words)


def _oddness(words: Sequence[str], tongues: Sequence[Tongue]) -> float:
    letters = sum(len(word) + 1 for word in words)
    if not letters or not tongues:
        return 0.5
    bits = sum(min(t.bits_of(word) for t in tongues) for word in words) / letters
    return min(1.0, max(0.0, (bits - GOOD_BITS) / (CHANCE_BITS - GOOD_BITS)))


@cache
def _weights() -> tuple[float, ...]:
    """The intercept and the weights of the signs in their order."""
    stored = json.loads(Path(__file__).with_name("quality.json").read_text("utf-8"))
    names = ("intercept", "doubt", "unknown", "oddness", "disagreement")
    return tuple(float(stored["weights"][name]) for name in names)
