"""Finding objects: by identifier, in lists, by what waits for somebody."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from catalogue.errors import AmbiguousObjectError, BadCursorError, ObjectNotFoundError
from catalogue.models import DigitalObject, Identifier, Page
from catalogue.rights import AnyUser, visible_objects
from catalogue.states import ObjectState, PageState
from language.searching import search_key
from schemas.identifiers import BETANUMERIC

#: Candidates named when a beginning fits several objects.
CANDIDATES_SHOWN = 5
RESULT_PAGE_ROWS = 50

_ARK = re.compile(r"ark:/?(?P<naan>[^/]*)/(?P<name>[^/]*)")
_CURSOR = re.compile(r"(?P<key>[0-9a-f]*)\.(?P<pk>\d{1,18})")

#: Where somebody must act.
WAITING_STATES = (ObjectState.NEEDS_REVIEW, ObjectState.RESCAN_WANTED, ObjectState.FAILED)


@dataclass(frozen=True, slots=True)
class ObjectFilter:
    """What a list of objects is narrowed to; an empty field narrows nothing."""

    state: ObjectState | None = None
    library_code: str = ""
    text: str = ""
    """In the title, or the beginning of an identifier."""


class ObjectList(NamedTuple):
    """One result page of objects, and the mark where the next goes on (empty at the end)."""

    rows: list[DigitalObject]
    next_cursor: str


def find_object(text: str, among: QuerySet[DigitalObject] | None = None) -> DigitalObject:
    """The object called so: by its ARK, its name, or an unambiguous beginning of the name.

    Raises:
        ObjectNotFoundError: there is none.
        AmbiguousObjectError: several names begin so.
    """
    objects = DigitalObject.objects.all() if among is None else among
    match = _ARK.match(text.strip())
    name = (match["name"] if match else text.strip()).lower().replace("-", "")
    if not name or set(name) - set(BETANUMERIC):
        raise ObjectNotFoundError(text=text)
    if match:
        objects = objects.filter(naan=match["naan"])
    found = list(
        objects.select_related("library")
        .filter(name__startswith=name)
        .order_by("name")[: CANDIDATES_SHOWN + 1]
    )
    if not found:
        raise ObjectNotFoundError(text=text)
    if len(found) > 1 and found[0].name != name:
        _refuse_ambiguous(text, objects.filter(name__startswith=name).count(), found)
    return found[0]


def _refuse_ambiguous(text: str, count: int, found: list[DigitalObject]) -> None:
    shown = ", ".join(one.object_id for one in found[:CANDIDATES_SHOWN])
    rest = " …" if count > CANDIDATES_SHOWN else ""
    raise AmbiguousObjectError(text=text, count=count, candidates=shown + rest)


def list_objects(
    user: AnyUser,
    narrowed: ObjectFilter = ObjectFilter(),
    *,
    after: str = "",
    limit: int = RESULT_PAGE_ROWS,
) -> ObjectList:
    """The objects that ``user`` may see, by title, one result page.

    Raises:
        BadCursorError: ``after`` is no mark of an earlier result page.
    """
    return list_among(visible_objects(user), narrowed, after=after, limit=limit)


def list_among(
    objects: QuerySet[DigitalObject],
    narrowed: ObjectFilter = ObjectFilter(),
    *,
    after: str = "",
    limit: int = RESULT_PAGE_ROWS,
) -> ObjectList:
    """One result page of ``objects`` by title; each row knows the number of its ``first_page``."""
    objects = narrow(objects, narrowed)
    if after:
        objects = _after(objects, after)
    rows = list(
        with_first_page(objects)
        .select_related("library")
        .order_by("title_sort_key", "id")[: limit + 1]
    )
    more = len(rows) > limit
    return ObjectList(rows[:limit], _cursor(rows[limit - 1]) if more else "")


def narrow(objects: QuerySet[DigitalObject], narrowed: ObjectFilter) -> QuerySet[DigitalObject]:
    """The objects that the filter lets through."""
    if narrowed.state is not None:
        objects = objects.filter(state=narrowed.state)
    if narrowed.library_code:
        objects = objects.filter(library__code=narrowed.library_code)
    if text := narrowed.text.strip():
        named = text.removeprefix("ark:").rpartition("/")[2].lower()
        identified = Identifier.objects.filter(value__startswith=text, digital_object__isnull=False)
        objects = objects.filter(
            Q(title_search__contains=search_key(text))
            | Q(name__startswith=named)
            | Q(pk__in=identified.values("digital_object"))
        )
    return objects


def with_first_page(objects: QuerySet[DigitalObject]) -> QuerySet[DigitalObject]:
    """Each row with ``first_page``: the number of the page that stands for the object."""
    first = (
        Page.objects.filter(digital_object=OuterRef("pk"))
        .exclude(state=PageState.SUPERSEDED)
        .order_by("sequence")
        .values("number")[:1]
    )
    return objects.annotate(first_page=Subquery(first))


def work_list(user: AnyUser, limit: int = RESULT_PAGE_ROWS) -> list[DigitalObject]:
    """What waits for somebody, the longest waiting first."""
    waiting = visible_objects(user).filter(state__in=WAITING_STATES)
    return list(
        with_first_page(waiting).select_related("library").order_by("changed_at", "id")[:limit]
    )


def counts_by_state(user: AnyUser) -> dict[ObjectState, int]:
    """How many objects ``user`` sees in each state; states without any are 0."""
    counted = dict(visible_objects(user).order_by().values_list("state").annotate(rows=Count("pk")))
    return {state: counted.get(state.value, 0) for state in ObjectState}


def _cursor(row: DigitalObject) -> str:
    return f"{bytes(row.title_sort_key).hex()}.{row.pk}"


def _after(objects: QuerySet[DigitalObject], cursor: str) -> QuerySet[DigitalObject]:
    match = _CURSOR.fullmatch(cursor)
    if match is None or len(match["key"]) % 2:
        raise BadCursorError(cursor=cursor)
    key = bytes.fromhex(match["key"])
    return objects.filter(
        Q(title_sort_key__gt=key) | Q(title_sort_key=key, pk__gt=int(match["pk"]))
    )
