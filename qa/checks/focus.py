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
from qa.page import PageView, Tile
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

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
    width = page.sharpness_px
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


def widths_of_pieces(page: PageView) -> list[Sharpness]:
    """The edge width of each piece that has edges."""
    pairs = zip(page.edge_tiles, page.piece_widths, strict=True)
    return [Sharpness(tile, px) for tile, px in pairs if px is not None]


def usual_width_px(pieces: Sequence[Sharpness]) -> float | None:
    """What is usual among the sharper pieces of a page."""
    widths = [piece.px for piece in pieces]
    return float(np.percentile(widths, USUAL_PERCENT)) if widths else None
