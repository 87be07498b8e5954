"""The figures of a run as tables for people."""

from rich.console import Console
from rich.table import Table

from tests.evaluation.qa.defects import Verdict
from tests.evaluation.qa.reporting import SOURCES, Figures, misses, told
from tests.evaluation.qa.tallies import Alarms, Recall, Share


def print_figures(figures: Figures, console: Console) -> None:
    """The figures for people."""
    for source in SOURCES:
        some = [one for one in figures.recalls if one.source == source]
        if some:
            console.print(_recall_table(some, f"Faults seeded into {source} pages"))
    _print_measures(figures, console)
    _print_alarms(figures, console)
    if figures.real_faults:
        console.print(_real_fault_table(figures.real_faults))
    missed = misses(figures)
    for miss in missed:
        console.print(f"[red]✗[/] {miss}", soft_wrap=True)
    if not missed:
        console.print("[green]All targets met.[/]")


def _print_measures(figures: Figures, console: Console) -> None:
    for one in figures.skew:
        console.print(
            f"Skew on {one.source} pages: mean error {one.mean:.3f}° (at most 0.06), within 0.1°"
            f" {_percent(one.within_tenth)} (at least 90 %), worst {one.worst:.2f}° (at most 1);"
            f" not measured {one.unmeasured} of {one.pages}."
        )
    for key, (count, error) in figures.measures.items():
        console.print(f"Measured in the fault's own unit: {key}: median error {error} ({count}).")


def _print_alarms(figures: Figures, console: Console) -> None:
    for source, alarms in figures.alarms.items():
        console.print(_alarm_table(alarms, source, figures.pages[source]))
    for line in figures.listed:
        if not line["deserved"]:
            console.print(f"  {line['page']} ({line['design']}): {told(line)} · {line['by_eye']}")
    console.print(f"Blank or not, made pages: {_percent(figures.blank)} right.")


def _real_fault_table(verdicts: tuple[Verdict, ...]) -> Table:
    hits = sum(one.is_found for one in verdicts)
    title = f"Real faults: {hits} of {len(verdicts)} found"
    table = Table(title=title, title_justify="left")
    for heading in ("scan", "what is wrong", "found", "measured", "is", "other codes"):
        table.add_column(heading)
    for one in verdicts:
        mark = "[green]✓[/]" if one.is_found else "[red]✗[/]"
        numbers = ("" if v is None else f"{v:g}" for v in (one.measured, one.fault.measured))
        table.add_row(one.fault.path, one.fault.wrong, mark, *numbers, " ".join(one.others))
    return table


def _recall_table(recalls: list[Recall], title: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("fault", "grade"):
        table.add_column(heading)
    for heading in ("found", "of", "%", "95 %", "target", "", "named", "placed", "worst volume"):
        table.add_column(heading, justify="right")
    table.add_column("other codes", overflow="fold")
    for one in recalls:
        low, high = one.found.bounds
        mark = {True: "[green]✓[/]", False: "[red]✗[/]", None: ""}[one.is_met]
        table.add_row(
            one.fault, one.grade, str(one.found.hits), str(one.found.trials),
            "–" if one.found.percent is None else f"{one.found.percent:.1f}",
            f"{low:.0f}–{high:.0f}", "–" if one.target is None else f"{one.target:g}", mark,
            _percent(one.named),
            "" if one.placed is None else _percent(one.placed), _worst(one.worst_volume),
            " ".join(f"{code}×{count}" for code, count in one.others.items()),
        )  # fmt: skip
    return table


def _alarm_table(alarms: list[Alarms], source: str, pages: Share) -> Table:
    title = (
        f"Sound {source} pages: alarm on {pages.hits} of {pages.trials}"
        f" ({_percent(pages)}, at most {pages.bounds[1]:.2f} %)"
    )
    table = Table(title=title, title_justify="left")
    table.add_column("code")
    for heading in ("pages", "%", "at most %", "worst volume"):
        table.add_column(heading, justify="right")
    for one in sorted(alarms, key=lambda alarm: alarm.is_note):
        table.add_row(
            one.code + (" (note)" if one.is_note else ""), str(one.raised.hits),
            f"{one.raised.percent or 0:.2f}", f"{one.raised.bounds[1]:.2f}",
            _worst(one.worst_volume),
        )  # fmt: skip
    return table


def _worst(one: tuple[str, Share] | None) -> str:
    return "" if one is None else f"{one[0]} {one[1].hits}/{one[1].trials}"


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{share.percent:.1f} %"
