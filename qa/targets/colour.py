"""Colour differences and lightness, by the formulas of the CIE; L*a*b* arrays of shape (…, 3)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

_SEVENTH = 25.0**7
_BEND = 6 / 29


def delta_e_2000(one: ArrayLike, other: ArrayLike, *, flat_lightness: bool = False) -> Numbers:
    """CIEDE2000 between colours, after Sharma, Wu and Dalal (2005).

    Args:
        one: L*a*b* of the first colours.
        other: L*a*b* of the second colours.
        flat_lightness: with S_L = 1, as Metamorfoze 2.0 asks for.
    """
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    chroma = np.hypot(first[..., 1], first[..., 2]), np.hypot(second[..., 1], second[..., 2])
    stretch = 1 + 0.5 * (1 - _knee((chroma[0] + chroma[1]) / 2))
    (chroma_1, hue_1), (chroma_2, hue_2) = _polar(first, stretch), _polar(second, stretch)
    both = (chroma_1 * chroma_2) > 0
    turn = np.where(both, (hue_2 - hue_1 + 180) % 360 - 180, 0.0)
    # exactly opposite hues count as +180, as published
    turn = np.where(both & (turn == -180) & (hue_2 > hue_1), 180.0, turn)
    hue = _mean_hue(hue_1, hue_2, both)
    lightness, chroma_mean = (first[..., 0] + second[..., 0]) / 2, (chroma_1 + chroma_2) / 2
    middle = np.square(lightness - 50)
    weight_l = np.ones_like(middle) if flat_lightness else 1 + 0.015 * middle / np.sqrt(20 + middle)
    weight_h = 1 + 0.015 * chroma_mean * _hue_weight(hue)
    by_l = (second[..., 0] - first[..., 0]) / weight_l
    by_c = (chroma_2 - chroma_1) / (1 + 0.045 * chroma_mean)
    by_h = 2 * np.sqrt(chroma_1 * chroma_2) * np.sin(np.radians(turn / 2)) / weight_h
    spread = 30 * np.exp(-np.square((hue - 275) / 25))
    rotation = -np.sin(np.radians(2 * spread)) * 2 * _knee(chroma_mean)
    total = np.square(by_l) + np.square(by_c) + np.square(by_h) + rotation * by_c * by_h
    return np.asarray(np.sqrt(np.maximum(total, 0)), np.float64)


def _knee(chroma: Numbers) -> Numbers:
    return np.asarray(np.sqrt(chroma**7 / (chroma**7 + _SEVENTH)), np.float64)


def _polar(lab: Numbers, stretch: Numbers) -> tuple[Numbers, Numbers]:
    across = lab[..., 1] * stretch
    hue = np.degrees(np.arctan2(lab[..., 2], across)) % 360
    return np.hypot(across, lab[..., 2]), hue


def _mean_hue(one: Numbers, other: Numbers, both: NDArray[np.bool_]) -> Numbers:
    total, far = one + other, np.abs(one - other) > 180
    shifted = np.where(far, np.where(total < 360, total + 360, total - 360), total)
    return np.asarray(np.where(both, shifted / 2, total), np.float64)


def _hue_weight(hue: Numbers) -> Numbers:
    angle = np.radians(hue)
    return np.asarray(
        1
        - 0.17 * np.cos(angle - np.radians(30))
        + 0.24 * np.cos(2 * angle)
        + 0.32 * np.cos(3 * angle + np.radians(6))
        - 0.20 * np.cos(4 * angle - np.radians(63)),
        np.float64,
    )


def luminance_of(lightness: ArrayLike) -> Numbers:
    """Relative luminance (white is 1) of a lightness L*."""
    root = (np.asarray(lightness, np.float64) + 16) / 116
    return np.asarray(np.where(root > _BEND, root**3, 3 * _BEND**2 * (root - 4 / 29)), np.float64)


def lightness_of(luminance: ArrayLike) -> Numbers:
    """Lightness L* of a relative luminance."""
    value = np.asarray(luminance, np.float64)
    low = value / (3 * _BEND**2) + 4 / 29
    root = np.where(value > _BEND**3, np.cbrt(np.maximum(value, 0)), low)
    return np.asarray(116 * root - 16, np.float64)
