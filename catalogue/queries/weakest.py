"""The pages whose text is estimated weakest, of a period: where correcting or rereading pays."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import get_current_timezone

from catalogue.models import Correction, DigitalObject, Page, PageTranscription
from catalogue.states import ObjectState, PageState


@dataclass(frozen=True, slots=True)
class WeakestFilter:
    """Which pages are meant; empty values mean all."""

    since: date | None = None
    """Read on this day or later."""
    until: date | None = None
    """Read on this day or earlier."""
    library_code: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """The last page of the part before: parts hold together while pages are read anew."""

    estimated_error: float
    pk: int


def weakest_pages(
    visible: QuerySet[DigitalObject], wanted: WeakestFilter, *, after: After | None = None
) -> QuerySet[Page]:
    """Pages with an estimate, the weakest first, each with its object and library.

    ``is_corrected`` says whether corrections are in force; ``transcribed`` are the lines of its
    transcription, empty or None where none stands.

    Args:
        visible: the objects that may be told of.
        wanted: which pages are meant.
        after: where the part before ended.
    """
    pages = (
        Page.objects.filter(estimated_error__isnull=False)
        .filter(digital_object__in=visible.exclude(state=ObjectState.WITHDRAWN))
        .exclude(state=PageState.SUPERSEDED)
        .filter(_narrowed(wanted))
    )
    if after is not None:
        error = after.estimated_error
        pages = pages.filter(
            Q(estimated_error__lt=error) | Q(estimated_error=error, pk__gt=after.pk)
        )
    mine = {"page": OuterRef("pk")}
    written = PageTranscription.objects.filter(**mine).order_by("-id")
    return (
        pages.annotate(
            is_corrected=Exists(Correction.objects.filter(undone_at=None, **mine)),
            transcribed=Subquery(written.values("lines")[:1]),
        )
        .select_related("digital_object", "digital_object__library")
        .defer("text", "reading")
        .order_by("-estimated_error", "pk")
    )


def _narrowed(wanted: WeakestFilter) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(read_at__gte=_morning(wanted.since))
    if wanted.until:
        found &= Q(read_at__lt=_morning(wanted.until + timedelta(days=1)))
    if wanted.library_code:
        found &= Q(digital_object__library__code=wanted.library_code)
    if wanted.language:
        # Codes have three letters each and stand apart by spaces: none is part of another.
        found &= Q(languages__contains=wanted.language)
    return found


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
