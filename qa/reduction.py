"""Smaller pictures, by whole numbers: several times faster than by others."""

import cv2
import numpy as np
from numpy.typing import NDArray


def reduced(picture: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """The means of squares of ``step`` pixels; what fills no square at the end is left out.

    Halves are taken for as long as they go, since nothing is as fast.
    """
    height, width = (max(1, side // step) for side in picture.shape[:2])
    small = picture[: height * step, : width * step]
    while step > 1:
        factor = step if step % 2 else 2
        step //= factor
        size = (width * step, height * step)
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small
