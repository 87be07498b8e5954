"""Sampling plans in the manner of ISO 2859-1: how many of a lot people look at, and when it fails.

The sample is drawn by a recorded seed, so that anybody can draw it again.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from schemas.sampling import DrawnSample

DEFAULT_PLAN = "bhl"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One line of a plan: lots from ``lot_from`` to ``lot_to`` items."""

    lot_from: int
    lot_to: int
    sample: int
    """How many items are looked at."""
    reject_at: int
    """The lot fails at so many bad items."""


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """A table of steps, with its version and where it comes from."""

    name: str
    version: str
    source: str
    steps: tuple[PlanStep, ...]

    @property
    def largest_lot(self) -> int:
        """A larger lot must be divided first."""
        return self.steps[-1].lot_to


def plan_names() -> tuple[str, ...]:
    """The names of all plans."""
    found = (file.name for file in files("qa").joinpath("plans").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def plan_for(name: str = DEFAULT_PLAN) -> SamplingPlan:
    """A plan by its name.

    Raises:
        FileNotFoundError: there is none.
    """
    return parse_plan(files("qa").joinpath("plans", f"{name}.toml").read_text(encoding="utf-8"))


def parse_plan(text: str) -> SamplingPlan:
    """Read a plan; its steps must follow upon each other without a gap.

    Raises:
        KeyError: something is missing.
        ValueError: the steps do not fit together.
    """
    data = tomllib.loads(text)
    steps = tuple(
        PlanStep(step["lot"][0], step["lot"][1], step["inspect"], step["reject_at"])
        for step in data["steps"]
    )
    for before, after in pairwise(steps):
        if after.lot_from != before.lot_to + 1:
            raise ValueError(f"lots of {before.lot_to + 1} items have no step")
    for step in steps:
        if not 0 < step.reject_at <= step.sample <= step.lot_from <= step.lot_to:
            raise ValueError(
                f"lots of {step.lot_from} to {step.lot_to} items have no possible step"
            )
    return SamplingPlan(data["name"], data["version"], data["source"], steps)


def step_for(plan: SamplingPlan, lot_size: int) -> PlanStep:
    """How a lot of this size is looked at: one smaller than the plan's smallest, wholly.

    Raises:
        ValueError: the lot is empty, or larger than the plan allows.
    """
    if lot_size < 1 or lot_size > plan.largest_lot:
        raise ValueError(f"a lot has 1 to {plan.largest_lot} items, not {lot_size}")
    for step in plan.steps:
        if step.lot_from <= lot_size <= step.lot_to:
            return step
    return PlanStep(lot_size, lot_size, lot_size, 1)


def draw(plan: SamplingPlan, items: Sequence[str], seed: str) -> DrawnSample:
    """Choose the items to be looked at; the same seed and items give the same sample.

    Each item's place in the draw is a digest of the seed and its name: no program's random
    numbers have to stay the same over the years.

    Raises:
        ValueError: the lot does not fit the plan, or names an item twice.
    """
    if len(set(items)) != len(items):
        raise ValueError("an item stands twice in the lot")
    step = step_for(plan, len(items))
    drawn = set(sorted(items, key=lambda item: _place(seed, item))[: step.sample])
    chosen = tuple(item for item in items if item in drawn)
    return DrawnSample(plan.name, plan.version, seed, len(items), step.reject_at, chosen)


def _place(seed: str, item: str) -> str:
    return hashlib.sha256(f"{seed}\n{item}".encode()).hexdigest()
