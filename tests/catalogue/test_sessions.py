from datetime import UTC, datetime, timedelta

import pytest

from catalogue.sessions import (
    GradedTarget,
    Missing,
    Outcome,
    Policy,
    ScannedObject,
    Timeline,
    outcome_of,
)

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LEVELS = {"fadgi-2016": ["4★", "3★", "2★", "1★"]}


def at(hours):
    return MORNING + timedelta(hours=hours)


def target(hours, outcome=Outcome.PASSED, object_key=None):
    return GradedTarget(at(hours), outcome, object_key)


def scanned(key, hours, images=10):
    return ScannedObject(key, at(hours), images)


def reasons(policy, targets, objects):
    found = Timeline(policy, targets, objects).without_target()
    return {one.key: reason for one, reason in found}


def test_a_target_speaks_for_what_follows_until_its_hours_are_over():
    day = Policy(valid_hours=8)
    objects = [scanned(1, -1), scanned(2, 1), scanned(3, 8), scanned(4, 9)]

    assert reasons(day, [target(0)], objects) == {1: Missing.NONE, 4: Missing.HOURS}


def test_a_target_speaks_for_so_many_images_whole_objects_counted():
    hundred = Policy(valid_images=100)
    objects = [scanned(1, 1, 60), scanned(2, 2, 40), scanned(3, 3, 1)]

    assert reasons(hundred, [target(0)], objects) == {3: Missing.IMAGES}


def test_whatever_was_scanned_since_the_last_good_one_before_a_failure_is_named():
    day = Policy(valid_hours=8)
    targets = [target(0), target(2), target(4, Outcome.FAILED), target(6)]
    objects = [scanned(1, 1), scanned(2, 3), scanned(3, 5), scanned(4, 7)]

    assert reasons(day, targets, objects) == {2: Missing.FAILED_AFTER, 3: Missing.FAILED_BEFORE}


def test_a_target_that_could_not_be_graded_says_nothing_either_way():
    day = Policy(valid_hours=8)
    targets = [target(0), target(2, Outcome.UNGRADED)]

    assert reasons(day, targets, [scanned(1, 1), scanned(2, 3)]) == {}


def test_an_objects_own_target_has_the_last_word():
    day = Policy(valid_hours=8)
    targets = [target(0), target(3, Outcome.FAILED, 2), target(20, Outcome.PASSED, 3)]
    objects = [scanned(2, 3), scanned(3, 20)]

    assert reasons(day, targets, objects) == {2: Missing.OWN_FAILED}


def test_without_hours_and_images_nothing_is_asked_for():
    assert reasons(Policy(standard="fadgi-2016", level="3★"), [], [scanned(1, 1)]) == {}


def test_state_says_until_when_and_how_many_images_are_left():
    policy = Policy(valid_hours=8, valid_images=100)
    timeline = Timeline(policy, [target(0)], [scanned(1, 1, 60)])

    now = timeline.state(at(2))
    assert (now.is_valid, now.valid_until, now.images_left) == (True, at(8), 40)
    over = timeline.state(at(9))
    assert (over.is_valid, over.reason) == (False, Missing.HOURS)


@pytest.mark.parametrize(
    ("targets", "objects", "reason"),
    [
        ([], [], Missing.NONE),
        ([target(0), target(1, Outcome.FAILED)], [], Missing.FAILED_BEFORE),
        ([target(0)], [scanned(1, 1, 100)], Missing.IMAGES),
    ],
)
def test_state_without_a_valid_target_says_why(targets, objects, reason):
    state = Timeline(Policy(valid_images=100), targets, objects).state(at(2))

    assert (state.is_valid, state.reason) == (False, reason)


@pytest.mark.parametrize(
    ("reached", "level", "outcome"),
    [
        ("3★", "3★", Outcome.PASSED),
        ("4★", "3★", Outcome.PASSED),
        ("2★", "3★", Outcome.FAILED),
        ("", "1★", Outcome.FAILED),
        ("4★", "5★", Outcome.UNGRADED),
    ],
)
def test_level_reached_is_held_against_the_level_asked_for(reached, level, outcome):
    policy = Policy(standard="fadgi-2016", level=level)

    assert outcome_of(policy, LEVELS, {"fadgi-2016": reached}) is outcome


def test_a_standard_that_could_not_judge_leaves_the_target_ungraded():
    policy = Policy(standard="iso-19264-1", level="B")

    assert outcome_of(policy, LEVELS, {"fadgi-2016": "4★"}) is Outcome.UNGRADED
    assert outcome_of(Policy(), LEVELS, {}) is Outcome.PASSED


def test_ten_thousand_objects_are_gone_through_at_once():
    policy = Policy(valid_hours=8, valid_images=1000)
    targets = [target(h * 8) for h in range(1000)]
    objects = [scanned(n, n * 0.8) for n in range(10_000)]

    assert Timeline(policy, targets, objects).without_target() == []
