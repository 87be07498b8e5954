"""Drawing a project's next lot, and a sample as it is shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.errors import LotEmptyError, NoSamplingPlanError
from catalogue.models import LotPage, Page, Project, SamplingLot, User
from catalogue.queries.sampling import pages_to_sample, sample_of
from catalogue.services.sampling import record_lot
from qa.sampling import SamplingPlan, draw, plan_for, plan_names
from schemas.sampling import LotState
from schemas.texts import N_
from web.wording import page_heading, translated

#: The words of a lot's state, and the kind that gives it its shape.
LOT_STATES: dict[str, tuple[str, str]] = {
    LotState.OPEN: (N_("Being looked at"), "look"),
    LotState.ACCEPTED: (N_("Lot accepted"), "good"),
    LotState.REJECTED: (N_("Lot rejected: look at every page"), "stop"),
}


@dataclass(frozen=True, slots=True)
class StateShown:
    """A lot's state in words and shape."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class SampledRow:
    """One drawn page."""

    place: int
    url: str
    title: str
    page: str
    thumbnail: str
    is_good: bool | None
    note: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LotShown:
    """A lot with its drawn pages and what came of them."""

    lot: SamplingLot
    state: StateShown
    rows: list[SampledRow]
    good: int
    bad: int
    next_url: str

    @property
    def waiting(self) -> int:
        """How many drawn pages nobody has judged."""
        return len(self.rows) - self.good - self.bad


def plan_of(project: Project) -> SamplingPlan:
    """The plan by which a project is sampled.

    Raises:
        NoSamplingPlanError: it has none, or one that is gone.
    """
    if project.sampling_plan not in plan_names():
        raise NoSamplingPlanError(project=project.name, plans=", ".join(plan_names()))
    return plan_for(project.sampling_plan)


def draw_lot(
    project: Project, *, by: User, now: datetime, seed: str = "", most: int = 0
) -> SamplingLot:
    """Put all pages that no lot holds into one, as many as the plan allows, and draw its sample.

    Args:
        project: whose pages.
        by: who draws.
        now: when.
        seed: fixes the draw; by chance where empty, and recorded either way.
        most: the lot holds no more pages than this; 0 for as many as the plan allows.

    Raises:
        LotEmptyError: there are no such pages.
        NoSamplingPlanError: the project has no plan.
    """
    plan = plan_of(project)
    largest = min(most, plan.largest_lot) if most else plan.largest_lot
    pages = list(pages_to_sample(project).only("pk", "digital_object_id")[:largest])
    if not pages:
        raise LotEmptyError(project=project.name)
    drawn = draw(plan, [str(page.pk) for page in pages], seed or secrets.token_hex(8))
    return record_lot(project, pages, drawn, by=by, now=now)


def lot_shown(lot: SamplingLot) -> LotShown:
    """A lot as its screen shows it; two queries whatever its size."""
    rows = [_row(lot, drawn) for drawn in sample_of(lot)]
    waiting = [row.url for row in rows if row.is_good is None]
    return LotShown(
        lot=lot,
        state=state_shown(lot.state),
        rows=rows,
        good=sum(row.is_good is True for row in rows),
        bad=sum(row.is_good is False for row in rows),
        next_url=waiting[0] if waiting else "",
    )


def state_shown(state: str) -> StateShown:
    """A lot's state in the reader's language."""
    label, kind = LOT_STATES[state]
    return StateShown(translated(label), kind)


def judgement_words(is_good: bool | None) -> str:
    """What was said of a drawn page."""
    if is_good is None:
        return gettext("not looked at yet")
    return gettext("good") if is_good else gettext("bad")


def sampled_url(lot: SamplingLot, place: int) -> str:
    """Where a drawn page is judged."""
    return reverse("sampled-page", args=[lot.pk, place])


def _row(lot: SamplingLot, drawn: LotPage) -> SampledRow:
    page: Page = drawn.page
    said = getattr(drawn, "is_good", None)
    return SampledRow(
        place=drawn.place or 0,
        url=sampled_url(lot, drawn.place or 0),
        title=page.digital_object.title,
        page=page_heading(page.sequence),
        thumbnail=reverse("thumbnail", args=[page.digital_object.name, page.number]),
        is_good=said,
        note=getattr(drawn, "found", "") or "" if said is not None else "",
        by=getattr(drawn, "judged_by", "") or "" if said is not None else "",
        at=getattr(drawn, "judged_at", None) if said is not None else None,
    )
