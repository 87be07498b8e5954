import re
from xml.etree import ElementTree as ET

import pytest

from catalogue.models import Device
from catalogue.sessions import Outcome
from tests.web import devices
from tests.web.objects import BEGAN, register
from web.drift import drift_charts

pytestmark = pytest.mark.database


@pytest.fixture
def scanner(town):
    return devices.scanner(town)


@pytest.fixture
def administrator(client, people):
    client.force_login(people["administrator"])
    client.cookies["django_language"] = "en"
    return client


def page_of(browser, device):
    return browser.get(f"/devices/{device.pk}/").content.decode()


def form_of(**changes):
    filled = {
        "maker": "Zeutschel", "valid_hours": "12", "required_level": "iso-19264-1:B",
        "category": "newspaper", "when_missing": "info", "high_delta_e_mean": "4,5",
    }  # fmt: skip
    return filled | changes


def test_without_devices_the_list_says_how_one_comes_in(controller):
    html = controller.get("/devices/").content.decode()

    assert "skrynia target target.tif --device" in html


def test_list_says_how_each_device_stands(controller, scanner):
    html = controller.get("/devices/").content.decode()

    assert f'href="/devices/{scanner.pk}/"' in html
    assert "No valid target" in html
    assert "Zeutschel OS 12002" in html


def test_others_devices_are_neither_listed_nor_shown(client, people, scanner):
    client.force_login(people["other_librarian"])

    assert scanner.name not in client.get("/devices/").content.decode()
    assert client.get(f"/devices/{scanner.pk}/").status_code == 404


def test_county_sees_the_devices_of_all(administrator, scanner):
    assert scanner.name in administrator.get("/devices/").content.decode()


@pytest.mark.parametrize("language", ["lt", "en"])
def test_drawings_are_well_formed_in_both_languages(controller, scanner, language):
    controller.cookies["django_language"] = language
    drawings = re.findall(r"<svg viewBox.*?</svg>", page_of(controller, scanner), re.S)

    assert len(drawings) == 6
    for drawing in drawings:
        root = ET.fromstring(drawing)
        assert root.attrib["aria-label"]
        for circle in root.iter("circle"):
            assert 0 < float(circle.attrib["cx"]) < 640
            assert 0 < float(circle.attrib["cy"]) < 220


def test_a_value_beyond_its_limit_is_a_square_and_is_named(controller, scanner):
    html = page_of(controller, scanner)

    assert html.count('<rect class="dot alarm"') == 2
    assert "2 beyond the alarm limits" in html
    assert "alarm limit 4.5" in html


def test_two_kinds_of_charts_are_two_lines(scanner):
    devices.grade(scanner, 20, "ColorChecker Digital SG", delta_e_mean=3.9)
    rows = list(scanner.gradings.order_by("taken_at"))

    [chart] = [c for c in drift_charts(rows, {}) if c.name == "delta_e_mean"]

    assert [line.number for line in chart.lines] == [1, 2]
    assert abs(chart.lines[0].label_y - chart.lines[1].label_y) >= 16


def test_one_grading_alone_is_drawn_in_the_middle(town):
    device = devices.scanner(town, gradings=1)

    chart = drift_charts(list(device.gradings.all()), {})[0]

    assert (chart.first, chart.last) == ("2026-02-10", "")
    assert len(chart.lines[0].marks) == 1


def test_table_tells_outcome_level_and_why_one_was_not_graded(controller, scanner):
    html = page_of(controller, scanner)

    assert "no chart that is known was found in it" in html
    assert "FADGI 2016: ≤ " in html
    assert html.count("/targets/") == 11


def test_sheet_of_a_grading_is_a_pdf_for_those_who_see_the_device(
    controller, client, people, scanner
):
    grading = scanner.gradings.exclude(outcome=Outcome.UNGRADED).first()

    answer = controller.get(f"/targets/{grading.pk}.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    client.force_login(people["other_librarian"])
    assert client.get(f"/targets/{grading.pk}.pdf").status_code == 404


def test_a_target_that_was_not_graded_has_no_sheet(controller, scanner):
    grading = scanner.gradings.get(outcome=Outcome.UNGRADED)

    assert controller.get(f"/targets/{grading.pk}.pdf").status_code == 404


def test_objects_without_a_valid_target_are_listed_with_the_reason(controller, town, scanner):
    row = register(town.code, title="Metai", device=scanner.name)
    row.scanned_at = BEGAN.replace(year=2025)
    row.save()

    html = page_of(controller, scanner)

    assert f'href="/objects/{row.name}/"' in html
    assert "no target was graded before it" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_device_take_the_same_number_of_queries(
    controller, town, rows, django_assert_num_queries
):
    for number in range(rows):
        device = devices.scanner(town, gradings=2 * rows, name=f"Scanner {number}")
        for place in range(rows):
            row = register(town.code, title=f"{number} {place}", device=device.name)
            row.scanned_at = BEGAN.replace(year=2025)
            row.save()

    with django_assert_num_queries(6):
        controller.get("/devices/")
    with django_assert_num_queries(10):
        page_of(controller, device)


def test_who_does_not_manage_the_library_gets_no_form(controller, scanner):
    assert "device-form" not in page_of(controller, scanner)
    assert controller.post(f"/devices/{scanner.pk}/edit/", form_of()).status_code == 403


def test_facts_and_policy_are_saved_and_targets_judged_anew(administrator, scanner):
    answer = administrator.post(f"/devices/{scanner.pk}/edit/", form_of())

    assert answer.status_code == 302
    scanner.refresh_from_db()
    assert (scanner.valid_hours, scanner.valid_images) == (12, None)
    assert (scanner.standard, scanner.level) == ("iso-19264-1", "B")
    assert scanner.alarms == {"delta_e_mean": [None, 4.5]}
    html = page_of(administrator, scanner)
    assert "The targets were judged anew." in html
    assert 'value="4.5"' in html


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_hours": "-3"}, "id_valid_hours"),
        ({"valid_hours": "daug"}, "id_valid_hours"),
        ({"high_noise": "nan"}, "id_high_noise"),
        ({"low_noise": "2", "high_noise": "1,5"}, "id_low_noise"),
        ({"required_level": "fadgi-2016:9★"}, "id_required_level"),
        ({"when_missing": "never"}, "id_when_missing"),
    ],
)
def test_what_cannot_be_asked_is_said_at_its_field_and_nothing_typed_is_lost(
    administrator, scanner, changes, field
):
    answer = administrator.post(f"/devices/{scanner.pk}/edit/", form_of(maker="Kodak", **changes))

    html = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="#{field}"' in html
    assert 'value="Kodak"' in html
    assert Device.objects.get().maker == "Zeutschel"


def test_object_tells_its_device_and_its_own_targets(controller, scanner, town):
    row = register(town.code, title="Metai", device=scanner.name)
    graded = scanner.gradings.exclude(outcome=Outcome.UNGRADED).first()
    graded.digital_object, graded.scan = row, row.scans.first()
    graded.save()

    html = controller.get(f"/objects/{row.name}/").content.decode()

    assert f'href="/devices/{scanner.pk}/"' in html
    assert f'href="/targets/{graded.pk}.pdf"' in html
