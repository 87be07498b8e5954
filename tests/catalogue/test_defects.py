"""Defects of the original: said in the description as long as the verdict stands."""

from datetime import timedelta

import pytest

from catalogue.interchange import description_of
from catalogue.models import User
from catalogue.queries.defects import defect_note, description_is_behind
from catalogue.roles import LibraryKind
from catalogue.services.people import add_library
from catalogue.services.verdicts import give_verdict, withdraw_verdict
from schemas.findings import Verdict
from tests.web import objects
from tests.web.objects import BEGAN

pytestmark = pytest.mark.database
LATER = BEGAN + timedelta(days=1)


@pytest.fixture
def flagged(db):
    return objects.flagged(add_library("x", "X", LibraryKind.TERRITORY).code)


@pytest.fixture
def judge(db):
    return User.objects.create_user("judge")


def test_defect_stands_in_the_description_until_it_is_taken_back(flagged, judge):
    before = description_of(flagged)
    assert not description_is_behind(flagged)

    verdict = give_verdict(
        flagged, Verdict.ORIGINAL_DEFECT, by=judge, now=LATER,
        page=flagged.pages.get(sequence=2), note="suplyšęs lapas.",
    )  # fmt: skip

    assert description_of(flagged).description == (
        *before.description, "Originalo defektai: 2 p. – suplyšęs lapas.",
    )  # fmt: skip
    assert description_is_behind(flagged)

    withdraw_verdict(verdict, by=judge, now=LATER + timedelta(hours=1))

    assert description_of(flagged) == before
    assert description_is_behind(flagged)


def test_several_defects_are_told_page_by_page_by_their_printed_numbers(flagged, judge):
    flagged.pages.filter(sequence=3).update(label="xiv")
    for sequence in (3, 2):
        give_verdict(
            flagged, Verdict.ORIGINAL_DEFECT, by=judge, now=LATER,
            page=flagged.pages.get(sequence=sequence), note="dėmės" if sequence == 3 else "",
        )  # fmt: skip

    assert defect_note(flagged) == "Originalo defektai: 2 p.; xiv p. – dėmės."


def test_other_verdicts_say_nothing_of_the_original(flagged, judge):
    give_verdict(flagged, Verdict.ACCEPT, by=judge, now=LATER, note="gerai")

    assert defect_note(flagged) == ""
    assert not description_is_behind(flagged)
