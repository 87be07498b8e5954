"""How wide the edges of a page are: of its sharpest print, and piece by piece.

The measure is the width of printed edges (the sigma of a Gaussian, in pixels), which pale print
does not change; the variance of the Laplacian would take low contrast for blur. The sharpest of the
deep edges count: ink that has run and strokes thinner than the blur change the others.
"""

from collections.abc import Sequence

import numpy as np

from qa.edges import Edges, stroke_px
from qa.text_layout import SHINING_THROUGH_DEPTH

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


def sharpness_of(
    edges: Edges, piece_widths: Sequence[float | None], *, is_print: bool
) -> float | None:
    """The width of the sharpest deep edges, of pictures that of the sharpest pieces."""
    if not is_print:
        widths = [width for width in piece_widths if width is not None]
        return float(np.percentile(widths, SHARPEST_PIECES_PERCENT)) if widths else None
    deep = edges.deep(DEEP_SHARE)
    if len(deep) < MIN_EDGES:
        return None
    return float(np.percentile(deep.width_px, SHARPEST_PERCENT)) * _thin_stroke_factor(deep)


def widths_of_pieces(edges: Edges, count: int) -> tuple[float | None, ...]:
    """The width of the edges of each of so many pieces; None where it has too few."""
    return tuple(_width(edges.of_piece(number)) for number in range(count))


def _thin_stroke_factor(deep: Edges) -> float:
    """By how much the widths of the page's strokes read too low."""
    usual = min(float(np.median(stroke_px(deep))), WIDE_STROKE_PX)
    stroke = (THIN_STROKE_PX, WIDE_STROKE_PX)
    return float(np.interp(usual, stroke, (THIN_STROKE_FACTOR, 1.0)))


def _width(edges: Edges) -> float | None:
    deep = edges.deep(DEEP_SHARE)
    if len(edges) < MIN_EDGES or len(deep) < MIN_DEEP_EDGES:
        return None
    if float(np.median(deep.step)) < SHINING_THROUGH_DEPTH:
        return None
    return float(np.median(deep.width_px))
