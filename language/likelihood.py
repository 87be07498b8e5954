"""How likely a sequence of letters is in a language: text apart from garbage.

A model of three letters at a time, learnt from words; ``surprise`` is in bits a letter, low for
good text of its language, near the logarithm of the alphabet for noise.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from language.letters import plain, words_in

#: Stands before the first and after the last letter of a word.
EDGE = " "
#: Weight of the shorter context, in occurrences (Dirichlet smoothing).
_WEIGHT = 5.0
#: Letters a language might have; the chance of one never seen is shared among them.
_ALPHABET = 64
_FORM = "trigrams-1"


@dataclass(frozen=True, slots=True)
class SequenceModel:
    """Counts of three letters, and what follows from them."""

    language: str
    trigrams: Mapping[str, int]
    _bigrams: Mapping[str, int] = field(repr=False, compare=False)
    _contexts: Mapping[str, int] = field(repr=False, compare=False)
    _letters: Mapping[str, int] = field(repr=False, compare=False)
    _total: int = field(repr=False, compare=False)
    _costs: dict[str, float] = field(repr=False, compare=False)

    @classmethod
    def learn(cls, language: str, words: Iterable[str]) -> "SequenceModel":
        """The model of a word list or of running words; a word given often weighs more."""
        trigrams: Counter[str] = Counter()
        for word in words:
            small = plain(word)
            if small.isalpha():
                trigrams.update(trigrams_of(small))
        return cls.of_counts(language, trigrams)

    @classmethod
    def of_counts(cls, language: str, trigrams: Mapping[str, int]) -> "SequenceModel":
        """The model of counts learnt before."""
        bigrams: Counter[str] = Counter()
        contexts: Counter[str] = Counter()
        letters: Counter[str] = Counter()
        for gram, count in trigrams.items():
            bigrams[gram[:2]] += count
            contexts[gram[1]] += count
            letters[gram[2]] += count
        pairs: Counter[str] = Counter()
        for gram, count in trigrams.items():
            pairs[gram[1:]] += count
        model = cls(language, trigrams, pairs, contexts, letters, sum(letters.values()), {})
        model._costs.update({f"/{gram}": count for gram, count in bigrams.items()})
        return model

    def surprise(self, text: str) -> float | None:
        """Bits a letter of ``text``; None where it has no letters."""
        bits, letters = 0.0, 0
        for word in words_in(text):
            small = plain(word)
            if any(sign.isalpha() for sign in small):
                bits += self.word_bits(small)
                letters += len(small) + 1
        return bits / letters if letters else None

    def word_bits(self, small: str) -> float:
        """Bits of one word in small letters, its end among them."""
        return sum(self.cost(gram) for gram in trigrams_of(small))

    def cost(self, gram: str) -> float:
        """Bits of the third letter after the first two."""
        known = self._costs.get(gram)
        if known is None:
            known = self._costs[gram] = -math.log2(self._chance(gram))
        return known

    def _chance(self, gram: str) -> float:
        single = (self._letters.get(gram[2], 0) + 1) / (self._total + _ALPHABET)
        pair = (self._bigrams.get(gram[1:], 0) + _WEIGHT * single) / (
            self._contexts.get(gram[1], 0) + _WEIGHT
        )
        context = self._costs.get(f"/{gram[:2]}", 0)
        return (self.trigrams.get(gram, 0) + _WEIGHT * pair) / (context + _WEIGHT)

    def to_bytes(self) -> bytes:
        """The model as JSON, for a cache of the caller's."""
        content = {"form": _FORM, "language": self.language, "trigrams": dict(self.trigrams)}
        return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> "SequenceModel":
        """The model that ``to_bytes`` stored.

        Raises:
            ValueError: it is not one.
        """
        content = json.loads(stored)
        if not isinstance(content, dict) or content.get("form") != _FORM:
            raise ValueError("not a model of letter sequences")
        return cls.of_counts(content["language"], content["trigrams"])


def trigrams_of(small: str) -> list[str]:
    """The sequences of three of a word, its edges among them; digits are one kind."""
    marked = f"{EDGE}{EDGE}{small}{EDGE}"
    return [marked[n : n + 3] for n in range(len(marked) - 2)]
