"""Devices: how they stand, what was graded for them, and what no valid target speaks for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from catalogue.device_errors import DeviceNotFoundError
from catalogue.models import Device, DigitalObject, Library, TargetGrading
from catalogue.rights import Act, AnyUser, libraries_for
from catalogue.services.devices import policy_of
from catalogue.sessions import (
    GradedTarget,
    Missing,
    Outcome,
    ScannedObject,
    SessionState,
    Timeline,
)
from catalogue.states import ObjectState


@dataclass(frozen=True, slots=True)
class DeviceStanding:
    """A device and how it stands."""

    device: Device
    state: SessionState
    asks_for_targets: bool
    last_at: datetime | None
    """When the last target was shot, whatever came of it."""
    gradings: int
    without_target: int


@dataclass(frozen=True, slots=True)
class WithoutTarget:
    """An object for which no valid target speaks, and why."""

    digital_object: DigitalObject
    scanned_at: datetime
    reason: Missing


def visible_devices(user: AnyUser) -> QuerySet[Device]:
    """The devices of the libraries whose objects ``user`` may see."""
    return devices_among(libraries_for(user, Act.VIEW_OBJECT))


def devices_among(libraries: QuerySet[Library]) -> QuerySet[Device]:
    """The devices of some libraries, by library and name."""
    devices = Device.objects.filter(library__in=libraries).select_related("library")
    return devices.order_by("library__code", "name")


def device_named(name: str, libraries: QuerySet[Library]) -> Device:
    """The one device of this name in some libraries.

    Raises:
        DeviceNotFoundError: there is none, or each of several libraries has one.
    """
    devices = devices_among(libraries)
    found = list(devices.filter(name=name)[:2])
    if len(found) != 1:
        known = ", ".join(f"{one.name} ({one.library.code})" for one in devices) or "–"
        raise DeviceNotFoundError(name=name, known=known)
    return found[0]


def standings(devices: Iterable[Device], now: datetime) -> list[DeviceStanding]:
    """How devices stand; two queries for all of them."""
    found = list(devices)
    targets, objects = _targets_of(found), _objects_of(found)
    return [_standing(one, targets.get(one.pk, []), objects.get(one.pk, []), now) for one in found]


def timeline_of(device: Device) -> Timeline:
    """The targets and objects of one device in the order of time."""
    targets, objects = _targets_of([device]), _objects_of([device])
    return Timeline(policy_of(device), targets.get(device.pk, []), objects.get(device.pk, []))


def without_target(device: Device) -> list[WithoutTarget]:
    """The objects for which no valid target speaks, the newest first."""
    found = timeline_of(device).without_target()
    rows = DigitalObject.objects.select_related("library").in_bulk([one.key for one, _ in found])
    return [WithoutTarget(rows[one.key], one.at, reason) for one, reason in reversed(found)]


def gradings_of(device: Device) -> QuerySet[TargetGrading]:
    """What was graded for a device, the newest first, without the whole reports."""
    rows = TargetGrading.objects.filter(device=device).select_related("digital_object", "by")
    return rows.defer("report").order_by("-taken_at", "-id")


def missing_of(digital_object: DigitalObject) -> Missing | None:
    """Why no valid target speaks for an object; None where one does or none is asked for."""
    if digital_object.device is None:
        return None
    timeline = timeline_of(digital_object.device)
    if not timeline.policy.asks_for_targets:
        return None
    one = next((o for o in timeline.objects if o.key == digital_object.pk), None)
    return timeline.missing(one) if one is not None else None


def _standing(
    device: Device,
    targets: list[GradedTarget],
    objects: list[ScannedObject],
    now: datetime,
) -> DeviceStanding:
    timeline = Timeline(policy_of(device), targets, objects)
    return DeviceStanding(
        device=device,
        state=timeline.state(now),
        asks_for_targets=timeline.policy.asks_for_targets,
        last_at=max((one.at for one in targets), default=None),
        gradings=len(targets),
        without_target=len(timeline.without_target()),
    )


def _targets_of(devices: list[Device]) -> dict[int, list[GradedTarget]]:
    rows = TargetGrading.objects.filter(device__in=devices).order_by()
    found: dict[int, list[GradedTarget]] = defaultdict(list)
    for device, at, outcome, key in rows.values_list(
        "device_id", "taken_at", "outcome", "digital_object_id"
    ):
        if device is not None:
            found[device].append(GradedTarget(at, Outcome(outcome), key))
    return found


def _objects_of(devices: list[Device]) -> dict[int, list[ScannedObject]]:
    rows = DigitalObject.objects.filter(device__in=devices).exclude(state=ObjectState.WITHDRAWN)
    dated = rows.order_by().annotate(ended_at=Coalesce("scanned_at", "created_at"))
    found: dict[int, list[ScannedObject]] = defaultdict(list)
    for key, device, at, images in dated.values_list("pk", "device_id", "ended_at", "scan_count"):
        if device is not None:
            found[device].append(ScannedObject(key, at, images))
    return found
