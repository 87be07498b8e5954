"""A morning at the scanner: a target first, then pages; and what the catalogue knows of both."""

import json

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from qa.targets.kinds import TargetKind
from qa.targets.references import chart_for
from samples.imagefiles import write_tiff
from schemas.mix import parse_mix
from tests.flows.catalogued import told
from tests.journey.calls import page, settle
from tests.qa.targets.drawn import bytes_of, drawn_chart, encoded, with_noise

pytestmark = pytest.mark.journey

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CLASSIC = chart_for(TargetKind.CLASSIC24)
POLICY = """
import json, sys
from cli.django import prepare
prepare()
from catalogue.models import Device
from catalogue.services.devices import DeviceFacts, change_policy, describe_device
from catalogue.sessions import Policy
name, level = json.load(sys.stdin)
from catalogue.services.people import house_library
device = Device.objects.get_or_create(library=house_library(), name=name)[0]
describe_device(device, DeviceFacts("Zeutschel", "OS 12002", "77", "", "OmniScan"))
change_policy(device, Policy(valid_hours=8, standard="fadgi-2016", level=level), {})
print(json.dumps([device.pk]))
"""
SCREEN = """
import json, os, sys
from cli.django import prepare
prepare()
from django.test import Client
from catalogue.models import User
from catalogue.roles import Role
from catalogue.services.people import house_library, give_role
pk = json.load(sys.stdin)
user = User.objects.create_user("ruta")
give_role(user, house_library(), Role.ADMINISTRATOR)
browser = Client(headers={"host": "127.0.0.1"})
browser.force_login(user)
print(json.dumps([browser.get(f"/devices/{pk}/").content.decode()]))
"""


def write_target(file, degrees=5.0):
    picture = with_noise(encoded(drawn_chart(CLASSIC, 120, degrees, 0.8)), 0.006)
    Image.fromarray(bytes_of(picture)).save(file, icc_profile=SRGB, dpi=(300, 300))
    settle(file)
    return file


def write_page_with_target(file):
    """A sound page with a small chart on the bed beside it."""
    left = cv2.cvtColor(page(5), cv2.COLOR_GRAY2RGB)
    bed = drawn_chart(CLASSIC, 52, 3.0, 0.7, page=(left.shape[0], 420), ground=0.05)
    whole = np.concatenate([left, bytes_of(with_noise(encoded(bed), 0.006))], axis=1)
    Image.fromarray(whole).save(file, icc_profile=SRGB, dpi=(300, 300))
    settle(file)


@pytest.fixture
def folder(make_book):
    scans = make_book("Knyga", pages=2)
    write_target(scans / "0000.tif")
    return scans


def test_target_first_is_no_page_and_everything_knows_it(home, folder):
    [device] = told(home, POLICY, ["OS 12002", "1★"])
    done = home.digitise(folder, "--device", "OS 12002", "--operator", "Rūta")

    report = done.json
    assert [one["source"] for one in report["pages"]] == ["0001.tif", "0002.tif"]
    assert [f for f in report["findings"] if f["code"].startswith("QA-TARGET")] == []

    [grading] = home.run("devices", "OS 12002", "--json").json["gradings"]
    assert (grading["file"], grading["outcome"]) == ("0000.tif", "passed")
    assert grading["object_id"] == report["object_id"]
    assert grading["measures"]["delta_e_mean"] < 1

    [html] = told(home, SCREEN, device)
    assert 'class="drift"' in html
    assert "Knyga" in html

    package = next((home.folder / "storage").rglob("v1/content"))
    masters = sorted(path.name for path in (package / "master").iterdir())
    assert masters == ["0001.tif", "0002.tif", "0003.tif"]
    assert len(list((package / "access").iterdir())) == 2
    mix = [(package / f"metadata/mix/000{n}.xml").read_bytes() for n in (1, 2)]
    taken = parse_mix(mix[1]).device
    assert (taken.manufacturer, taken.model, taken.operator) == ("Zeutschel", "OS 12002", "Rūta")
    assert b"<mix:targetType>external" in mix[1]
    assert b"<mix:externalTarget>master/0001.tif" in mix[1]
    assert b"<mix:targetType>internal" in mix[0]
    assert b"FADGI 2016" in (package / "metadata/premis.xml").read_bytes()


def test_target_below_the_level_makes_the_object_wait(home, folder):
    told(home, POLICY, ["OS 12002", "4★"])
    done = home.digitise(folder, "--device", "OS 12002")

    findings = [f for f in done.json["findings"] if f["code"].startswith("QA-TARGET")]
    assert done.json["state"] == "NeedsReview"
    assert [f["code"] for f in findings] == ["QA-TARGET-01"]
    assert "4★ is asked for" in findings[0]["message"]


def test_object_scanned_without_a_target_is_named(home, make_book):
    told(home, POLICY, ["OS 12002", "1★"])
    done = home.digitise(make_book("Knyga", 1), "--device", "OS 12002")

    assert [f["code"] for f in done.json["findings"]] == ["QA-TARGET-02"]
    listed = home.run("devices", "OS 12002", "--json").json["without_target"]
    assert [one["reason"] for one in listed] == ["none"]


def test_target_beside_a_page_is_graded_and_is_not_read(home, tmp_path):
    scans = tmp_path / "Knyga"
    scans.mkdir()
    write_page_with_target(scans / "0001.tif")
    done = home.digitise(scans, "--device", "OS 12002")

    assert len(done.json["pages"]) == 1
    assert [f["code"] for f in done.json["findings"] if "TARGET" in f["code"]] == ["QA-TARGET-04"]
    [grading] = home.run("devices", "OS 12002", "--json").json["gradings"]
    assert grading["beside_page"] is True
    assert grading["target"] == "ColorChecker Classic 24"


def test_target_alone_begins_a_session(quiet_home, tmp_path):
    told(quiet_home, POLICY, ["OS 12002", "1★"])
    target = write_target(tmp_path / "target.tif")

    done = quiet_home.run("target", target, "--device", "OS 12002", "--json")
    known = quiet_home.run("devices", "--json").json["devices"]

    assert (done.status, done.json["kept"]["outcome"]) == (0, "passed")
    assert [(one["name"], one["session"]["is_valid"]) for one in known] == [("OS 12002", True)]
    empty = write_tiff(tmp_path / "page.tif", page(1), 300) or tmp_path / "page.tif"
    refused = quiet_home.run("target", empty, "--device", "OS 12002", "--json")
    assert (refused.status, refused.json["kept"]["outcome"]) == (1, "ungraded")
    assert json.dumps(refused.json["target"]) == "null"
