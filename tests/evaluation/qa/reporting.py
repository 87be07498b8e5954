"""The figures of a run as JSON, and as a file of pages."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from qa.codes import severity_of
from schemas.findings import Severity
from tests.evaluation.qa import tallies
from tests.evaluation.qa.defects import Verdict
from tests.evaluation.qa.judgements import is_deserved, judgement_of
from tests.evaluation.qa.judging import Record
from tests.evaluation.qa.tallies import Alarms, Recall, Share, SkewErrors
from tests.evaluation.reporting import machine

#: At most so many sound pages may raise one code, and any code at all.
MAX_ALARM_PERCENT, MAX_PAGE_PERCENT = 0.5, 3.0
MIN_BLANK_PERCENT = 99.5
SOURCES = ("made", "real", "volume")
_COLUMNS = (
    "case", "source", "volume", "page", "design", "material", "fault", "grade", "amount", "unit",
    "found", "placed", "codes", "before", "not_applicable", "view_seconds", "check_seconds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that one run says."""

    recalls: list[Recall]
    alarms: dict[str, list[Alarms]]
    pages: dict[str, Share]
    listed: list[dict[str, Any]]
    blank: Share
    skew: list[SkewErrors]
    measures: dict[str, tuple[int, float]]
    seconds: dict[str, float]
    real_faults: tuple[Verdict, ...] = ()
    broken: tuple[str, ...] = ()
    """Pages on which a check broke down."""


def figures_of(records: Iterable[Record], real_faults: Iterable[Verdict] = ()) -> Figures:
    """All figures of the judged pages."""
    every = list(records)
    clean = {
        source: [r for r in every if not r["fault"] and r["source"] == source] for source in SOURCES
    }
    there = {source: some for source, some in clean.items() if some}
    return Figures(
        tallies.recalls(every),
        {source: tallies.alarms(some, is_deserved) for source, some in there.items()},
        {source: tallies.pages_alarmed(some, is_deserved) for source, some in there.items()},
        [line for some in there.values() for line in _listed(some)],
        tallies.blank_accuracy(clean["made"]),
        tallies.skew_errors(every),
        tallies.measure_errors(every),
        _seconds(every),
        tuple(real_faults),
        tuple(f"{r['case']} ({r['page']}): {r['broke']}" for r in every if "broke" in r),
    )


def _listed(clean: list[Record]) -> list[dict[str, Any]]:
    """Each alarm on a sound page, with what somebody said about it."""
    lines = []
    for record in clean:
        for one in record["codes"]:
            if severity_of(one["code"]) is Severity.INFO:
                continue
            said = judgement_of(record["page"], one["code"])
            by_eye = "not yet looked at" if said is None else said.why
            is_true = said is not None and said.is_true
            lines.append(
                {"page": record["page"], "design": record["design"], **one}
                | {"deserved": is_true, "by_eye": by_eye}
            )
    return lines


def _seconds(every: list[Record]) -> dict[str, float]:
    if not every:
        return {}
    return {
        name: round(median(record[name] for record in every), 4)
        for name in ("view_seconds", "check_seconds")
    }


def misses(figures: Figures) -> list[str]:
    """The targets that were not met."""
    found = [f"a check broke down: {one}" for one in figures.broken]
    found += [
        f"{one.fault} {one.grade} ({one.source}): {one.found.percent:.1f} % of"
        f" {one.found.trials}, {one.target} % is wanted"
        for one in figures.recalls
        if one.is_met is False
    ]
    for source, share in figures.pages.items():
        if (share.percent or 0) > MAX_PAGE_PERCENT:
            found.append(f"alarms on {share.percent:.1f} % of sound pages ({source})")
    found.extend(
        f"{one.code}: alarm on {one.raised.percent:.2f} % of sound pages ({one.source})"
        for some in figures.alarms.values()
        for one in some
        if not one.is_note and (one.raised.percent or 0) > MAX_ALARM_PERCENT
    )
    if figures.blank.percent is not None and figures.blank.percent < MIN_BLANK_PERCENT:
        found.append(f"blank pages told apart in {figures.blank.percent:.2f} %")
    return found


def plain(figures: Figures, about: dict[str, Any]) -> dict[str, Any]:
    """The run for JSON."""
    return {
        "schema_version": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        **about,
        "recall": [_plain_recall(one) for one in figures.recalls],
        "false_alarms": {
            source: {
                "pages": _plain_share(figures.pages[source]),
                "codes": [_plain_alarms(one) for one in some],
            }
            for source, some in figures.alarms.items()
        },
        "alarms": figures.listed,
        "blank": _plain_share(figures.blank),
        "skew": [_plain_skew(one) for one in figures.skew],
        "measure_errors": {
            key: {"findings": count, "median_error": error}
            for key, (count, error) in figures.measures.items()
        },
        "seconds_a_page": figures.seconds,
        "real_faults": [
            {
                "path": one.fault.path,
                "wrong": one.fault.wrong,
                "found": one.is_found,
                "expected": one.fault.measured,
                "measured": one.measured,
                "others": one.others,
            }
            for one in figures.real_faults
        ],
        "misses": misses(figures),
    }


def _plain_share(share: Share) -> dict[str, Any]:
    low, high = share.bounds
    percent = None if share.percent is None else round(share.percent, 2)
    return {
        "hits": share.hits, "of": share.trials, "percent": percent,
        "low": round(low, 2), "high": round(high, 2),
    }  # fmt: skip


def _plain_worst(one: tuple[str, Share] | None) -> dict[str, Any] | None:
    return None if one is None else {"volume": one[0], **_plain_share(one[1])}


def _plain_recall(one: Recall) -> dict[str, Any]:
    return {
        "fault": one.fault, "grade": one.grade, "source": one.source,
        **_plain_share(one.found), "target": one.target, "met": one.is_met,
        "named": _plain_share(one.named),
        "placed": None if one.placed is None else _plain_share(one.placed),
        "already_alarmed": one.already, "worst": _plain_worst(one.worst_volume),
        "other_codes": one.others,
    }  # fmt: skip


def _plain_alarms(one: Alarms) -> dict[str, Any]:
    return {
        "code": one.code, "note": one.is_note, **_plain_share(one.raised),
        "worst": _plain_worst(one.worst_volume),
    }  # fmt: skip


def _plain_skew(one: SkewErrors) -> dict[str, Any]:
    return {
        "source": one.source, "pages": one.pages, "unmeasured": one.unmeasured,
        "mean_degrees": round(one.mean, 4), "worst_degrees": round(one.worst, 3),
        "within_tenth": _plain_share(one.within_tenth),
    }  # fmt: skip


def write_json(figures: Figures, about: dict[str, Any], path: Path) -> None:
    """Keep the figures."""
    path.write_text(json.dumps(plain(figures, about), ensure_ascii=False, indent=1) + "\n")


def write_pages(records: Iterable[Record], path: Path) -> None:
    """Every page that was judged, a line each."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for record in sorted(records, key=lambda one: str(one["case"])):
            writer.writerow([_cell(record, name) for name in _COLUMNS])


def _cell(record: Record, name: str) -> object:
    if name in ("codes", "before"):
        return " ".join(told(one) for one in record.get(name, ()))
    if name == "not_applicable":
        return " ".join(f"{check}:{reason}" for check, reason in record[name])
    if name == "found":
        return int(tallies.is_found(record)) if record["fault"] else ""
    if name == "placed":
        return int(tallies.is_placed(record)) if record.get("truth") else ""
    return record.get(name, "")


def told(one: Record) -> str:
    """A finding in a word."""
    return one["code"] if one["measured"] is None else f"{one['code']}={one['measured']:g}"
