"""Findings of one run take the place of the last run's; what a person settled stays settled."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from catalogue.interchange import region_json
from catalogue.models import DigitalObject, Page, QaFinding
from catalogue.models.quality import FindingScope
from catalogue.outcomes import JudgedFinding
from catalogue.services.locks import lock_object
from schemas.findings import Severity

Placed = tuple[Page | None, JudgedFinding]


@transaction.atomic
def record_object_findings(
    digital_object: DigitalObject, findings: Sequence[JudgedFinding], *, now: datetime
) -> None:
    """Keep what was found when the object was looked at whole: gaps, doubles, order."""
    locked = lock_object(digital_object)
    numbers = {found.page_number for found in findings if found.page_number is not None}
    pages = {page.number: page for page in locked.pages.filter(number__in=numbers)}
    placed = [
        (pages[found.page_number] if found.page_number is not None else None, found)
        for found in findings
    ]
    replace_findings(locked, FindingScope.OBJECT, placed, now)
    digital_object.open_findings = count_open_findings(locked)


def replace_findings(
    digital_object: DigitalObject,
    scope: FindingScope,
    placed: Sequence[Placed],
    now: datetime,
    page: Page | None = None,
) -> None:
    """Put new findings in the place of old ones of the same scope (and page, where one is given).

    A finding exactly as one that a person settled is not raised again.
    """
    old = QaFinding.objects.filter(digital_object=digital_object, scope=scope)
    if page is not None:
        old = old.filter(page=page)
    old.filter(settled_by__isnull=True).delete()
    settled = {_likeness(row) for row in old}
    rows = [_row(digital_object, scope, where, found, now) for where, found in placed]
    QaFinding.objects.bulk_create(row for row in rows if _likeness(row) not in settled)


def count_open_findings(digital_object: DigitalObject) -> int:
    """Count anew what waits for a person, and keep the count with the object."""
    digital_object.open_findings = open_findings(digital_object).count()
    digital_object.save(update_fields=("open_findings",))
    return digital_object.open_findings


def open_findings(digital_object: DigitalObject) -> QuerySet[QaFinding]:
    """Warnings and errors that no verdict has settled."""
    return QaFinding.objects.filter(digital_object=digital_object, settled_by__isnull=True).exclude(
        severity=Severity.INFO
    )


def _row(
    digital_object: DigitalObject,
    scope: FindingScope,
    page: Page | None,
    judged: JudgedFinding,
    now: datetime,
) -> QaFinding:
    found = judged.finding
    return QaFinding(
        digital_object=digital_object,
        page=page,
        scope=scope,
        code=found.code,
        severity=judged.severity,
        measured=found.measured,
        limit=found.limit,
        unit=judged.unit,
        region=region_json(found.region),
        facts=dict(found.facts),
        check_version=judged.check_version,
        found_at=now,
    )


def _likeness(row: QaFinding) -> tuple[object, ...]:
    region = tuple(sorted(row.region.items())) if row.region else None
    return (row.page_id, row.code, row.severity, row.measured, row.limit, region)
