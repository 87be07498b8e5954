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

#: Ours over the bare query (the same condition, every row that meets it), both at the 95th
#: percentile, where there are so many pages: in a small index what is shown costs more than what
#: is looked for, and the ratio says nothing.
TARGET = 3.0
TARGET_PAGES = 1_000_000
PAGES = {"default": 10_000, "full": 1_000_000}
QUERIES = 200
DATABASES = ("sqlite", "postgresql")
#: What is timed: see ``search_run.timing``.
SIDES = ("bare", "first", "ranked", "ours")


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
                cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=True,
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
        if cost.pages >= TARGET_PAGES and cost.ratio(kind) > TARGET
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
        for side in SIDES:
            table.add_column(f"{side} median", justify="right")
            table.add_column("p95", justify="right")
        table.add_column("ours / bare", justify="right")
        for kind, times in cost.queries.items():
            numbers = [times[f"{side}_{at}"] for side in SIDES for at in ("median", "p95")]
            table.add_row(kind, *(f"{n:.1f}" for n in numbers), f"{cost.ratio(kind):.2f}")
        console.print(table)
        console.print(
            f"Index: {cost.pages_a_second:.0f} pages/s, {cost.bytes_a_page / 1000:.1f} kB a page."
        )
