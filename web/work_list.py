"""What waits for this person: why, since when, and the one button that moves it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.models import DigitalObject, QaFinding
from catalogue.queries.objects import WAITING_STATES, work_list
from catalogue.rights import AnyUser
from catalogue.states import ObjectState
from schemas.findings import Severity
from web.marks import Mark
from web.object_list import rows_of
from web.wording import StateWords

ROWS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One object that waits."""

    url: str
    title: str
    thumbnail: str
    state: StateWords
    reason: str
    marks: list[Mark]
    since: datetime
    act_url: str
    act_label: str


@dataclass(frozen=True, slots=True)
class Work:
    """The first rows of what waits, and how many wait in all."""

    rows: list[WorkRow]
    total: int


def work_of(user: AnyUser, counts: dict[ObjectState, int]) -> Work:
    """What waits, the longest waiting first."""
    objects = work_list(user, ROWS_SHOWN)
    first = _first_flagged([one.pk for one in objects])
    rows = [
        WorkRow(
            url=row.url,
            title=row.title,
            thumbnail=row.thumbnail,
            state=row.state,
            reason=_reason(one),
            marks=row.marks,
            since=one.changed_at,
            act_url=_act_url(one, first.get(one.pk)),
            act_label=_act_label(one),
        )
        for one, row in zip(objects, rows_of(objects), strict=True)
    ]
    return Work(rows, sum(counts[state] for state in WAITING_STATES))


def _first_flagged(keys: list[int]) -> dict[int, int]:
    """The number of the first page with an open finding, by object."""
    rows = QaFinding.objects.filter(
        digital_object__in=keys, settled_by=None, page__isnull=False
    ).exclude(severity=Severity.INFO)
    return dict(rows.order_by().values_list("digital_object").annotate(first=Min("page__number")))


def _reason(digital_object: DigitalObject) -> str:
    number = digital_object.open_findings
    if digital_object.state == ObjectState.RESCAN_WANTED:
        return gettext("The original is to be scanned again.")
    if digital_object.state == ObjectState.FAILED:
        return gettext("The work could not be finished.")
    if not number:
        return gettext("A person must look at it.")
    return ngettext(
        "{number} finding has no verdict.", "{number} findings have no verdict.", number
    ).format(number=number)


def _act_url(digital_object: DigitalObject, page: int | None) -> str:
    if digital_object.state == ObjectState.NEEDS_REVIEW and page is not None:
        return reverse("page", args=[digital_object.name, page])
    if digital_object.state == ObjectState.RESCAN_WANTED:
        return reverse("rescan", args=[digital_object.name])
    return reverse("object", args=[digital_object.name])


def _act_label(digital_object: DigitalObject) -> str:
    if digital_object.state == ObjectState.NEEDS_REVIEW:
        return gettext("Judge")
    if digital_object.state == ObjectState.RESCAN_WANTED:
        return gettext("Rescans")
    return gettext("Open")
