"""Things that do not belong in the picture: a finger, a clip, a slip, a pencil, a bookmark."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.faults.base import Scene, Seeded, SeededFault, like
from samples.light import GREY_AXES, Light, to_light, to_pixels
from samples.resampling import blur
from schemas.findings import Region

Tone = tuple[float, float, float]
#: Light that skins reflect (red, green, blue), from pale to dark, and a grey glove.
SKINS = ((0.62, 0.40, 0.31), (0.52, 0.30, 0.21), (0.36, 0.19, 0.12), (0.17, 0.085, 0.055))
GLOVE = (0.42, 0.42, 0.41)
#: How much the surface of things and the sensor's noise vary their light.
GRAIN = 0.015
#: Things laid down on pages: width in millimetres and the light they reflect.
THINGS = (
    (7.0, (0.30, 0.31, 0.33)),
    (9.0, (0.42, 0.04, 0.05)),
    (30.0, (0.86, 0.86, 0.84)),
    (7.5, (0.70, 0.43, 0.04)),
)


def finger(
    scene: Scene, length_mm: float, rng: np.random.Generator, *, glove: bool = False
) -> Seeded:
    """A finger or thumb that reaches so many millimetres over the page from its edge."""
    colour = GLOVE if glove else SKINS[int(rng.integers(len(SKINS)))]
    width = float(rng.uniform(15, 21))
    return _lay_over(scene, "finger", length_mm, width, colour, rng, is_round=True)


def foreign_object(scene: Scene, length_mm: float, rng: np.random.Generator) -> Seeded:
    """A clip, ribbon, slip or pencil that reaches so many millimetres over the page."""
    width, tone = THINGS[int(rng.integers(len(THINGS)))]
    return _lay_over(scene, "foreign_object", length_mm, width, tone, rng, is_round=False)


def _lay_over(
    scene: Scene, kind: str, length_mm: float, width_mm: float, colour: Tone,
    rng: np.random.Generator, *, is_round: bool,
) -> Seeded:  # fmt: skip
    """Lay a thing over the page from its outer or lower edge, with its shading and shadow."""
    foot, angle = _entry(scene, rng)
    reach, half = scene.px(length_mm), scene.px(width_mm) / 2
    along, across = _own_axes(scene, foot, angle)
    tip = half if is_round else 0.0
    beyond = np.maximum(along - (reach - tip), 0)
    away = (
        np.hypot(beyond, across) if is_round else np.maximum(np.abs(across), along - reach + half)
    )
    body = np.clip(half - away, 0, 1).astype(np.float32)
    shadow = blur(body, max(1.0, scene.px(1.2)))
    round_light = np.sqrt(np.clip(1 - (away / half) ** 2, 0, 1)) if is_round else 1.0
    shading = (0.55 + 0.45 * round_light) * np.ones_like(body)
    if kind == "finger" and colour is not GLOVE:
        shading *= 1 + 0.16 * _nail(along, across, reach, half)
    shading *= 1 + GRAIN * rng.standard_normal(body.shape, dtype=np.float32)
    light = to_light(scene.image)
    _paint(light, body, shadow, shading.astype(np.float32), np.array(colour, np.float32))
    fault = SeededFault(kind, length_mm, "mm", region=_bounds(body))
    return Seeded(to_pixels(light, like(scene.image)), fault)


def _entry(scene: Scene, rng: np.random.Generator) -> tuple[tuple[float, float], float]:
    """A place on the page's outer or lower edge, and the direction into the page."""
    page = scene.page
    lean = float(rng.uniform(-0.35, 0.35))
    if rng.random() < 0.4:
        x = page.x + page.width * float(rng.uniform(0.15, 0.85))
        return (x, page.y + page.height), -math.pi / 2 + lean
    y = page.y + page.height * float(rng.uniform(0.15, 0.85))
    if scene.gutter_is_left:
        return (page.x + page.width, y), math.pi + lean
    return (page.x, y), lean


def _own_axes(scene: Scene, foot: tuple[float, float], angle: float) -> tuple[Light, Light]:
    """Each pixel's place along the thing, from the page's edge on, and across it."""
    height, width = scene.image.shape[:2]
    x = (np.arange(width, dtype=np.float32) - np.float32(foot[0]))[None, :]
    y = (np.arange(height, dtype=np.float32) - np.float32(foot[1]))[:, None]
    cos, sin = np.float32(math.cos(angle)), np.float32(math.sin(angle))
    return x * cos + y * sin, y * cos - x * sin


def _nail(along: Light, across: Light, reach: float, half: float) -> Light:
    """The nail near the tip: 1 inside it."""
    place = ((along - (reach - 0.75 * half)) / (0.62 * half)) ** 2 + (across / (0.6 * half)) ** 2
    return np.asarray(np.clip((1 - place) * 6, 0, 1), np.float32)


def _paint(light: Light, body: Light, shadow: Light, shading: Light, colour: Light) -> None:
    """Darken by the shadow, then cover by the body; in place."""
    dim = 1 - np.float32(0.45) * shadow
    if light.ndim == GREY_AXES:
        grey = np.float32(colour @ np.array([0.2126, 0.7152, 0.0722], np.float32))
        light *= dim
        light += body * (shading * grey - light)
        return
    light *= dim[..., None]
    light += body[..., None] * (shading[..., None] * colour - light)


def _bounds(body: NDArray[np.float32]) -> Region:
    x, y, width, height = cv2.boundingRect((body > 0.5).astype(np.uint8))
    return Region(x, y, width, height)
