"""People's verdicts: given, withdrawn, never overwritten; and what they do to the object."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.errors import (
    NoteMissingError,
    OwnScansError,
    VerdictTooEarlyError,
    VerdictWithdrawnError,
)
from catalogue.judgement import (
    JUDGEABLE,
    NEEDING_NOTE,
    SETTLING,
    GivenVerdict,
    Standing,
    resting_state,
    standing_of,
    step_to_rest,
)
from catalogue.models import DigitalObject, Page, PreservationEvent, User, Verdict
from catalogue.queries.wishes import fulfilling, open_missing_pages
from catalogue.services.findings import count_open_findings, open_findings
from catalogue.services.locks import lock_object
from catalogue.services.states import change_state
from catalogue.states import ObjectState, PageState, Trigger
from schemas.events import AgentKind, EventType
from schemas.findings import Verdict as Decision


@transaction.atomic
def give_verdict(
    digital_object: DigitalObject,
    decision: Decision,
    *,
    by: User,
    now: datetime,
    page: Page | None = None,
    note: str = "",
) -> Verdict:
    """Decide about a page, or about the whole object where no page is named.

    Accepting (also as a defect of the original) settles the findings; when nothing is left open
    the object is ready. A rejected object is withdrawn.

    Raises:
        NoteMissingError: this verdict needs a reason.
        OwnScansError: they scanned it themselves.
        VerdictTooEarlyError: the object is in work, failed or withdrawn.
    """
    refuse_own_scans(digital_object, by)
    if decision in NEEDING_NOTE and not note.strip():
        raise NoteMissingError(verdict=decision.value)
    locked = lock_object(digital_object)
    if locked.state not in JUDGEABLE:
        raise VerdictTooEarlyError(object_id=locked.object_id, state=locked.state)
    verdict = Verdict.objects.create(
        digital_object=locked, page=page, decision=decision, by=by, at=now, note=note.strip()
    )
    if decision in SETTLING:
        _settle(locked, page, verdict)
    _write_review(verdict, decision.value)
    if decision == Decision.REJECT and page is None:
        change_state(locked, Trigger.WITHDRAW, now=now, by=by, why=note)
    else:
        _bring_to_rest(locked, by, now, note)
    _follow(digital_object, locked)
    return verdict


@transaction.atomic
def withdraw_verdict(verdict: Verdict, *, by: User, now: datetime, note: str = "") -> Verdict:
    """Take a verdict back by a row of its own; what it settled is open again.

    Raises:
        OwnScansError: they scanned the object themselves.
        VerdictWithdrawnError: it was withdrawn before, or is a withdrawal.
        VerdictTooEarlyError: the object is in work or failed.
    """
    refuse_own_scans(verdict.digital_object, by)
    locked = lock_object(verdict.digital_object)
    if verdict.withdraws_id is not None or Verdict.objects.filter(withdraws=verdict).exists():
        raise VerdictWithdrawnError(given_at=f"{verdict.at:%F %H:%M}")
    was_rejection = verdict.decision == Decision.REJECT and verdict.page_id is None
    if locked.state not in JUDGEABLE and not (
        was_rejection and locked.state == ObjectState.WITHDRAWN
    ):
        raise VerdictTooEarlyError(object_id=locked.object_id, state=locked.state)
    row = Verdict.objects.create(
        digital_object=locked, page=verdict.page, withdraws=verdict, by=by, at=now, note=note
    )
    verdict.settled_findings.update(settled_by=None)
    count_open_findings(locked)
    _write_review(row, f"{verdict.decision} withdrawn")
    if locked.state == ObjectState.WITHDRAWN:
        change_state(locked, Trigger.RESTORE, now=now, by=by, why=note)
    _bring_to_rest(locked, by, now, note)
    _follow(verdict.digital_object, locked)
    return row


def refuse_own_scans(digital_object: DigitalObject, by: User) -> None:
    """Nobody judges what they scanned, unless the project allows it.

    Raises:
        OwnScansError: they did, and it does not.
    """
    if are_own_scans(digital_object, by):
        raise OwnScansError(operator=digital_object.operator)


def are_own_scans(digital_object: DigitalObject, person: User) -> bool:
    """Whether this person is the operator named, and the project lets nobody judge their own."""
    project = digital_object.project
    if not digital_object.operator or (project is not None and project.allows_own_verdicts):
        return False
    names = {person.get_username().casefold(), person.get_full_name().casefold()}
    return digital_object.operator.strip().casefold() in names - {""}


def needs_person(digital_object: DigitalObject) -> bool:
    """Whether something waits for a verdict: a finding, a failed page, a wish not yet fulfilled."""
    return _needs_person(digital_object, _standing(digital_object))


@transaction.atomic
def finish_work(digital_object: DigitalObject, *, now: datetime, why: str = "") -> ObjectState:
    """The flow's last word: the object is ready, or a person must look.

    Raises:
        TransitionRefusedError: the object is not in work.
    """
    standing = _standing(digital_object)
    if not _needs_person(digital_object, standing):
        return change_state(digital_object, Trigger.PASS, now=now, why=why)
    state = change_state(digital_object, Trigger.FLAG, now=now, why=why)
    if standing.wants_rescan:
        state = change_state(digital_object, Trigger.ASK_RESCAN, now=now, why=why)
    return state


def bring_to_rest(digital_object: DigitalObject, *, by: User, now: datetime, why: str = "") -> None:
    """Move an object at rest to where its verdicts and wishes say it belongs."""
    _bring_to_rest(digital_object, by, now, why)


def _settle(digital_object: DigitalObject, page: Page | None, verdict: Verdict) -> None:
    findings = open_findings(digital_object)
    if page is not None:
        findings = findings.filter(page=page)
    findings.update(settled_by=verdict)
    count_open_findings(digital_object)


def _bring_to_rest(digital_object: DigitalObject, by: User, now: datetime, why: str) -> None:
    standing = _standing(digital_object)
    target = resting_state(standing, _needs_person(digital_object, standing))
    trigger = step_to_rest(ObjectState(digital_object.state), target)
    if trigger is not None:
        change_state(digital_object, trigger, now=now, by=by, why=why)


def _standing(digital_object: DigitalObject) -> Standing:
    rows = (
        Verdict.objects.filter(
            digital_object=digital_object, withdraws__isnull=True, withdrawn_by__isnull=True
        )
        .exclude(page__state=PageState.SUPERSEDED)
        .annotate(is_fulfilled=Exists(fulfilling(OuterRef("pk"))))
        .order_by("id")
    )
    return standing_of(
        (
            GivenVerdict(page, Decision(decision), is_fulfilled)
            for page, decision, is_fulfilled in rows.values_list(
                "page_id", "decision", "is_fulfilled"
            )
        ),
        lacks_pages=open_missing_pages().filter(digital_object=digital_object).exists(),
    )


def _needs_person(digital_object: DigitalObject, standing: Standing) -> bool:
    if standing.wishes or standing.lacks_pages or open_findings(digital_object).exists():
        return True
    if standing.whole_accepted:
        return False
    failed = Page.objects.filter(digital_object=digital_object, state=PageState.FAILED)
    return failed.exclude(pk__in=standing.accepted).exists()


def _write_review(verdict: Verdict, outcome: str) -> None:
    PreservationEvent.objects.create(
        digital_object=verdict.digital_object,
        type=EventType.QUALITY_REVIEW,
        at=verdict.at,
        agent_name=verdict.by.get_username(),
        agent_kind=AgentKind.PERSON,
        outcome="success",
        detail=" ".join(filter(None, (outcome, _page_named(verdict.page), verdict.note))),
    )


def _page_named(page: Page | None) -> str:
    return f"p{page.number:04d}" if page else ""


def _follow(digital_object: DigitalObject, locked: DigitalObject) -> None:
    digital_object.state = locked.state
    digital_object.open_findings = locked.open_findings
    digital_object.changed_at = locked.changed_at
