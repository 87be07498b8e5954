import pytest

from catalogue.errors import PasswordRefusedError, UnknownLibraryError, UserExistsError
from catalogue.models import User
from catalogue.rights import Act, may
from catalogue.roles import LibraryKind, Role
from catalogue.services.people import (
    add_library,
    add_user,
    drawn_password,
    give_role,
    house_library,
    take_role,
)

pytestmark = pytest.mark.database


def test_user_is_added_with_roles(county, territory):
    password = drawn_password()

    user = add_user(
        "rasa", password, [("rsv", Role.CONTROLLER)], full_name="Rasa Rasaitė", email="r@x.lt"
    )

    assert user.check_password(password)
    assert user.get_full_name() == "Rasa Rasaitė"
    assert may(user, Act.GIVE_VERDICT, territory)
    assert (user.is_staff, user.is_superuser) == (False, False)


@pytest.mark.parametrize("password", ["short", "password123", "rasa-rasaite"])
def test_easy_password_is_refused(county, password):
    with pytest.raises(PasswordRefusedError):
        add_user("rasa-rasaite", password, [("avb", Role.LIBRARIAN)])

    assert not User.objects.exists()


def test_taken_name_is_refused(county):
    add_user("rasa", drawn_password(), [])

    with pytest.raises(UserExistsError):
        add_user("rasa", drawn_password(), [])


def test_unknown_library_leaves_no_half_account(county):
    with pytest.raises(UnknownLibraryError):
        add_user("rasa", drawn_password(), [("avb", Role.LIBRARIAN), ("nowhere", Role.LIBRARIAN)])

    assert not User.objects.exists()


def test_role_is_given_once_and_taken(county, person):
    user = person(Role.LIBRARIAN)
    give_role(user, county, Role.LIBRARIAN)
    assert user.memberships.count() == 1

    take_role(user, county, Role.LIBRARIAN)

    assert not may(user, Act.VIEW_OBJECT, county)


def test_house_is_the_first_county_library(county):
    add_library("second", "Kita", LibraryKind.COUNTY)

    assert house_library() == county


def test_home_without_a_county_library_says_so(db):
    with pytest.raises(UnknownLibraryError):
        house_library()
