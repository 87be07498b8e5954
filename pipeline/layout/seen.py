"""Joins what the pixels say with the words of a page: the raster that columns are found in."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import Floats, Page, straight
from pipeline.layout.pixels import Marks, Mask, Small
from pipeline.layout.raster import CELL_X, CELL_Y, Bools, Raster, painted
from schemas.findings import Region

#: Text stands so close to a rule at most, in word heights; cells so near count as the rule's.
RULE_SIDE = 0.25
#: A level rule ends gutters that it crosses; where it just touches one it does not.
TOUCHING, THICK = 0.5, 1.0
#: Letters of titles are so many word heights high and wide; larger marks are stains and pictures.
TITLE, TITLE_MOST, TITLE_WIDE = 1.6, 8.0, 0.5
#: Columns that lean more than this come out of no scanner; a page is cut into so many bands.
SLANTS, BANDS = np.arange(-0.03, 0.0301, 0.002), 32


def raster_of(
    page: Page, small: Small | None, marks: Marks | None, pictures: tuple[Region, ...] = ()
) -> Raster:
    """The raster of a page, upright as its words are; a picture ends gutters and is no text."""
    cell = np.array([CELL_X, CELL_Y]) * page.unit
    size = np.ceil(page.boxes[:, 2:].max(axis=0) / cell).astype(int) + 1
    size = np.maximum(size, 1)
    if small is None or marks is None:
        nothing = np.zeros((size[1], size[0]), bool)
        return Raster(cell, nothing, nothing, nothing)
    rules = _shortened(straight(edges(marks.across), page.lean, page.slant), page.unit)
    origin = np.zeros(2, int)
    shown = painted(straight(edges(pictures), page.lean, page.slant), cell, origin, size)
    down = _cells(marks.down_mask, small, page, cell, size)
    reach = 2 * round(RULE_SIDE / CELL_X) + 1
    titles = straight(_large(marks.text_ink, small), page.lean, page.slant)
    return Raster(
        cell,
        painted(rules, cell, origin, size) | painted(titles, cell, origin, size) | shown,
        np.asarray(cv2.dilate(down.astype(np.uint8), np.ones((1, reach), np.uint8)) > 0),
        _cells(marks.solid_mask, small, page, cell, size),
        _cells(marks.text_ink, small, page, cell, size) & ~shown,
    )


def _large(ink: Mask, small: Small) -> Floats:
    """Letters of titles, as boxes on the page: also where no engine read them, they end gutters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = stats[1:, :4].astype(np.float64)
    high, wide = boxes[:, 3] / small.word, boxes[:, 2] / small.word
    boxes = boxes[(high >= TITLE) & (high <= TITLE_MOST) & (wide >= TITLE_WIDE)]
    boxes[:, 2:] += boxes[:, :2]
    return np.asarray(boxes / small.scale)


def _cells(mask: Mask, small: Small, page: Page, cell: Floats, size: NDArray[np.int64]) -> Bools:
    """A mask of the small picture, set upright, in cells: true where anything is in one."""
    step = cell * small.scale
    fine = max(1, round(step[1]))
    # In one warp: upright, each column a cell wide, rows fine enough to miss nothing.
    turn = np.array([[1, page.slant, 0], [-page.lean, 1, 0]], np.float64)
    turn[0] /= step[0]
    turn[1] *= fine / step[1]
    wide, high = int(size[0]), int(size[1]) * fine
    grey = cv2.warpAffine(mask * np.uint8(255), turn, (wide, high), flags=cv2.INTER_LINEAR)
    return np.asarray(grey.reshape(int(size[1]), fine, wide).max(axis=1) >= 128)


def slant_of(ink: Mask) -> float:
    """How much columns lean: as much as makes their edges sharpest when it is taken out."""
    bands = [band.sum(axis=0, dtype=np.float64) for band in np.array_split(ink, BANDS)]
    step = len(ink) / BANDS
    best = max(SLANTS, key=lambda slant: (_sharpness(bands, slant * step), -abs(slant)))
    return float(best)


def _sharpness(bands: list[NDArray[np.float64]], step: float) -> float:
    total = sum(
        (np.roll(band, round((number + 0.5) * step)) for number, band in enumerate(bands)),
        start=np.zeros_like(bands[0]),
    )
    return float(np.square(np.diff(total)).sum())


def _shortened(rules: Floats, unit: float) -> Floats:
    """Level rules without their ends, thick enough to end a gutter."""
    kept = rules.copy()
    kept[:, 0] += TOUCHING * unit
    kept[:, 2] -= TOUCHING * unit
    middle = kept[:, [1, 3]].mean(axis=1)
    kept[:, 1], kept[:, 3] = middle - THICK * unit / 2, middle + THICK * unit / 2
    return kept[kept[:, 2] > kept[:, 0]]


def edges(regions: tuple[Region, ...]) -> Floats:
    """Regions as rows of left, top, right, bottom."""
    rows = [(r.x, r.y, r.x + r.width, r.y + r.height) for r in regions]
    return np.array(rows, np.float64).reshape(-1, 4)
