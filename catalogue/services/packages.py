"""What became of an object: its files, its packages, the events that touched it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from catalogue.models import Delivery, DigitalFile, DigitalObject, PreservationEvent, User
from catalogue.services.locks import lock_object
from catalogue.services.states import change_state
from catalogue.states import Trigger
from schemas.events import Event
from schemas.packages import PackagedFile, PackagedPage

_FILE_FIELDS = (
    "page", "use", "media_type", "format_version", "size_bytes", "sha512", "original_name",
    "technical_path", "created_at",
)  # fmt: skip


@transaction.atomic
def record_files(
    digital_object: DigitalObject,
    files: Iterable[PackagedFile],
    pages: Iterable[PackagedPage] = (),
) -> None:
    """Keep the files of the newest package; files it no longer has are forgotten."""
    locked = lock_object(digital_object)
    ids = {f"p{number:04d}": pk for pk, number in locked.pages.values_list("pk", "number")}
    page_of = {path: ids[page.page_id.rpartition("/")[2]] for page in pages for path in page.files}
    rows = [_file_row(locked, file, page_of.get(file.logical_path)) for file in files]
    locked.files.exclude(logical_path__in=[row.logical_path for row in rows]).delete()
    DigitalFile.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=("digital_object", "logical_path"),
        update_fields=_FILE_FIELDS,
    )


def _file_row(
    digital_object: DigitalObject, file: PackagedFile, page_pk: int | None
) -> DigitalFile:
    return DigitalFile(
        digital_object=digital_object,
        page_id=page_pk,
        use=file.use,
        logical_path=file.logical_path,
        media_type=file.media_type,
        format_version=file.format_version,
        size_bytes=file.size_bytes,
        sha512=file.sha512,
        original_name=file.original_name,
        technical_path=file.technical_path,
        created_at=file.created_at,
    )


@transaction.atomic
def record_stored(
    digital_object: DigitalObject,
    *,
    location: str,
    version: int,
    now: datetime,
    step_seconds: Mapping[str, float] | None = None,
) -> None:
    """Remember where the object stands in preservation storage, and in which version."""
    locked = lock_object(digital_object)
    locked.aip_location = location
    locked.aip_version = max(version, locked.aip_version)
    locked.step_seconds = {**locked.step_seconds, **(step_seconds or {})}
    locked.changed_at = now
    locked.save(update_fields=("aip_location", "aip_version", "step_seconds", "changed_at"))
    digital_object.aip_location = locked.aip_location
    digital_object.aip_version = locked.aip_version
    digital_object.step_seconds = locked.step_seconds


@transaction.atomic
def record_events(digital_object: DigitalObject, events: Iterable[Event]) -> None:
    """Add events to the object's history; one that stands there already is not added twice."""
    rows = [_event_row(digital_object, event) for event in events]
    lock_object(digital_object)
    known = {_event_key(row) for row in digital_object.events.all()}
    PreservationEvent.objects.bulk_create(
        (row for row in rows if _event_key(row) not in known), batch_size=200
    )


def record_event(digital_object: DigitalObject, event: Event) -> None:
    """Add one event to the object's history."""
    record_events(digital_object, (event,))


def _event_row(digital_object: DigitalObject, event: Event) -> PreservationEvent:
    return PreservationEvent(
        digital_object=digital_object,
        type=event.type,
        at=event.at,
        agent_name=event.agent.name,
        agent_kind=event.agent.kind,
        agent_version=event.agent.version,
        outcome=event.outcome,
        detail=event.detail,
        about=list(event.about),
    )


def _event_key(row: PreservationEvent) -> tuple[object, ...]:
    return (row.type, row.at, row.agent_name, row.outcome, row.detail, tuple(row.about))


@transaction.atomic
def record_delivery(
    digital_object: DigitalObject,
    *,
    target: str,
    path: str,
    now: datetime,
    sha512: str = "",
    by: User | None = None,
) -> Delivery:
    """Remember a handing-over and move the object on.

    Raises:
        TransitionRefusedError: the object is not ready to leave the house.
    """
    change_state(digital_object, Trigger.DELIVER, now=now, by=by, why=target)
    return Delivery.objects.create(
        digital_object=digital_object,
        target=target,
        path=path,
        sha512=sha512,
        aip_version=digital_object.aip_version,
        by=by,
        at=now,
    )
