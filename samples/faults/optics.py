"""Faults of lens and camera: out of focus, shaken, exposed twice, sharpened, enlarged."""

import math
from itertools import pairwise

import cv2
import numpy as np

from samples.faults.base import Scene, Seeded, SeededFault, like, text_region
from samples.light import GREY_AXES, Light, Pixels, to_light, to_pixels
from samples.resampling import blur, resize
from schemas.findings import Region

#: Sharpness of a good scan's edges, and the radius of a scanner program's unsharp mask.
EDGE_SIGMA_PX, MASK_SIGMA_PX = 0.9, 1.5


def defocus(scene: Scene, sigma_px: float, rng: np.random.Generator) -> Seeded:
    """The whole page out of focus, by a Gaussian of this sigma; the sensor's noise stays."""
    light = to_light(scene.image)
    image = _with_noise_of(light, blur(light, sigma_px), scene.image, rng)
    return Seeded(image, SeededFault("defocus", sigma_px, "px"))


def defocus_corner(scene: Scene, sigma_px: float, rng: np.random.Generator) -> Seeded:
    """One corner of the print out of focus; the sigma falls off to nothing over some lines."""
    light = to_light(scene.image)
    height, width = light.shape[:2]
    text = text_region(scene)
    x = text.x + text.width * int(rng.integers(2))
    y = text.y + text.height * int(rng.integers(2))
    reach = scene.page.width * float(rng.uniform(0.45, 0.6))
    across = (np.arange(width, dtype=np.float32) - x) ** 2
    down = (np.arange(height, dtype=np.float32) - y) ** 2
    distance = np.sqrt(across[None, :] + down[:, None])
    share = np.clip((reach - distance) / (0.35 * reach), 0, 1)
    soft = _spread_by(light, sigma_px * share, sigma_px)
    image = _with_noise_of(light, soft, scene.image, rng)
    sharp = share <= 0
    image[sharp] = scene.image[sharp]
    side = round(reach * 0.8)
    left, top = max(0, x - side), max(0, y - side)
    right, bottom = min(width, x + side), min(height, y + side)
    region = Region(left, top, right - left, bottom - top)
    return Seeded(image, SeededFault("defocus_corner", sigma_px, "px", region=region))


def _spread_by(light: Light, sigmas: Light, widest: float) -> Light:
    """Light spread by a Gaussian whose sigma differs from place to place, in a few steps."""
    steps = [widest * share for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    soft = light.copy()
    for low, high in pairwise(steps):
        part = np.clip((sigmas - low) / (high - low), 0, 1)
        part = part if light.ndim == GREY_AXES else part[..., None]
        soft += part * (blur(light, high) - blur(light, low))
    return soft


def motion(scene: Scene, length_px: float, rng: np.random.Generator) -> Seeded:
    """Camera or book moved in one direction while the shutter was open."""
    angle = float(rng.uniform(0, math.pi))
    side = math.ceil(length_px) | 1
    kernel = np.zeros((side * 8, side * 8), np.uint8)
    middle, half = side * 4, length_px * 4
    ends = [
        (
            round(middle + sign * math.cos(angle) * half),
            round(middle + sign * math.sin(angle) * half),
        )
        for sign in (-1, 1)
    ]
    cv2.line(kernel, ends[0], ends[1], 255, 8, cv2.LINE_AA)
    path = resize(kernel.astype(np.float32), side, side)
    light = to_light(scene.image)
    moved = np.asarray(cv2.filter2D(light, -1, path / path.sum()), np.float32)
    image = _with_noise_of(light, moved, scene.image, rng)
    return Seeded(image, SeededFault("motion", length_px, "px"))


def double_exposure(scene: Scene, ghost_percent: float, rng: np.random.Generator) -> Seeded:
    """A shifted second image of the page lies over the first."""
    light = to_light(scene.image)
    angle, reach = float(rng.uniform(0, 2 * math.pi)), scene.px(float(rng.uniform(0.6, 2.5)))
    shift = (round(math.sin(angle) * reach), round(math.cos(angle) * reach))
    share = np.float32(ghost_percent / 100)
    light += share * (np.roll(light, shift, axis=(0, 1)) - light)
    fault = SeededFault("double_exposure", ghost_percent, "%")
    return Seeded(to_pixels(light, like(scene.image)), fault)


def sharpening(scene: Scene, overshoot_percent: float) -> Seeded:
    """Edges with halos, as a scanner program's sharpening makes them; done on coded values."""
    top = np.float32(np.iinfo(scene.image.dtype).max)
    coded = scene.image.astype(np.float32)
    gain = np.float32(sharpening_gain(overshoot_percent / 100))
    coded += gain * (coded - blur(coded, MASK_SIGMA_PX))
    image: Pixels = np.clip(np.rint(coded), 0, top).astype(scene.image.dtype)
    return Seeded(image, SeededFault("sharpening", overshoot_percent, "%"))


def sharpening_gain(overshoot: float) -> float:
    """The gain of an unsharp mask that lifts a clean edge by this share of its step."""
    x = np.linspace(-12, 12, 961)
    wide = math.hypot(EDGE_SIGMA_PX, MASK_SIGMA_PX)
    edge, soft = (
        np.array([0.5 * (1 + math.erf(at / (sigma * math.sqrt(2)))) for at in x])
        for sigma in (EDGE_SIGMA_PX, wide)
    )
    low, high = 0.0, 40.0
    for _ in range(40):
        gain = (low + high) / 2
        if float((edge + gain * (edge - soft)).max()) - 1 < overshoot:
            low = gain
        else:
            high = gain
    return (low + high) / 2


def enlarged(scene: Scene, share: float) -> Seeded:
    """A picture of less resolution than it claims: made smaller by ``share`` and large again."""
    height, width = scene.image.shape[:2]
    small = resize(to_light(scene.image), round(width * share), round(height * share))
    light = np.maximum(resize(small, width, height, smooth=True), 0)
    return Seeded(to_pixels(light, like(scene.image)), SeededFault("enlarged", share, "share"))


def denoised(scene: Scene, width_px: float) -> Seeded:
    """Paper and print smoothed by a median filter of this width, as over-eager programs do."""
    side = round(width_px) | 1
    image = cv2.medianBlur(scene.image, side)
    return Seeded(np.asarray(image, like(scene.image)), SeededFault("denoised", float(side), "px"))


def noise_of(light: Light) -> float:
    """Standard deviation of the finest noise, from the quiet half of the picture."""
    grey = light if light.ndim == GREY_AXES else light[..., 1]
    fine = grey[1:-1:2, 1:-1:2] - (grey[1:-1:2, :-2:2] + grey[1:-1:2, 2::2]) / 2
    return float(np.median(np.abs(fine)) / 0.6745 / np.sqrt(1.5))


def _with_noise_of(before: Light, after: Light, image: Pixels, rng: np.random.Generator) -> Pixels:
    """Code light as pixels with the noise that the scan had before its light was smoothed."""
    level = noise_of(before)
    noisy = after + np.float32(level) * rng.standard_normal(after.shape, dtype=np.float32)
    return to_pixels(noisy, like(image))
