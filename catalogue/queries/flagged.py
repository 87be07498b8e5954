"""The queue of flagged pages: what waits for a verdict, page by page, over all objects."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from catalogue.models import Page, QaFinding
from catalogue.rights import AnyUser, visible_objects
from catalogue.states import ObjectState, PageState
from schemas.findings import Severity

#: Only objects at rest can be judged.
QUEUED_STATES = (ObjectState.NEEDS_REVIEW, ObjectState.RESCAN_WANTED)


@dataclass(frozen=True, slots=True)
class FlaggedFilter:
    """What the queue is narrowed to; an empty field narrows nothing."""

    library_code: str = ""
    kind: str = ""
    """The beginning of codes: ``QA-FOCUS``."""
    severity: str = ""


def open_findings_of(narrowed: FlaggedFilter) -> QuerySet[QaFinding]:
    """Warnings and errors without a verdict, of one kind or all."""
    found = QaFinding.objects.filter(settled_by=None).exclude(severity=Severity.INFO)
    if narrowed.kind:
        found = found.filter(code__startswith=f"{narrowed.kind}-")
    if narrowed.severity:
        found = found.filter(severity=narrowed.severity)
    return found


def flagged_pages(user: AnyUser, narrowed: FlaggedFilter = FlaggedFilter()) -> QuerySet[Page]:
    """Pages with such findings, object by object, the longest waiting object first.

    Each has ``digital_object`` with its library, and ``open_rows``: its findings, the gravest
    first.
    """
    findings = open_findings_of(narrowed)
    pages = (
        Page.objects.filter(digital_object__in=visible_objects(user))
        .filter(digital_object__state__in=QUEUED_STATES)
        .exclude(state=PageState.SUPERSEDED)
        .filter(Exists(findings.filter(page=OuterRef("pk"))))
    )
    if narrowed.library_code:
        pages = pages.filter(digital_object__library__code=narrowed.library_code)
    rows = Prefetch("findings", findings.order_by("severity", "id"), to_attr="open_rows")
    return (
        pages.select_related("digital_object__library")
        .defer("text")
        .prefetch_related(rows)
        .order_by("digital_object_id", "sequence")
    )


def flagged_after(pages: QuerySet[Page], object_pk: int, sequence: int) -> QuerySet[Page]:
    """The pages of the queue behind a place in it."""
    return pages.filter(
        Q(digital_object_id__gt=object_pk) | Q(digital_object_id=object_pk, sequence__gt=sequence)
    )


def kinds_in(user: AnyUser) -> list[str]:
    """The kinds of findings in the whole queue, as beginnings of codes."""
    codes = (
        open_findings_of(FlaggedFilter())
        .filter(page__isnull=False, digital_object__in=visible_objects(user))
        .filter(digital_object__state__in=QUEUED_STATES)
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()
    )
    return sorted({code.rpartition("-")[0] for code in codes})
