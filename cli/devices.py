"""``skrynia devices``: how devices stand, what was graded, what no valid target speaks for."""

from datetime import UTC, datetime
from typing import Any

from rich.table import Table

from catalogue.models import Device, Library, TargetGrading
from catalogue.queries.devices import (
    DeviceStanding,
    WithoutTarget,
    device_named,
    devices_among,
    gradings_of,
    standings,
    without_target,
)
from catalogue.services.devices import policy_of
from catalogue.services.people import get_library
from catalogue.sessions import Missing
from cli.language import _, ngettext
from cli.printing import DONE, answers, escaped, notice, print_json
from pipeline.plain import plain_of
from qa.wordings.targets import SESSION_REASONS, UNGRADED_REASONS
from schemas.texts import N_

OUTCOMES = {"passed": N_("passed"), "failed": N_("below the level"), "ungraded": N_("not graded")}
MARKS = {"passed": "[green]✓[/]", "failed": "[red]✗[/]", "ungraded": "[yellow]?[/]"}


def run_devices(name: str, library: str, *, as_json: bool) -> int:
    """All devices, or one with all its gradings."""
    now = datetime.now(UTC)
    libraries = Library.objects.all()
    if library:
        libraries = libraries.filter(pk=get_library(library).pk)
    if name:
        return _show(device_named(name, libraries), now, as_json=as_json)
    found = standings(devices_among(libraries), now)
    if as_json:
        print_json({"devices": [device_entry(one) for one in found]})
    elif not found:
        notice(_("No device is known yet: name one with “digitise --device” or “target --device”."))
    else:
        print_devices(found)
    return DONE


def _show(device: Device, now: datetime, *, as_json: bool) -> int:
    [standing] = standings([device], now)
    gradings, without = list(gradings_of(device)), without_target(device)
    if as_json:
        print_json(
            {
                "device": device_entry(standing),
                "gradings": [grading_entry(one) for one in gradings],
                "without_target": [without_entry(one) for one in without],
            }
        )
    else:
        print_device(standing, gradings, without)
    return DONE


def device_entry(standing: DeviceStanding) -> dict[str, Any]:
    """One device in JSON."""
    device, state = standing.device, standing.state
    return {
        "name": device.name,
        "library": device.library.code,
        "maker": device.maker,
        "model": device.model,
        "serial_number": device.serial_number,
        "lens": device.lens,
        "software": device.software,
        "policy": plain_of(policy_of(device)),
        "alarms": dict(device.alarms),
        "session": {
            "is_valid": state.is_valid,
            "since": moment(state.since),
            "valid_until": moment(state.valid_until),
            "images_left": state.images_left,
            "reason": state.reason.value if state.reason else None,
            "message": said_state(standing),
        },
        "gradings": standing.gradings,
        "without_target": standing.without_target,
    }


def grading_entry(row: TargetGrading) -> dict[str, Any]:
    """One grading in JSON."""
    return {
        "id": row.pk,
        "file": row.file_name,
        "object_id": row.digital_object.object_id if row.digital_object else None,
        "beside_page": row.is_beside,
        "target": row.target,
        "taken_at": moment(row.taken_at),
        "graded_at": moment(row.graded_at),
        "operator": row.operator,
        "outcome": row.outcome,
        "message": said_outcome(row),
        "levels": {
            name: {"level": one["level"], "is_complete": one["is_complete"]}
            for name, one in row.levels.items()
        },
        "measures": dict(row.measures),
    }


def without_entry(one: WithoutTarget) -> dict[str, Any]:
    """One object without valid target in JSON."""
    return {
        "object_id": one.digital_object.object_id,
        "title": one.digital_object.title,
        "images": one.digital_object.scan_count,
        "scanned_at": moment(one.scanned_at),
        "reason": one.reason.value,
        "message": said_reason(one.reason),
    }


def moment(value: datetime | None) -> str | None:
    """A moment in JSON."""
    return value.isoformat() if value else None


def said_reason(reason: Missing) -> str:
    """Why no valid target speaks for an object."""
    return _(SESSION_REASONS[reason])


def said_outcome(row: TargetGrading) -> str:
    """What came of a grading, and why where nothing came of it."""
    said = _(OUTCOMES[row.outcome])
    return f"{said}: {_(UNGRADED_REASONS[row.ungraded])}" if row.ungraded else said


def said_state(standing: DeviceStanding) -> str:
    """How a device stands, in a sentence."""
    state = standing.state
    if not standing.asks_for_targets:
        return _("No targets are asked for.")
    if not state.is_valid:
        reason = f": {said_reason(state.reason)}" if state.reason else ""
        return _("No valid target") + reason + "."
    parts = []
    if state.valid_until is not None:
        at = f"{state.valid_until.astimezone():%Y-%m-%d %H:%M}"
        parts.append(_("valid until {moment}").format(moment=at))
    if state.images_left is not None:
        left = ngettext("{n} image left", "{n} images left", state.images_left)
        parts.append(left.format(n=state.images_left))
    return _("The target is valid") + f" ({', '.join(parts)})."


def print_devices(found: list[DeviceStanding]) -> None:
    """The devices for people."""
    table = Table(box=None, pad_edge=False)
    for head in (N_("Device"), N_("Library"), N_("State"), N_("Gradings"), N_("Without target")):
        table.add_column(_(head))
    for one in found:
        table.add_row(
            escaped(one.device.name),
            escaped(one.device.library.code),
            escaped(said_state(one)),
            str(one.gradings),
            str(one.without_target),
        )
    answers.print(table)


def print_device(
    standing: DeviceStanding, gradings: list[TargetGrading], without: list[WithoutTarget]
) -> None:
    """One device for people."""
    answers.print(f"[bold]{escaped(standing.device.name)}[/] · {escaped(said_state(standing))}")
    table = Table(box=None, pad_edge=False, show_header=False)
    for row in gradings:
        levels = ", ".join(f"{one['name']}: {one['level'] or '–'}" for one in row.levels.values())
        at = f"{row.taken_at.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(MARKS[row.outcome], at, escaped(row.file_name), escaped(levels))
    answers.print(table)
    if without:
        answers.print(f"[bold]{_('Without a valid target')}[/]")
    for one in without:
        at = f"{one.scanned_at.astimezone():%Y-%m-%d %H:%M}"
        title, name = escaped(one.digital_object.title), one.digital_object.object_id
        answers.print(f"  {at}  {title} ({name}): {escaped(said_reason(one.reason))}")
