"""Where the tokens stand: FTS5 on SQLite, tsvector on PostgreSQL; the same answers from both."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from django.db import connection

from catalogue.search.expressions import Condition
from catalogue.search.texts import IndexedText


class TokenRow(NamedTuple):
    """One row as it is put into the index."""

    pk: int
    text: IndexedText
    facets: str
    """Tokens parted by blanks."""


class Candidate(NamedTuple):
    """One row that was found, and by which step of the search."""

    step: int
    row: int
    digital_object: int
    page: int | None
    sequence: int


class TokenStore(Protocol):
    """What the two databases must be able to do."""

    def put(self, rows: Iterable[TokenRow]) -> None:
        """Add rows that are not in the index."""

    def remove(self, rows: Iterable[TokenRow]) -> None:
        """Take rows out, told exactly as they were put in."""

    def clear(self) -> None:
        """Take everything out."""

    def reading(self) -> AbstractContextManager[object]:
        """Within it queries use the index."""

    def settle(self) -> None:
        """Bring the index into its best shape after many rows were put in."""

    def bare_query(
        self, conditions: Sequence[Condition], limit: int
    ) -> tuple[str, list[str | int]]:
        """SQL for (step, row) of the rows that meet the conditions, step by step, and its values.

        Every ``%s`` in it stands for one of the values.
        """


def token_store() -> TokenStore:
    """The store of the database in use."""
    if connection.vendor == "postgresql":
        from catalogue.search.postgres import PostgresStore  # noqa: PLC0415 -- one of two

        return PostgresStore()
    from catalogue.search.sqlite import SqliteStore  # noqa: PLC0415 -- one of two

    return SqliteStore()


def rows_of(query: str, values: Sequence[str | int]) -> list[Any]:
    """The rows of a query over the tokens."""
    with token_store().reading(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


class Candidates(NamedTuple):
    """The rows that were found, and whether there may be more."""

    rows: list[Candidate]
    has_more: bool


def candidates(conditions: Sequence[Condition], limit: int) -> Candidates:
    """The first rows that meet the conditions, the first condition's before the second's."""
    if not conditions:
        return Candidates([], has_more=False)
    # A row may be told once by each condition; the surest counts.
    asked = limit * min(2, len(conditions)) + 1
    found, values = token_store().bare_query(conditions, asked)
    query = (
        "SELECT found.step, row.id, row.digital_object_id, row.page_id, row.sequence"
        f" FROM ({found}) AS found JOIN catalogue_searchrow AS row ON row.id = found.id"
    )
    told: list[tuple[int, int, int, int | None, int]] = rows_of(query, values)
    told.sort()
    # Steps come in order, so that the surest way in which a row answers is met first.
    surest: dict[int, tuple[int, int, int, int | None, int]] = {}
    for one in told:
        surest.setdefault(one[1], one)
    rows = [Candidate(*one) for one in surest.values()]
    return Candidates(rows[:limit], has_more=len(rows) > limit or len(told) >= asked)
