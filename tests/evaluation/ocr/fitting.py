"""Fits an estimate of a page's error rate to training pages; the coefficients are data."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients of an estimate: logit of the error rate from standardised features."""

    names: tuple[str, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    def estimate(self, features: Sequence[float]) -> float:
        """The estimated error rate, 0 to 1."""
        terms = zip(features, self.means, self.spreads, self.weights, strict=True)
        logit = self.intercept + sum(w * (x - m) / s for x, m, s, w in terms)
        return float(1 / (1 + np.exp(-logit)))


#: Rates are drawn in from 0 and 1 by half an error on a page of a thousand letters.
_LEAST_RATE, _RIDGE = 5e-4, 1.0


def fit(names: Sequence[str], rows: Sequence[Sequence[float]], rates: Sequence[float]) -> Fit:
    """Ridge regression of the logit of the error rate; training pages only."""
    x = np.asarray(rows, np.float64)
    drawn_in = np.clip(np.asarray(rates, np.float64), _LEAST_RATE, 1 - _LEAST_RATE)
    y: NDArray[np.float64] = np.log(drawn_in / (1 - drawn_in))
    means, spreads = x.mean(axis=0), x.std(axis=0)
    spreads[spreads == 0] = 1.0
    z = (x - means) / spreads
    weights = np.linalg.solve(z.T @ z + _RIDGE * np.eye(x.shape[1]), z.T @ (y - y.mean()))
    return Fit(
        tuple(names), tuple(map(float, means)), tuple(map(float, spreads)),
        tuple(map(float, weights)), float(y.mean()),
    )  # fmt: skip


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
