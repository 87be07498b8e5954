"""Lexicons: which words of a text are known, also in the spelling of its time.

A lexicon is a value built from a word list that the caller has (of a model's own dictionary, of a
spelling dictionary); a lexicon keeps its folded forms beside the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from language.keys import folded, modernised
from language.letters import plain, words_in

#: Letters a word needs to say anything: half of all two-letter strings are words somewhere.
TELLING_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language."""

    language: str
    words: frozenset[str]
    """In small letters, as spelt today."""
    folds: frozenset[str]
    """The same without what old spellings do not tell apart."""

    @classmethod
    def of(cls, language: str, words: Iterable[str]) -> "Lexicon":
        """A lexicon of ``words``; anything but words of letters is left out."""
        kept = frozenset(w for w in map(plain, words) if w.isalpha())
        folds = frozenset(folded(modernised(word, language)) for word in kept)
        return cls(language, kept, folds)

    def knows(self, word: str) -> bool:
        """Whether ``word`` is here, as it is or in the spelling of its time."""
        small = plain(word)
        return small in self.words or folded(modernised(small, self.language)) in self.folds


def lexicon_share(text: str, lexicon: Lexicon) -> float | None:
    """The share of the words of ``text`` that ``lexicon`` knows, 0 to 1.

    Numbers and words below three letters do not count; None where no word is left.
    """
    telling = [w for w in words_in(text) if len(w) >= TELLING_LETTERS and w.isalpha()]
    if not telling:
        return None
    return sum(lexicon.knows(word) for word in telling) / len(telling)
