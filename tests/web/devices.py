"""A device with its targets over a month, for the site's tests and pictures."""

from datetime import timedelta

from catalogue.models import Device
from catalogue.services.devices import (
    DeviceFacts,
    NewGrading,
    change_policy,
    describe_device,
    record_file_grading,
)
from catalogue.sessions import Policy
from flows.recording_targets import levels_of
from pipeline.plain import plain_of
from qa.targets.measures import MEASURES, Measure
from qa.targets.report import PatchResult, TargetReport
from qa.targets.standards import STANDARDS, judge, standard_for
from tests.web.objects import BEGAN

STRICT = Policy(valid_hours=24, valid_images=500, standard="fadgi-2016", level="3★")


def report(**values):
    """A grading with these measures, judged by every standard."""
    known = {name: Measure(name, (float(value),)) for name, value in values.items()}
    measures = tuple(known.get(n, Measure(n, reason="no-scale")) for n in MEASURES)
    by_name = {measure.name: measure for measure in measures}
    return TargetReport(
        kind="classic24",
        target="ColorChecker Classic 24",
        reference="after-2014",
        category="bound-general",
        profile="Adobe RGB (1998)",
        region=None,
        patches=(PatchResult("white 9.5", (243.0, 242.0, 240.0), (95.2, -1.0, 2.9)),),
        greys=("white 9.5",),
        measures=measures,
        curves=(),
        verdicts=tuple(judge(standard_for(k, "bound-general"), by_name) for k in STANDARDS),
    )


def grade(device, day, target="ColorChecker Classic 24", **values):
    """A target shot on a day, with these measures; without any it could not be graded."""
    facts = {
        "file_name": f"target-{day:02d}.tif",
        "sha512": f"{device.pk}-{day:0>4}" * 8,
        "taken_at": BEGAN + timedelta(days=day),
        "operator": "Rūta",
    }
    if not values:
        new = NewGrading(ungraded="no-chart", **facts)
        return record_file_grading(device, new, by=None, now=BEGAN)
    made = report(**values)
    new = NewGrading(
        kind="classic24",
        target=target,
        measures=dict(values),
        levels=levels_of(made),
        report=plain_of(made),
        **facts,
    )
    return record_file_grading(device, new, by=None, now=BEGAN)


def scanner(library, gradings=12, name="Zeutschel OS 12002"):
    """A scanner that slowly drifts: its lamp ages, one target failed, one was not graded."""
    device = Device.objects.create(library=library, name=name)
    describe_device(device, DeviceFacts("Zeutschel", "OS 12002", "77-123", "", "OmniScan 12.4"))
    alarms = {"delta_e_mean": (None, 4.5), "noise": (0.3, 1.6), "sampling_efficiency": (80, None)}
    device = change_policy(device, STRICT, alarms)
    for day in range(gradings):
        worn = day / 12
        values = {
            "delta_e_mean": 2.6 + 1.6 * worn + 0.3 * (day % 3) + (3.0 if day == 8 else 0),
            "white_balance": 1.2 + 0.8 * worn,
            "tone": -1.5 - worn,
            "noise": 0.9 + 0.12 * (day % 4),
            "sampling_efficiency": 91 - 6 * worn - day % 2,
            "misregistration": 0.21 + 0.02 * (day % 3),
        }
        grade(device, day, **({} if day == 5 else values))
    return device
