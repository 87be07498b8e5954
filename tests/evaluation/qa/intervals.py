"""How sure a share is: the exact interval of Clopper and Pearson, at 95 per cent."""

from collections.abc import Callable
from math import exp, lgamma, log

ALPHA = 0.05
_ROUNDS = 60


def interval(hits: int, trials: int) -> tuple[float, float]:
    """Between which shares the truth lies, 95 times of 100; (0, 1) where nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    low = 0.0 if hits == 0 else _root(lambda p: 1 - _up_to(hits - 1, trials, p), ALPHA / 2)
    high = 1.0 if hits == trials else _root(lambda p: 1 - _up_to(hits, trials, p), 1 - ALPHA / 2)
    return low, high


def _root(rising: Callable[[float], float], value: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if rising(middle) < value:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _up_to(most: int, trials: int, share: float) -> float:
    """The chance of at most so many hits."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 1.0 if most >= trials else 0.0
    logs = (
        lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
        + k * log(share) + (trials - k) * log(1 - share)
        for k in range(most + 1)
    )  # fmt: skip
    return min(1.0, sum(exp(value) for value in logs))
