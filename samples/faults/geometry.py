"""Faults of placing: askew, turned, mirrored, cut off, curled, of another size."""

import cv2
import numpy as np

from samples.faults.base import Scene, Seeded, SeededFault, like, text_region
from samples.light import to_light, to_pixels
from samples.resampling import resize, turn_matrix, warp
from schemas.findings import Region


def skew(scene: Scene, degrees: float) -> Seeded:
    """The page turned on its backing, positive clockwise; corners are filled from the edge."""
    height, width = scene.image.shape[:2]
    turn = turn_matrix((width / 2, height / 2), degrees)
    turned = warp(to_light(scene.image), turn, (width, height), border=cv2.BORDER_REFLECT)
    image = to_pixels(np.maximum(turned, 0), like(scene.image))
    return Seeded(image, SeededFault("skew", degrees, "degrees"))


def turned(scene: Scene, degrees: float) -> Seeded:
    """The page turned clockwise by a quarter, a half or three quarters."""
    image = np.ascontiguousarray(np.rot90(scene.image, -round(degrees / 90)))
    return Seeded(image, SeededFault("turned", degrees, "degrees"))


def mirrored(scene: Scene) -> Seeded:
    """Left and right exchanged."""
    image = np.ascontiguousarray(scene.image[:, ::-1])
    return Seeded(image, SeededFault("mirrored", 1.0, ""))


def negative(scene: Scene) -> Seeded:
    """Light and dark exchanged."""
    top = np.iinfo(scene.image.dtype).max
    return Seeded((top - scene.image).astype(like(scene.image)), SeededFault("negative", 1.0, ""))


def cut_text(scene: Scene, depth_mm: float, rng: np.random.Generator) -> Seeded:
    """The frame cuts so many millimetres off the lines of print, on the left or the right."""
    text, depth = text_region(scene), round(scene.px(depth_mm))
    width = scene.image.shape[1]
    strip = max(2, round(scene.px(1.5)))
    if rng.random() < 0.5:
        edge = min(width, text.x + text.width - depth)
        image = np.ascontiguousarray(scene.image[:, :edge])
        region = Region(edge - strip, text.y, strip, text.height)
    else:
        edge = max(0, text.x + depth)
        image = np.ascontiguousarray(scene.image[:, edge:])
        region = Region(0, text.y, strip, text.height)
    return Seeded(image, SeededFault("cut_text", depth_mm, "mm", region=region))


def curl(scene: Scene, x_heights: float) -> Seeded:
    """Lines bend down toward the fold, by so many heights of a small letter."""
    height, width = scene.image.shape[:2]
    page = scene.page
    place = np.arange(width, dtype=np.float32)
    fold = page.x if scene.gutter_is_left else page.x + page.width
    bend = np.exp(-np.abs(place - fold) / np.float32(page.width * 0.16))
    text = text_region(scene)
    start = text.x if scene.gutter_is_left else text.x + text.width
    at_text = float(np.exp(-abs(start - fold) / (page.width * 0.16)))
    depth = np.float32(x_heights * scene.px(scene.x_height_mm) / at_text)
    rows = np.arange(height, dtype=np.float32)[:, None] - depth * bend[None, :]
    columns = np.repeat(place[None, :], height, axis=0)
    light = cv2.remap(
        to_light(scene.image), columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    image = to_pixels(np.maximum(np.asarray(light, np.float32), 0), like(scene.image))
    return Seeded(image, SeededFault("curl", x_heights, "x-heights"))


def other_size(scene: Scene, factor: float) -> Seeded:
    """The page comes out larger by a factor, as when the camera was raised or lowered."""
    height, width = scene.image.shape[:2]
    light = resize(to_light(scene.image), round(width * factor), round(height * factor))
    return Seeded(to_pixels(light, like(scene.image)), SeededFault("other_size", factor, "times"))
