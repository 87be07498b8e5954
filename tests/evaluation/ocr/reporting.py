"""The figures of a run as JSON, and as tables for people and for docs/figures.md."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from tests.evaluation.ocr.scores import Bounds, GroupScore, PageScore, Routed, correlation
from tests.evaluation.ocr.searching import Found
from tests.evaluation.ocr.targets import OURS, Target
from tests.evaluation.reporting import machine

#: Of pages that a reader broke down on; all stand in the JSON.
FAILURES_SHOWN = 20
COUNTS = ("cer", "cer_strict", "wer", "letters", "order_free")


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run says."""

    groups: Sequence[GroupScore]
    routes: Routed | None
    found: Mapping[str, Found]
    targets: Sequence[Target]
    skipped: Sequence[str]


def plain(run: Run, about: dict[str, Any]) -> dict[str, Any]:
    """The run for JSON."""
    mine = [one for one in run.groups if one.reader == OURS and one.is_judged]
    ours = [page for one in mine for page in one.pages]
    return {
        "schema_version": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        **about,
        "groups": [_plain_group(one) for one in run.groups],
        "estimate": {
            "spearman_rendered": _known(correlation([p for p in ours if not p.page.is_real])),
            "spearman_real": _known(correlation([p for p in ours if p.page.is_real])),
        },
        "router": None if run.routes is None else asdict(run.routes),
        "search": {name: asdict(one) for name, one in run.found.items()},
        "targets": [asdict(one) for one in run.targets],
        "skipped": list(run.skipped),
    }


def _plain_group(one: GroupScore) -> dict[str, Any]:
    return {
        "group": one.group, "kind": _kind(one), "reader": one.reader,
        "pages": len(one.pages), "volumes": len(one.volumes()),
        **{name: _plain_count(one, name) for name in COUNTS},
        "median_cer": round(one.median_cer, 5), "bag_f1": _known(one.bag_f1),
        "order_tax": _known(one.order_tax), "order_tau": _known(one.order_tau),
        "spearman": _known(one.spearman), "seconds_a_page": round(one.seconds, 2),
        "by_page": [_plain_page(page) for page in one.pages],
    }  # fmt: skip


def _kind(one: GroupScore) -> str:
    if not one.is_judged:
        return "shown"
    return "real" if one.is_real else "rendered"


def _plain_count(one: GroupScore, name: str) -> dict[str, Any]:
    total = one.total(name)
    bounds = one.bounds(name)
    return {
        "errors": total.errors, "of": total.of, "rate": _known(total.rate),
        "bounds": None if bounds is None else [round(side, 5) for side in bounds],
    }  # fmt: skip


def _plain_page(one: PageScore) -> dict[str, Any]:
    answer = one.answer
    return {
        "page": one.page.image.name, "cer": round(one.cer, 5),
        "bag_f1": round(one.measured.bag_f1, 4), "script": answer.script,
        "languages": list(answer.languages), "model": answer.model,
        "estimated": _known(answer.estimated), "attempts": answer.attempts,
        "seconds": answer.seconds, "failed": answer.failed,
    }  # fmt: skip


def _known(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def percent(rate: float | None, bounds: Bounds = None) -> str:
    """A rate in per cent, with its interval where there is one."""
    if rate is None:
        return "–"
    shown = f"{100 * rate:.2f}"
    return shown if bounds is None else f"{shown} ({100 * bounds[0]:.2f}–{100 * bounds[1]:.2f})"


def markdown(run: Run) -> str:
    """The tables of docs/figures.md."""
    lines = [
        "| set | kind | reader | pages | CER % (95 %) | strict % | WER % | LT letters wrong % "
        "| bag F1 | order tax % | ρ | s/page |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(one) for one in run.groups]
    if run.routes is not None:
        r = run.routes
        lines += ["", f"Letters right on {r.script}, language on {r.language}, both on {r.both} "
                  f"of {r.pages} pages; of {r.mixed} in several languages all are named on "
                  f"{r.mixed_whole}."]  # fmt: skip
    if run.found:
        lines += ["", "| search | queries | recall@50 % | precision@10 |", "|---|---|---|---|"]
        lines += [
            f"| {name} | {one.queries} | {percent(one.recall)} | {_two(one.precision)} |"
            for name, one in run.found.items()
        ]
    lines += ["", "| target | wanted | measured | |", "|---|---|---|---|"]
    lines += [
        f"| {one.name} | {one.wanted} | {one.measured} | {_said(one.is_met)} |"
        for one in run.targets
    ]
    failures = [
        f"{group.reader}, {page.page.name}: {page.answer.failed}"
        for group in run.groups
        for page in group.pages
        if page.answer.failed
    ]
    lines += ["", *(f"Not read: {one}." for one in failures[:FAILURES_SHOWN])]
    lines += ["", *(f"Skipped: {one}." for one in run.skipped)]
    return "\n".join(lines).rstrip() + "\n"


def _row(one: GroupScore) -> str:
    tax, rho = one.order_tax, one.spearman
    letters = one.rate("letters") if one.is_lithuanian else None
    cells = (
        one.group, _kind(one), one.reader, str(len(one.pages)),
        percent(one.rate("cer"), one.bounds("cer")), percent(one.rate("cer_strict")),
        percent(one.rate("wer")), percent(letters), _three(one.bag_f1),
        percent(tax), _two(rho), f"{one.seconds:.1f}",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _said(is_met: bool | None) -> str:
    return "–" if is_met is None else "met" if is_met else "**missed**"
