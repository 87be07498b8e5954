"""Lays a sheet into its book and the book on the backing: fold, leaf edges, shadow, turn."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.light import Light
from samples.paper import Paper, make_paper
from samples.resampling import blur, resize, shift_source, turn_matrix, warp
from samples.sheets import MM_PER_INCH
from schemas.findings import Region

#: Light that comes back from the fold between two pages.
FOLD_LIGHT = 0.10
#: The facing page goes on beyond what the camera sees, so that a turned book shows no gap.
UNSEEN_MM, EDGES_MM = 8.0, 1.2


@dataclass(frozen=True, slots=True)
class Bed:
    """Where the book lies: measures of its surroundings."""

    ppi: int
    border_mm: float
    """Backing that is seen around the page."""
    backing: float
    """Light that the backing reflects."""
    facing_mm: float
    """How much of the facing page is seen beyond the fold."""
    gutter_mm: float
    """How fast the shade of the fold fades."""
    gutter_shade: float
    """Share of light lost in the fold itself."""
    rotation_degrees: float
    """Clockwise."""

    def px(self, mm: float) -> int:
        """Millimetres as whole pixels."""
        return round(mm / MM_PER_INCH * self.ppi)


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet on its backing, and the way from the sheet's pixels to the picture's."""

    light: Light
    way: NDArray[np.float64]
    """2×3 affine matrix."""

    def region(self, region: Region) -> Region:
        """The upright rectangle that a rectangle of the sheet fills in the picture."""
        x0, y0, x1, y1 = region.x, region.y, region.x + region.width, region.y + region.height
        corners = np.array([[x0, y0, 1], [x1, y0, 1], [x0, y1, 1], [x1, y1, 1]]) @ self.way.T
        height, width = self.light.shape[:2]
        left, top = np.clip(corners.min(axis=0), 0, (width, height))
        right, bottom = np.clip(corners.max(axis=0), 0, (width, height))
        return Region(round(left), round(top), round(right - left), round(bottom - top))


def lay_open(
    sheet: Light, bed: Bed, paper: Paper, rng: np.random.Generator, *, recto: bool
) -> Laid:
    """A leaf in its open book: the fold on the inner side, leaf edges on the outer."""
    height, width = sheet.shape[:2]
    strip, edges = bed.px(bed.facing_mm + UNSEEN_MM), bed.px(EDGES_MM)
    facing = make_paper(height, strip, paper, rng, bed.ppi)
    block = _leaf_edges(height, edges, paper, rng)
    shade = _fold_shade(strip + width + edges, strip, bed)
    parts = [facing, sheet, block] if recto else [block[:, ::-1], sheet, facing[:, ::-1]]
    whole = np.concatenate(parts, axis=1)
    whole *= (shade if recto else shade[::-1])[None, :, None]
    unseen, border = bed.px(UNSEEN_MM), bed.px(bed.border_mm)
    if recto:
        frame = (-unseen, border, whole.shape[1] - unseen + border)
    else:
        frame = (border, border, whole.shape[1] - unseen + border)
    return _lay(whole, frame, strip if recto else edges, bed, rng)


def lay_spread(
    left: Light, right: Light, bed: Bed, paper: Paper, rng: np.random.Generator
) -> tuple[Laid, int]:
    """Both pages of an open book; also where the right one begins, in the left one's pixels."""
    height, width = left.shape[:2]
    edges = bed.px(EDGES_MM)
    blocks = [_leaf_edges(height, edges, paper, rng) for _ in range(2)]
    whole = np.concatenate([blocks[0][:, ::-1], left, right, blocks[1]], axis=1)
    place = np.arange(whole.shape[1], dtype=np.float32) - np.float32(edges + width)
    reach = np.float32(bed.gutter_mm / MM_PER_INCH * bed.ppi)
    slit = np.exp(-((place / (bed.ppi / 150)) ** 2))
    shade = 1 - np.float32(bed.gutter_shade) * np.exp(-np.abs(place) / reach)
    whole *= (shade * (1 - (1 - FOLD_LIGHT) * slit)).astype(np.float32)[None, :, None]
    border = bed.px(bed.border_mm)
    return _lay(whole, (border, border, whole.shape[1] + 2 * border), edges, bed, rng), width


def lay_flat(sheet: Light, bed: Bed, rng: np.random.Generator) -> Laid:
    """A board or loose leaf alone on the backing."""
    border = bed.px(bed.border_mm)
    return _lay(sheet, (border, border, sheet.shape[1] + 2 * border), 0, bed, rng)


def _lay(
    whole: Light, frame: tuple[int, int, int], inset: int, bed: Bed, rng: np.random.Generator
) -> Laid:
    """Place what is seen: ``frame`` is its left, its top, and the width of the picture."""
    left, top, width = frame
    size = (width, whole.shape[0] + 2 * top)
    turn = turn_matrix((size[0] / 2, size[1] / 2), bed.rotation_degrees)
    placed = shift_source(turn, left, top)
    light = warp(whole, placed, size)
    cover = warp(np.ones(whole.shape[:2], np.float32), placed, size, border=cv2.BORDER_CONSTANT)
    _put_on_backing(light, np.clip(cover, 0, 1), bed, rng)
    return Laid(light, shift_source(placed, inset, 0))


def _fold_shade(length: int, fold: int, bed: Bed) -> Light:
    """The light along a line across the fold: the shade on either side and the dark slit."""
    place = np.arange(length, dtype=np.float32) - np.float32(fold)
    reach = np.where(place < 0, 0.35, 1.0) * (bed.gutter_mm / MM_PER_INCH * bed.ppi)
    shade = 1 - bed.gutter_shade * np.exp(-np.abs(place) / reach)
    slit = np.exp(-((place / (bed.ppi / 150)) ** 2))
    return np.asarray(shade * (1 - (1 - FOLD_LIGHT) * slit), np.float32)


def _leaf_edges(height: int, width: int, paper: Paper, rng: np.random.Generator) -> Light:
    """The edges of the leaves below, as fine lines along the fore-edge."""
    lines = rng.uniform(0.45, 0.95, width).astype(np.float32)
    lines *= np.linspace(0.95, 0.45, width, dtype=np.float32)
    tone = np.array(paper.tone, np.float32)
    return np.repeat((lines[:, None] * tone)[None, ...], height, axis=0)


def _put_on_backing(light: Light, cover: Light, bed: Bed, rng: np.random.Generator) -> None:
    """Matt card around the book, darker where the book throws its shadow; in place."""
    height, width = cover.shape
    small = resize(cover, width // 8, height // 8)
    shadow = resize(blur(small, bed.ppi / 96), width, height)
    edge = bed.px(bed.border_mm) + bed.px(UNSEEN_MM)
    middle = slice(edge, height - edge)
    for part in (np.s_[:edge, :], np.s_[-edge:, :], np.s_[middle, :edge], np.s_[middle, -edge:]):
        share = cover[part][..., None]
        grain = 1 + np.float32(0.06) * rng.standard_normal(share.shape, dtype=np.float32)
        card = np.float32(bed.backing) * (1 - np.float32(0.6) * shadow[part][..., None]) * grain
        light[part] *= share
        light[part] += card * (1 - share)
