"""Is a part of the page out of focus: a corner that rose, a fold that the lens did not reach?

Pieces full of print are looked at, and small ones where much contrast comes with small steps; both
are held against what is usual on the same page. One alone is believed in a corner only. Only print
counts: a soft picture, the edge of the leaf and a shadow are no blurred letters, and a heading in
larger type is not blurred either, though its edges are wider.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.checks.focus import usual_width_px, widths_of_pieces
from qa.checks.motion import is_moved
from qa.edges import Edges, find_edges
from qa.page import TILE_GRID, PageView, Tile
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.text_layout import SHINING_THROUGH_DEPTH
from schemas.findings import Finding, Region

#: Print in a piece: so many marks of the height of letters, blurred ones being higher.
MIN_MARKS, LOWEST, HIGHEST = 3, 0.4, 2.5
#: Print lies within the block of the page's letters; so many of them may lie outside, being specks.
OUTSIDE_PERCENT = 2.5
#: Edges of nearly full depth in their piece; fewer tell nothing.
DEEP_SHARE, MIN_EDGES, MIN_DEEP_EDGES = 0.8, 30, 8
#: A blurred part is seen in more than one piece, be they in one cell, small and large: a single one
#: may be a picture beside the text. Fewer letters than this are a picture's own marks.
MIN_PIECES, MIN_LETTERS = 2, 100
#: Blur takes depth from strokes; what is deeper than this share of the page's ink is large type,
#: what is paler than this is no ink.
DEEPEST, PALEST = 0.9, 0.2
#: Wider edges do not end within their profile: they are shades, not edges.
WIDEST_PX = 3.8
#: One soft piece alone is believed in a corner of the print where edges grow wider towards it: so
#: near, and by so much over the usual, which sound print seldom reaches.
NEAR_CELLS, RISING = 2, 1.18

Place = NDArray[np.float64]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A small piece with print, and how much wider its edges are than is usual on the page."""

    tile: Tile
    width_px: float
    ratio: float


def check_blurred_part(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report the parts of the page that are softer than the rest."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    measured = widths_of_pieces(page) if page.print_tiles else []
    usual = usual_width_px(measured)
    if usual is None or page.slant is None or len(page.letters) < MIN_LETTERS:
        return NotApplicable("no-text")
    if is_moved(page, profile):
        return []
    pieces = [*measure_pieces(page, usual), *_full_pieces(page, usual)]
    soft = [piece for piece in pieces if _is_soft(piece, profile)]
    widths = {_cell(page, piece.tile): piece.px / usual for piece in measured}
    widths |= {_cell(page, piece.tile): piece.ratio for piece in pieces if piece not in soft}
    most = profile.max_local_edge_ratio * usual
    sharp = {_cell(page, piece.tile) for piece in measured if piece.px <= most}
    sharp -= {_cell(page, piece.tile) for piece in soft}
    groups = [
        group
        for group in _neighbours(page, soft)
        if len(group) >= MIN_PIECES or ends_softly(_cell(page, group[0].tile), widths)
    ]
    return [_finding(page, group, sharp, profile) for group in groups]


def measure_pieces(page: PageView, usual: float) -> list[Piece]:
    """The small pieces that hold print, with the widths of their edges."""
    block = _block(page)
    tiles = [t for t in page.soft_tiles if _touches(t, block) and _holds_print(page, t)]
    edges = find_edges([tile.grey for tile in tiles], page.noise)
    ink = float(np.percentile(page.edges.step, 95))
    found = []
    for number, tile in enumerate(tiles):
        width = _width(edges.of_piece(number), ink)
        if width is not None:
            found.append(Piece(tile, width, width / usual))
    return found


def _full_pieces(page: PageView, usual: float) -> list[Piece]:
    """The pieces full of print."""
    ink = float(np.percentile(page.edges.step, 95))
    found = []
    for number, tile in enumerate(page.edge_tiles):
        width = page.piece_widths[number]
        if width is not None and _is_print_depth(page.edges.of_piece(number), ink):
            found.append(Piece(tile, width, width / usual))
    return [piece for piece in found if piece.width_px <= WIDEST_PX]


def _is_print_depth(edges: Edges, ink: float) -> bool:
    return PALEST <= float(np.median(edges.deep(DEEP_SHARE).step)) / ink <= DEEPEST


def _width(edges: Edges, ink: float) -> float | None:
    deep = edges.deep(DEEP_SHARE)
    if len(edges) < MIN_EDGES or len(deep) < MIN_DEEP_EDGES:
        return None
    width, depth = float(np.median(deep.width_px)), float(np.median(deep.step)) / ink
    return width if PALEST <= depth <= DEEPEST and width <= WIDEST_PX else None


def _is_soft(piece: Piece, profile: QaProfile) -> bool:
    return piece.ratio > profile.max_local_edge_ratio and piece.width_px > profile.max_edge_width_px


def _block(page: PageView) -> tuple[Place, Place]:
    """The first and the last corner of the block of print."""
    outside = (OUTSIDE_PERCENT, 100 - OUTSIDE_PERCENT)
    low, high = np.percentile(page.letters, outside, axis=0)
    return low, high


def _touches(tile: Tile, block: tuple[Place, Place]) -> bool:
    """Whether the piece lies in the block or reaches into it."""
    begin, side = np.array([tile.x, tile.y]), tile.grey.shape[0]
    return bool((begin + side >= block[0]).all() and (begin <= block[1]).all())


def _holds_print(page: PageView, tile: Tile) -> bool:
    """Whether marks of the height of letters lie in the piece, be they pale from blur."""
    scale = page.shrink * page.text.step
    left, top = (tile.x - page.origin[0]) / scale, (tile.y - page.origin[1]) / scale
    side = tile.grey.shape[0] / scale
    depth = page.text.depth[round(top) : round(top + side), round(left) : round(left + side)]
    if not depth.size or not len(page.text.boxes):
        return False
    least = max(SHINING_THROUGH_DEPTH, float(depth.max()) / 2)
    marks = (depth > least).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    # the smaller side is the height of letters, however the page is turned: words run together
    low = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].min(axis=1)
    usual = float(np.median(page.text.boxes[:, 3]))
    return int(((low > LOWEST * usual) & (low < HIGHEST * usual)).sum()) >= MIN_MARKS


