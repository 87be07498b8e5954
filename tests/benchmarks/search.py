"""What searching costs over the bare database: made pages in SQLite and in PostgreSQL."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.digitising import BUILD
from tests.evaluation.commands import ROOT, environment
from tests.postgres import temporary_postgres

#: Ours over the bare query, both at the 95th percentile.
TARGET = 3.0
PAGES = {"default": 10_000, "full": 1_000_000}
QUERIES = 200
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class SearchCost:
    """One database: its index, and milliseconds of each kind of query."""

    pages: int
    pages_a_second: float
    bytes_a_page: float
    queries: dict[str, dict[str, float]]

    def ratio(self, kind: str, at: str = "p95") -> float:
        """Ours over the bare condition."""
        return self.queries[kind][f"ours_{at}"] / self.queries[kind][f"bare_{at}"]


def measure(size: str) -> dict[str, SearchCost]:
    """Fill and ask both databases, one after the other."""
    found = {}
    for name in DATABASES:
        with _database(name, size) as variables:
            ran = subprocess.run(
                [
                    sys.executable, "-m", "tests.benchmarks.search_run",
                    str(PAGES[size]), str(QUERIES),
                ],
                cwd=ROOT, env=variables, capture_output=True, text=True, check=True,
            )  # fmt: skip
        found[name] = SearchCost(**json.loads(ran.stdout))
    return found


@contextmanager
def _database(name: str, size: str) -> Iterator[dict[str, str]]:
    """The environment of a database; SQLite's is kept and only filled up the next time."""
    home = BUILD / "search" / f"{name}-{size}"
    home.mkdir(parents=True, exist_ok=True)
    variables = {k: v for k, v in environment(home).items() if k != "DATABASE_URL"}
    if name == "sqlite":
        yield variables
        return
    before = os.environ.get("TMPDIR")
    with temporary_postgres() as url:
        yield variables | {"DATABASE_URL": url} | ({"TMPDIR": before} if before else {})


def missed_by_search(costs: dict[str, SearchCost] | None) -> list[str]:
    """The targets of searching that were not met."""
    return [
        f"search, {name}, {kind}: {cost.ratio(kind):.1f} × the bare query"
        for name, cost in (costs or {}).items()
        for kind in cost.queries
        if cost.ratio(kind) > TARGET
    ]


def plain_search(costs: dict[str, SearchCost]) -> dict[str, Any]:
    """The figures for JSON."""
    return {
        name: {
            "pages": cost.pages,
            "pages_a_second": round(cost.pages_a_second, 1),
            "bytes_a_page": round(cost.bytes_a_page),
            "queries": {
                kind: {key: round(value, 3) for key, value in times.items()}
                | {"ratio_p95": round(cost.ratio(kind), 2), "target": TARGET}
                for kind, times in cost.queries.items()
            },
        }
        for name, cost in costs.items()
    }


def print_search(costs: dict[str, SearchCost], console: Console) -> None:
    """The figures for people."""
    for name, cost in costs.items():
        table = Table(title=f"Search in {cost.pages} pages, {name}", title_justify="left")
        table.add_column("query, ms")
        for heading in ("bare median", "p95", "ranked median", "p95", "ours median", "p95", "×"):
            table.add_column(heading, justify="right")
        for kind, times in cost.queries.items():
            sides = ("bare", "ranked", "ours")
            numbers = [times[f"{side}_{at}"] for side in sides for at in ("median", "p95")]
            table.add_row(kind, *(f"{n:.1f}" for n in numbers), f"{cost.ratio(kind):.2f}")
        console.print(table)
        console.print(
            f"Index: {cost.pages_a_second:.0f} pages/s, {cost.bytes_a_page / 1000:.1f} kB a page."
        )
