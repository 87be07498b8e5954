import pytest

from catalogue.errors import NoteMissingError, VerdictTooEarlyError, VerdictWithdrawnError
from catalogue.models import PreservationEvent, Verdict
from catalogue.outcomes import JudgedFinding, PageOutcome
from catalogue.services.findings import record_object_findings
from catalogue.services.pages import record_page_outcome
from catalogue.services.states import change_state
from catalogue.services.verdicts import finish_work, give_verdict, needs_person, withdraw_verdict
from catalogue.states import ObjectState, PageState, Trigger
from schemas.findings import Finding, Severity
from schemas.findings import Verdict as Decision

pytestmark = pytest.mark.database
SKEWED = JudgedFinding(Finding("QA-SKEW-01", 1.5, 1.0), Severity.WARNING)
GAP = JudgedFinding(Finding("QA-GAP-01"), Severity.WARNING)
NOTICED = JudgedFinding(Finding("QA-BLANK-01"), Severity.INFO)


@pytest.fixture
def flagged(in_state, now):
    """An object of two pages, a finding on each."""
    digital_object = in_state(ObjectState.IN_WORK)
    for number in (1, 2):
        record_page_outcome(
            digital_object, PageOutcome(number, PageState.DONE, findings=(SKEWED,)), now=now
        )
    finish_work(digital_object, now=now)
    return digital_object


@pytest.fixture
def judge(controller, now):
    def give(digital_object, decision, number=None, note=""):
        page = digital_object.pages.get(number=number) if number else None
        return give_verdict(digital_object, decision, by=controller, now=now, page=page, note=note)

    return give


@pytest.mark.parametrize("decision", [Decision.ACCEPT, Decision.ORIGINAL_DEFECT])
def test_object_is_ready_when_its_last_finding_is_settled(flagged, judge, controller, decision):
    first = judge(flagged, decision, 1)
    assert (flagged.state, flagged.open_findings) == (ObjectState.NEEDS_REVIEW, 1)

    judge(flagged, decision, 2, "The binding is tight.")

    assert (flagged.state, flagged.open_findings) == (ObjectState.READY, 0)
    assert flagged.pages.get(number=1).findings.get().settled_by == first
    assert flagged.state_changes.last().by == controller
    review = PreservationEvent.objects.last()
    assert (review.type, review.agent_name) == ("quality review", controller.username)
    assert review.detail == f"{decision} p0002 The binding is tight."


def test_verdict_on_the_whole_settles_everything(flagged, judge, now):
    record_object_findings(flagged, [GAP], now=now)

    judge(flagged, Decision.ACCEPT)

    assert (flagged.state, flagged.open_findings) == (ObjectState.READY, 0)


def test_rescan_waits_for_the_scanner(flagged, judge):
    judge(flagged, Decision.RESCAN, 1, "out of focus")
    assert flagged.state == ObjectState.RESCAN_WANTED

    judge(flagged, Decision.ACCEPT, 2)
    assert flagged.state == ObjectState.RESCAN_WANTED

    judge(flagged, Decision.ACCEPT, 1, "it is the original")
    assert flagged.state == ObjectState.READY


@pytest.mark.parametrize("decision", [Decision.MEND, Decision.REJECT])
def test_wish_keeps_the_object_waiting(flagged, judge, decision):
    judge(flagged, Decision.ACCEPT)
    assert flagged.state == ObjectState.READY

    judge(flagged, decision, 1, "cut at the edge")
    assert flagged.state == ObjectState.NEEDS_REVIEW

    judge(flagged, Decision.ACCEPT, 2)
    assert flagged.state == ObjectState.NEEDS_REVIEW


def test_rejected_object_is_withdrawn_and_can_come_back(flagged, judge, controller, now):
    rejection = judge(flagged, Decision.REJECT, note="wrong book")
    assert flagged.state == ObjectState.WITHDRAWN

    withdraw_verdict(rejection, by=controller, now=now)

    assert rejection.digital_object.state == ObjectState.NEEDS_REVIEW


def test_withdrawn_verdict_opens_what_it_settled(flagged, judge, controller, now):
    judge(flagged, Decision.ACCEPT, 1)
    second = judge(flagged, Decision.ACCEPT, 2)

    row = withdraw_verdict(second, by=controller, now=now, note="wrong page")

    flagged.refresh_from_db()
    second.refresh_from_db()
    assert (flagged.state, flagged.open_findings) == (ObjectState.NEEDS_REVIEW, 1)
    assert (second.decision, row.withdraws, row.decision) == (Decision.ACCEPT, second, "")
    assert Verdict.objects.count() == 3


def test_verdict_is_withdrawn_once(flagged, judge, controller, now):
    row = withdraw_verdict(judge(flagged, Decision.ACCEPT, 1), by=controller, now=now)

    for verdict in (row.withdraws, row):
        with pytest.raises(VerdictWithdrawnError):
            withdraw_verdict(verdict, by=controller, now=now)


def test_withdrawn_wish_is_no_wish(flagged, judge, controller, now):
    judge(flagged, Decision.ACCEPT)
    wish = judge(flagged, Decision.RESCAN, 1)
    assert flagged.state == ObjectState.RESCAN_WANTED

    withdraw_verdict(wish, by=controller, now=now)

    flagged.refresh_from_db()
    assert flagged.state == ObjectState.READY


def test_delivered_object_is_called_back_by_a_rescan(in_state, judge):
    digital_object = in_state(ObjectState.DELIVERED)

    judge(digital_object, Decision.ACCEPT)
    assert digital_object.state == ObjectState.DELIVERED

    judge(digital_object, Decision.RESCAN, 1)
    assert digital_object.state == ObjectState.RESCAN_WANTED


def test_failed_page_waits_for_a_person_even_without_findings(in_state, judge, now):
    digital_object = in_state(ObjectState.IN_WORK)
    record_page_outcome(digital_object, PageOutcome(1, PageState.FAILED), now=now)
    assert finish_work(digital_object, now=now) == ObjectState.NEEDS_REVIEW

    judge(digital_object, Decision.ACCEPT, 2)
    assert digital_object.state == ObjectState.NEEDS_REVIEW

    judge(digital_object, Decision.ACCEPT, 1)
    assert digital_object.state == ObjectState.READY


def test_remarks_make_nobody_wait(in_state, now):
    digital_object = in_state(ObjectState.IN_WORK)
    record_page_outcome(
        digital_object, PageOutcome(1, PageState.DONE, findings=(NOTICED,)), now=now
    )

    assert not needs_person(digital_object)
    assert finish_work(digital_object, now=now) == ObjectState.READY


def test_mended_page_is_looked_at_again_after_the_work(flagged, judge, now):
    judge(flagged, Decision.ACCEPT)
    judge(flagged, Decision.MEND, 1)
    change_state(flagged, Trigger.BEGIN, now=now)

    assert finish_work(flagged, now=now) == ObjectState.NEEDS_REVIEW


@pytest.mark.parametrize(
    "state",
    [ObjectState.CAPTURED, ObjectState.IN_WORK, ObjectState.FAILED, ObjectState.WITHDRAWN],
)
def test_object_in_motion_is_not_judged(in_state, judge, state):
    with pytest.raises(VerdictTooEarlyError):
        judge(in_state(state), Decision.ACCEPT)

    assert not Verdict.objects.exists()


def test_rejection_says_why(flagged, judge):
    with pytest.raises(NoteMissingError):
        judge(flagged, Decision.REJECT, note="  ")
