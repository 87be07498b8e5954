"""What a reader may have meant: words of the index that are near to one that was not found."""

from django.db import connection
from django.db.models import Q

from catalogue.models import SearchWord
from catalogue.rights import AnyUser
from catalogue.search.expressions import Condition
from catalogue.search.nearness import beginnings_near, distance
from catalogue.search.steps import steps_of
from catalogue.search.store import candidates
from catalogue.search.wishes import SearchWish, narrowing_of
from language.keys import skeleton
from language.letters import bare, plain
from language.query import Query, query_of

#: Words of the vocabulary that are compared; a beginning has some thousands in a large index.
COMPARED = 4000
SUGGESTED = 3
#: Near words that are tried for whether this person would find anything.
TRIED = 8
#: Of the letters of a word so many may differ.
SHARE = 0.34
#: Words of a query for which others are looked for.
WORDS = 3


def suggestions_for(wish: SearchWish, user: AnyUser | None) -> list[str]:
    """Queries near to one that found nothing; each finds something that this person may see."""
    query = query_of(wish.text, exact=wish.is_exact)
    narrowing = narrowing_of(wish, user)
    if query.is_empty or narrowing is None:
        return []
    lost = [
        clause
        for clause in query.clauses
        if not clause.is_excluded and not _is_found(Query((clause,)), narrowing)
    ]
    terms = [term.text for clause in lost[:WORDS] for term in clause.terms[:WORDS]]
    found: list[str] = []
    for text in (wish.text.replace(one, word) for one in terms for word in near_words(one)[:TRIED]):
        near = query_of(text, exact=wish.is_exact)
        if text not in found and _is_found(near, narrowing):
            found.append(text)
        if len(found) == SUGGESTED:
            break
    return found


def near_words(word: str) -> list[str]:
    """Words of the index near to ``word``, the nearest first."""
    typed = bare(word)
    if len(typed) < 3 or typed[0].isdigit():
        return []
    most = max(1.0, len(typed) * SHARE)
    begins = Q()
    for beginning in {*beginnings_near(typed), *beginnings_near(skeleton(plain(word)))}:
        begins |= _begins_so(beginning)
    known = SearchWord.objects.filter(begins).values_list("form", flat=True)[:COMPARED]
    measured = ((distance(typed, bare(form), most), form) for form in known)
    return [form for cost, form in sorted(measured) if 0 < cost <= most]


def _begins_so(beginning: str) -> Q:
    """Each database has its own way to take a beginning from an index."""
    if connection.vendor == "sqlite":
        return Q(skeleton__gte=beginning, skeleton__lt=f"{beginning}\U0010ffff")
    return Q(skeleton__startswith=beginning)


def _is_found(query: Query, narrowing: list[Condition]) -> bool:
    return bool(candidates([step.condition for step in steps_of(query, narrowing)], 1).rows)
