"""The list of objects: narrowed, sorted by any column, one result page by keyset."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from catalogue.errors import BadCursorError
from catalogue.models import DigitalObject
from catalogue.queries.objects import (
    RESULT_PAGE_ROWS,
    WAITING_STATES,
    ObjectFilter,
    narrow,
    with_first_page,
)
from catalogue.states import ObjectState
from schemas.texts import N_
from web.marks import Mark, marks_of, open_counts
from web.wording import StateWords, state_words, translated

#: What a list can be sorted by, and the column behind it.
ORDERS = {"title": "title_sort_key", "pages": "page_count", "changed": "changed_at"}
COLUMNS = (
    ("title", N_("Title"), False),
    ("", N_("State"), False),
    ("pages", N_("Pages"), True),
    ("", N_("Findings"), False),
    ("", N_("Library"), False),
    ("changed", N_("Changed"), False),
)
DEFAULT_ORDER = "title"
#: All states together in which somebody must act.
WAITING = "waiting"
_CURSOR = re.compile(r"([0-9a-z.:+-]*)~(\d{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListWish:
    """What a person wants to see of the list, as the address says it."""

    text: str = ""
    state: str = ""
    library: str = ""
    order: str = ""
    after: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.text or self.state or self.library)

    @property
    def narrowed(self) -> ObjectFilter:
        """The catalogue's filter."""
        return ObjectFilter(
            state=ObjectState(self.state) if self.state in tuple(ObjectState) else None,
            library_code=self.library,
            text=self.text,
        )

    def address(self, **changes: str) -> str:
        """The list's address with some wishes changed."""
        wishes = {name: getattr(self, name) for name in ("text", "state", "library", "order")}
        filled = {name: value for name, value in (wishes | changes).items() if value}
        return f"{reverse('objects')}?{urlencode(filled)}" if filled else reverse("objects")


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """One object in a list."""

    url: str
    title: str
    state: StateWords
    pages: int
    marks: list[Mark]
    library: str
    changed_at: datetime
    thumbnail: str


@dataclass(frozen=True, slots=True)
class ObjectRows:
    """One result page of the list."""

    rows: list[ObjectRow]
    total: int
    first_url: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    label: str
    is_number: bool
    sorted: str
    """``ascending``, ``descending`` or empty."""
    url: str


def wish_of(query: QueryDict) -> ListWish:
    """What the address asks for; unknown states and orders are left out."""
    state, order = query.get("state", ""), query.get("order", "")
    return ListWish(
        text=query.get("text", "").strip()[:200],
        state=state if state in (*ObjectState, WAITING) else "",
        library=query.get("library", "")[:40],
        order=order if order.removeprefix("-") in ORDERS else "",
        after=query.get("after", "")[:2100],
    )


def object_rows(visible: QuerySet[DigitalObject], wish: ListWish) -> ObjectRows:
    """One result page of what is visible.

    Raises:
        BadCursorError: the mark of where to go on is none of this order.
    """
    objects = narrow(visible, wish.narrowed)
    if wish.state == WAITING:
        objects = objects.filter(state__in=WAITING_STATES)
    found = _sorted(objects, wish)
    more = len(found) > RESULT_PAGE_ROWS
    found = found[:RESULT_PAGE_ROWS]
    return ObjectRows(
        rows=rows_of(found),
        total=objects.count(),
        first_url=wish.address() if wish.after else "",
        next_url=wish.address(after=_cursor(found[-1], _field(wish))) if more else "",
    )


def rows_of(objects: list[DigitalObject]) -> list[ObjectRow]:
    """Objects as rows; the marks of all cost one query."""
    counts = open_counts("digital_object", [one.pk for one in objects])
    return [_row(one, counts.get(one.pk, {})) for one in objects]


def thumbnail_of(digital_object: DigitalObject) -> str:
    """The address of the picture that stands for an object; empty while there is none."""
    number = getattr(digital_object, "first_page", None)
    if number is None or not digital_object.aip_version:
        return ""
    return reverse("thumbnail", args=[digital_object.name, number])


def columns_of(wish: ListWish) -> list[Column]:
    """The heads of the columns; a click on the sorted one turns the order round."""
    current = wish.order or DEFAULT_ORDER
    return [_column(wish, current, *column) for column in COLUMNS]


def _column(wish: ListWish, current: str, name: str, label: str, is_number: bool) -> Column:
    if not name:
        return Column(translated(label), is_number, "", "")
    ways = {name: "ascending", f"-{name}": "descending"}
    turned = f"-{name}" if current == name else name
    return Column(translated(label), is_number, ways.get(current, ""), wish.address(order=turned))


def _row(digital_object: DigitalObject, counts: dict[str, int]) -> ObjectRow:
    return ObjectRow(
        url=reverse("object", args=[digital_object.name]),
        title=digital_object.title,
        state=state_words(digital_object.state),
        pages=digital_object.page_count,
        marks=marks_of(counts),
        library=str(digital_object.library),
        changed_at=digital_object.changed_at,
        thumbnail=thumbnail_of(digital_object),
    )


def _field(wish: ListWish) -> str:
    return ORDERS[(wish.order or DEFAULT_ORDER).removeprefix("-")]


def _sorted(objects: QuerySet[DigitalObject], wish: ListWish) -> list[DigitalObject]:
    field, backwards = _field(wish), wish.order.startswith("-")
    if wish.after:
        objects = _after(objects, field, backwards, wish.after)
    sign = "-" if backwards else ""
    ordered = with_first_page(objects).select_related("library").order_by(sign + field, f"{sign}id")
    return list(ordered[: RESULT_PAGE_ROWS + 1])


def _after(
    objects: QuerySet[DigitalObject], field: str, backwards: bool, cursor: str
) -> QuerySet[DigitalObject]:
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadCursorError(cursor=cursor)
    value, way = _value(field, match[1], cursor), "lt" if backwards else "gt"
    beyond = Q(**{f"{field}__{way}": value})
    beside = Q(**{field: value, f"pk__{way}": int(match[2])})
    return objects.filter(beyond | beside)


def _cursor(row: DigitalObject, field: str) -> str:
    value = getattr(row, field)
    if isinstance(value, datetime):
        text = value.astimezone(UTC).isoformat()
    else:
        text = str(value) if isinstance(value, int) else bytes(value).hex()
    return f"{text}~{row.pk}"


def _value(field: str, text: str, cursor: str) -> Any:
    readers: dict[str, Callable[[str], Any]] = {
        "title_sort_key": bytes.fromhex,
        "page_count": int,
        "changed_at": datetime.fromisoformat,
    }
    try:
        return readers[field](text)
    except ValueError:
        raise BadCursorError(cursor=cursor) from None
