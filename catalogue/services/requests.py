"""Requests for a flow: asked for once, taken by one worker, taken again when that worker dies."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from catalogue.errors import RequestLostError
from catalogue.models import DigitalObject, FlowRequest, User
from catalogue.models.requests import RequestState

#: A worker that has been silent for so long is dead.
LEASE = timedelta(seconds=60)
#: A request that has cost so many workers their lives is not tried again.
MAX_TRIES = 3


def ask_for_flow(
    kind: str,
    digital_object: DigitalObject | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    by: User | None,
    now: datetime,
) -> FlowRequest:
    """Leave a request; the same one still waiting is given back instead of a second."""
    fingerprint = _fingerprint(kind, digital_object, parameters or {})
    with transaction.atomic():
        return FlowRequest.objects.get_or_create(
            fingerprint=fingerprint,
            state=RequestState.WAITING,
            defaults={
                "kind": kind,
                "digital_object": digital_object,
                "parameters": dict(parameters or {}),
                "asked_by": by,
                "asked_at": now,
            },
        )[0]


def take_request(worker: str, *, now: datetime, lease: timedelta = LEASE) -> FlowRequest | None:
    """Take the oldest request that waits, or whose worker has died; None where there is none.

    Two workers never hold the same request, nor two requests for one object; requests for one
    object are taken in the order they were asked.
    """
    try:
        with transaction.atomic():
            _give_up_deadly(now, lease)
            found = _takeable(now - lease).first()
            if found is None:
                return None
            found.state = RequestState.TAKEN
            found.worker = worker
            found.tries += 1
            found.taken_at = found.heartbeat_at = now
            found.save(update_fields=("state", "worker", "tries", "taken_at", "heartbeat_at"))
            return found
    except IntegrityError:  # at this very moment another worker took up the same object
        return None


def _give_up_deadly(now: datetime, lease: timedelta) -> None:
    FlowRequest.objects.filter(
        state=RequestState.TAKEN, heartbeat_at__lt=now - lease, tries__gte=MAX_TRIES
    ).update(state=RequestState.FAILED, finished_at=now, outcome={"worker_died": MAX_TRIES})


def _takeable(alive_since: datetime) -> QuerySet[FlowRequest]:
    """Requests whose worker has died, and those waiting behind no other for the same object."""
    dead = Q(state=RequestState.TAKEN, heartbeat_at__lt=alive_since)
    ahead = FlowRequest.objects.filter(digital_object=OuterRef("digital_object")).filter(
        Q(state=RequestState.TAKEN) | Q(state=RequestState.WAITING, pk__lt=OuterRef("pk"))
    )
    return (
        FlowRequest.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        .filter(dead | (Q(state=RequestState.WAITING) & ~Exists(ahead)))
        .order_by("id")
    )


def heartbeat(request: FlowRequest, worker: str, *, now: datetime) -> bool:
    """Say that the worker lives; False where the request is no longer in its hands."""
    held = FlowRequest.objects.filter(
        pk=request.pk, state=RequestState.TAKEN, worker=worker, tries=request.tries
    )
    return bool(held.update(heartbeat_at=now))


def finish_request(
    request: FlowRequest,
    worker: str,
    *,
    now: datetime,
    outcome: Mapping[str, Any] | None = None,
    failed: bool = False,
) -> None:
    """Lay the request down, done or failed.

    Raises:
        RequestLostError: another worker has taken it over.
    """
    held = FlowRequest.objects.filter(
        pk=request.pk, state=RequestState.TAKEN, worker=worker, tries=request.tries
    )
    state = RequestState.FAILED if failed else RequestState.DONE
    if not held.update(state=state, finished_at=now, outcome=dict(outcome or {})):
        raise RequestLostError(request=request.pk, worker=worker)
    request.refresh_from_db()


@transaction.atomic
def give_back_request(request: FlowRequest, worker: str, *, now: datetime) -> None:
    """Lay a request down unfinished, as if it had not been taken; a stopped worker is no dead one.

    Where the same was asked again meanwhile, that later request stands for both.
    """
    held = FlowRequest.objects.filter(
        pk=request.pk, state=RequestState.TAKEN, worker=worker, tries=request.tries
    )
    alike = FlowRequest.objects.filter(
        fingerprint=request.fingerprint, state=RequestState.WAITING
    ).first()
    if alike is not None:
        held.update(state=RequestState.DONE, finished_at=now, outcome={"asked_again": alike.pk})
        return
    held.update(
        state=RequestState.WAITING,
        worker="",
        tries=F("tries") - 1,
        taken_at=None,
        heartbeat_at=None,
    )


def _fingerprint(
    kind: str, digital_object: DigitalObject | None, parameters: Mapping[str, Any]
) -> str:
    asked = [kind, digital_object.pk if digital_object else None, parameters]
    return hashlib.sha512(json.dumps(asked, sort_keys=True).encode()).hexdigest()
