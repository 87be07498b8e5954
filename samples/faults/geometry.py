"""Faults of placing: the page lies askew."""

import cv2
import numpy as np

from samples.faults.base import Scene, Seeded, SeededFault, like
from samples.light import to_light, to_pixels
from samples.resampling import turn_matrix, warp


def skew(scene: Scene, degrees: float) -> Seeded:
    """The page turned on its backing, positive clockwise; corners are filled from the edge."""
    height, width = scene.image.shape[:2]
    turn = turn_matrix((width / 2, height / 2), degrees)
    turned = warp(to_light(scene.image), turn, (width, height), border=cv2.BORDER_REFLECT)
    return Seeded(
        to_pixels(np.maximum(turned, 0), like(scene.image)), SeededFault("skew", degrees, "degrees")
    )
