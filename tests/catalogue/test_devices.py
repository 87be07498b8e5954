from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from catalogue.device_errors import DeviceNotFoundError, PolicyRefusedError
from catalogue.models import Device, Library, QaFinding, TargetGrading
from catalogue.outcomes import JudgedFinding
from catalogue.plans import PlannedScan
from catalogue.queries.devices import (
    device_named,
    missing_of,
    standings,
    visible_devices,
    without_target,
)
from catalogue.roles import Role
from catalogue.services.devices import (
    DeviceFacts,
    NewGrading,
    change_policy,
    describe_device,
    record_file_grading,
    record_object_gradings,
    record_session_findings,
)
from catalogue.services.findings import record_object_findings
from catalogue.sessions import Missing, Outcome, Policy
from schemas.findings import Finding, Severity
from schemas.pages import ScanRole

pytestmark = pytest.mark.database

#: When the fixtures register their objects.
NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
STRICT = Policy(valid_hours=8, standard="fadgi-2016", level="3★")


def graded(level="3★", digest="t", hours=0, **more):
    levels = ["4★", "3★", "2★", "1★"]
    judged = {"name": "FADGI 2016", "levels": levels, "level": level, "is_complete": True}
    return NewGrading(
        file_name="target.tif",
        sha512=digest * 128,
        taken_at=NOON + timedelta(hours=hours),
        kind="classic24",
        target="ColorChecker Classic 24",
        measures={"delta_e_mean": 2.5},
        levels={"fadgi-2016": judged},
        report={"kind": "classic24"},
        **more,
    )


@pytest.fixture
def device(county):
    return Device.objects.create(library=county, name="OS 12002")


@pytest.fixture
def scanned(registered):
    """``scanned("a", 2)``: an object scanned with the device two hours after noon."""

    def make(content, hours, **more):
        moment = NOON + timedelta(hours=hours)
        scan = PlannedScan("0001.tif", content * 128, taken_at=moment)
        row = registered(content, device="OS 12002", scans=(scan,), **more)
        row.scanned_at = moment
        row.save()
        return row

    return make


def test_scans_and_object_keep_when_they_were_made(scanned):
    row = scanned("a", -2)

    assert row.scans.get().taken_at == row.scanned_at == NOON - timedelta(hours=2)


def test_a_folder_from_the_future_is_not_believed(registered):
    scan = PlannedScan("0001.tif", "a" * 128, taken_at=NOON + timedelta(days=900))

    assert registered("a", scans=(scan,)).scanned_at == NOON


def test_the_same_file_again_replaces_its_grading(device):
    first = record_file_grading(device, graded("1★"), by=None, now=NOON)
    record_file_grading(device, graded("4★"), by=None, now=NOON)
    record_file_grading(device, graded("2★", "u"), by=None, now=NOON)

    assert list(device.gradings.values_list("levels__fadgi-2016__level", flat=True)) == ["4★", "2★"]
    assert not TargetGrading.objects.filter(pk=first.pk).exists()


def test_a_new_policy_judges_every_grading_anew(device):
    record_file_grading(device, graded("2★"), by=None, now=NOON)
    assert device.gradings.get().outcome == Outcome.PASSED

    change_policy(device, STRICT, {"delta_e_mean": (None, 4.0)})

    assert device.gradings.get().outcome == Outcome.FAILED
    device.refresh_from_db()
    assert device.alarms == {"delta_e_mean": [None, 4.0]}


