import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import DigitalObject, Membership, User
from catalogue.rights import ACTS, Act, libraries_for, may, may_somewhere, visible_objects
from catalogue.roles import Role

pytestmark = pytest.mark.database


@pytest.fixture
def both(registered, territory):
    """An object of the county and one of the territory."""
    return registered("a"), registered("b", library_code="rsv")


@pytest.mark.parametrize(("role", "act"), list(itertools.product(Role, Act)))
def test_county_role_reaches_every_library_by_the_table(both, person, role, act):
    user = person(role)

    for thing in (*both, both[1].library, None):
        assert may(user, act, thing) is (act in ACTS[role])


@pytest.mark.parametrize("role", Role)
def test_territory_role_reaches_its_own_library_only(both, person, territory, role):
    user = person(role, library=territory)
    of_county, of_territory = both

    for act in Act:
        assert may(user, act, of_territory) is (act in ACTS[role])
        assert may(user, act, territory) is (act in ACTS[role])
        assert not may(user, act, of_county)
        assert not may(user, act, None)


def test_nobody_may_anything_by_default(both, person):
    inactive = person(Role.ADMINISTRATOR)
    inactive.is_active = False
    root = User.objects.create_superuser("root")
    strangers = (AnonymousUser(), person(), inactive, root, User(username="unsaved"))

    for user, act, thing in itertools.product(strangers, Act, (*both, None)):
        assert not may(user, act, thing)
        assert not may_somewhere(user, act)
    assert not any(visible_objects(user).exists() for user in strangers)


def test_only_controllers_and_administrators_judge():
    assert {role for role in Role if Act.GIVE_VERDICT in ACTS[role]} == {
        Role.CONTROLLER,
        Role.ADMINISTRATOR,
    }


def test_every_role_has_its_line_in_the_table():
    assert set(ACTS) == set(Role)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(roles=st.sets(st.tuples(st.sampled_from(Role), st.booleans()), max_size=4))
def test_lists_show_exactly_what_may_be_viewed(both, person, county, territory, roles):
    user = person()
    Membership.objects.bulk_create(
        Membership(user=user, library=county if at_county else territory, role=role)
        for role, at_county in roles
    )

    seen = set(visible_objects(user))

    assert seen == {one for one in DigitalObject.objects.all() if may(user, Act.VIEW_OBJECT, one)}
    for act in Act:
        reached = set(libraries_for(user, act))
        assert reached == {library for library in (county, territory) if may(user, act, library)}
        assert may_somewhere(user, act) is bool(reached)


def test_right_costs_one_question(both, person, django_assert_num_queries):
    user = person(*Role)

    with django_assert_num_queries(1):
        may(user, Act.EXPORT, both[0])
