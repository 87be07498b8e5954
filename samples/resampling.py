"""Blurring, scaling and turning of light: OpenCV with the types this house uses."""

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.light import Light


def blur(light: Light, sigma_x: float, sigma_y: float | None = None) -> Light:
    """Light spread by a Gaussian; zero leaves it as it is."""
    down = sigma_x if sigma_y is None else sigma_y
    if sigma_x <= 0 and down <= 0:
        return light
    spread = cv2.GaussianBlur(light, (0, 0), sigmaX=max(sigma_x, 1e-3), sigmaY=max(down, 1e-3))
    return np.asarray(spread, np.float32)


def resize(light: Light, width: int, height: int, *, smooth: bool = False) -> Light:
    """Light at another size: averaged when smaller, interpolated when larger."""
    smaller = width < light.shape[1]
    larger = cv2.INTER_CUBIC if smooth else cv2.INTER_LINEAR
    method = cv2.INTER_AREA if smaller else larger
    return np.asarray(cv2.resize(light, (width, height), interpolation=method), np.float32)


def turn_matrix(centre: tuple[float, float], degrees: float) -> NDArray[np.float64]:
    """The way of a point when the picture turns clockwise about a centre."""
    return np.asarray(cv2.getRotationMatrix2D(centre, -degrees, 1.0), np.float64)


def shift_source(matrix: NDArray[np.float64], x: float, y: float) -> NDArray[np.float64]:
    """The same way, for a picture whose origin lies at (x, y) of the old one."""
    moved = matrix.copy()
    moved[:, 2] = matrix @ np.array([x, y, 1.0])
    return moved


def warp(
    light: Light,
    way: NDArray[np.float64],
    size: tuple[int, int],
    *,
    border: int = cv2.BORDER_REPLICATE,
) -> Light:
    """Light carried along an affine way into a picture of this size (width, height)."""
    carried = cv2.warpAffine(light, way, size, flags=cv2.INTER_CUBIC, borderMode=border)
    return np.asarray(carried, np.float32)
