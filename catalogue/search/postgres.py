"""The tokens in PostgreSQL: a tsvector put together from lexemes with positions, and GIN over it.

No dictionary of PostgreSQL touches the tokens: vectors and queries are cast, never parsed as text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from catalogue.search.expressions import Condition, Every, Has, InARow, Some, Without
from catalogue.search.store import TokenRow
from catalogue.search.texts import FILLER, IndexedText

TABLE = "catalogue_searchtoken"
_PUT = (
    f"INSERT INTO {TABLE}(row_id, tokens) VALUES (%s, %s::tsvector)"
    " ON CONFLICT (row_id) DO UPDATE SET tokens = EXCLUDED.tokens"
)

#: No key to the rows: a row deleted by its object's deletion leaves tokens that nothing joins.
CREATE = (
    f"CREATE TABLE {TABLE} (row_id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    # Phrases read vectors back; without a pending list a query never pays for a write.
    f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens) WITH (fastupdate = off)",
)
DROP = (f"DROP TABLE {TABLE}",)


class PostgresStore:
    """The index of a PostgreSQL database."""

    def put(self, rows: Iterable[TokenRow]) -> None:
        """Add rows, or put them in place of what stands there."""
        with connection.cursor() as cursor:
            cursor.executemany(_PUT, [(row.pk, vector_of(row.text, row.facets)) for row in rows])

    def remove(self, rows: Iterable[TokenRow]) -> None:
        """Take rows out."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {TABLE} WHERE row_id = ANY(%s)", [[row.pk for row in rows]]
            )

    def clear(self) -> None:
        """Take everything out."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """The planner thinks that vectors are read for nothing, and would rather read them all."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
            yield

    def settle(self) -> None:
        """Tell the planner how the tokens are spread."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {TABLE}")

    def bare_query(
        self, conditions: Sequence[Condition], limit: int
    ) -> tuple[str, list[str | int]]:
        """SQL for (step, row) of the rows that meet the conditions, and its values."""
        steps = [
            f"SELECT {step} AS step, row_id AS id FROM {TABLE} WHERE tokens @@ %s::tsquery"
            for step in range(len(conditions))
        ]
        values: list[str | int] = [written(condition) for condition in conditions]
        return f"{' UNION ALL '.join(steps)} LIMIT %s", [*values, limit]


def vector_of(text: IndexedText, facets: str) -> str:
    """The text as a tsvector is written: ``'esviesa':1,7 'lsvies':1``."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for position, tokens in enumerate(text.positions, start=1):
        for token in tokens:
            if token != FILLER:
                places[token].append(position)
    lexemes = [f"'{token}':{','.join(map(str, found))}" for token, found in places.items()]
    return " ".join([*lexemes, *(f"'{facet}'" for facet in facets.split())])


def written(condition: Condition) -> str:
    """The condition as a tsquery."""
    match condition:
        case Has(token, is_beginning):
            return f"'{token}'{':*' if is_beginning else ''}"
        case InARow(places):
            return f"({' <-> '.join(_one_of(tokens) for tokens in places)})"
        case Every(parts):
            return f"({' & '.join(written(part) for part in parts)})"
        case Some(parts):
            return f"({' | '.join(written(part) for part in parts)})"
        case Without(wanted, unwanted):
            return f"({written(wanted)} & !{written(unwanted)})"


def _one_of(tokens: tuple[str, ...]) -> str:
    written_tokens = " | ".join(f"'{token}'" for token in tokens)
    return f"({written_tokens})" if len(tokens) > 1 else written_tokens
