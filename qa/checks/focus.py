"""Is the page in focus?

The measure is the width of printed edges (the sigma of a Gaussian, in pixels), which pale print
does not change; the variance of the Laplacian would take low contrast for blur. The sharpest of the
deep edges are judged: ink that has run and strokes thinner than the blur change the others, while
a lens out of focus leaves no edge sharp. Soft pictures beside the text do not count, nor does
print that shines through from behind. What a movement has blurred is said by that check alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.checks.motion import is_moved
from qa.edges import Edges, stroke_px
from qa.page import SHINING_THROUGH_DEPTH, PageView, Tile
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: Edges of full ink reach this share of the step that one in twenty exceeds.
DEEP_SHARE = 0.9
#: The sharpest share of them shows what the lens could do.
SHARPEST_PERCENT = 10
#: Strokes of the first width and less never reach full depth where the scan is soft, and read
#: too narrow by this factor; from the second on they do not.
THIN_STROKE_PX, WIDE_STROKE_PX, THIN_STROKE_FACTOR = 5.0, 6.5, 1.22
#: Fewer edges tell nothing.
MIN_EDGES, MIN_DEEP_EDGES = 60, 12
#: Of a picture without print the sharpest pieces are judged.
SHARPEST_PIECES_PERCENT = 20
#: The page's usual is that of its sharper pieces: a blurred half must not hide itself.
USUAL_PERCENT = 30


@dataclass(frozen=True, slots=True)
class Sharpness:
    """The edge width of one piece."""

    tile: Tile
    px: float


def check_focus(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report a page whose edges are wider than allowed."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    width = sharpness_px(page)
    if width is None:
        return NotApplicable("no-edges")
    limit = profile.max_edge_width_px
    if not page.print_tiles:
        limit = max(limit, profile.max_picture_edge_width_px)
    if is_moved(page, profile):
        return []
    if width > limit:
        return [Finding("QA-FOCUS-01", measured=round(width, 2), limit=limit)]
    return []


def sharpness_px(page: PageView) -> float | None:
    """The width of the page's sharpest deep edges; None where there are too few edges."""
    if not page.print_tiles:
        widths = [piece.px for piece in widths_of_pieces(page)]
        return float(np.percentile(widths, SHARPEST_PIECES_PERCENT)) if widths else None
    deep = page.edges.deep(DEEP_SHARE)
    if len(deep) < MIN_EDGES:
        return None
    return float(np.percentile(deep.width_px, SHARPEST_PERCENT)) * _thin_stroke_factor(deep)


def _thin_stroke_factor(deep: Edges) -> float:
    """By how much the widths of the page's strokes read too low."""
    usual = min(float(np.median(stroke_px(deep))), WIDE_STROKE_PX)
    stroke = (THIN_STROKE_PX, WIDE_STROKE_PX)
    return float(np.interp(usual, stroke, (THIN_STROKE_FACTOR, 1.0)))


def widths_of_pieces(page: PageView) -> list[Sharpness]:
    """The edge width of each piece that has edges."""
    edges = page.edges
    found = []
    for number, tile in enumerate(page.edge_tiles):
        width = _width(edges.of_piece(number))
        if width is not None:
            found.append(Sharpness(tile, width))
    return found


def usual_width_px(pieces: Sequence[Sharpness]) -> float | None:
    """What is usual among the sharper pieces of a page."""
    widths = [piece.px for piece in pieces]
    return float(np.percentile(widths, USUAL_PERCENT)) if widths else None


def _width(edges: Edges) -> float | None:
    deep = edges.deep(DEEP_SHARE)
    if len(edges) < MIN_EDGES or len(deep) < MIN_DEEP_EDGES:
        return None
    if float(np.median(deep.step)) < SHINING_THROUGH_DEPTH:
        return None
    return float(np.median(deep.width_px))
