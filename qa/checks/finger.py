"""Does a finger, a thumb or a hand lie on the page?

A finger comes over a side of the leaf: beyond it it goes on over the backing, and its tip is round.
Skin is redder than paper, be that brown or stained; on a grey scan, or under a glove, tone and
shape must do. Where the scan ends at the leaf nobody sees what lies beyond, and more is asked for.
"""

from collections.abc import Sequence
from math import atan2, degrees, hypot

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.strangers import Stranger
from qa.strays import goes_on, sharp_and_full
from schemas.findings import Finding

#: Skin's hue in degrees of a* and b*, from the palest to the darkest, and its chroma and lightness.
SKIN_HUE, SKIN_CHROMA, SKIN_LIGHTNESS = (15.0, 72.0), (8.0, 45.0), (15.0, 90.0)
#: Skin is redder than the paper by so much, and by such a share of what it is yellower: stains and
#: foxing are yellower first.
MIN_RED, RED_SHARE = 4.5, 0.6
#: A hand's width, in millimetres.
MAX_ALONG_MM = 120.0
#: A wooden ruler may have skin's colour, but fills its rectangle and has corners.
SQUARE = 0.92
#: What is less colourful than this may be a glove.
GLOVE_CHROMA = 12.0
#: Where no backing is seen: the widths of a finger and of a hand, how far in it reaches, how even
#: its tone is, and on a grey scan how much darker than the paper.
SURE_ALONG_MM, SURE_DEPTH_MM, SURE_UNREST, SURE_DARKER = (6.0, 60.0), 4.0, 1.2, 10.0
SURE_SHARPNESS, SURE_SOLIDITY, SURE_GREY_SOLIDITY = 0.7, 0.92, 0.96
SURE_GREY_ALONG_MM = (9.0, 30.0)


def check_finger(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report each finger with its place; the measure is how far it reaches into the leaf."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.strangers is None:
        return NotApplicable("no-paper")
    limit = profile.min_stray_mm
    return [
        Finding("QA-OBJECT-01", round(stray.depth, 1), limit, page.region_of(*stray.box))
        for stray in page.strangers
        if stray.depth >= limit and is_finger(stray, page, profile)
    ]


def is_finger(stray: Stranger, page: PageView, profile: QaProfile) -> bool:
    """Whether a patch is part of a hand."""
    if stray.side is None or stray.along > MAX_ALONG_MM:
        return False
    is_grey = page.colour.ndim == 2
    if goes_on(stray):
        if not is_grey and is_skin(stray):
            return stray.corners < 2 or stray.squareness < SQUARE
        chroma = hypot(stray.colour[1], stray.colour[2])
        return chroma < GLOVE_CHROMA and stray.corners == 0
    if stray.beyond is not None or profile.is_pictorial or page.slant is None:
        return False
    return _is_surely_grey(stray) if is_grey else _is_surely_skin(stray)


def is_skin(stray: Stranger) -> bool:
    """Whether the colour is skin's, and redder than this paper can turn."""
    lightness, a, b = stray.colour
    hue = degrees(atan2(b, a))
    _, red, yellow = stray.contrast
    return (
        SKIN_LIGHTNESS[0] <= lightness <= SKIN_LIGHTNESS[1]
        and SKIN_CHROMA[0] <= hypot(a, b) <= SKIN_CHROMA[1]
        and SKIN_HUE[0] <= hue <= SKIN_HUE[1]
        and red >= max(MIN_RED, RED_SHARE * yellow)
    )


def _is_surely_skin(stray: Stranger) -> bool:
    low, high = SURE_ALONG_MM
    return (
        is_skin(stray)
        and low <= stray.along <= high
        and stray.depth >= SURE_DEPTH_MM
        and not stray.at_corner
        and sharp_and_full(stray, SURE_SHARPNESS, SURE_SOLIDITY, SURE_UNREST)
    )


def _is_surely_grey(stray: Stranger) -> bool:
    low, high = SURE_GREY_ALONG_MM
    return (
        stray.contrast.lightness <= -SURE_DARKER
        and stray.corners == 0
        and low <= stray.along <= high
        and stray.depth >= SURE_DEPTH_MM
        and not stray.at_corner
        and sharp_and_full(stray, SURE_SHARPNESS, SURE_GREY_SOLIDITY, SURE_UNREST)
    )
