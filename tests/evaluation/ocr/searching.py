"""Finding words in what was read: modern queries over old prints, with and without their marks.

The scorer stands in memory and ranks as the product's index does: by the surest class in which a
page answers, then by how often.
"""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from language.query import MatchClass, query_of
from language.tokens import tokens_of_text

LEAST_LETTERS, MOST_PAGES, DEPTH, TOP = 5, 50, 50, 10
QUERIES, SEED = 240, 12
Search = Callable[[str], list[str]]
"""From what is typed to names of pages, the best first."""
_WORD = re.compile(r"[^\W\d_]+")
_DIVIDED = re.compile(r"(?<=\w)[-¬⸗=]\s*\n(?=\w)")
#: Which classes an ablation leaves in.
UP_TO = {
    "K0": MatchClass.EXACT, "K1": MatchClass.MODERN, "K2": MatchClass.SKELETON,
    "all": MatchClass.NAME,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """How well a list of queries was answered."""

    queries: int
    recall: float | None
    """Share of the pages with the word, in exactly this form, among the first fifty."""
    precision: float | None
    """Share of right ones among the first ten (or all, where fewer were found)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query, the pages that have it, and those that have it in another form."""

    text: str
    pages: frozenset[str]
    related: frozenset[str]


def queries_of(modern: Mapping[str, Sequence[str]]) -> list[Wanted]:
    """Words for which readers may look: not short, not on most pages; names and places among them.

    Args:
        modern: sentences in today's spelling, by the name of the page.
    """
    pages_with: dict[str, set[str]] = defaultdict(set)
    for page, sentences in modern.items():
        for sentence in sentences:
            for word in _WORD.findall(sentence.lower()):
                pages_with[word].add(page)
    most = min(MOST_PAGES, max(1, len(modern) // 2))
    words = sorted(w for w, on in pages_with.items() if len(w) >= LEAST_LETTERS and len(on) <= most)
    random.Random(SEED).shuffle(words)
    return [
        Wanted(word, frozenset(pages_with[word]), _related(word, pages_with))
        for word in words[:QUERIES]
    ]


def _related(word: str, pages_with: Mapping[str, set[str]]) -> frozenset[str]:
    """Pages with a word of the same beginning: most likely another form of it."""
    start = word[: max(4, len(word) - 3)]
    found: set[str] = set()
    for other, pages in pages_with.items():
        if other.startswith(start) and abs(len(other) - len(word)) <= 4:
            found |= pages
    return frozenset(found)


def joined(text: str) -> str:
    """The text with words divided at line ends made whole, as the product's layout does."""
    return _DIVIDED.sub("", text)


def without_marks(text: str) -> str:
    """The word as typed on a keyboard without Lithuanian letters."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign)
    )


class Index:
    """Pages by their tokens."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self._pages: dict[str, Counter[str]] = defaultdict(Counter)
        for page, text in texts.items():
            for token in tokens_of_text(joined(text), language):
                self._pages[token.text][page] += 1

    def search(self, text: str, up_to: MatchClass) -> list[str]:
        """Pages that answer every word, the surest first."""
        answers: list[dict[str, tuple[int, int]]] = []
        for clause in query_of(text).clauses:
            for term in clause.terms:
                answers.append(self._answers(term.classes, up_to))
        if not answers:
            return []
        both = set.intersection(*(set(one) for one in answers))

        def rank(page: str) -> tuple[int, int, str]:
            return (
                max(one[page][0] for one in answers), -sum(one[page][1] for one in answers), page,
            )  # fmt: skip

        return sorted(both, key=rank)

    def _answers(
        self, classes: Sequence[tuple[MatchClass, tuple[str, ...]]], up_to: MatchClass
    ) -> dict[str, tuple[int, int]]:
        best: dict[str, tuple[int, int]] = {}
        for kind, tokens in classes:
            if kind > up_to:
                continue
            counted: Counter[str] = Counter()
            for token in tokens:
                counted.update(self._pages.get(token, {}))
            for page, times in counted.items():
                if page not in best or best[page][0] > kind:
                    best[page] = (int(kind), times)
        return best


def found_by(search: Search, wanted: Sequence[Wanted], *, marks: bool) -> Found:
    """Ask all queries, as they are spelt or without their marks."""
    recalls: list[float] = []
    precisions: list[float] = []
    for one in wanted:
        hits = search(typed(one, marks=marks))
        recalls.append(len(one.pages & set(hits[:DEPTH])) / len(one.pages))
        if hits:
            top = hits[:TOP]
            precisions.append(sum(page in one.related for page in top) / len(top))
    return Found(
        len(recalls),
        fmean(recalls) if recalls else None,
        fmean(precisions) if precisions else None,
    )


def typed(one: Wanted, *, marks: bool) -> str:
    """What is typed."""
    return one.text if marks else without_marks(one.text)
