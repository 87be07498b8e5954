"""A small county in the database: two libraries, a person of each role, plans to register."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from catalogue.models import User
from catalogue.plans import ObjectPlan, PlannedPage, PlannedScan
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import add_library, give_role
from catalogue.services.registration import register_object
from catalogue.services.states import change_state
from catalogue.states import ObjectState, Trigger
from schemas.objects import Material
from schemas.pages import RecipePart

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NAAN = "99999"


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def county(db):
    return add_library("avb", "Apskrities biblioteka", LibraryKind.COUNTY)


@pytest.fixture
def territory(db):
    return add_library("rsv", "Rajono viešoji biblioteka", LibraryKind.TERRITORY)


@pytest.fixture
def person(county) -> Callable:
    """``person(Role.CONTROLLER)``: somebody with this role, in the county unless told."""
    numbers = count(1)

    def make(*roles, library=county):
        user = User.objects.create_user(f"person-{next(numbers)}")
        for role in roles:
            give_role(user, library, role)
        return user

    return make


@pytest.fixture
def controller(person):
    return person(Role.CONTROLLER)


@pytest.fixture
def plan_of() -> Callable:
    """``plan_of("a", "b")``: a plan of scans with these contents, a page each."""

    def make(*contents: str, **values):
        scans = tuple(
            PlannedScan(f"{number:04d}.tif", (content * 128)[:128])
            for number, content in enumerate(contents, start=1)
        )
        pages = tuple(PlannedPage((RecipePart(number),)) for number in range(1, len(scans) + 1))
        defaults = {
            "library_code": "avb",
            "material": Material.BOOK,
            "source_folder": "/scans/" + "-".join(contents),
            "scans": scans,
            "pages": pages,
            "title": "Žemės ūkis",
        }
        return ObjectPlan(**(defaults | values))

    return make


@pytest.fixture
def registered(county, plan_of) -> Callable:
    """``registered("a", "b")``: the object of such a plan."""

    def make(*contents: str, **values):
        return register_object(
            plan_of(*(contents or ("a", "b")), **values), naan=NAAN, now=NOON
        ).digital_object

    return make


@pytest.fixture
def in_state(registered) -> Callable:
    """``in_state(ObjectState.READY)``: an object that came there by the table."""
    ways = {
        ObjectState.CAPTURED: (),
        ObjectState.IN_WORK: (Trigger.BEGIN,),
        ObjectState.FAILED: (Trigger.FAIL,),
        ObjectState.WITHDRAWN: (Trigger.WITHDRAW,),
        ObjectState.NEEDS_REVIEW: (Trigger.BEGIN, Trigger.FLAG),
        ObjectState.RESCAN_WANTED: (Trigger.BEGIN, Trigger.FLAG, Trigger.ASK_RESCAN),
        ObjectState.READY: (Trigger.BEGIN, Trigger.PASS),
        ObjectState.DELIVERED: (Trigger.BEGIN, Trigger.PASS, Trigger.DELIVER),
    }

    def make(state, *contents: str, **values):
        digital_object = registered(*contents, **values)
        for trigger in ways[state]:
            change_state(digital_object, trigger, now=NOON)
        return digital_object

    return make
