"""A photograph that was never taken, and the half-tone screen that brings it into print."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.light import Light
from samples.resampling import blur, resize


def draw_landscape(width: int, height: int, rng: np.random.Generator) -> Light:
    """A grey landscape: sky, hills one behind another, a farmstead, a road; 0 black to 1 white."""
    sky = np.linspace(0.93, 0.72, height, dtype=np.float32)[:, None]
    clouds = resize(rng.standard_normal((6, 9), dtype=np.float32), width, height, smooth=True)
    picture = np.clip(sky + np.float32(0.06) * clouds, 0, 1)
    for depth in range(4):
        base = height * (0.42 + 0.13 * depth)
        ridge = _ridge(width, rng) * height * 0.05 + base
        below = np.arange(height, dtype=np.float32)[:, None] > ridge[None, :]
        picture[below] = 0.62 - 0.13 * depth
    texture = blur(rng.standard_normal((height, width), dtype=np.float32), width / 260)
    picture += np.float32(0.05) * texture / np.float32(texture.std()) * (picture < 0.65)
    _draw_farm(picture, rng)
    return np.asarray(np.clip(picture, 0.03, 0.97), np.float32)


def screen(picture: Light, ppi: int, lines_per_inch: float, degrees: float) -> NDArray[np.uint8]:
    """The picture as dots of ink of different size on a turned grid; paper is 255."""
    height, width = picture.shape
    fine = resize(picture, width * 2, height * 2)
    pitch = 2 * ppi / lines_per_inch
    angle = math.radians(degrees)
    x = np.arange(width * 2, dtype=np.float32)[None, :]
    y = np.arange(height * 2, dtype=np.float32)[:, None]
    turn = np.float32(2 * math.pi / pitch)
    u = (x * math.cos(angle) + y * math.sin(angle)).astype(np.float32) * turn
    v = (y * math.cos(angle) - x * math.sin(angle)).astype(np.float32) * turn
    threshold = 0.5 + 0.25 * (np.cos(u) + np.cos(v))
    dots = np.where(fine > threshold, np.float32(255), np.float32(30))
    return np.asarray(resize(dots, width, height), np.float32).astype(np.uint8)


def _ridge(width: int, rng: np.random.Generator) -> Light:
    """The line of a hill."""
    x = np.linspace(0, 2 * math.pi, width, dtype=np.float32)
    waves = [
        float(rng.uniform(0.2, 1)) / n * np.sin(x * n * 0.7 + float(rng.uniform(0, 6)))
        for n in (1, 2, 3, 5)
    ]
    return np.asarray(np.sum(waves, axis=0), np.float32)


def _draw_farm(picture: Light, rng: np.random.Generator) -> None:
    """A house, a barn and some trees; in place."""
    height, width = picture.shape
    for _ in range(int(rng.integers(2, 5))):
        x, y = int(rng.uniform(0.1, 0.8) * width), int(rng.uniform(0.62, 0.8) * height)
        w = int(rng.uniform(0.07, 0.15) * width)
        h = w // 2
        wall = float(rng.uniform(0.6, 0.9))
        cv2.rectangle(picture, (x, y), (x + w, y + h), wall, -1)
        roof = np.array([[x - w // 8, y], [x + w // 2, y - h], [x + w + w // 8, y]], np.int32)
        cv2.fillPoly(picture, [roof], 0.12, cv2.LINE_AA)
        cv2.rectangle(picture, (x + w // 3, y + h // 3), (x + w // 2, y + h), 0.1, -1)
    for _ in range(int(rng.integers(4, 10))):
        x, y = int(rng.uniform(0, 1) * width), int(rng.uniform(0.55, 0.85) * height)
        r = int(rng.uniform(0.02, 0.05) * width)
        cv2.line(picture, (x, y), (x, y + 2 * r), 0.08, max(1, r // 6))
        cv2.circle(picture, (x, y), r, float(rng.uniform(0.1, 0.3)), -1, cv2.LINE_AA)
