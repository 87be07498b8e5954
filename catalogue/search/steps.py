"""A query as steps: the surest way to answer it first; a row belongs to the first it meets."""

from dataclasses import replace
from typing import NamedTuple

from catalogue.search.expressions import Condition, Has, InARow, Without, every, some
from language.query import Clause, MatchClass, Query, Term, term_of
from language.tokens import EXACT, STEM_PREFIXES

#: A page with an excluded word as it was typed, or with its letters bare, is left out.
EXCLUDED_UP_TO = MatchClass.BARE
_IN_A_ROW = frozenset((EXACT, *STEM_PREFIXES.values()))


class Step(NamedTuple):
    """One way to answer a query; a row may meet the conditions of several, the first counts."""

    kind: MatchClass
    condition: Condition


def widened(query: Query) -> Query:
    """The query with its phrases asked for in other spellings too, below the exact ones."""
    clauses = (
        replace(clause, terms=tuple(term_of(term.text) for term in clause.terms))
        if clause.is_phrase and not clause.is_excluded
        else clause
        for clause in query.clauses
    )
    return replace(query, clauses=tuple(clauses))


def steps_of(query: Query, narrowing: list[Condition]) -> list[Step]:
    """The steps of a query; none where it asks for nothing."""
    wanted = [clause for clause in query.clauses if not clause.is_excluded]
    unwanted = [_excluded(clause) for clause in query.clauses if clause.is_excluded]
    if not wanted:
        return []
    # What surer steps found is left out where that costs next to nothing: words of one clause.
    alone = len(wanted) == 1 and not wanted[0].is_phrase
    steps: list[Step] = []
    before: list[Condition] = []
    for kind in MatchClass:
        if not any(adds(clause, kind) for clause in wanted):
            continue
        parts = [answers(clause, kind, alone=alone) for clause in wanted]
        if any(part is None for part in parts):
            continue
        met = every(*(part for part in parts if part is not None))
        condition = every(met, *narrowing)
        without = [*(before if alone else ()), *unwanted]
        steps.append(Step(kind, Without(condition, some(*without)) if without else condition))
        before.append(met)
    return steps


def adds(clause: Clause, kind: MatchClass) -> bool:
    """Whether a class has something to find that the surer ones have not."""
    if clause.is_phrase:
        return kind is MatchClass.EXACT or (
            kind is MatchClass.MODERN and any(_of(term, kind) for term in clause.terms)
        )
    return any(own is kind for own, _ in clause.terms[0].classes)


def answers(clause: Clause, kind: MatchClass, *, alone: bool = False) -> Condition | None:
    """What answers a clause as surely as this class, or surer; None where nothing does.

    Args:
        clause: a part of the query that is wanted.
        kind: the class.
        alone: only as this class does; the surer answers are left out by another condition.
    """
    if clause.is_phrase:
        return _in_a_row(clause, kind)
    term = clause.terms[0]
    tokens = _of(term, kind) if alone else term.tokens(kind)
    return some(*(Has(token, term.is_prefix) for token in tokens)) if tokens else None


def _in_a_row(clause: Clause, kind: MatchClass) -> Condition:
    by_stem = kind >= MatchClass.MODERN and adds(clause, MatchClass.MODERN)
    return InARow(tuple(places_of(term, by_stem=by_stem) for term in clause.terms), by_stem)


def places_of(term: Term, *, by_stem: bool) -> tuple[str, ...]:
    """The tokens that may stand at a place of a phrase."""
    exact = _of(term, MatchClass.EXACT)
    if not by_stem:
        return exact
    return (*exact, *(one for one in _of(term, MatchClass.MODERN) if one[0] in _IN_A_ROW))


def _of(term: Term, kind: MatchClass) -> tuple[str, ...]:
    return next((tokens for own, tokens in term.classes if own is kind), ())


def _excluded(clause: Clause) -> Condition:
    found = answers(clause, EXCLUDED_UP_TO)
    assert found is not None, "every term has its exact token"
    return found
