"""What of a row answers a query: the words with their boxes, and a snippet around the first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.search.steps import places_of
from catalogue.search.texts import IndexedText
from language.query import Clause, MatchClass, Query
from schemas.findings import Region

#: Words shown before and after the first word that was found.
WORDS_BEFORE, WORDS_AFTER = 10, 16
#: Places of one row that are shown; a word of every line would cover the image.
MARKS_SHOWN = 100


class Mark(NamedTuple):
    """One word that answers, as printed; a divided word has two boxes."""

    text: str
    kind: MatchClass
    words: tuple[int, ...]
    regions: tuple[Region, ...]


class Piece(NamedTuple):
    """A part of a snippet."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as it is held against the tokens of one position."""

    tokens: Mapping[str, MatchClass]
    beginnings: Mapping[str, MatchClass]
    phrases: tuple[tuple[frozenset[str], ...], ...]


def wanted_of(query: Query) -> Wanted:
    """What marks are looked for; exclusions leave none."""
    tokens: dict[str, MatchClass] = {}
    beginnings: dict[str, MatchClass] = {}
    phrases = []
    for clause in query.clauses:
        if clause.is_excluded:
            continue
        if clause.is_phrase:
            phrases.append(_phrase(clause))
            continue
        term = clause.terms[0]
        known = beginnings if term.is_prefix else tokens
        for kind, found in term.classes:
            for token in found:
                known[token] = min(kind, known.get(token, kind))
    return Wanted(tokens, beginnings, tuple(phrases))


def _phrase(clause: Clause) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(places_of(term, by_stem=True)) for term in clause.terms)


def marks_in(text: IndexedText, wanted: Wanted) -> list[Mark]:
    """The words that answer, in reading order, the surest class of each."""
    found: dict[int, MatchClass] = {}
    present = wanted.tokens.keys() & text.distinct_tokens()
    known = [(token, wanted.tokens[token], False) for token in present]
    known += [(token, kind, True) for token, kind in wanted.beginnings.items()]
    for token, kind, is_beginning in known:
        for position in text.positions_of(token, is_beginning=is_beginning):
            found[position] = min(kind, found.get(position, kind))
    for phrase in wanted.phrases:
        for start in _starts(text.positions, phrase):
            found.update(dict.fromkeys(range(start, start + len(phrase)), MatchClass.EXACT))
    return [_mark(text, position, found[position]) for position in sorted(found)[:MARKS_SHOWN]]


def _starts(positions: list[list[str]], phrase: tuple[frozenset[str], ...]) -> Iterator[int]:
    for start in range(len(positions) - len(phrase) + 1):
        places = positions[start : start + len(phrase)]
        if all(not wanted.isdisjoint(one) for wanted, one in zip(phrase, places, strict=True)):
            yield start


def _mark(text: IndexedText, position: int, kind: MatchClass) -> Mark:
    word = text.places[position]
    rest = text.second_half(word, position)
    words = (word,) if rest is None else (word, rest)
    regions = tuple(box for one in words if (box := text.box(one)) is not None)
    return Mark(" ".join(text.words[one] for one in words), kind, words, regions)


def snippet_of(text: IndexedText, marks: list[Mark]) -> tuple[Piece, ...]:
    """The words around the first mark, as printed, with all marks among them."""
    surest = min(marks, key=lambda mark: mark.kind).words[0] if marks else 0
    start = max(0, surest - WORDS_BEFORE)
    end = min(len(text.words), surest + WORDS_AFTER)
    marked = sorted({word for mark in marks for word in mark.words if start <= word < end})
    pieces: list[Piece] = []
    at = start
    for word in marked:
        pieces.append(_piece(text, at, word, before=at > start))
        pieces.append(Piece(text.words[word].replace("\u00a0", " "), is_match=True))
        at = word + 1
    pieces.append(_piece(text, at, end, before=at > start))
    if start:
        pieces[0] = Piece(f"… {pieces[0].text}", is_match=False)
    if end < len(text.words):
        pieces[-1] = Piece(f"{pieces[-1].text.rstrip()} …", is_match=False)
    return tuple(piece for piece in pieces if piece.text)


def _piece(text: IndexedText, start: int, end: int, *, before: bool) -> Piece:
    """Words that do not answer, with the blanks that part them from those that do."""
    words = " ".join(text.words[start:end]).replace("\u00a0", " ")
    front, back = " " if before else "", " " if words else ""
    return Piece(f"{front}{words}{back}", is_match=False)


def line_of(text: IndexedText, mark: Mark) -> Region | None:
    """The line in which a mark stands, as far as its words reach; None without places."""
    boxes = [box for word in text.line_at(mark.words[0]) if (box := text.box(word)) is not None]
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Region(left, top, right - left, bottom - top)
