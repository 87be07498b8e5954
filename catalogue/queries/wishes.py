"""Which wishes for a rescan stand, and which have been fulfilled by scans that arrived."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from catalogue.models import MissingPage, PageRescan, Verdict
from catalogue.models.rescans import ArrivalState
from schemas.findings import Verdict as Decision


def fulfilling(verdict: OuterRef | Verdict) -> QuerySet[PageRescan]:
    """What fulfils a verdict: confirmed rescans that nobody has undone."""
    return PageRescan.objects.filter(
        verdicts=verdict, arrived__arrival__state=ArrivalState.CONFIRMED
    )


def open_missing_pages() -> QuerySet[MissingPage]:
    """Missing pages that nobody withdrew and no arrived scan became."""
    became = PageRescan.objects.filter(
        missing=OuterRef("pk"), arrived__arrival__state=ArrivalState.CONFIRMED
    )
    return MissingPage.objects.filter(withdrawn_at__isnull=True).exclude(Exists(became))


def open_rescan_verdicts() -> QuerySet[Verdict]:
    """Verdicts that want a rescan: in force, the last word on their page, not fulfilled.

    A later verdict on the same page, or on the whole object, is the last word.
    """
    later = Verdict.objects.filter(
        Q(page__isnull=True) | Q(page=OuterRef("page")),
        digital_object=OuterRef("digital_object"),
        pk__gt=OuterRef("pk"),
        withdraws__isnull=True,
        withdrawn_by__isnull=True,
    )
    return (
        Verdict.objects.filter(
            decision=Decision.RESCAN, withdraws__isnull=True, withdrawn_by__isnull=True
        )
        .exclude(Exists(later))
        .exclude(Exists(fulfilling(OuterRef("pk"))))
        .order_by(F("page__sequence").asc(nulls_first=True), "id")
    )
