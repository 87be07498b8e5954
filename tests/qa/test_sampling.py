"""How many are looked at, which, and what follows."""

import pytest

from qa.sampling import draw, parse_plan, plan_for, plan_names, step_for
from schemas.sampling import LotState, lot_state

PLAN = plan_for()
#: Size of the lot, items looked at, bad items at which it fails: the published table.
TABLE = [
    (9, 3, 1), (15, 3, 1), (16, 5, 1), (25, 5, 1), (26, 8, 1), (50, 8, 1), (51, 13, 2),
    (90, 13, 2), (91, 20, 3), (150, 20, 3), (151, 32, 4), (280, 32, 4), (281, 50, 5), (500, 50, 5),
]  # fmt: skip


def lot(size):
    return [f"p{number:04}" for number in range(1, size + 1)]


@pytest.mark.parametrize(("size", "sample", "reject_at"), TABLE)
def test_the_table_is_the_published_one(size, sample, reject_at):
    step = step_for(PLAN, size)

    assert (step.sample, step.reject_at) == (sample, reject_at)
    assert len(draw(PLAN, lot(size), "7").items) == sample


@pytest.mark.parametrize("size", [1, 8])
def test_a_small_lot_is_looked_at_wholly(size):
    sample = draw(PLAN, lot(size), "7")

    assert sample.items == tuple(lot(size))
    assert sample.reject_at == 1


@pytest.mark.parametrize("size", [0, 501])
def test_a_lot_beyond_the_plan_is_refused(size):
    with pytest.raises(ValueError, match="1 to 500"):
        draw(PLAN, lot(size), "7")


def test_the_same_seed_gives_the_same_sample():
    assert draw(PLAN, lot(200), "2026-11-20") == draw(PLAN, lot(200), "2026-11-20")
    assert draw(PLAN, lot(200), "2026-11-20").items != draw(PLAN, lot(200), "2026-11-21").items


def test_the_sample_does_not_hang_on_the_lots_order():
    turned = draw(PLAN, lot(200)[::-1], "7")

    assert set(turned.items) == set(draw(PLAN, lot(200), "7").items)
    assert list(turned.items) == sorted(turned.items, reverse=True)


def test_a_draw_of_years_ago_can_be_drawn_again():
    assert draw(PLAN, lot(12), "ąžuolas").items == ("p0002", "p0003", "p0008")


def test_every_item_is_drawn_as_often_as_any_other():
    counts = dict.fromkeys(lot(100), 0)
    for seed in range(500):
        for item in draw(PLAN, lot(100), str(seed)).items:
            counts[item] += 1

    # 500 draws of 20 of 100: 100 each, and four standard deviations are 36
    assert min(counts.values()) > 64
    assert max(counts.values()) < 136


def test_an_item_named_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        draw(PLAN, ["a", "b", "a"], "7")


@pytest.mark.parametrize(
    ("good", "bad", "state"),
    [
        (0, 0, LotState.OPEN),
        (11, 1, LotState.OPEN),
        (12, 1, LotState.ACCEPTED),
        (13, 0, LotState.ACCEPTED),
        (0, 2, LotState.REJECTED),
        (11, 2, LotState.REJECTED),
    ],
)
def test_the_outcome_follows_the_plan(good, bad, state):
    sample = draw(PLAN, lot(60), "7")

    assert lot_state(len(sample.items), good, bad, sample.reject_at) is state


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_can_be_drawn_by(name):
    plan = plan_for(name)

    assert plan.name == name
    assert plan.source
    assert len(draw(plan, lot(plan.largest_lot), "7").items) == plan.steps[-1].sample


@pytest.mark.parametrize(
    ("name", "size", "sample", "reject_at"),
    [
        ("aql-1.0", 13, 13, 1), ("aql-1.0", 151, 50, 2), ("aql-1.0", 1200, 80, 3),
        ("aql-2.5", 50, 5, 1), ("aql-2.5", 51, 20, 2), ("aql-2.5", 10000, 200, 11),
        ("aql-4.0", 26, 13, 2), ("aql-4.0", 280, 32, 4), ("aql-4.0", 3200, 125, 11),
    ],
)  # fmt: skip
def test_iso_plans_follow_table_2_a(name, size, sample, reject_at):
    step = step_for(plan_for(name), size)

    assert (step.sample, step.reject_at) == (sample, reject_at)


@pytest.mark.parametrize(
    ("lots", "why"), [([[9, 15], [17, 25]], "no step"), ([[2, 15]], "no possible step")]
)
def test_a_plan_with_a_hole_is_refused(lots, why):
    steps = ", ".join(f"{{ lot = {pair}, inspect = 3, reject_at = 1 }}" for pair in lots)

    with pytest.raises(ValueError, match=why):
        parse_plan(f'name = "x"\nversion = "1"\nsource = "x"\nsteps = [{steps}]')