@pytest.mark.parametrize(
    ("policy", "alarms"),
    [
        (Policy(valid_hours=0), {}),
        (Policy(valid_images=10**9), {}),
        (Policy(standard="fadgi-2016"), {}),
        (Policy(), {"noise": (3.0, 1.0)}),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(device, policy, alarms):
    with pytest.raises(PolicyRefusedError):
        change_policy(device, policy, alarms)


def test_an_objects_gradings_are_kept_with_their_scans(registered, plan_of, device):
    scans = (
        PlannedScan("0000.tif", "t" * 128, role=ScanRole.TARGET, taken_at=NOON),
        PlannedScan("0001.tif", "a" * 128),
    )
    row = registered("a", "b", scans=scans, pages=(), device="OS 12002")

    for _again in range(2):
        record_object_gradings(row, [graded("4★", scan_number=1)], now=NOON)

    grading = device.gradings.get()
    assert (grading.scan.number, grading.digital_object) == (1, row)
    assert grading.outcome == Outcome.PASSED


def test_a_scan_is_graded_once_by_the_database_itself(registered, device):
    row = registered("a", "b", device="OS 12002")
    [grading] = record_object_gradings(row, [graded(scan_number=1)], now=NOON)
    grading.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        grading.save(force_insert=True)


def test_objects_without_a_valid_target_are_listed_newest_first(device, scanned):
    change_policy(device, STRICT, {})
    early, good, late = scanned("a", -1), scanned("b", 1), scanned("c", 20)
    record_file_grading(device, graded("3★"), by=None, now=NOON)
    device.refresh_from_db()

    listed = [(one.digital_object, one.reason) for one in without_target(device)]

    assert listed == [(late, Missing.HOURS), (early, Missing.NONE)]
    assert missing_of(good) is None
    assert missing_of(late) is Missing.HOURS


def test_a_failing_target_reaches_back(device, scanned):
    change_policy(device, STRICT, {})
    device.refresh_from_db()
    row = scanned("a", 1)
    record_file_grading(device, graded("4★"), by=None, now=NOON)
    assert missing_of(row) is None

    record_file_grading(device, graded("1★", "u", hours=2), by=None, now=NOON)

    assert missing_of(row) is Missing.FAILED_AFTER


@pytest.mark.parametrize("number", [1, 3])
def test_standings_take_two_queries_however_many_devices(county, number, django_assert_num_queries):
    rows = [Device.objects.create(library=county, name=f"{n}") for n in range(number)]
    for row in rows:
        record_file_grading(row, graded(), by=None, now=NOON)

    with django_assert_num_queries(2):
        found = standings(rows, NOON)

    assert [one.gradings for one in found] == [1] * number


def test_a_territory_sees_its_own_devices_the_county_all(county, territory, person):
    for library in (county, territory):
        Device.objects.create(library=library, name="kamera")

    seen = {
        who: list(visible_devices(user).values_list("library__code", flat=True))
        for who, user in {
            "county": person(Role.LIBRARIAN),
            "territory": person(Role.SPECIALIST, library=territory),
            "nobody": person(),
        }.items()
    }

    assert seen == {"county": ["avb", "rsv"], "territory": ["rsv"], "nobody": []}


def test_a_device_is_found_by_its_name_where_it_is_the_only_one(county, territory, device):
    assert device_named("OS 12002", Library.objects.all()) == device
    Device.objects.create(library=territory, name="OS 12002")
    with pytest.raises(DeviceNotFoundError) as refused:
        device_named("OS 12002", Library.objects.all())
    assert "OS 12002 (rsv)" in str(refused.value)
    assert device_named("OS 12002", Library.objects.filter(pk=county.pk)) == device


def test_what_the_session_says_stands_beside_what_the_pages_say(registered):
    row = registered("a", "b")
    gap = JudgedFinding(Finding("QA-SEQ-01", 99.0, 97.0), Severity.WARNING, page_number=1)
    missing = JudgedFinding(Finding("QA-TARGET-02"), Severity.INFO)
    for _again in range(2):
        record_object_findings(row, [gap], now=NOON)
        record_session_findings(row, [missing], now=NOON)

    codes = list(QaFinding.objects.order_by("code").values_list("code", "scope"))
    assert codes == [("QA-SEQ-01", "object"), ("QA-TARGET-02", "session")]
    assert row.open_findings == 1


def test_what_a_device_is_is_written_down(device):
    describe_device(device, DeviceFacts(maker=" Zeutschel ", lens="72 mm"))

    device.refresh_from_db()
    assert (device.maker, device.lens, device.model) == ("Zeutschel", "72 mm", "")
