"""What a process does once before it forks for each page, so that no page waits for it.

Libraries make tables and read their own declarations when they are first asked; in a child that
lives for one page, every call is the first. A drawn page is therefore looked at beforehand.
"""

from contextlib import suppress
from functools import cache

import cv2
import numpy as np
import pyvips
from numpy.typing import NDArray

from pipeline.pieces import Pieces
from qa.label_words import find_margins
from qa.page import PageView
from qa.profiles import profile_for
from qa.registry import run_checks
from schemas.objects import Material
from schemas.pages import ImageFacts

#: What opens the formats of scans.
_OPENING = ("tiffload", "jpegload", "pngload", "jp2kload")
#: The drawn page: large enough for every check to look at it.
_HEIGHT_PX, _WIDTH_PX = 1200, 900
_LETTER_PX, _LINE_PX, _MARGIN_PX = 8, 24, 120
_STRIP_PX, PPI = 300, 100.0


@cache
def make_ready() -> None:
    """Look at a drawn page in grey and in colour; no thread is started on the way."""
    cv2.setNumThreads(1)
    for name in _OPENING:
        with suppress(pyvips.Error):
            pyvips.Introspect.get(name)
    profiles = {material: profile_for(material) for material in Material}
    for colour in (_drawn(), np.repeat(_drawn()[:, :, None], 3, axis=2)):
        view = _viewed(colour)
        run_checks(view, profiles[Material.BOOK])
        find_margins(view)


def _drawn() -> NDArray[np.uint8]:
    """A page of lines of small marks, with a number below them."""
    page = np.full((_HEIGHT_PX, _WIDTH_PX), 235, np.uint8)
    page[::2, ::3] -= 3
    for top in range(_MARGIN_PX, _HEIGHT_PX - 2 * _MARGIN_PX, _LINE_PX):
        for left in range(_MARGIN_PX, _WIDTH_PX - _MARGIN_PX, _LETTER_PX * 3 // 2):
            page[top : top + _LETTER_PX + left % 5, left : left + _LETTER_PX - left % 3] = 30
    below, middle = _HEIGHT_PX - _MARGIN_PX, _WIDTH_PX // 2
    page[below : below + 2 * _LETTER_PX, middle : middle + _LETTER_PX] = 30
    return page


def _viewed(colour: NDArray[np.uint8]) -> PageView:
    height, width = colour.shape[:2]
    channels = colour.shape[2] if colour.ndim == 3 else 1
    pieces = Pieces((0, 0), (width, height), 1)
    for top in range(0, height, _STRIP_PX):
        strip = np.ascontiguousarray(colour[top : top + _STRIP_PX])
        pieces.take(top, strip, strip)
    image = pyvips.Image.new_from_memory(colour.tobytes(), width, height, channels, "uchar")
    pyvips.Region.new(image).fetch(0, 0, width, 1)
    return PageView(
        facts=_facts(width, height, channels),
        colour=colour,
        shrink=1,
        tiles=pieces.tiles,
        soft_tiles=pieces.soft_tiles,
        quiet_tiles=pieces.quiet_tiles,
    )


def _facts(width: int, height: int, channels: int) -> ImageFacts:
    space = "rgb" if channels == 3 else "grey"
    return ImageFacts("image/tiff", width, height, channels, 8, space, "none", ppi_x=PPI, ppi_y=PPI)
