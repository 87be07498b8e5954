"""Named numbers of one page, from which the usual of its volume is learnt.

A number that says something only beside those of the other pages stands here: one line in
``MEASURES`` gives it a name and says where the view has it; None leaves it out of the report.
"""

from collections.abc import Callable

import numpy as np

from qa.fall_off import is_page
from qa.frame import SideKind
from qa.page import PageView

#: Fewer letters have no usual height and no place.
MIN_LETTERS = 40
#: The text block leaves out this share of the letters at each side: notes in the margin, specks.
OUTER_PERCENT = 3.0
#: TIFF/EXIF orientations in which what is stored first lies right, and those whose sides are
#: exchanged.
MIRRORED_ACROSS, EXCHANGED = (2, 3, 6, 7), (5, 6, 7, 8)
#: Those in which what is stored first lies below.
UPTURNED = (3, 4)


def edge_px(page: PageView) -> float | None:
    """The width of the sharpest edges of print, in pixels of the scan."""
    return page.sharpness_px if page.print_tiles and not page.is_bilevel else None


def text_height_px(page: PageView) -> float | None:
    """The usual height of letters, in pixels of the scan."""
    boxes = page.text.boxes
    if len(boxes) < MIN_LETTERS:
        return None
    return float(np.median(boxes[:, 3])) * page.text.step * page.shrink


def text_left(page: PageView) -> float | None:
    """Where the text block of the upright page begins, as a share of its width."""
    return _margins(page)[0]


def text_right(page: PageView) -> float | None:
    """Where it ends."""
    return _margins(page)[1]


def _margins(page: PageView) -> tuple[float | None, float | None]:
    boxes = page.text.boxes
    if len(boxes) < MIN_LETTERS:
        return None, None
    orientation = page.facts.orientation
    near = 1 if orientation in EXCHANGED else 0
    begins, extents, length = boxes[:, near], boxes[:, near + 2], page.text.mask.shape[1 - near]
    low = float(np.percentile(begins, OUTER_PERCENT)) / length
    high = float(np.percentile(begins + extents, 100 - OUTER_PERCENT)) / length
    turned_round = orientation in MIRRORED_ACROSS
    return (1 - high, 1 - low) if turned_round else (low, high)


def leaf_width_mm(page: PageView) -> float | None:
    """The width of the upright leaf, where its edges or the fold are seen on both sides."""
    return _leaf_mm(page, 1 if page.facts.orientation in EXCHANGED else 0)


def leaf_height_mm(page: PageView) -> float | None:
    """The height of the upright leaf, where its edges are seen above and below."""
    return _leaf_mm(page, 0 if page.facts.orientation in EXCHANGED else 1)


def _leaf_mm(page: PageView, axis: int) -> float | None:
    frame = page.frame
    if frame is None or page.ppi is None:
        return None
    if any(frame.sides[side].kind is SideKind.PICTURE for side in (axis, axis + 2)):
        return None
    extent = frame.leaf_height if axis else frame.leaf_width
    return extent * page.shrink / page.ppi * 25.4


def tops_excess(page: PageView) -> float | None:
    """How much more the tops of letters differ than their bottoms; upside down it is less.

    Of one volume's script, so that a page on its head stands out where letters alone do not tell.
    """
    if page.pose is None or page.pose.is_standing or page.facts.orientation in EXCHANGED:
        return None
    return -page.pose.tops if page.facts.orientation in UPTURNED else page.pose.tops


def paper_level(page: PageView) -> float | None:
    """The tone of the paper beside the letters, in grey levels."""
    return page.text.paper_level


def slant_degrees(page: PageView) -> float | None:
    """How much the lines of text stand askew."""
    return page.slant.degrees if page.slant is not None else None


def width_px(page: PageView) -> float:
    """The width of the view as stored, in pixels of the scan."""
    return float(page.grey.shape[1] * page.shrink)


def height_px(page: PageView) -> float:
    """The height of the view as stored, in pixels of the scan."""
    return float(page.grey.shape[0] * page.shrink)


def paper_l(page: PageView) -> float | None:
    """L* of the paper; page and volume share one colour space, whichever it is."""
    return page.paper.typical[0] if page.paper is not None else None


def paper_a(page: PageView) -> float | None:
    """Its a*, in a colour scan."""
    return page.paper.typical[1] if page.paper is not None and page.colour.ndim == 3 else None


def paper_b(page: PageView) -> float | None:
    """Its b*, in a colour scan."""
    return page.paper.typical[2] if page.paper is not None and page.colour.ndim == 3 else None


def ink_l(page: PageView) -> float | None:
    """L* of the darkest print."""
    return page.ink[0] if page.ink is not None else None


def backing_l(page: PageView) -> float | None:
    """L* of what lies around the leaf."""
    return page.backing[0] if page.backing is not None else None


def backing_a(page: PageView) -> float | None:
    """Its a*, in a colour scan."""
    return page.backing[1] if page.backing is not None and page.colour.ndim == 3 else None


def backing_b(page: PageView) -> float | None:
    """Its b*, in a colour scan."""
    return page.backing[2] if page.backing is not None and page.colour.ndim == 3 else None


def fall_off_percent(page: PageView) -> float | None:
    """What is lost of the light from the brightest to the darkest place, on pages of print."""
    if page.slant is None or page.is_bilevel or page.paper is None or not is_page(page.paper):
        return None
    return None if page.fall_off is None else page.fall_off.percent


def fold_shadow_percent(page: PageView) -> float | None:
    """What is lost of the light where print may stand beside the fold, where that is seen."""
    if page.is_bilevel or page.fold_shadow is None or not page.fold_shadow.is_at_fold:
        return None
    return page.fold_shadow.percent


MEASURES: dict[str, Callable[[PageView], float | None]] = {
    "edge_px": edge_px,
    "paper_level": paper_level,
    "width_px": width_px,
    "height_px": height_px,
    "text_height_px": text_height_px,
    "text_left": text_left,
    "text_right": text_right,
    "slant_degrees": slant_degrees,
    "leaf_width_mm": leaf_width_mm,
    "leaf_height_mm": leaf_height_mm,
    "tops_excess": tops_excess,
    "paper_l": paper_l,
    "paper_a": paper_a,
    "paper_b": paper_b,
    "ink_l": ink_l,
    "backing_l": backing_l,
    "backing_a": backing_a,
    "backing_b": backing_b,
    "fall_off_percent": fall_off_percent,
    "fold_shadow_percent": fold_shadow_percent,
}


def measures_of(page: PageView) -> dict[str, float]:
    """Every number the page has."""
    found = ((name, measure_of(page)) for name, measure_of in MEASURES.items())
    return {name: round(float(value), 4) for name, value in found if value is not None}
