"""Devices as they are shown: state of the session, gradings, and what no target speaks for."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from catalogue.models import Device, DigitalObject, TargetGrading
from catalogue.queries.devices import DeviceStanding, WithoutTarget
from catalogue.sessions import Outcome
from qa.targets.measures import MEASURES
from qa.wordings.targets import SESSION_REASONS, UNGRADED_REASONS
from schemas.texts import N_
from web.drift import CHARTED, alarms_of, said_value
from web.wording import StateWords, translated

OUTCOMES = {
    Outcome.PASSED: (N_("Passed"), "good"),
    Outcome.FAILED: (N_("Below the level"), "stop"),
    Outcome.UNGRADED: (N_("Not graded"), "look"),
}
#: Columns of the table of gradings, beside when, what and how it ended.
COLUMNS = ("delta_e_mean", "white_balance", "tone", "noise", "sampling_efficiency")
ROWS_SHOWN = 60
#: Photographs may have a target beside each of them.
TARGETS_TOLD = 5


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device in the list."""

    url: str
    name: str
    library: str
    what: str
    state: StateWords
    note: str
    last_at: datetime | None
    gradings: int
    without_target: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One measure of a grading."""

    label: str
    value: str
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class GradingRow:
    """One grading in the table."""

    taken_at: datetime
    file_name: str
    target: str
    object_url: str
    object_title: str
    is_beside: bool
    outcome: StateWords
    note: str
    level: str
    cells: list[Cell]
    sheet_url: str


@dataclass(frozen=True, slots=True)
class WithoutRow:
    """One object for which no valid target speaks."""

    url: str
    title: str
    scanned_at: datetime
    images: int
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceTold:
    """With what an object was scanned, and its own targets."""

    name: str
    url: str
    gradings: list[GradingRow]


def device_told(digital_object: DigitalObject) -> DeviceTold | None:
    """With what an object was scanned; None where neither device nor target is known."""
    gradings = list(
        TargetGrading.objects.filter(digital_object=digital_object)
        .select_related("device", "digital_object")
        .defer("report")
        .order_by("is_beside", "taken_at", "id")[:TARGETS_TOLD]
    )
    device = digital_object.device
    if device is None and not gradings:
        return None
    return DeviceTold(
        name=device.name if device else "",
        url=reverse("device", args=[device.pk]) if device else "",
        gradings=[grading_row(one, device) for one in gradings],
    )


def device_row(standing: DeviceStanding) -> DeviceRow:
    """A device and how it stands."""
    device = standing.device
    return DeviceRow(
        url=reverse("device", args=[device.pk]),
        name=device.name,
        library=str(device.library),
        what=" ".join(filter(None, (device.maker, device.model))),
        state=session_words(standing),
        note=session_note(standing),
        last_at=standing.last_at,
        gradings=standing.gradings,
        without_target=standing.without_target,
    )


def session_words(standing: DeviceStanding) -> StateWords:
    """The state of a device's session, with its shape."""
    if not standing.asks_for_targets:
        return StateWords("none", gettext("No targets asked for"), "")
    if standing.state.is_valid:
        return StateWords("valid", gettext("Target valid"), "good")
    return StateWords("invalid", gettext("No valid target"), "stop")


def session_note(standing: DeviceStanding) -> str:
    """Until when it is valid, or why it is not."""
    state = standing.state
    if not standing.asks_for_targets:
        return ""
    if not state.is_valid:
        return translated(SESSION_REASONS[state.reason]) if state.reason else ""
    parts = []
    if state.valid_until is not None:
        moment = f"{localtime(state.valid_until):%Y-%m-%d %H:%M}"
        parts.append(gettext("until {moment}").format(moment=moment))
    if state.images_left is not None:
        left = ngettext("{number} image left", "{number} images left", state.images_left)
        parts.append(left.format(number=state.images_left))
    return ", ".join(parts)


def grading_row(grading: TargetGrading, device: Device | None) -> GradingRow:
    """A grading with its main measures."""
    label, kind = OUTCOMES[Outcome(grading.outcome)]
    alarms = alarms_of(grading, device.alarms if device else {})
    shown = grading.digital_object
    return GradingRow(
        taken_at=grading.taken_at,
        file_name=grading.file_name,
        target=grading.target,
        object_url=reverse("object", args=[shown.name]) if shown else "",
        object_title=shown.title if shown else "",
        is_beside=grading.is_beside,
        outcome=StateWords(grading.outcome, translated(label), kind),
        note=translated(UNGRADED_REASONS.get(grading.ungraded, "")),
        level=level_of(grading, device),
        cells=[_cell(grading, name, name in alarms) for name in COLUMNS],
        sheet_url="" if grading.ungraded else reverse("target-sheet", args=[grading.pk]),
    )


def level_of(grading: TargetGrading, device: Device | None) -> str:
    """The level by the standard that is asked for, else by the first that could judge."""
    wanted = grading.levels.get(device.standard if device else "")
    judged = wanted or next(iter(grading.levels.values()), None)
    if judged is None:
        return ""
    level = judged["level"] or gettext("below every level")
    at_most = "" if judged["is_complete"] else "≤ "
    return f"{judged['name']}: {at_most}{level}"


def column_heads() -> list[str]:
    """The heads of the measures in the table."""
    return [head_of(name) for name in COLUMNS]


def head_of(name: str) -> str:
    """A measure with its unit."""
    unit = translated(MEASURES[name].unit)
    return f"{translated(MEASURES[name].text)}, {unit}" if unit else translated(MEASURES[name].text)


def without_row(one: WithoutTarget) -> WithoutRow:
    """An object and why no target speaks for it."""
    row = one.digital_object
    return WithoutRow(
        url=reverse("object", args=[row.name]),
        title=row.title,
        scanned_at=one.scanned_at,
        images=row.scan_count,
        reason=translated(SESSION_REASONS[one.reason]),
    )


def _cell(grading: TargetGrading, name: str, is_alarm: bool) -> Cell:
    value = grading.measures.get(name)
    said = "–" if value is None else said_value(name, value)
    return Cell(head_of(name), said, is_alarm)


assert set(COLUMNS) <= set(CHARTED)
