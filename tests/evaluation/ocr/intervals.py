"""How sure figures are, and how well two of them go together."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

ROUNDS, SEED, TAIL = 1000, 16, 0.025
#: Least points of which a correlation is told.
LEAST_PAGES = 8


def interval(
    groups: Sequence[Sequence[T]], measure: Callable[[list[T]], float | None]
) -> tuple[float, float] | None:
    """Between which values a measure lies, 95 times of 100, drawing whole groups (volumes) anew."""
    if len(groups) < 2:
        return None
    rng = random.Random(SEED)
    values: list[float] = []
    for _ in range(ROUNDS):
        drawn = [one for _ in groups for one in rng.choice(groups)]
        value = measure(drawn)
        if value is not None:
            values.append(value)
    values.sort()
    if not values:
        return None
    return values[int(TAIL * len(values))], values[-1 - int(TAIL * len(values))]


def ranks(values: Sequence[float]) -> list[float]:
    """Places in order, those of equal values shared."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in order[start : end + 1]:
            found[place] = (start + end) / 2
        start = end + 1
    return found


def spearman(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Correlation of ranks; None for too few points or where one side is all alike."""
    if len(one) < LEAST_PAGES or len(set(one)) == 1 or len(set(other)) == 1:
        return None
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])
