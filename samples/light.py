"""Linear light and back: faults and scans happen to light, files hold sRGB values."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Linear light, 0 (none) to 1 (the brightest value a file can hold).
Light = NDArray[np.float32]
#: An image as files hold it: 8 or 16 bits, grey (h, w) or colour (h, w, 3).
Pixels = NDArray[np.unsignedinteger[Any]]

#: Axes of a grey image; a colour image has one more.
GREY_AXES = 2

_STEPS = 65535
_BAND_ROWS = 64


def to_light(pixels: Pixels) -> Light:
    """The linear light behind sRGB-coded pixels of 8 or 16 bits."""
    top = int(np.iinfo(pixels.dtype).max)
    light: Light = np.take(_decoding(top), pixels).astype(np.float32, copy=False)
    return light


def to_pixels(light: Light, dtype: type[np.uint8] | type[np.uint16] = np.uint8) -> Pixels:
    """Light coded as sRGB pixels; what is brighter than white is clipped."""
    code = _encoding(int(np.iinfo(dtype).max)).astype(dtype)
    if light.ndim < GREY_AXES:
        return np.asarray(code[_steps(light)], dtype)
    pixels = np.empty(light.shape, dtype)
    for rows in bands(light):
        np.take(code, _steps(light[rows]), out=pixels[rows])
    return pixels


def bands(light: Light) -> list[slice]:
    """The picture's rows in bands small enough for a processor's cache."""
    return [slice(top, top + _BAND_ROWS) for top in range(0, light.shape[0], _BAND_ROWS)]


def _steps(light: Light) -> NDArray[np.uint16]:
    steps = np.clip(light, 0.0, 1.0)
    steps *= _STEPS
    steps += np.float32(0.5)
    return steps.astype(np.uint16)


@cache
def _decoding(top: int) -> Light:
    coded = np.arange(top + 1, dtype=np.float64) / top
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


@cache
def _encoding(top: int) -> NDArray[np.uint16]:
    linear = np.arange(_STEPS + 1, dtype=np.float64) / _STEPS
    coded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    codes: NDArray[np.uint16] = np.rint(coded * top).astype(np.uint16)
    return codes
