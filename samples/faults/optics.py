"""Faults of lens and stand: out of focus, shaken."""

import numpy as np

from samples.faults.base import Scene, Seeded, SeededFault, like
from samples.light import GREY_AXES, Light, Pixels, to_light, to_pixels
from samples.resampling import blur


def defocus(scene: Scene, sigma_px: float, rng: np.random.Generator) -> Seeded:
    """The whole page out of focus, by a Gaussian of this sigma; the sensor's noise stays."""
    light = to_light(scene.image)
    blurred = blur(light, sigma_px)
    image = _with_noise_of(light, blurred, scene.image, rng)
    return Seeded(image, SeededFault("defocus", sigma_px, "px"))


def _with_noise_of(before: Light, after: Light, image: Pixels, rng: np.random.Generator) -> Pixels:
    """Code light as pixels with the noise that the scan had before its light was smoothed."""
    level = noise_of(before)
    after += np.float32(level) * rng.standard_normal(after.shape, dtype=np.float32)
    return to_pixels(after, like(image))


def noise_of(light: Light) -> float:
    """Standard deviation of the finest noise, from the quiet half of the picture."""
    grey = light if light.ndim == GREY_AXES else light[..., 1]
    fine = grey[1:-1:2, 1:-1:2] - (grey[1:-1:2, :-2:2] + grey[1:-1:2, 2::2]) / 2
    return float(np.median(np.abs(fine)) / 0.6745 / np.sqrt(1.5))
