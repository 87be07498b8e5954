"""Devices: what is known and asked of them, and the targets graded for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue.device_errors import PolicyRefusedError
from catalogue.models import Device, DigitalObject, TargetGrading, User
from catalogue.models.quality import FindingScope
from catalogue.outcomes import JudgedFinding
from catalogue.services.findings import count_open_findings, replace_findings
from catalogue.services.locks import lock_object
from catalogue.sessions import Outcome, Policy, WhenMissing, outcome_of
from schemas.texts import N_

#: A session of a year is no session.
MAX_HOURS, MAX_IMAGES = 24 * 366, 1_000_000


@dataclass(frozen=True, slots=True)
class NewGrading:
    """A target as the pipeline graded it, in plain values."""

    file_name: str
    sha512: str
    taken_at: datetime
    kind: str = ""
    target: str = ""
    measures: Mapping[str, float] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    ungraded: str = ""
    operator: str = ""
    scan_number: int | None = None
    is_beside: bool = False


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What people say of a device."""

    maker: str = ""
    model: str = ""
    serial_number: str = ""
    lens: str = ""
    software: str = ""


def policy_of(device: Device) -> Policy:
    """What is asked of a device."""
    return Policy(
        valid_hours=device.valid_hours,
        valid_images=device.valid_images,
        standard=device.standard,
        level=device.level,
        category=device.category,
        when_missing=WhenMissing(device.when_missing),
    )


@transaction.atomic
def record_object_gradings(
    digital_object: DigitalObject, gradings: Iterable[NewGrading], *, now: datetime
) -> list[TargetGrading]:
    """Keep how the targets of an object were graded; a second telling replaces the first."""
    locked = lock_object(digital_object)
    scans = {scan.number: scan for scan in locked.scans.all()}
    policy = policy_of(locked.device) if locked.device else Policy()
    rows = []
    for one in gradings:
        scan = scans[one.scan_number] if one.scan_number is not None else None
        row = _row(one, policy, now)
        row.device, row.digital_object, row.scan = locked.device, locked, scan
        row.taken_at = (scan.taken_at if scan else None) or one.taken_at
        rows.append(row)
    locked.gradings.all().delete()
    return TargetGrading.objects.bulk_create(rows)


@transaction.atomic
def record_file_grading(
    device: Device, grading: NewGrading, *, by: User | None, now: datetime
) -> TargetGrading:
    """Keep a target that stands alone; the same file again replaces its grading."""
    locked = Device.objects.select_for_update().get(pk=device.pk)
    alone = locked.gradings.filter(digital_object=None, sha512=grading.sha512)
    alone.delete()
    row = _row(grading, policy_of(locked), now)
    row.device, row.by = locked, by
    row.save()
    return row


def _row(grading: NewGrading, policy: Policy, now: datetime) -> TargetGrading:
    levels = {name: dict(one) for name, one in grading.levels.items()}
    row = TargetGrading(
        file_name=grading.file_name,
        sha512=grading.sha512,
        taken_at=grading.taken_at,
        graded_at=now,
        operator=grading.operator,
        is_beside=grading.is_beside,
        kind=grading.kind,
        target=grading.target,
        measures=dict(grading.measures),
        levels=levels,
        report=dict(grading.report),
        ungraded=grading.ungraded,
    )
    row.outcome = judged_by(policy, row)
    return row


def judged_by(policy: Policy, grading: TargetGrading) -> Outcome:
    """What a grading means under a policy."""
    if grading.ungraded:
        return Outcome.UNGRADED
    return outcome_of(
        policy,
        {name: list(one["levels"]) for name, one in grading.levels.items()},
        {name: str(one["level"]) for name, one in grading.levels.items()},
    )


@transaction.atomic
def describe_device(device: Device, facts: DeviceFacts) -> Device:
    """Write down what a device is; packages made from now on say so."""
    locked = Device.objects.select_for_update().get(pk=device.pk)
    for name in ("maker", "model", "serial_number", "lens", "software"):
        setattr(locked, name, getattr(facts, name).strip())
    locked.save()
    return locked


@transaction.atomic
def change_policy(
    device: Device, policy: Policy, alarms: Mapping[str, Sequence[float | None]]
) -> Device:
    """Ask something else of a device; all its gradings are judged anew by it.

    Raises:
        PolicyRefusedError: what is asked contradicts itself.
    """
    check_policy(policy, alarms)
    locked = Device.objects.select_for_update().get(pk=device.pk)
    locked.valid_hours, locked.valid_images = policy.valid_hours, policy.valid_images
    locked.standard, locked.level = policy.standard, policy.level
    locked.category, locked.when_missing = policy.category, policy.when_missing
    locked.alarms = {name: list(pair) for name, pair in alarms.items()}
    locked.save()
    rows = list(locked.gradings.defer("report"))
    for row in rows:
        row.outcome = judged_by(policy, row)
    TargetGrading.objects.bulk_update(rows, ("outcome",), batch_size=200)
    return locked


def check_policy(policy: Policy, alarms: Mapping[str, Sequence[float | None]]) -> None:
    """See that a policy can be kept.

    Raises:
        PolicyRefusedError: what is asked contradicts itself.
    """
    for number, most in ((policy.valid_hours, MAX_HOURS), (policy.valid_images, MAX_IMAGES)):
        if number is not None and not 0 < number <= most:
            raise PolicyRefusedError(reason=N_("hours and images are whole numbers above 0"))
    if bool(policy.standard) != bool(policy.level):
        raise PolicyRefusedError(reason=N_("a standard goes with a level"))
    for low, high in alarms.values():
        if low is not None and high is not None and low >= high:
            raise PolicyRefusedError(reason=N_("a lower alarm limit lies above the upper one"))


@transaction.atomic
def record_session_findings(
    digital_object: DigitalObject, findings: Sequence[JudgedFinding], *, now: datetime
) -> None:
    """Keep what the targets of the object and of its session say against it."""
    locked = lock_object(digital_object)
    numbers = {found.page_number for found in findings if found.page_number is not None}
    pages = {page.number: page for page in locked.pages.filter(number__in=numbers)}
    placed = [
        (pages.get(found.page_number) if found.page_number is not None else None, found)
        for found in findings
    ]
    replace_findings(locked, FindingScope.SESSION, placed, now)
    digital_object.open_findings = count_open_findings(locked)
