"""Inside one database: the index filled with made pages, then asked. Called by ``search``.

``python -m tests.benchmarks.search_run PAGES QUERIES`` with home and database in the environment;
the figures come as JSON on standard output.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median, quantiles

from cli.django import prepare

prepare()

from django.db import connection, transaction

from catalogue.models import DigitalObject, Library, Page, SearchRow
from catalogue.search.expressions import Every
from catalogue.search.finding import CANDIDATES, find
from catalogue.search.indexing import NewRow, facts_of_object, page_row, put
from catalogue.search.steps import answers, widened
from catalogue.search.store import rows_of, token_store
from catalogue.search.wishes import SearchWish
from language.query import MatchClass, query_of
from tests.benchmarks.search_pages import (
    PAGES_OF_OBJECT,
    pages_of,
    queries,
    read_pages,
)

#: More rows than any index here has.
EVERY_ROW = 10**9
#: Pages put in as a flow puts them, to tell how many go in a second.
TIMED_PAGES = 200
_TABLES = ("searchtoken", "searchrow", "searchtext", "searchword")


def fill(pages: int) -> None:
    """Bring the index to so many pages; what stands there already is kept."""
    standing = SearchRow.objects.filter(page__isnull=False).count()
    for number in range(standing // PAGES_OF_OBJECT, -(-pages // PAGES_OF_OBJECT)):
        facts = facts_of_object(_object(f"b{number:07d}"))
        rows = _pages(facts.digital_object, PAGES_OF_OBJECT)
        new = [
            NewRow(facts.digital_object, page, text, " ".join(("xkp", *facts.facets, "xglit")))
            for page, text in zip(rows, pages_of(number, PAGES_OF_OBJECT), strict=True)
        ]
        with transaction.atomic():
            put(new, now=_now())


def pages_a_second() -> float:
    """How fast read pages go into the index, keys and all."""
    name = f"t{SearchRow.objects.count():07d}"
    facts = facts_of_object(_object(name))
    rows = _pages(facts.digital_object, TIMED_PAGES)
    read = list(read_pages(TIMED_PAGES))
    began = time.perf_counter()
    for start in range(0, TIMED_PAGES, 50):
        batch = zip(rows[start : start + 50], read[start : start + 50], strict=True)
        with transaction.atomic():
            put([page_row(facts, page, text) for page, text in batch], now=_now())
    seconds = time.perf_counter() - began
    facts.digital_object.delete()
    return TIMED_PAGES / seconds


def bytes_a_page() -> float:
    """What the index takes, tables and all, by the page."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sizes = (f"pg_total_relation_size('catalogue_{name}')" for name in _TABLES)
            cursor.execute(f"SELECT {' + '.join(sizes)}")
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%%_search%%'")
        [size] = cursor.fetchone()
    return float(size) / SearchRow.objects.filter(page__isnull=False).count()


def timings(count: int) -> dict[str, dict[str, float]]:
    """Every kind of query, ours and the database's own."""
    return {kind: timing(texts) for kind, texts in queries(count).items()}


def timing(texts: list[str]) -> dict[str, float]:
    """Milliseconds of each query on warm pages.

    ``bare`` is the condition with every row that meets it, ``first`` with as many rows as ours
    asks for, ``ranked`` the best 20 by the database's own rank, ``ours`` the whole search.
    """
    times: dict[str, list[float]] = {"bare": [], "first": [], "ranked": [], "ours": []}
    for text in texts:
        acts = {
            "bare": bare(text, EVERY_ROW), "first": bare(text, CANDIDATES + 1),
            "ranked": ranked(text), "ours": ours(text),
        }  # fmt: skip
        for name, act in acts.items():
            act()
            times[name].append(min(_milliseconds(act) for _ in range(3)))
    found = {f"{name}_median": median(values) for name, values in times.items()}
    return found | {f"{name}_p95": quantiles(values, n=20)[-1] for name, values in times.items()}


def ours(text: str) -> Callable[[], object]:
    """The whole search: parsed, found, put in order, first result page with places."""
    return lambda: find(SearchWish(text), None)


def bare(text: str, limit: int) -> Callable[[], object]:
    """The same condition alone: rows as the database finds them, nothing shown."""
    sql, values = token_store().bare_query([condition_of(text)], limit)
    return lambda: _run(sql, values)


def ranked(text: str) -> Callable[[], object]:
    """The same condition, the first 20 by the database's own rank."""
    sql, [condition, _] = token_store().bare_query([condition_of(text)], 20)
    table = "catalogue_searchtoken"
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT row_id FROM {table} WHERE tokens @@ %s::tsquery"
            " ORDER BY ts_rank(tokens, %s::tsquery) DESC LIMIT 20"
        )
        return lambda: _run(sql, [condition, condition])
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rank LIMIT 20"
    return lambda: _run(sql, [condition])


def condition_of(text: str):
    """Everything that answers a query, as one condition."""
    clauses = widened(query_of(text)).clauses
    parts = tuple(part for clause in clauses if (part := answers(clause, MatchClass.NAME)))
    return parts[0] if len(parts) == 1 else Every(parts)


def _run(sql: str, values: list) -> list:
    return rows_of(sql, values)


def _object(name: str) -> DigitalObject:
    return DigitalObject.objects.create(
        naan="99999", name=name, library=Library.objects.get(), material="book", title=name,
        title_sort_key=name.encode(), profile="book", language="lit", identity_digest=name * 16,
        created_at=_now(), changed_at=_now(),
    )  # fmt: skip


def _pages(digital_object: DigitalObject, count: int) -> list[Page]:
    return Page.objects.bulk_create(
        Page(digital_object=digital_object, number=number, sequence=number)
        for number in range(1, count + 1)
    )


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _now() -> datetime:
    return datetime.now(UTC)


def main(words: list[str]) -> int:
    """Fill, ask, tell."""
    pages, count = int(words[0]), int(words[1])
    fill(pages)
    token_store().settle()
    answer = {
        "pages": SearchRow.objects.filter(page__isnull=False).count(),
        "bytes_a_page": bytes_a_page(),
        "pages_a_second": pages_a_second(),
        "queries": timings(count),
    }
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
