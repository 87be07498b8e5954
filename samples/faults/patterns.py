"""Patterns over the picture: moiré, bands, streaks, dust in the light path."""

import math

import cv2
import numpy as np

from samples.colour import light_of, lightness
from samples.faults.base import Scene, Seeded, SeededFault, like
from samples.faults.lighting import paper_light, within
from samples.light import GREY_AXES, Light, to_light, to_pixels
from samples.resampling import blur
from schemas.findings import Region


def moire(scene: Scene, percent: float, rng: np.random.Generator) -> Seeded:
    """Interference of a half-tone with the sensor, over a part of the page, off all axes."""
    light = to_light(scene.image)
    page = scene.page
    width, height = (
        round(side * float(rng.uniform(0.35, 0.7))) for side in (page.width, page.height)
    )
    left = page.x + int(rng.integers(max(1, page.width - width)))
    top = page.y + int(rng.integers(max(1, page.height - height)))
    region = Region(left, top, width, height)
    period = float(rng.uniform(9, 30))
    angle = float(rng.uniform(0.2, 0.6)) * math.pi / 2
    x = np.arange(width, dtype=np.float32)[None, :] * np.float32(math.cos(angle))
    y = np.arange(height, dtype=np.float32)[:, None] * np.float32(math.sin(angle))
    wave = np.sin((x + y) * np.float32(2 * math.pi / period))
    fade = np.hanning(height)[:, None] ** 0.3 * np.hanning(width)[None, :] ** 0.3
    _scale(within(region, light), 1 + np.float32(percent / 100) * (wave * fade).astype(np.float32))
    fault = SeededFault("moire", percent, "%", region=region)
    return Seeded(to_pixels(light, like(scene.image)), fault)


def banding(scene: Scene, delta_lightness: float, rng: np.random.Generator) -> Seeded:
    """Bands along the page that differ by so many steps of L*."""
    light = to_light(scene.image)
    raw = rng.standard_normal((1, light.shape[1]), dtype=np.float32)
    profile = blur(raw, float(rng.uniform(6, 30)), 0.0)
    profile = np.clip(profile / np.float32(2 * profile.std()), -0.5, 0.5)
    _scale(
        light, np.repeat(_gains(scene, light, profile * delta_lightness), light.shape[0], axis=0)
    )
    fault = SeededFault("banding", delta_lightness, "L*")
    return Seeded(to_pixels(light, like(scene.image)), fault)


def streak(scene: Scene, delta_lightness: float, rng: np.random.Generator) -> Seeded:
    """One to three fine lines over the whole height, darker or lighter by so many L*."""
    light = to_light(scene.image)
    profile = np.zeros((1, light.shape[1]), np.float32)
    page = scene.page
    places = page.x + rng.integers(page.width // 10, page.width * 9 // 10, int(rng.integers(1, 4)))
    sign = -1.0 if rng.random() < 0.7 else 1.0
    thick = int(rng.integers(1, 4))
    for place in places:
        profile[0, place : place + thick] = sign * delta_lightness
    _scale(light, np.repeat(_gains(scene, light, profile), light.shape[0], axis=0))
    left, right = int(places.min()), int(places.max()) + thick
    region = Region(left, 0, right - left, light.shape[0])
    fault = SeededFault("streak", delta_lightness, "L*", region=region)
    return Seeded(to_pixels(light, like(scene.image)), fault)


def dust(scene: Scene, specks: float, rng: np.random.Generator) -> Seeded:
    """Specks in the light path: the same generator state puts them at the same places again."""
    light = to_light(scene.image)
    height, width = light.shape[:2]
    shade = np.ones((height, width), np.float32)
    for _ in range(round(specks)):
        place = (int(rng.uniform(0.04, 0.96) * width), int(rng.uniform(0.04, 0.96) * height))
        radius = max(1, round(scene.px(float(rng.uniform(0.08, 0.3)))))
        cv2.circle(shade, place, radius, float(rng.uniform(0.35, 0.75)), -1, cv2.LINE_AA)
    _scale(light, blur(shade, 1.2))
    fault = SeededFault("dust", float(round(specks)), "specks")
    return Seeded(to_pixels(light, like(scene.image)), fault)


def _gains(scene: Scene, light: Light, change: Light) -> Light:
    """Gains that change paper by so many L*."""
    paper = float(np.mean(paper_light(scene, light)))
    before = lightness(paper)
    return np.array([[light_of(before + float(c)) / paper for c in change[0]]], np.float32)


def _scale(light: Light, gain: Light) -> None:
    light *= gain if light.ndim == GREY_AXES else gain[..., None]
