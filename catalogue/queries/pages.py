"""What belongs to one object: its pages, findings, verdicts and history."""

from django.db.models import Count, F, Prefetch, Q, QuerySet

from catalogue.errors import PageNotFoundError
from catalogue.models import (
    Delivery,
    DigitalObject,
    Page,
    PagePart,
    QaFinding,
    StateChange,
    Verdict,
)
from catalogue.states import PageState
from schemas.findings import Severity

_OPEN = Q(
    findings__settled_by__isnull=True, findings__severity__in=(Severity.WARNING, Severity.ERROR)
)


def pages_of(digital_object: DigitalObject, *, superseded: bool = False) -> QuerySet[Page]:
    """The pages in order with their recipe and scans, each with its count of ``open_findings``."""
    pages = digital_object.pages.order_by("sequence", "number")
    if not superseded:
        pages = pages.exclude(state=PageState.SUPERSEDED)
    parts = PagePart.objects.select_related("scan").order_by("order")
    return (
        pages.annotate(open_findings=Count("findings", filter=_OPEN))
        .defer("text")
        .prefetch_related(Prefetch("parts", queryset=parts))
    )


def page_of(digital_object: DigitalObject, number: int) -> Page:
    """One page with its recipe, scans and text.

    Raises:
        PageNotFoundError: the object has no page of this number.
    """
    page = pages_of(digital_object, superseded=True).defer(None).filter(number=number).first()
    if page is None:
        raise PageNotFoundError(object_id=digital_object.object_id, number=number)
    return page


def findings_of(digital_object: DigitalObject) -> QuerySet[QaFinding]:
    """Everything found: of the object as a whole first, then page by page."""
    return digital_object.findings.select_related("page", "settled_by", "settled_by__by").order_by(
        F("page__sequence").asc(nulls_first=True), "id"
    )


def verdicts_of(digital_object: DigitalObject) -> QuerySet[Verdict]:
    """Every verdict in the order given, with who gave it and what withdrew it."""
    return digital_object.verdicts.select_related("by", "page", "withdrawn_by").order_by("id")


def state_changes_of(digital_object: DigitalObject) -> QuerySet[StateChange]:
    """The object's way through the work."""
    return digital_object.state_changes.select_related("by").order_by("id")


def deliveries_of(digital_object: DigitalObject) -> QuerySet[Delivery]:
    """Every handing-over."""
    return digital_object.deliveries.select_related("by").order_by("at", "id")