def _neighbours(page: PageView, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces grouped so that those of a group lie in cells that touch."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        near = [g for g in groups if any(_touch(page, piece, other) for other in g)]
        groups = [group for group in groups if group not in near]
        groups.append([piece, *(other for group in near for other in group)])
    return groups


def ends_softly(cell: Cell, widths: Mapping[Cell, float]) -> bool:
    """Whether the print ends here to two sides, and grows softer towards it.

    A picture in a corner begins at once, and the print beside it is as sharp as elsewhere.
    """
    away = {(x - cell[0], y - cell[1]): ratio for (x, y), ratio in widths.items()}
    away.pop((0, 0), None)
    ends = any(
        not any(x * right >= 0 and y * down >= 0 for x, y in away)
        for right in (-1, 1)
        for down in (-1, 1)
    )
    near = [ratio for (x, y), ratio in away.items() if max(abs(x), abs(y)) <= NEAR_CELLS]
    return ends and max(near, default=0.0) >= RISING


def _touch(page: PageView, one: Piece, other: Piece) -> bool:
    a, b = _cell(page, one.tile), _cell(page, other.tile)
    return abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1


def _cell(page: PageView, tile: Tile) -> Cell:
    """Column and row of the piece's cell."""
    height, width = (side * page.shrink for side in page.colour.shape[:2])
    x = tile.x - page.origin[0] + tile.grey.shape[1] // 2
    y = tile.y - page.origin[1] + tile.grey.shape[0] // 2
    return min(TILE_GRID - 1, x * TILE_GRID // width), min(TILE_GRID - 1, y * TILE_GRID // height)


def _finding(
    page: PageView, group: Sequence[Piece], sharp: Set[Cell], profile: QaProfile
) -> Finding:
    worst = max(group, key=lambda piece: piece.ratio)
    limit = round(profile.max_local_edge_ratio * worst.width_px / worst.ratio, 2)
    region = _region(page, [_cell(page, piece.tile) for piece in group], sharp)
    return Finding("QA-FOCUS-02", round(worst.width_px, 2), limit, region)


def _region(page: PageView, soft: Sequence[Cell], sharp: Set[Cell]) -> Region:
    """The cells of the soft pieces, and on to the rim where nothing beyond them is sharp."""
    left, right = min(x for x, _ in soft), max(x for x, _ in soft)
    top, bottom = min(y for _, y in soft), max(y for _, y in soft)
    columns = [x for x, y in sharp if top <= y <= bottom]
    rows = [y for x, y in sharp if left <= x <= right]
    left = left if any(x < left for x in columns) else 0
    right = right if any(x > right for x in columns) else TILE_GRID - 1
    top = top if any(y < top for y in rows) else 0
    bottom = bottom if any(y > bottom for y in rows) else TILE_GRID - 1
    height, width = (side * page.shrink for side in page.colour.shape[:2])
    x, y = left * width // TILE_GRID, top * height // TILE_GRID
    wide, high = (right + 1) * width // TILE_GRID - x, (bottom + 1) * height // TILE_GRID - y
    return Region(page.origin[0] + x, page.origin[1] + y, wide, high)
