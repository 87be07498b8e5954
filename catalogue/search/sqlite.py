"""The tokens in SQLite: a contentless FTS5 table with the plainest tokenizer there is.

Words and stems have a column each in which every position holds one token, so that a phrase is a
phrase; what else is known of a word stands in ``other`` without order.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice, product

from django.db import connection

from catalogue.search.expressions import Condition, Every, Has, InARow, Some, Without
from catalogue.search.store import TokenRow
from catalogue.search.texts import IndexedText
from language.tokens import STEM_PREFIXES

TABLE = "catalogue_searchtoken"
COLUMNS = "word, stem, other, facet"
#: Ways to say one phrase that are looked for; more stems than that are no language's.
WAYS_OF_PHRASE = 64
_STEMS = frozenset(STEM_PREFIXES.values())

CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5({COLUMNS}, content='', columnsize=0,"
    " tokenize='ascii')",
    f"CREATE VIRTUAL TABLE {TABLE}_terms USING fts5vocab({TABLE}, row)",
)
DROP = (f"DROP TABLE {TABLE}_terms", f"DROP TABLE {TABLE}")


class SqliteStore:
    """The index of the embedded database."""

    def put(self, rows: Iterable[TokenRow]) -> None:
        """Add rows that are not in the index."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, {COLUMNS}) VALUES (%s, %s, %s, %s, %s)",
                [(row.pk, *columns_of(row.text), row.facets) for row in rows],
            )

    def remove(self, rows: Iterable[TokenRow]) -> None:
        """Take rows out, told exactly as they were put in."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}({TABLE}, rowid, {COLUMNS})"
                " VALUES ('delete', %s, %s, %s, %s, %s)",
                [(row.pk, *columns_of(row.text), row.facets) for row in rows],
            )

    def clear(self) -> None:
        """Take everything out."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")

    def reading(self) -> AbstractContextManager[object]:
        """FTS5 is its own index; a transaction here would keep writers waiting."""
        return nullcontext()

    def settle(self) -> None:
        """One b-tree instead of many: a query looks a term up once."""
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")

    def bare_query(
        self, conditions: Sequence[Condition], limit: int
    ) -> tuple[str, list[str | int]]:
        """SQL for (step, row) of the rows that meet the conditions, and its values."""
        steps = [
            f"SELECT {step} AS step, rowid AS id FROM {TABLE} WHERE {TABLE} MATCH %s"
            for step in range(len(conditions))
        ]
        values: list[str | int] = [self.written(condition) for condition in conditions]
        return f"{' UNION ALL '.join(steps)} LIMIT %s", [*values, limit]

    def written(self, condition: Condition) -> str:
        """The condition in FTS5's own language; stems that stand nowhere are left out."""
        return _written(condition, _known(_stems_in(condition)))


def columns_of(text: IndexedText) -> tuple[str, str, str]:
    """The text as the columns word, stem, other."""
    words, stems, other = [], [], []
    for tokens in text.positions:
        stem = next((one for one in tokens[1:] if one[0] in _STEMS), tokens[0])
        words.append(tokens[0])
        stems.append(stem)
        other += [one for one in tokens[1:] if one != stem]
    return " ".join(words), " ".join(stems), " ".join(other)


def _written(condition: Condition, known: frozenset[str]) -> str:
    match condition:
        case Has(token, is_beginning):
            return f'"{token}"{" *" if is_beginning else ""}'
        case InARow():
            return _phrases(condition, known)
        case Every(parts):
            return f"({' AND '.join(_written(part, known) for part in parts)})"
        case Some(parts):
            return f"({' OR '.join(_written(part, known) for part in parts)})"
        case Without(wanted, unwanted):
            return f"({_written(wanted, known)} NOT {_written(unwanted, known)})"


def _phrases(row: InARow, known: frozenset[str]) -> str:
    places = row.places
    if row.by_stem:
        places = tuple(
            tuple(one for one in tokens if one in known) or tokens[:1] for tokens in places
        )
    column = "stem" if row.by_stem else "word"
    ways = islice(product(*places), WAYS_OF_PHRASE)
    phrases = " OR ".join(f'"{" ".join(way)}"' for way in ways)
    return f"({column} : ({phrases}))"


def _stems_in(condition: Condition) -> set[str]:
    match condition:
        case InARow(places, by_stem) if by_stem:
            return {token for tokens in places for token in tokens}
        case Every(parts) | Some(parts):
            return {token for part in parts for token in _stems_in(part)}
        case Without(wanted, unwanted):
            return _stems_in(wanted) | _stems_in(unwanted)
        case _:
            return set()


def _known(tokens: set[str]) -> frozenset[str]:
    if not tokens:
        return frozenset()
    asked = sorted(tokens)
    query = " UNION ALL ".join([f"SELECT term FROM {TABLE}_terms WHERE term = %s"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return frozenset(term for (term,) in cursor.fetchall())
