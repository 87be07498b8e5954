"""The figures as JSON for machines and as tables for people."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.checks import (
    CHECKS_TARGET,
    MAP_MEMORY_TARGET_BYTES,
    VIEW_TARGET,
    ChecksCost,
)
from tests.benchmarks.digitising import Digitised
from tests.benchmarks.ocr import ReadingSpeed, print_speed
from tests.benchmarks.ocr import missed as missed_by_reading
from tests.benchmarks.ocr import plain as plain_speed
from tests.benchmarks.overhead import TARGET, Overhead
from tests.benchmarks.scaling import FLAT, MEMORY_TARGET_BYTES, Series
from tests.benchmarks.search import SearchCost, missed_by_search, plain_search, print_search
from tests.benchmarks.sequence import TARGET_SECONDS, SequenceCost
from tests.evaluation.reporting import machine

_MEGABYTE = 1_000_000


@dataclass(slots=True)
class Figures:
    """What was measured; None where a part was not asked for or its data is not there."""

    size: str
    overhead: Overhead | None = None
    memory: Series | None = None
    full_pages: Digitised | None = None
    growth: Series | None = None
    checks: ChecksCost | None = None
    sequence: SequenceCost | None = None
    search: dict[str, SearchCost] | None = None
    ocr: ReadingSpeed | None = None

    @property
    def misses(self) -> list[str]:
        """The targets that were not met."""
        found = []
        if self.overhead and self.overhead.ratio > TARGET:
            found.append(f"overhead {self.overhead.ratio:.2f}, at most {TARGET} is wanted")
        if self.memory and self.memory.peak_bytes > MEMORY_TARGET_BYTES:
            found.append(f"peak memory {megabytes(self.memory.peak_bytes)} MB")
        if self.memory and self.memory.memory_growth > FLAT:
            found.append(f"memory grows with the pages: × {self.memory.memory_growth:.2f}")
        if self.growth and self.growth.time_growth > FLAT:
            growth = f"× {self.growth.time_growth:.2f}, by CPU × {self.growth.cpu_growth:.2f}"
            found.append(f"seconds a page grow: {growth}")
        found += missed_by_checks(self.checks) + missed_between_pages(self.sequence)
        return found + missed_by_reading(self.ocr) + missed_by_search(self.search)


def missed_by_checks(cost: ChecksCost | None) -> list[str]:
    """The targets of judging a page that were not met."""
    if cost is None:
        return []
    found = []
    if cost.ratio > CHECKS_TARGET:
        found.append(f"checks {cost.ratio:.2f} × decoding, at most {CHECKS_TARGET} is wanted")
    if cost.ratio_with_view > VIEW_TARGET:
        found.append(f"view and checks {cost.ratio_with_view:.2f} × decoding")
    if cost.map_peak_bytes > MAP_MEMORY_TARGET_BYTES:
        found.append(f"a map takes {megabytes(cost.map_peak_bytes)} MB")
    return found


def missed_between_pages(cost: SequenceCost | None) -> list[str]:
    """The targets of judging pages against each other that were not met."""
    if cost is None:
        return []
    longest = max(cost.seconds)
    found = []
    if cost.seconds[longest] > TARGET_SECONDS:
        found.append(f"{longest} pages against each other: {cost.seconds[longest]:.1f} s")
    if cost.growth > cost.allowed_growth:
        found.append(f"checks between pages grow × {cost.growth:.1f}")
    return found


def plain(figures: Figures) -> dict[str, Any]:
    """The figures for JSON."""
    return {
        "schema_version": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "size": figures.size,
        "overhead": plain_overhead(figures.overhead) if figures.overhead else None,
        "memory": plain_series(figures.memory) if figures.memory else None,
        "full_pages": plain_run(figures.full_pages) if figures.full_pages else None,
        "growth": plain_series(figures.growth) if figures.growth else None,
        "checks": plain_checks(figures.checks) if figures.checks else None,
        "sequence": plain_sequence(figures.sequence) if figures.sequence else None,
        "ocr": plain_speed(figures.ocr),
        "search": plain_search(figures.search) if figures.search else None,
        "misses": figures.misses,
    }


def plain_overhead(one: Overhead) -> dict[str, Any]:
    """Both sides of the comparison."""
    return {
        "ratio": round(one.ratio, 3),
        "cpu_ratio": round(one.cpu_ratio, 3),
        "target": TARGET,
        "bare": [{"seconds": b.seconds, "cpu_seconds": b.cpu_seconds} for b in one.bare],
        "ours": [plain_run(run) for run in one.ours],
        "server": {
            "first_start": round(one.first_server_start, 2),
            "start": round(one.server_start, 2),
            "stop": round(one.server_stop, 2),
        },
    }


def plain_checks(cost: ChecksCost) -> dict[str, Any]:
    """What judging a page costs."""
    return asdict(cost) | {
        "ratio": round(cost.ratio, 3), "ratio_with_view": round(cost.ratio_with_view, 3),
        "targets": [CHECKS_TARGET, VIEW_TARGET],
    }  # fmt: skip


def plain_sequence(cost: SequenceCost) -> dict[str, Any]:
    """What judging pages against each other costs."""
    return {
        "seconds": cost.seconds, "findings": cost.findings, "growth": round(cost.growth, 2),
        "allowed_growth": round(cost.allowed_growth, 2), "target_seconds": TARGET_SECONDS,
    }  # fmt: skip


def plain_run(run: Digitised) -> dict[str, Any]:
    """One run of the command."""
    return {
        "pages": run.pages,
        "span_seconds": run.span_seconds,
        "seconds_per_page": round(run.span_seconds / run.pages, 3),
        "command_seconds": run.command_seconds,
        "cpu_seconds": run.cpu_seconds,
        "step_seconds": run.step_seconds,
        "peak_bytes": run.memory.peak_bytes,
        "peak_parts": run.memory.peak_parts,
        "load": run.load,
    }


def plain_series(series: Series) -> dict[str, Any]:
    """Runs of several sizes."""
    return {
        "runs": [plain_run(run) for run in series.runs],
        "memory_growth": round(series.memory_growth, 3),
        "time_growth": round(series.time_growth, 3),
        "cpu_growth": round(series.cpu_growth, 3),
    }


def write_json(figures: Figures, path: Path) -> None:
    """Keep the figures."""
    path.write_text(json.dumps(plain(figures), indent=1) + "\n")


def print_figures(figures: Figures, console: Console) -> None:
    """The figures for people."""
    load = ", ".join(map(str, machine()["load"]))
    console.print(f"{machine()['cores']} cores; load over 1, 5, 15 minutes: {load}")
    if figures.overhead:
        print_overhead(figures.overhead, console)
    large = [*(figures.memory.runs if figures.memory else [])]
    if figures.full_pages:
        large.append(figures.full_pages)
    if large:
        console.print(table_of(large, "Scans of 20 megapixels (the last line: full of text)"))
    if figures.growth:
        console.print(table_of(figures.growth.runs, "Small pages"))
    print_judging(figures, console)
    print_speed(figures.ocr, console)
    if figures.search:
        print_search(figures.search, console)
    for miss in figures.misses:
        console.print(f"[red]✗[/] {miss}")
    if not figures.misses:
        console.print("[green]All targets met.[/]")


def print_overhead(one: Overhead, console: Console) -> None:
    """Reading alone and the whole way, side by side."""
    table = Table(title="Overhead over bare Tesseract", title_justify="left")
    for heading in ("run", "bare s", "whole way s", "bare CPU s", "our CPU s", "command s", "load"):
        table.add_column(heading, justify="right")
    for number, (bare, ours) in enumerate(zip(one.bare, one.ours, strict=True), 1):
        row = (bare.seconds, ours.span_seconds, bare.cpu_seconds, ours.cpu_seconds)
        table.add_row(str(number), *(f"{v:.1f}" for v in (*row, ours.command_seconds, ours.load)))
    console.print(table)
    console.print(
        f"Ratio of medians: {one.ratio:.2f} (target {TARGET}); by CPU {one.cpu_ratio:.2f}. "
        f"Server: first start {one.first_server_start:.1f} s, "
        f"start {one.server_start:.1f} s, stop {one.server_stop:.1f} s."
    )
    steps = {
        step: median(run.step_seconds[step] for run in one.ours)
        for step in one.ours[0].step_seconds
    }
    console.print("Seconds a step: " + ", ".join(f"{s} {v:.1f}" for s, v in steps.items()))


def print_judging(figures: Figures, console: Console) -> None:
    """What judging costs, page by page and between the pages."""
    if figures.checks:
        print_checks(figures.checks, console)
    if cost := figures.sequence:
        spans = ", ".join(f"{count} pages {s:.1f} s" for count, s in cost.seconds.items())
        console.print(
            f"Checks between pages (CPU): {spans}; × {cost.growth:.1f}, at most"
            f" {cost.allowed_growth:.1f} is n log n; findings on the sound volume: {cost.findings}."
        )


def print_checks(cost: ChecksCost, console: Console) -> None:
    """What judging a page costs, check by check."""
    table = Table(title=f"Judging a page of {cost.megapixels} megapixels", title_justify="left")
    table.add_column("part")
    for heading in ("ms", "× decoding"):
        table.add_column(heading, justify="right")
    parts = {"decoding": cost.decode_seconds, "view": cost.view_seconds}
    parts |= dict(sorted(cost.shares.items(), key=lambda one: -one[1]))
    for name, seconds in (parts | {"all checks": cost.checks_seconds}).items():
        table.add_row(name, f"{1000 * seconds:.0f}", f"{seconds / cost.decode_seconds:.2f}")
    console.print(table)
    console.print(
        f"Checks {cost.ratio:.2f} × decoding (target {CHECKS_TARGET}), with the view"
        f" {cost.ratio_with_view:.2f} (target {VIEW_TARGET}). A map of {cost.map_megapixels}"
        f" megapixels: {megabytes(cost.map_peak_bytes)} MB, {cost.map_seconds:.1f} s."
    )


def table_of(runs: list[Digitised], title: str) -> Table:
    """Runs of several sizes as a table."""
    table = Table(title=title, title_justify="left")
    for heading in ("pages", "span s", "s/page", "CPU s/page", "load", "peak MB"):
        table.add_column(heading, justify="right")
    table.add_column("at the peak")
    for run in runs:
        parts = sorted(run.memory.peak_parts.items(), key=lambda part: -part[1])
        table.add_row(
            str(run.pages), f"{run.span_seconds:.0f}", f"{run.span_seconds / run.pages:.2f}",
            f"{run.cpu_seconds / run.pages:.2f}", f"{run.load:.1f}",
            str(megabytes(run.memory.peak_bytes)),
            ", ".join(f"{name} {megabytes(size)}" for name, size in parts),
        )  # fmt: skip
    return table


def megabytes(size: int) -> int:
    """Bytes as people read them."""
    return round(size / _MEGABYTE)
