"""Faults of light and tone: too dark or bright, clipped, coloured, uneven, noisy, shown through."""

import math

import numpy as np

from samples.colour import lab_of, light_of, light_of_lab, lightness
from samples.faults.base import Scene, Seeded, SeededFault, like
from samples.light import GREY_AXES, Light, to_light, to_pixels
from samples.resampling import blur
from samples.scan import add_noise
from schemas.findings import Region

#: How far into the page the shadow of a fold is said to reach.
GUTTER_REACH_MM = 20.0


def exposure(scene: Scene, lightness_change: float) -> Seeded:
    """Paper lighter or darker by so many steps of L*."""
    light = to_light(scene.image)
    paper = float(_luminance(paper_light(scene, light)))
    light *= np.float32(light_of(lightness(paper) + lightness_change) / paper)
    return _seeded(scene, light, SeededFault("exposure", lightness_change, "L*"))


def clipping(scene: Scene, percent: float, rng: np.random.Generator) -> Seeded:
    """So many percent of the page run into the end of the scale, at white or at black."""
    light = to_light(scene.image)
    page = within(scene.page, light)
    channels = page.reshape(-1, 1) if page.ndim == GREY_AXES else page.reshape(-1, 3)
    if rng.random() < 0.5:
        level = float(np.quantile(channels.max(axis=1)[::7], 1 - percent / 100))
        light /= np.float32(level)
    else:
        level = float(np.quantile(channels.max(axis=1)[::7], percent / 100))
        light -= np.float32(level)
        light /= np.float32(1 - level)
    return _seeded(scene, light, SeededFault("clipping", percent, "%"))


def cast(scene: Scene, delta_e: float, rng: np.random.Generator) -> Seeded:
    """White balance off: the paper's colour moves by this ΔE in a random direction of hue."""
    light = to_light(scene.image)
    if light.ndim == GREY_AXES:
        raise ValueError("a colour cast needs a colour scan")
    paper = paper_light(scene, light)
    hue = float(rng.uniform(0, 2 * math.pi))
    moved = lab_of(paper) + delta_e * np.array([0.0, math.cos(hue), math.sin(hue)])
    gains = np.maximum(light_of_lab(moved), 0) / paper
    light *= gains.astype(np.float32)
    return _seeded(scene, light, SeededFault("cast", delta_e, "ΔE"))


def uneven_light(scene: Scene, percent: float, rng: np.random.Generator) -> Seeded:
    """Light falls off across the page, by so many percent from one side to the other."""
    light = to_light(scene.image)
    height, width = light.shape[:2]
    angle = float(rng.uniform(0, 2 * math.pi))
    x = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.float32(math.cos(angle))
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32) * np.float32(math.sin(angle))
    place = x[None, :] + y[:, None]
    place = (place - place.min()) / (place.max() - place.min())
    _dim(light, 1 - np.float32(percent / 100) * place**1.4)
    return _seeded(scene, light, SeededFault("uneven_light", percent, "%"))


def gutter_shadow(scene: Scene, percent: float) -> Seeded:
    """The page sinks into a shadow toward its fold, which takes so many percent of the light."""
    light = to_light(scene.image)
    page = scene.page
    place = np.arange(light.shape[1], dtype=np.float32)
    fold = page.x if scene.gutter_is_left else page.x + page.width
    shade = np.exp(-np.abs(place - fold) / np.float32(scene.px(GUTTER_REACH_MM / 2.5)))
    _dim(light, np.repeat((1 - percent / 100 * shade)[None, :], light.shape[0], axis=0))
    reach = round(scene.px(GUTTER_REACH_MM))
    left = fold if scene.gutter_is_left else fold - reach
    region = Region(left, page.y, reach, page.height)
    return _seeded(scene, light, SeededFault("gutter_shadow", percent, "%", region=region))


def show_through(scene: Scene, percent: float) -> Seeded:
    """Print of the other side (here: the page's own, mirrored and shifted) at this contrast."""
    light = to_light(scene.image)
    page = within(scene.page, light)
    paper = paper_light(scene, light)
    grey = page if page.ndim == GREY_AXES else page[..., 1]
    level = np.float32(paper if page.ndim == GREY_AXES else paper[1])
    ink = 1 - np.clip(grey / level, 0, 1)
    ghost = blur(np.ascontiguousarray(ink[:, ::-1]), scene.ppi / 200)
    ghost = np.roll(ghost, round(scene.px(2.6)), axis=0)
    _dim(page, 1 - np.float32(percent / 100) * ghost)
    return _seeded(scene, light, SeededFault("show_through", percent, "%", region=scene.page))


def noise(scene: Scene, percent: float, rng: np.random.Generator) -> Seeded:
    """Sensor noise of so many percent of white."""
    light = to_light(scene.image)
    add_noise(light, percent / 100, rng)
    return _seeded(scene, light, SeededFault("noise", percent, "%"))


def paper_light(scene: Scene, light: Light) -> Light:
    """The light of the page's unprinted paper: what its brighter half is like."""
    page = within(scene.page, light)[::5, ::5]
    if page.ndim == GREY_AXES:
        return np.asarray(np.quantile(page, 0.7), np.float32)
    return np.asarray(np.quantile(page.reshape(-1, 3), 0.7, axis=0), np.float32)


def within(region: Region, light: Light) -> Light:
    """The part of the picture inside a region; it is the picture's own memory."""
    rows = slice(region.y, region.y + region.height)
    return light[rows, region.x : region.x + region.width]


def _luminance(colour: Light) -> float:
    if colour.ndim == 0:
        return float(colour)
    return float(colour @ np.array([0.2126, 0.7152, 0.0722], np.float32))


def _dim(light: Light, share: Light) -> None:
    light *= share if light.ndim == GREY_AXES else share[..., None]


def _seeded(scene: Scene, light: Light, fault: SeededFault) -> Seeded:
    return Seeded(to_pixels(light, like(scene.image)), fault)
