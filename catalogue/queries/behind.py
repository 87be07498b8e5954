"""Objects about which people know more than what is stored says."""

from datetime import datetime

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from catalogue.models import Correction, DigitalObject, PageTranscription, StateChange
from catalogue.queries.defects import description_is_behind
from catalogue.queries.human_text import text_is_behind
from catalogue.states import ObjectState, Trigger

#: In other states the object is in work, failed, or gone; in these its last run stored it.
_AT_REST = (
    ObjectState.NEEDS_REVIEW,
    ObjectState.RESCAN_WANTED,
    ObjectState.READY,
    ObjectState.DELIVERED,
)


def is_behind(digital_object: DigitalObject) -> bool:
    """Whether the object must be stored anew before it is handed over."""
    return description_is_behind(digital_object) or text_is_behind(digital_object)


def written_over(before: datetime) -> QuerySet[DigitalObject]:
    """Stored objects whose text people changed since, and have left alone from this moment on."""
    mine = {"page__digital_object": OuterRef("pk")}
    corrected = (
        Correction.objects.filter(**mine)
        .order_by()
        .values("page__digital_object")
        .annotate(last=Max(Greatest("at", Coalesce("undone_at", "at"))))
        .values("last")
    )
    transcribed = (
        PageTranscription.objects.filter(**mine)
        .order_by()
        .values("page__digital_object")
        .annotate(last=Max("at"))
        .values("last")
    )
    stored = (
        StateChange.objects.filter(digital_object=OuterRef("pk"), trigger=Trigger.BEGIN)
        .order_by("-id")
        .values("at")[:1]
    )
    rows = DigitalObject.objects.filter(state__in=_AT_REST, aip_version__gt=0)
    touched = Q(pages__corrections__isnull=False) | Q(pages__transcriptions__isnull=False)
    return (
        rows.filter(touched)
        .annotate(
            stored_at=Subquery(stored),
            corrected_at=Subquery(corrected),
            transcribed_at=Subquery(transcribed),
        )
        .annotate(
            written_at=Greatest(
                Coalesce("corrected_at", "transcribed_at"),
                Coalesce("transcribed_at", "corrected_at"),
            )
        )
        .filter(written_at__gt=F("stored_at"), written_at__lt=before)
        .distinct()
    )
