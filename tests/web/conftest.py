import pytest

from catalogue.models import User
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import add_library, give_role
from tests.web import objects

PAGE = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def county(db):
    return add_library("apskritis", "Panevėžio apskrities biblioteka", LibraryKind.COUNTY)


@pytest.fixture
def town(db):
    return add_library("anyksciai", "Anykščių rajono biblioteka", LibraryKind.TERRITORY)


@pytest.fixture
def other_town(db):
    return add_library("birzai", "Biržų rajono biblioteka", LibraryKind.TERRITORY)


@pytest.fixture
def people(county, town, other_town):
    """One person a role, with the names of the roles."""
    roles = {
        "librarian": (town, Role.LIBRARIAN),
        "other_librarian": (other_town, Role.LIBRARIAN),
        "controller": (town, Role.CONTROLLER),
        "specialist": (town, Role.SPECIALIST),
        "administrator": (county, Role.ADMINISTRATOR),
    }
    found = {}
    for name, (library, role) in roles.items():
        found[name] = User.objects.create_user(name, password="pass word")
        give_role(found[name], library, role)
    found["stranger"] = User.objects.create_user("stranger", password="pass word")
    return found


@pytest.fixture
def flagged(town):
    """An object in work no more, not stored, that waits for verdicts on page 2."""
    return objects.flagged(town.code)


@pytest.fixture(scope="session")
def drawings(tmp_path_factory):
    """A folder in which page images are drawn once."""
    return tmp_path_factory.mktemp("drawings")


@pytest.fixture
def stored(town, drawings):
    """The same with images in storage."""
    return objects.flagged(town.code, drawings)


@pytest.fixture
def controller(client, people):
    """A browser in which the controller is signed in, in English."""
    client.force_login(people["controller"])
    client.cookies["django_language"] = "en"
    return client
