"""What the pixels of a page say beside its letters: ruled lines and pictures.

All is measured on a small picture on which print is a few pixels high, so that a newspaper page
costs no more than a book page.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.findings import Region

Mask = NDArray[np.uint8]

#: Height of a word in the small picture: the least at which a hairline and a stroke are apart.
SMALL_WORD = 8.0
#: Where no words are known: a page of print has 50 to 120 lines, words of half their pitch.
SMALL_SIDE = 1500
#: Ink is darker than the paper around it by so much at least: noise of scans stays below.
LEAST_CONTRAST = 24
#: Rules are longer than any stroke of a letter (ascender and descender together are one word high).
STROKE, LEAST_RULE = 2.5, 4.0
#: Old rules are cast in pieces; gaps shorter than this belong to one rule.
RULE_GAP = 4.0
#: Rules are thin: so many word heights, and so much of their length where the page leans.
THIN, LEANING = 0.5, 0.03
#: A picture is higher and wider than so many words are high: larger than initials (3 to 6 lines).
PICTURE = 7.0
#: Ink fills so much of a picture's box: engravings are hatched, letters of a heading are not joined.
DENSE = 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Small:
    """The small picture's ink, and how many of its pixels one of the page's is."""

    ink: Mask
    scale: float

    @property
    def word(self) -> float:
        """Height of a word in the small picture."""
        return SMALL_WORD


@dataclass(frozen=True, slots=True)
class Marks:
    """Ruled lines and pictures, in pixels of the page."""

    down: tuple[Region, ...] = ()
    """Upright rules."""
    across: tuple[Region, ...] = ()
    """Level rules."""
    pictures: tuple[Region, ...] = ()
    """What may be a picture: where words are read in it with confidence it is none."""


def ink_of(image: NDArray[np.uint8], word_height: float | None = None) -> Small:
    """The ink of a page, made small.

    Args:
        image: grey or colour, dark print on light paper.
        word_height: usual height of a word in pixels; guessed by the page's size without it.
    """
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    scale = SMALL_WORD / word_height if word_height else SMALL_SIDE / max(grey.shape)
    scale = min(1.0, scale)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    side = round(2 * SMALL_WORD) | 1
    # Closing leaves steps of the paper where they are: a dark photograph beside white is no ink.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    depth = cv2.subtract(paper, small)
    limit, _ = cv2.threshold(depth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = np.asarray(depth > max(LEAST_CONTRAST, limit * 0.6), np.uint8)
    return Small(ink, scale)


def marks_of(small: Small) -> Marks:
    """Rules and pictures of a page."""
    down = _rules(small, upright=True)
    across = _rules(small, upright=False)
    return Marks(
        tuple(_on_page(box, small) for box in down),
        tuple(_on_page(box, small) for box in across),
        tuple(_on_page(box, small) for box in _pictures(small)),
    )


Box = tuple[int, int, int, int]


def _rules(small: Small, *, upright: bool) -> list[Box]:
    ink = small.ink if upright else np.ascontiguousarray(small.ink.T)
    stroke, gap = round(STROKE * small.word), round(RULE_GAP * small.word)
    thick = cv2.dilate(ink, np.ones((1, 3), np.uint8))  # a leaning hairline stays one line
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((stroke, 1), np.uint8))
    joined = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Box] = []
    for x, y, width, height, _ in stats[1:].tolist():
        if height >= LEAST_RULE * small.word and width - 2 <= THIN * small.word + LEANING * height:
            x, width = x + 1, max(1, width - 2)
            found.append((x, y, width, height) if upright else (y, x, height, width))
    return found


def _pictures(small: Small) -> list[Box]:
    """Parts joined by ink over more than letters and lines can join."""
    least = PICTURE * small.word
    joined = cv2.morphologyEx(small.ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    height, width = small.ink.shape
    found = []
    for x, y, w, h, area in stats[1:].tolist():
        large = w >= least and h >= least and (w < 0.97 * width or h < 0.97 * height)
        if large and area >= DENSE * w * h:
            found.append((x, y, w, h))
    return found


def _on_page(box: Box, small: Small) -> Region:
    x, y, width, height = (round(side / small.scale) for side in box)
    return Region(x, y, max(1, width), max(1, height))
