"""Bringing the index up to date: what is missing or was made by older rules, batch by batch.

Killed at any moment it goes on where it stopped, since every batch is whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from catalogue.interchange import description_of
from catalogue.models import DigitalObject, Page, SearchRow, SearchText, SearchWord
from catalogue.search.indexing import KEYS_VERSION, facts_of_object, page_row, put, title_row
from catalogue.search.store import token_store
from catalogue.states import PageState
from schemas.pages import PageText

#: Pages written at once; as many are read again after a kill.
BATCH_PAGES = 50

#: A page's present text with its places; None where only its plain text is known.
TextSource = Callable[[Page], PageText | None]


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far the index is."""

    pages: int
    """Pages that have text."""
    indexed: int
    """Of these, in the index by the present rules."""
    titles: int
    objects: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.indexed >= self.pages and self.titles >= self.objects


def state_of_index() -> IndexState:
    """How far the index is."""
    current = SearchRow.objects.filter(keys_version=KEYS_VERSION)
    pages = pages_with_text()
    return IndexState(
        pages=pages.count(),
        indexed=pages.filter(_row_of_page(current)).count(),
        titles=current.filter(page__isnull=True).count(),
        objects=DigitalObject.objects.count(),
    )


def pages_with_text() -> QuerySet[Page]:
    """The pages in which something can be found."""
    return Page.objects.exclude(text="").exclude(state=PageState.SUPERSEDED)


def rebuild(source: TextSource, *, from_scratch: bool = False) -> Iterator[int]:
    """Put in what is missing or outdated; tells after each batch how many pages were done.

    Args:
        source: where a page's text with its places comes from.
        from_scratch: empty the index first.
    """
    if from_scratch:
        clear()
    done = 0
    for pk in list(_objects_behind().values_list("pk", flat=True)):
        for count in _object_renewed(pk, source):
            done += count
            yield done
    if done * 2 > SearchRow.objects.count():
        token_store().settle()


@transaction.atomic
def clear() -> None:
    """Empty the index."""
    token_store().clear()
    with connection.cursor() as cursor:
        for model in (SearchText, SearchRow, SearchWord):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def _object_renewed(pk: int, source: TextSource) -> Iterator[int]:
    current = SearchRow.objects.filter(keys_version=KEYS_VERSION)
    digital_object = DigitalObject.objects.get(pk=pk)
    facts = facts_of_object(digital_object)
    with transaction.atomic():
        put([title_row(facts, description_of(digital_object))], now=datetime.now(UTC))
    behind = pages_with_text().filter(digital_object=pk).filter(~_row_of_page(current))
    numbers = list(behind.order_by("sequence").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH_PAGES):
        batch = numbers[start : start + BATCH_PAGES]
        with transaction.atomic():
            pages = Page.objects.filter(pk__in=batch).select_related("digital_object")
            rows = [page_row(facts, page, source(page)) for page in pages]
            put(rows, now=datetime.now(UTC))
        yield len(rows)


def _objects_behind() -> QuerySet[DigitalObject]:
    current = SearchRow.objects.filter(keys_version=KEYS_VERSION, digital_object=OuterRef("pk"))
    behind = pages_with_text().filter(digital_object=OuterRef("pk"))
    missing = behind.filter(~_row_of_page(SearchRow.objects.filter(keys_version=KEYS_VERSION)))
    return DigitalObject.objects.filter(
        Exists(missing) | ~Exists(current.filter(page__isnull=True))
    ).order_by("pk")


def _row_of_page(rows: QuerySet[SearchRow]) -> Exists:
    return Exists(rows.filter(page=OuterRef("pk")))
