"""Are the colours kept in a way that masters are kept in: as grey, or as red, green and blue?"""

import cv2
import numpy as np

from qa.page import PageView
from qa.profiles import QaProfile
from schemas.findings import Finding

#: Colour spaces of masters. YCbCr is how JPEG keeps red, green and blue.
USUAL = frozenset(("bilevel", "grey", "rgb", "ycbcr"))
#: How many channels each needs; what is more is transparency.
CHANNELS = {"bilevel": 1, "grey": 1, "palette": 1, "rgb": 3, "ycbcr": 3, "lab": 3, "cmyk": 4}
#: Channels that differ by no more than this are the same: decoders round.
SAME = 1
#: Pixels looked at before all of them: a single coloured one settles it.
COARSE_STEP = 8


def check_colour_space(page: PageView, profile: QaProfile) -> list[Finding]:
    """Report an unusual colour space, colour that is missing or empty, and transparency."""
    facts = page.facts
    findings = []
    if facts.colour_space not in USUAL:
        findings.append(Finding("QA-COLOUR-01", facts={"space": facts.colour_space}))
    elif facts.colour_space in ("grey", "bilevel"):
        if profile.requires_colour:
            findings.append(Finding("QA-COLOUR-03"))
    elif _is_grey(page):
        findings.append(Finding("QA-COLOUR-02"))
    if facts.channels > CHANNELS.get(facts.colour_space, facts.channels):
        findings.append(Finding("QA-COLOUR-04", measured=facts.channels))
    return findings


def _is_grey(page: PageView) -> bool:
    """Whether red, green and blue say the same at every pixel."""
    colour = page.colour
    if colour.ndim == 2:
        return False
    for part in (colour[::COARSE_STEP, ::COARSE_STEP], colour):
        red, green, blue = cv2.split(np.ascontiguousarray(part))
        if max(cv2.absdiff(red, green).max(), cv2.absdiff(green, blue).max()) > SAME:
            return False
    return True
