"""Queries: what a reader typed becomes tokens to look for, the surest first.

Every term is expanded into classes: the word itself; letters typed without diacritics; stems of
its modern spelling; its skeleton; typical errors of reading; other forms of a name. Whatever is
typed is only words, quotes, a minus before a word and a star after one: nothing of it reaches a
database but tokens of a-z and 0-9.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice, product

from language.encoding import encoded
from language.keys import LANGUAGES_OF_SCRIPT, skeleton_of, stem_of
from language.letters import WORD_LETTERS, bare, plain, script_of, words_in
from language.tokens import BARE, EXACT, SKELETON, STEM_PREFIXES, exact_key
from schemas.reading import Script

#: Signs of a query that are read; the rest is left out, and the query says so.
QUERY_LETTERS = 1000
#: Words of a query that are looked for.
QUERY_TERMS = 16
#: Tokens of one class of one term.
CLASS_TOKENS = 32
#: Letters before a star; shorter beginnings are half the vocabulary.
PREFIX_LETTERS = 2


class MatchClass(IntEnum):
    """How a word of a page answers a word of a query; the lower the surer."""

    EXACT = 0
    BARE = 1
    MODERN = 2
    SKELETON = 3
    READING = 4
    NAME = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query, with the tokens that answer it."""

    text: str
    """As typed."""
    classes: tuple[tuple[MatchClass, tuple[str, ...]], ...]
    """Tokens a class, the surest class first; no token is in two."""
    is_prefix: bool = False
    """Whether the tokens are beginnings of tokens (a star was typed)."""

    def tokens(self, up_to: MatchClass = MatchClass.NAME) -> tuple[str, ...]:
        """All tokens of the classes up to this one."""
        return tuple(t for kind, tokens in self.classes if kind <= up_to for t in tokens)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing a query asks for: a word, or an exact phrase of words in a row."""

    terms: tuple[Term, ...]
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for; every clause has to be met."""

    clauses: tuple[Clause, ...]
    was_cut: bool = False
    """Whether more was typed than is looked for."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: no words, or exclusions alone."""
        return all(clause.is_excluded for clause in self.clauses)


_QUOTES = '"„“”«»'
_PARTS = re.compile(
    rf"(?P<minus>(?<!\S)[-−–])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


def query_of(text: str, *, exact: bool = False) -> Query:
    """The query that ``text`` says; it never fails.

    Args:
        text: as typed: words, "exact phrases", -without, begin*.
        exact: look for the words as they are typed, all of them.
    """
    clauses: list[Clause] = []
    left = QUERY_TERMS
    was_cut = len(text) > QUERY_LETTERS
    for part in _PARTS.finditer(text[:QUERY_LETTERS]):
        is_excluded = part["minus"] is not None
        for clause in _clauses_of(part, exact=exact, is_excluded=is_excluded):
            if len(clause.terms) > left:
                return Query(tuple(clauses), was_cut=True)
            left -= len(clause.terms)
            clauses.append(clause)
    return Query(tuple(clauses), was_cut)


def _clauses_of(part: re.Match[str], *, exact: bool, is_excluded: bool) -> Iterator[Clause]:
    if part["phrase"] is not None:
        words = tuple(term_of(word, exact=True) for word in words_in(part["phrase"]))
        if words:
            yield Clause(words, is_phrase=len(words) > 1, is_excluded=is_excluded)
        return
    typed = part["word"]
    words_typed = list(words_in(typed))
    is_prefix = typed.endswith("*") and len(words_typed) == 1
    for word in words_typed:
        if is_prefix and len(word) >= PREFIX_LETTERS:
            yield Clause((_prefix_of(word),), is_excluded=is_excluded)
        else:
            yield Clause((term_of(word, exact=exact or is_excluded),), is_excluded=is_excluded)


def term_of(word: str, *, exact: bool = False) -> Term:
    """One ``word`` with the tokens that answer it."""
    key = exact_key(word)
    classes: list[tuple[MatchClass, Iterator[str]]] = [(MatchClass.EXACT, iter([EXACT + key]))]
    if not exact:
        without = encoded(bare(word))
        classes.append((MatchClass.BARE, iter([EXACT + without, BARE + without])))
        if not word[0].isdigit():
            classes.append((MatchClass.MODERN, _modern(word)))
            classes.append((MatchClass.SKELETON, _skeletons(word)))
    return Term(word[:WORD_LETTERS], _parted(classes))


def _prefix_of(word: str) -> Term:
    without = encoded(bare(word))
    return Term(
        word,
        _parted(
            [
                (MatchClass.EXACT, iter([EXACT + exact_key(word)])),
                (MatchClass.BARE, iter([EXACT + without, BARE + without])),
            ]
        ),
        is_prefix=True,
    )


def _parted(
    classes: list[tuple[MatchClass, Iterator[str]]],
) -> tuple[tuple[MatchClass, tuple[str, ...]], ...]:
    """Each token in the surest of its classes only; empty classes left out."""
    seen: set[str] = set()
    parted = []
    for kind, tokens in classes:
        own = list(islice((t for t in dict.fromkeys(tokens) if t not in seen), CLASS_TOKENS))
        seen.update(own)
        if own:
            parted.append((kind, tuple(own)))
    return tuple(parted)


def _languages(word: str) -> tuple[str, ...]:
    script = script_of(word)
    return LANGUAGES_OF_SCRIPT[script] if script else ()


def _modern(word: str) -> Iterator[str]:
    for spelt in _with_carons(plain(word)):
        for language in _languages(word):
            stem = encoded(stem_of(spelt, language))
            yield STEM_PREFIXES[language] + stem
            if spelt == plain(word):
                # A word that is its own stem is stored once, as itself.
                yield EXACT + stem


def _skeletons(word: str) -> Iterator[str]:
    for spelt in _with_carons(plain(word)):
        for language in _languages(word):
            skeleton = encoded(skeleton_of(spelt, language))
            if skeleton:
                yield SKELETON + skeleton
                if spelt == plain(word):
                    yield EXACT + skeleton


def _with_carons(small: str) -> Iterator[str]:
    """``small``, then, where it was typed without any diacritics, with them: s or š, c or č."""
    yield small
    places = [n for n, sign in enumerate(small) if sign in "scz"]
    if not small.isascii() or script_of(small) is not Script.ANTIQUA or len(places) > 4:
        return
    for choice in islice(product((False, True), repeat=len(places)), 1, None):
        letters = list(small)
        for place, with_caron in zip(places, choice, strict=True):
            if with_caron:
                letters[place] = {"s": "š", "c": "č", "z": "ž"}[small[place]]
        yield "".join(letters)
