"""``skrynia devices``: its JSON by its contract, and what it says."""

import json
from contextlib import redirect_stdout
from io import StringIO

import jsonschema
import pytest

from catalogue.device_errors import DeviceNotFoundError
from catalogue.roles import LibraryKind
from catalogue.services.people import add_library
from cli.devices import run_devices
from tests.journey.calls import ROOT
from tests.web import devices
from tests.web.objects import BEGAN, register

pytestmark = pytest.mark.database
SCHEMA = json.loads((ROOT / "docs/contracts/devices.schema.json").read_text())


@pytest.fixture
def scanner(db):
    return devices.scanner(add_library("avb", "Apskrities biblioteka", LibraryKind.COUNTY))


def answer_of(*arguments):
    said = StringIO()
    with redirect_stdout(said):
        assert run_devices(*arguments, as_json=True) == 0
    document = json.loads(said.getvalue())
    jsonschema.validate(document, SCHEMA)
    return document


def test_all_devices_in_json_by_the_contract(scanner):
    [entry] = answer_of("", "")["devices"]

    assert entry["name"] == "Zeutschel OS 12002"
    assert entry["policy"]["valid_hours"] == 24
    assert entry["alarms"]["delta_e_mean"] == [None, 4.5]
    assert entry["session"]["is_valid"] is False
    assert entry["gradings"] == 12


def test_one_device_in_json_with_gradings_and_objects_without(scanner):
    row = register("avb", title="Metai", device=scanner.name)
    row.scanned_at = BEGAN.replace(year=2025)
    row.save()

    document = answer_of("Zeutschel OS 12002", "avb")

    assert [one["outcome"] for one in document["gradings"]].count("ungraded") == 1
    assert document["gradings"][0]["levels"]["fadgi-2016"]["level"] == "3★"
    [missing] = document["without_target"]
    assert (missing["title"], missing["reason"]) == ("Metai", "none")


def test_no_device_is_an_empty_list(db):
    assert answer_of("", "") == {"schema_version": 1, "devices": []}


def test_unknown_device_names_those_that_are_known(scanner):
    with pytest.raises(DeviceNotFoundError, match="Zeutschel OS 12002"):
        run_devices("Canon", "", as_json=True)


def test_people_read_state_levels_and_reasons(scanner, capsys):
    assert run_devices("", "", as_json=False) == 0
    assert run_devices("Zeutschel OS 12002", "", as_json=False) == 0
