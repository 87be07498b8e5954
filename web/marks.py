"""Counts of open findings as marks: a shape, a number and words, never a colour alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import ngettext

from catalogue.models import QaFinding
from schemas.findings import Severity


@dataclass(frozen=True, slots=True)
class Mark:
    """How many findings of one severity wait for a verdict."""

    severity: str
    number: int
    label: str


def marks_of(counts: Mapping[str, int]) -> list[Mark]:
    """The marks of an object or a page, the heaviest first; remarks are not marked."""
    errors, warnings = counts.get(Severity.ERROR, 0), counts.get(Severity.WARNING, 0)
    marks = []
    if errors:
        marks.append(Mark("error", errors, ngettext("error", "errors", errors)))
    if warnings:
        marks.append(Mark("warning", warnings, ngettext("warning", "warnings", warnings)))
    return marks


def open_counts(by: str, keys: Iterable[int]) -> dict[int, dict[str, int]]:
    """Open warnings and errors of several objects or pages in one query.

    Args:
        by: ``digital_object`` or ``page``.
        keys: their primary keys.
    """
    rows = (
        QaFinding.objects.filter(**{f"{by}__in": list(keys)}, settled_by=None)
        .exclude(severity=Severity.INFO)
        .order_by()
        .values_list(by, "severity")
        .annotate(number=Count("id"))
    )
    counts: dict[int, dict[str, int]] = {}
    for key, severity, number in rows:
        counts.setdefault(key, {})[severity] = number
    return counts
