"""Lightness and colour as eyes see them: L*a*b* (D65) of light, and the way back."""

import numpy as np
from numpy.typing import NDArray

_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _TO_XYZ.sum(axis=1)
_DELTA = 6 / 29


def lightness(light: float) -> float:
    """L* of a share of light."""
    return float(116 * _root(np.array(light)) - 16)


def light_of(lightness_star: float) -> float:
    """The share of light that has this L*."""
    return float(_power(np.array((lightness_star + 16) / 116)))


def lab_of(light: NDArray[np.floating]) -> NDArray[np.float64]:
    """L*a*b* of one colour given as linear red, green, blue."""
    x, y, z = _root(_TO_XYZ @ np.asarray(light, np.float64) / _WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def light_of_lab(lab: NDArray[np.floating]) -> NDArray[np.float64]:
    """Linear red, green, blue of one L*a*b* colour; may lie outside 0 to 1."""
    y = (lab[0] + 16) / 116
    xyz = _power(np.array([y + lab[1] / 500, y, y - lab[2] / 200])) * _WHITE
    return np.asarray(np.linalg.solve(_TO_XYZ, xyz), np.float64)


def _root(share: NDArray[np.float64]) -> NDArray[np.float64]:
    low = share / (3 * _DELTA**2) + 4 / 29
    return np.where(share > _DELTA**3, np.cbrt(share), low)


def _power(root: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(root > _DELTA, root**3, 3 * _DELTA**2 * (root - 4 / 29))
