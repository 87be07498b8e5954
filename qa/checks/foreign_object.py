"""Does something lie on the page that is not the original: a clamp, a weight, a ruler, a bookmark?

It lies over a side of the leaf and goes on over the backing, with one tone and sharp borders. What
lies wholly on the leaf, or on a scan that ends at the leaf, can hardly be told from print; there
only a patch of one strong colour with the corners of a tool is reported, and on text pages only.
"""

from collections.abc import Sequence
from math import hypot

from qa.checks.finger import is_finger
from qa.frame import SideKind
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.strangers import Stranger
from qa.strays import goes_on, sharp_and_full
from schemas.findings import Finding

#: Where no backing is seen: the colour's difference to the paper, and how sure the shape is.
SURE_COLOUR, SURE_SHARPNESS, SURE_SOLIDITY, SURE_UNREST = 28.0, 0.85, 0.94, 0.8
SURE_SQUARENESS, SURE_DEPTH_MM, SURE_ALONG_MM = 0.85, 4.0, 60.0
#: A thing nearly of the backing's tone is a straight piece with two corners, as no tear is, and yet
#: not the backing itself.
ALIKE_DIFFERENCE, ALIKE_SHARE, ALIKE_CORNERS, ALIKE_SQUARENESS = 4.0, 0.9, 2, 0.88
ALIKE_SHARPNESS, ALIKE_SOLIDITY, ALIKE_UNREST = 0.85, 0.93, 0.8


def check_foreign_object(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report each object with its place; the measure is how far it reaches into the leaf."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.strangers is None:
        return NotApplicable("no-paper")
    limit = profile.min_stray_mm
    return [
        Finding("QA-OBJECT-02", round(stray.depth, 1), limit, page.region_of(*stray.box))
        for stray in page.strangers
        if stray.depth >= limit
        and _is_object(stray, page, profile)
        and not is_finger(stray, page, profile)
    ]


def _is_object(stray: Stranger, page: PageView, profile: QaProfile) -> bool:
    if stray.side is None or page.frame is None:
        return False
    if page.frame.sides[stray.side].kind is SideKind.GUTTER:
        return False  # a picture across the fold goes on beyond it
    if goes_on(stray) or _is_like_backing(stray):
        return True
    if stray.beyond is not None or profile.is_pictorial or page.slant is None:
        return False
    return _is_surely_object(stray)


def _is_like_backing(stray: Stranger) -> bool:
    if stray.beyond is None or stray.at_corner:
        return False
    share, difference = stray.beyond
    return (
        share >= ALIKE_SHARE
        and difference >= ALIKE_DIFFERENCE
        and stray.corners >= ALIKE_CORNERS
        and stray.squareness >= ALIKE_SQUARENESS
        and min(stray.depth, stray.along) >= SURE_DEPTH_MM
        and sharp_and_full(stray, ALIKE_SHARPNESS, ALIKE_SOLIDITY, ALIKE_UNREST)
    )


def _is_surely_object(stray: Stranger) -> bool:
    _, red, yellow = stray.contrast
    return (
        hypot(red, yellow) >= SURE_COLOUR
        and stray.corners >= 1
        and stray.squareness >= SURE_SQUARENESS
        and stray.depth >= SURE_DEPTH_MM
        and stray.along <= SURE_ALONG_MM
        and not stray.at_corner
        and sharp_and_full(stray, SURE_SHARPNESS, SURE_SOLIDITY, SURE_UNREST)
    )
