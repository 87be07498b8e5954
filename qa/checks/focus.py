"""Is the page in focus?

The measure is the width of printed edges (the sigma of a Gaussian, in pixels), which pale print
does not change; the variance of the Laplacian would take low contrast for blur. Soft pictures
beside the text do not count, nor does print that shines through from behind: only pieces that
hold letters with the contrast of ink are judged where there is text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.edges import edge_width_px
from qa.page import PageView, Tile
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.text_layout import INK_SHARE, noise_of
from schemas.findings import Finding, Region

#: A piece holds text when so many letter-sized marks lie in it.
MIN_LETTERS = 6
#: Marks less deep than this, in grey levels, may be print of the other side.
SHINING_THROUGH_DEPTH = 30.0
#: A blurred part of the page is more than one piece: a single one may be a stain.
MIN_PIECES = 2
#: Of a picture without text the sharpest share is judged.
SHARPEST_SHARE = 0.2
#: A blurred part is this much wider than the page's own median.
MIN_RATIO = 1.4


@dataclass(frozen=True, slots=True)
class Sharpness:
    """The edge width of one piece."""

    tile: Tile
    px: float


def check_focus(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report a page whose edges are wider than allowed, or the part of it where they are."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.slant is None:
        return _check_picture(page, profile)
    pieces = measure([tile for tile in page.tiles if _holds_text(page, tile)], soft=True)
    if not pieces:
        return NotApplicable("no-edges")
    limit = profile.max_edge_width_px
    typical = float(np.median([piece.px for piece in pieces]))
    if typical > limit:
        return [Finding("QA-FOCUS-01", measured=round(typical, 2), limit=limit)]
    soft = [piece for piece in pieces if piece.px > max(limit, MIN_RATIO * typical)]
    return [_local(group, limit) for group in _neighbours(soft) if len(group) >= MIN_PIECES]


def measure(tiles: Sequence[Tile], *, soft: bool = False) -> list[Sharpness]:
    """The edge widths of the pieces in which there are edges, be they soft."""
    widths = ((tile, edge_width_px(tile.grey, noise_of(tile.grey), soft=soft)) for tile in tiles)
    return [Sharpness(tile, px) for tile, px in widths if px is not None]


def _check_picture(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    pieces = measure(page.tiles)
    if not pieces:
        return NotApplicable("no-edges")
    limit = max(profile.max_edge_width_px, profile.max_picture_edge_width_px)
    sharpest = float(np.quantile([piece.px for piece in pieces], SHARPEST_SHARE))
    if sharpest <= limit:
        return []
    return [Finding("QA-FOCUS-01", measured=round(sharpest, 2), limit=limit)]


def _holds_text(page: PageView, tile: Tile) -> bool:
    """Whether letters of the page's usual height lie in the piece."""
    boxes, scale = page.text.boxes, page.shrink * page.text.step
    region, (left, top) = tile.region, page.origin
    x = (boxes[:, 0] + boxes[:, 2] / 2) * scale + left - region.x
    y = (boxes[:, 1] + boxes[:, 3] / 2) * scale + top - region.y
    usual = np.median(boxes[:, 3])
    fits = page.text.depths >= max(SHINING_THROUGH_DEPTH, INK_SHARE * page.text.ink_depth)
    fits &= (boxes[:, 3] > 0.4 * usual) & (boxes[:, 3] < 2.5 * usual)
    inside = (x >= 0) & (x < region.width) & (y >= 0) & (y < region.height)
    return int((fits & inside).sum()) >= MIN_LETTERS


def _neighbours(pieces: Sequence[Sharpness]) -> list[list[Sharpness]]:
    """Pieces grouped so that those of a group lie next to each other."""
    groups: list[list[Sharpness]] = []
    for piece in pieces:
        near = [group for group in groups if any(_touch(piece, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([piece, *(other for group in near for other in group)])
    return groups


def _touch(one: Sharpness, other: Sharpness) -> bool:
    """Whether no whole piece fits between the two."""
    a, b = one.tile.region, other.tile.region
    return abs(a.x - b.x) <= 3 * a.width and abs(a.y - b.y) <= 3 * a.height


def _local(group: Sequence[Sharpness], limit: float) -> Finding:
    regions = [piece.tile.region for piece in group]
    left, top = min(r.x for r in regions), min(r.y for r in regions)
    right = max(r.x + r.width for r in regions)
    bottom = max(r.y + r.height for r in regions)
    width = float(np.median([piece.px for piece in group]))
    region = Region(left, top, right - left, bottom - top)
    return Finding("QA-FOCUS-02", measured=round(width, 2), limit=limit, region=region)
