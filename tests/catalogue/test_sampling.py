"""Lots: which pages go in, what is kept of the draw, and how the outcome follows people's word."""

import pytest

from catalogue.errors import OwnScansError, SampleNotDrawnError
from catalogue.models import Project, User
from catalogue.queries.sampling import last_judgements, pages_to_sample, sample_of
from catalogue.roles import LibraryKind
from catalogue.services.people import add_library
from catalogue.services.sampling import judge_sampled, record_lot, set_project_rules
from catalogue.services.verdicts import give_verdict
from catalogue.states import ObjectState
from qa.sampling import draw, parse_plan
from schemas.findings import Verdict
from schemas.sampling import LotState
from tests.web import objects
from tests.web.objects import BEGAN

pytestmark = pytest.mark.database
PLAN = parse_plan(
    'name = "small"\nversion = "1"\nsource = "x"\n'
    "steps = [{ lot = [3, 9], inspect = 3, reject_at = 2 }]"
)


@pytest.fixture
def controller(town_code):
    return User.objects.create_user("jonas", first_name="Jonas", last_name="Jonaitis")


@pytest.fixture
def town_code(db):
    return add_library("anyksciai", "Anykščiai", LibraryKind.TERRITORY).code


@pytest.fixture
def kept(town_code):
    """A kept object of a project, with its pages."""
    row = objects.flagged(town_code)
    row.project = Project.objects.create(library=row.library, name="Lokalus")
    row.state, row.aip_version, row.aip_location = ObjectState.READY, 1, "x"
    row.save()
    return row


def lot_of(row, by, seed="7"):
    pages = list(pages_to_sample(row.project))
    drawn = draw(PLAN, [str(page.pk) for page in pages], seed)
    return record_lot(row.project, pages, drawn, by=by, now=BEGAN)


def test_page_goes_into_one_lot_only_and_the_draw_can_be_drawn_again(kept, controller):
    pages = [str(page.pk) for page in pages_to_sample(kept.project)]

    lot = lot_of(kept, controller)

    assert (lot.number, lot.lot_size, lot.sample_size, lot.reject_at) == (1, len(pages), 3, 2)
    assert not pages_to_sample(kept.project).exists()
    drawn = tuple(str(one.page_id) for one in sample_of(lot))
    assert drawn == draw(PLAN, pages, lot.seed).items


def test_lot_is_accepted_when_all_was_looked_at_and_little_was_bad(kept, controller):
    lot = lot_of(kept, controller)
    first, second, third = sample_of(lot)

    for one, is_good in ((first, True), (second, False)):
        assert judge_sampled(one, is_good=is_good, by=controller, now=BEGAN).state == LotState.OPEN
    done = judge_sampled(third, is_good=True, by=controller, now=BEGAN)

    assert (done.state, done.decided_at) == (LotState.ACCEPTED, BEGAN)


def test_lot_is_rejected_at_once_and_an_answer_taken_back_opens_it_again(kept, controller):
    lot = lot_of(kept, controller)
    first, second, _ = sample_of(lot)
    judge_sampled(first, is_good=False, by=controller, now=BEGAN)

    assert judge_sampled(second, is_good=False, by=controller, now=BEGAN).state == LotState.REJECTED

    opened = judge_sampled(second, is_good=None, by=controller, now=BEGAN)
    assert (opened.state, opened.decided_at) == (LotState.OPEN, None)
    assert second.judgements.count() == 2, "nothing that was said is overwritten"
    assert last_judgements(lot)[second.pk] is None


def test_page_that_was_not_drawn_is_not_judged(kept, controller):
    lot = lot_of(kept, controller)
    drawn = sample_of(lot).first()
    drawn.place = None

    with pytest.raises(SampleNotDrawnError):
        judge_sampled(drawn, is_good=True, by=controller, now=BEGAN)


@pytest.mark.parametrize("operator", ["jonas", "Jonas Jonaitis", "JONAS JONAITIS "])
def test_nobody_judges_their_own_scans_unless_the_project_allows_it(kept, controller, operator):
    kept.operator = operator
    kept.save()

    with pytest.raises(OwnScansError) as refused:
        give_verdict(kept, Verdict.ACCEPT, by=controller, now=BEGAN)

    assert operator.strip() in str(refused.value)
    assert not kept.verdicts.exists()

    set_project_rules(kept.project, sampling_plan="", allows_own_verdicts=True)
    assert give_verdict(kept, Verdict.ACCEPT, by=controller, now=BEGAN).pk


def test_scans_of_somebody_else_or_of_nobody_named_are_judged(kept, controller):
    for operator in ("", "Ona"):
        kept.operator = operator
        kept.save()
        assert give_verdict(kept, Verdict.ACCEPT, by=controller, now=BEGAN).pk
