"""The width of edges, as the sigma of a Gaussian in pixels.

At an edge the slope is compared after a little and after more smoothing: a sharp edge loses much
of its slope, a wide one little, whatever the contrast. On strokes thinner than the blur the width
reads about a third too low; limits allow for that.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

#: The smaller smoothing, for sharp edges and for soft ones; the larger is twice as much.
SHARP_SIGMA, SOFT_SIGMA = 1.0, 2.0
#: Widths read from here on are read again with more smoothing, which noise disturbs less.
SOFT_WIDTH_PX = 2.0
#: Edges weaker than this share of the piece's strong ones say nothing about its sharpness.
STRONG_SHARE, STRONG_PERCENTILE = 0.4, 97
#: Slopes below this many grey levels a pixel, or this many times the noise's own, are no edges.
MIN_SLOPE, NOISE_TIMES = 2.5, 6.0
#: The slope that white noise of sigma 1 still has after the fine smoothing.
NOISE_SLOPE = 0.28
MIN_EDGE_PIXELS = 60
#: Widths outside these cannot be told apart.
NARROWEST_PX, WIDEST_PX = 0.1, 8.0


def edge_width_px(grey: NDArray[np.uint8], noise: float, *, soft: bool = False) -> float | None:
    """The median width of the strong edges; None where there are too few of them.

    Args:
        grey: a piece of the scan at full resolution.
        noise: standard deviation of its noise.
        soft: whether edges too soft to be seen in the noise are looked for as well.
    """
    if min(grey.shape) < 16:
        return None
    values = grey.astype(np.float32)
    width = _width(values, noise, SHARP_SIGMA)
    if (width is None and soft) or (width is not None and width >= SOFT_WIDTH_PX):
        again = _width(values, noise, SOFT_SIGMA)
        return width if again is None else again
    return width


def _width(values: NDArray[np.float32], noise: float, sigma: float) -> float | None:
    fine, coarse = _slope(values, sigma), _slope(values, 2 * sigma)
    strong = STRONG_SHARE * float(np.percentile(fine[::2, ::2], STRONG_PERCENTILE))
    least = max(MIN_SLOPE / sigma, strong, NOISE_TIMES * NOISE_SLOPE * noise / sigma**2)
    # the ridge is that of the coarse slope: noise would choose where the fine one is too steep
    ridge = (coarse >= cv2.dilate(coarse, np.ones((3, 3), np.uint8))) & (fine > least)
    if int(ridge.sum()) < MIN_EDGE_PIXELS:
        return None
    losses = np.square(fine[ridge] / np.maximum(coarse[ridge], 1e-3))
    loss = max(float(np.median(losses)), 1.0 + 1e-6)
    square = sigma**2 * (4 - loss) / (loss - 1)
    return float(np.sqrt(np.clip(square, NARROWEST_PX**2, WIDEST_PX**2)))


def _slope(values: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Steepness in grey levels a pixel after smoothing."""
    radius = int(np.ceil(3 * sigma))
    places = np.arange(-radius, radius + 1)
    bell = np.exp(-np.square(places) / (2 * sigma**2))
    bell /= bell.sum()
    slant = bell * places / sigma**2
    across = cv2.sepFilter2D(values, cv2.CV_32F, slant, bell, borderType=cv2.BORDER_REPLICATE)
    down = cv2.sepFilter2D(values, cv2.CV_32F, bell, slant, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)
