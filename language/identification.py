"""Which language a text is in: by letters, small words and sequences of letters.

Each language is known in the spellings it was printed in (``language/data/trigrams.json``: modern,
old, without the letters a Fraktur model lacks, in Cyrillic letters); a text is in the language one
of whose spellings makes it likeliest. Reading errors cost every language alike.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from language.letters import bare, plain, script_of, words_in
from language.likelihood import SequenceModel, trigrams_of
from language.small_words import small_words
from schemas.reading import Script

LANGUAGES = ("lit", "pol", "deu", "lat", "rus", "lav", "yid")
UNDETERMINED = "und"
#: Letters below which nothing is said of a text.
TELLING_LETTERS = 20
#: Share of the letters that may be misread; any letter is as likely there.
_MISREAD = 0.08
_NOISE_BITS = math.log2(64)
#: Neighbouring letters depend on each other further than three letters reach: a text holds less
#: evidence than the sum over its letters says.
_INDEPENDENCE = 0.35
#: The best language has this share, or the text does not tell.
_SURE = 0.8
#: Bits of a small word that is among the most frequent ones of its language.
_SMALL_WORD_BITS = 7.0
#: Bits a letter above which a text is no text of any of the languages.
_GARBAGE_BITS = 5.6
#: Letters of the rest of the page that speak for a short block.
_PRIOR_LETTERS = 20

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text, how sure, and what each language was worth (sum 1)."""

    language: str
    """ISO 639-3; ``und`` where the text does not tell."""
    confidence: float
    """0 to 1: the share of the best language."""
    shares: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way a language was printed."""

    language: str
    script: Script
    model: SequenceModel
    small_words: frozenset[str]

    def bits(self, words: Mapping[str, int]) -> float:
        return sum(count * self._word_bits(word) for word, count in words.items())

    def _word_bits(self, word: str) -> float:
        bits = sum(_with_misreading(self.model.cost(gram)) for gram in trigrams_of(word))
        return min(bits, _SMALL_WORD_BITS) if word in self.small_words else bits


def identify(text: str, *, candidates: Collection[str] = LANGUAGES) -> Guess:
    """The language of ``text``, read with errors or in an old spelling; ``und`` when in doubt."""
    words = _words_of(text)
    return _guess(_bits_of(words, candidates), _letters_of(words))


def identify_blocks(
    texts: Sequence[str], *, candidates: Collection[str] = LANGUAGES
) -> tuple[Guess, ...]:
    """The language of each block of a page; short blocks lean on the rest of the page."""
    words = [_words_of(text) for text in texts]
    bits = [_bits_of(each, candidates) for each in words]
    guesses = [_guess(b, _letters_of(w)) for b, w in zip(bits, words, strict=True)]
    main = page_languages(guesses, texts)[:1]
    return tuple(
        guess if guess.language != UNDETERMINED else _leaning(b, _letters_of(w), main)
        for guess, b, w in zip(guesses, bits, words, strict=True)
    )


def page_languages(guesses: Sequence[Guess], texts: Sequence[str]) -> tuple[str, ...]:
    """The languages of a page, the most letters first; without ``und``."""
    letters: Counter[str] = Counter()
    for guess, text in zip(guesses, texts, strict=True):
        if guess.language != UNDETERMINED:
            letters[guess.language] += _letters_of(_words_of(text))
    return tuple(language for language, _ in letters.most_common())


def _words_of(text: str) -> Counter[str]:
    return Counter(
        bare(small) if script_of(small) is Script.HEBREW else small
        for small in map(plain, words_in(text))
        if small.isalpha() and script_of(small)
    )


def _letters_of(words: Mapping[str, int]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _bits_of(words: Mapping[str, int], candidates: Collection[str]) -> dict[str, float]:
    """Bits of the words in each language, in the spelling that fits best."""
    script = _main_script(words)
    best: dict[str, float] = {}
    for spelling in _spellings():
        if spelling.script is script and spelling.language in candidates:
            bits = spelling.bits(words)
            best[spelling.language] = min(bits, best.get(spelling.language, bits))
    return best


def _main_script(words: Mapping[str, int]) -> Script | None:
    letters: Counter[Script] = Counter()
    for word, count in words.items():
        script = script_of(word)
        if script is not None:
            letters[script] += len(word) * count
    return letters.most_common(1)[0][0] if letters else None


def _guess(bits: Mapping[str, float], letters: int) -> Guess:
    if letters < TELLING_LETTERS or not bits:
        return Guess(UNDETERMINED, 0.0)
    shares = _shares(bits)
    language = max(shares, key=lambda known: shares[known])
    if shares[language] < _SURE or bits[language] > _GARBAGE_BITS * letters:
        return Guess(UNDETERMINED, shares[language], shares)
    return Guess(language, shares[language], shares)


def _leaning(bits: Mapping[str, float], letters: int, main: Sequence[str]) -> Guess:
    """A short block is in the language of the page, unless its few letters speak against it."""
    if not main or main[0] not in bits or not letters:
        return Guess(UNDETERMINED, 0.0)
    leant = {**bits, main[0]: bits[main[0]] - _PRIOR_LETTERS}
    shares = _shares(leant)
    if shares[main[0]] < _SURE:
        return Guess(UNDETERMINED, shares[main[0]], shares)
    return Guess(main[0], shares[main[0]], shares)


def _shares(bits: Mapping[str, float]) -> dict[str, float]:
    least = min(bits.values())
    weights = {known: 2 ** (-_INDEPENDENCE * (b - least)) for known, b in bits.items()}
    total = sum(weights.values())
    return {known: weight / total for known, weight in weights.items()}


def _with_misreading(bits: float) -> float:
    return -math.log2((1 - _MISREAD) * 2**-bits + _MISREAD * 2**-_NOISE_BITS)


@cache
def _spellings() -> tuple[_Spelling, ...]:
    stored = json.loads((_DATA / "trigrams.json").read_text("utf-8"))
    return tuple(
        _Spelling(
            name[:3],
            Script(entry["script"]),
            SequenceModel.of_counts(name[:3], entry["trigrams"]),
            small_words(name),
        )
        for name, entry in stored.items()
    )
