"""Queries: what a reader typed becomes tokens to look for, the surest first.

Every term is expanded into classes: the word itself; letters typed without diacritics; stems of
its modern spelling; its skeleton; typical errors of reading; other forms of a name. Whatever is
typed is only words, quotes, a minus before a word and a star after one: nothing of it reaches a
database but tokens of a-z and 0-9.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from language.expansion import (
    bare_tokens,
    exact_tokens,
    misread_tokens,
    modern_tokens,
    name_tokens,
    skeleton_tokens,
)
from language.letters import WORD_LETTERS, words_in

#: Signs of a query that are read; the rest is left out, and the query says so.
QUERY_LETTERS = 1000
#: Words of a query that are looked for.
QUERY_TERMS = 16
#: Tokens of one class of one term.
CLASS_TOKENS = 64
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


_EXPANSIONS: dict[MatchClass, Callable[[str], Iterator[str]]] = {
    MatchClass.EXACT: exact_tokens,
    MatchClass.BARE: bare_tokens,
    MatchClass.MODERN: modern_tokens,
    MatchClass.SKELETON: skeleton_tokens,
    MatchClass.READING: misread_tokens,
    MatchClass.NAME: name_tokens,
}
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
    kinds = [MatchClass.EXACT]
    if not exact:
        kinds = [MatchClass.EXACT, MatchClass.BARE] if word[0].isdigit() else list(MatchClass)
    return Term(word[:WORD_LETTERS], _parted([(kind, _EXPANSIONS[kind](word)) for kind in kinds]))


def _prefix_of(word: str) -> Term:
    kinds = (MatchClass.EXACT, MatchClass.BARE)
    classes = _parted([(kind, _EXPANSIONS[kind](word)) for kind in kinds])
    return Term(word[:WORD_LETTERS], classes, is_prefix=True)


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
