"""Sampling: lots are drawn, pages of the sample judged, and the lot's outcome follows."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from catalogue.errors import SampleNotDrawnError
from catalogue.models import LotPage, Page, Project, SampleJudgement, SamplingLot, User
from catalogue.queries.sampling import last_judgements
from schemas.sampling import DrawnSample, LotState, lot_state


@transaction.atomic
def set_project_rules(
    project: Project, *, sampling_plan: str, allows_own_verdicts: bool
) -> Project:
    """Say how a project's pages are looked at by people; lots drawn already stay as they are."""
    project.sampling_plan = sampling_plan
    project.allows_own_verdicts = allows_own_verdicts
    project.save(update_fields=("sampling_plan", "allows_own_verdicts"))
    return project


@transaction.atomic
def record_lot(
    project: Project, pages: Sequence[Page], drawn: DrawnSample, *, by: User, now: datetime
) -> SamplingLot:
    """Keep a lot and the sample drawn from it; the items of the draw are the pages' keys."""
    Project.objects.select_for_update().get(pk=project.pk)
    last = project.sampling_lots.aggregate(last=Max("number"))["last"] or 0
    lot = SamplingLot.objects.create(
        project=project,
        number=last + 1,
        plan=drawn.plan,
        plan_version=drawn.plan_version,
        seed=drawn.seed,
        lot_size=len(pages),
        sample_size=len(drawn.items),
        reject_at=drawn.reject_at,
        drawn_by=by,
        drawn_at=now,
    )
    places = {item: place for place, item in enumerate(drawn.items, start=1)}
    LotPage.objects.bulk_create(
        (LotPage(lot=lot, page=page, place=places.get(str(page.pk))) for page in pages),
        batch_size=500,
    )
    return lot


@transaction.atomic
def judge_sampled(
    drawn: LotPage, *, is_good: bool | None, by: User, now: datetime, note: str = ""
) -> SamplingLot:
    """Say whether a drawn page is good; None takes the last judgement back.

    Raises:
        SampleNotDrawnError: the page is in the lot, but not in its sample.
    """
    lot = SamplingLot.objects.select_for_update().get(pk=drawn.lot_id)
    if drawn.place is None:
        raise SampleNotDrawnError(lot=lot.number)
    SampleJudgement.objects.create(
        lot_page=drawn, is_good=is_good, note=note.strip(), by=by, at=now
    )
    last = last_judgements(lot)
    good = sum(one is True for one in last.values())
    bad = sum(one is False for one in last.values())
    state = lot_state(lot.sample_size, good, bad, lot.reject_at)
    if state != lot.state:
        lot.state = state
        lot.decided_at = None if state is LotState.OPEN else now
        lot.save(update_fields=("state", "decided_at"))
    return lot
