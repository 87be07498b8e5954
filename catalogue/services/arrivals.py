"""Rescans that arrive: taken down scan by scan, given their proposed places, or sent away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from catalogue.identity import identity_digest
from catalogue.models import ArrivedScan, DigitalObject, Page, RescanArrival, User
from catalogue.models.rescans import OPEN_ARRIVALS, ArrivalState
from catalogue.rescan_errors import ArrivalOpenError, NoArrivalError, UnknownPlaceError
from catalogue.services.locks import lock_object
from catalogue.states import PageState
from schemas import rescans as places
from schemas.rescans import Evidence, Placement, PlacementKind


@dataclass(frozen=True, slots=True)
class PlannedArrival:
    """One scan of a folder of rescans, as it was planned."""

    file: str
    file_number: int
    image_in_file: int
    sha512: str
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class SeenScan:
    """What was seen of an arrived scan, in plain values."""

    facts: Mapping[str, Any] | None
    findings: Sequence[Mapping[str, Any]]
    printed_number: str
    has_image: bool


@transaction.atomic
def register_arrival(
    digital_object: DigitalObject,
    planned: Sequence[PlannedArrival],
    *,
    source_folder: str,
    by: User,
    now: datetime,
) -> RescanArrival:
    """Take down that these scans came; the same scans, still open, are the same arrival.

    Raises:
        ArrivalOpenError: other scans of the object wait to be confirmed.
    """
    locked = lock_object(digital_object)
    digest = identity_digest(
        locked.library.code, (f"{one.sha512}#{one.image_in_file}" for one in planned)
    )
    waiting = locked.arrivals.filter(state__in=OPEN_ARRIVALS).first()
    if waiting is not None:
        if waiting.identity_digest == digest:
            return waiting
        raise ArrivalOpenError(object_id=locked.object_id, folder=waiting.source_folder)
    last = locked.arrivals.aggregate(last=Max("number"))["last"] or 0
    arrival = RescanArrival.objects.create(
        digital_object=locked,
        number=last + 1,
        source_folder=source_folder,
        identity_digest=digest,
        by=by,
        at=now,
    )
    ArrivedScan.objects.bulk_create(
        ArrivedScan(
            arrival=arrival,
            position=position,
            file=one.file,
            file_number=one.file_number,
            image_in_file=one.image_in_file,
            sha512=one.sha512,
        )
        for position, one in enumerate(planned, start=1)
    )
    return arrival


@transaction.atomic
def record_proposals(
    arrival: RescanArrival,
    seen: Mapping[int, SeenScan],
    proposals: Mapping[int, Placement],
) -> None:
    """Keep what was seen of the scans and where each may belong, by position."""
    locked = _locked(arrival)
    pages = {page.number: page for page in locked.digital_object.pages.all()}
    rows = list(locked.scans.all())
    for row in rows:
        look, place = seen[row.position], proposals[row.position]
        row.facts = dict(look.facts) if look.facts else None
        row.findings = [dict(one) for one in look.findings]
        row.printed_number = look.printed_number[:20]
        row.has_image = look.has_image
        row.kind = place.kind
        row.page = pages[place.page] if place.page is not None else None
        row.confidence = round(place.confidence, 3)
        row.evidence = [one.value for one in place.evidence]
    fields = (
        "facts", "findings", "printed_number", "has_image", "kind", "page", "confidence",
        "evidence",
    )  # fmt: skip
    ArrivedScan.objects.bulk_update(rows, fields, batch_size=100)
    locked.state = ArrivalState.PROPOSED
    locked.save(update_fields=("state",))
    arrival.state = locked.state


@transaction.atomic
def choose_place(scan: ArrivedScan, kind: PlacementKind, page: Page | None, *, by: User) -> None:
    """Set the place of an arrived scan by hand; whatever was doubtful about it is decided.

    Raises:
        NoArrivalError: its arrival is no longer open.
        UnknownPlaceError: the page is none of the object's.
    """
    arrival = _locked(scan.arrival)
    if arrival.state != ArrivalState.PROPOSED:
        raise NoArrivalError(object_id=arrival.digital_object.object_id)
    if (page is None and kind == PlacementKind.REPLACE) or (
        page is not None
        and (
            page.digital_object_id != arrival.digital_object_id
            or page.state == PageState.SUPERSEDED
        )
    ):
        raise UnknownPlaceError(
            object_id=arrival.digital_object.object_id, place=page.number if page else "–"
        )
    page = page if kind != PlacementKind.NONE else None
    stays = scan.kind == kind and scan.page == page
    shows_the_same = stays and Evidence.CONTENT in scan.evidence
    scan.kind, scan.page, scan.chosen_by, scan.confidence = kind, page, by, 1.0
    scan.evidence = [Evidence.CHOSEN.value, *([Evidence.CONTENT.value] if shows_the_same else [])]
    scan.save(update_fields=("kind", "page", "chosen_by", "confidence", "evidence"))


@transaction.atomic
def discard_arrival(digital_object: DigitalObject, *, by: User, now: datetime) -> RescanArrival:
    """Send the scans that wait away; nothing of the object changes.

    Raises:
        NoArrivalError: none wait.
    """
    locked = lock_object(digital_object)
    arrival = locked.arrivals.filter(state__in=OPEN_ARRIVALS).first()
    if arrival is None:
        raise NoArrivalError(object_id=locked.object_id)
    arrival.state, arrival.closed_by, arrival.closed_at = ArrivalState.DISCARDED, by, now
    arrival.save(update_fields=("state", "closed_by", "closed_at"))
    return arrival


def is_doubtful(scan: ArrivedScan) -> bool:
    """Whether a person must look at the scan before it takes its place."""
    return places.is_doubtful(scan.evidence, scan.confidence)


def _locked(arrival: RescanArrival) -> RescanArrival:
    return (
        RescanArrival.objects.select_for_update()
        .select_related("digital_object")
        .get(pk=arrival.pk)
    )
