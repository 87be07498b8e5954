"""Fits an estimate of a page's error rate to training pages; the coefficients are data."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

#: Rates below are all good text: an error there counts no more than one at this rate.
GOOD_RATE = 0.02
_ROUNDS = 3000


@dataclass(frozen=True, slots=True)
class Fit:
    """An estimate: an intercept and a weight a sign, none of them negative."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float

    def estimate(self, signs: Sequence[float]) -> float:
        """The estimated error rate, 0 to 1."""
        found = self.intercept + sum(w * x for w, x in zip(self.weights, signs, strict=True))
        return min(1.0, max(0.0, found))


def fit(names: Sequence[str], rows: Sequence[Sequence[float]], rates: Sequence[float]) -> Fit:
    """Least squares without negative weights; misses count by the size of the rate they miss."""
    y = np.minimum(np.asarray(rates, np.float64), 1.0)
    x = np.column_stack([np.ones(len(y)), np.asarray(rows, np.float64)])
    scale = 1 / (GOOD_RATE + y)
    x, y = x * scale[:, None], y * scale
    products, wanted = x.T @ x, x.T @ y
    found = np.zeros(x.shape[1])
    for _ in range(_ROUNDS):
        for i in range(len(found)):
            if products[i, i] > 0:
                rest = wanted[i] - products[i] @ found + products[i, i] * found[i]
                found[i] = max(0.0, rest / products[i, i])
    return Fit(tuple(names), tuple(map(float, found[1:])), float(found[0]))


def without_own_volume(
    names: Sequence[str],
    rows: Sequence[Sequence[float]],
    rates: Sequence[float],
    volumes: Sequence[Hashable],
) -> list[float]:
    """Each page's estimate, fitted on the pages of all other volumes."""
    estimates = [0.0] * len(rows)
    for volume in dict.fromkeys(volumes):
        others = [i for i, one in enumerate(volumes) if one != volume]
        if not others:
            return [fmean(rates)] * len(rows)
        fitted = fit(names, [rows[i] for i in others], [rates[i] for i in others])
        for i, one in enumerate(volumes):
            if one == volume:
                estimates[i] = fitted.estimate(rows[i])
    return estimates
