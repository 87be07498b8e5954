"""Leaves drawn on a backing, and what may lie on them."""

import cv2
import numpy as np

from tests.qa.drawn import HEIGHT, WIDTH, printed

#: A hand of light and one of dark skin, a leather cover, a stain, steel, a red strap, as RGB.
LIGHT_SKIN, DARK_SKIN = (205, 160, 135), (110, 72, 55)
STAIN, STEEL, RED = (190, 165, 110), (140, 142, 150), (170, 20, 25)
CREAM, BROWN_PAPER = (238, 228, 200), (170, 140, 105)
BLACK, WOOD = (18, 18, 20), (120, 85, 55)
BORDER = 90


def leaf(colour=CREAM, backing=BLACK, seed=0):
    """A printed leaf that lies on a backing."""
    ink = printed(seed=seed, level=230, ink=180, noise=0).astype(np.float32) / 230
    page = np.empty((HEIGHT + 2 * BORDER, WIDTH + 2 * BORDER, 3), np.float32)
    page[:] = backing
    page[BORDER:-BORDER, BORDER:-BORDER] = ink[:, :, None] * np.array(colour, np.float32)
    return noisy(page)


def noisy(page, sigma=2.0):
    grain = np.random.default_rng(1).normal(0, sigma, page.shape)
    return np.clip(page + grain, 0, 255).astype(np.uint8)


def laid_on(page, mask, colour):
    """Something of one colour, with soft edges and a little shading."""
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 1.2)[:, :, None]
    deep = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 40)[:, :, None]
    thing = np.array(colour, np.float32) * (0.85 + 0.15 * deep)
    return noisy(page * (1 - soft) + thing * soft)


def finger(page, reach_px, width_px=190, y=900):
    """Where a finger lies that comes over the right side."""
    mask = np.zeros(page.shape[:2], np.uint8)
    tip = page.shape[1] - BORDER - reach_px + width_px // 2
    cv2.ellipse(mask, (tip, y), (width_px // 2, width_px // 2), 0, 0, 360, 1, -1)
    mask[y - width_px // 2 : y + width_px // 2, tip:] = 1
    return mask


def bar(page, reach_px, width_px=90, y=600, lean=12):
    """Where a straight bar lies that comes over the left side, leaning a little."""
    mask = np.zeros(page.shape[:2], np.uint8)
    box = ((BORDER + reach_px - 400, y), (800, width_px), lean)
    cv2.fillPoly(mask, [cv2.boxPoints(box).astype(np.int32)], 1)
    return mask
