"""What the pixels of a page say beside its letters: its ink, and ruled lines.

All is measured on a small picture on which print is a few pixels high, so that a newspaper page
costs no more than a book page.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from schemas.findings import Region

Mask = NDArray[np.uint8]
Box = tuple[int, int, int, int]

#: Height of a word in the small picture: the least at which a hairline and a stroke are apart.
SMALL_WORD = 8.0
#: Where no words are known: a page of print has 50 to 120 lines, words of half their pitch.
SMALL_SIDE = 1500
#: Ink is darker than the paper around it by so much at least: noise of scans stays below.
LEAST_CONTRAST = 24
#: Of the threshold between ink and paper, so much is ink still: hairlines turn grey when small.
FAINT = 0.6
#: Rules are longer than any stroke of a letter (ascender and descender together are one word high).
STROKE, LEAST_RULE = 2.5, 4.0
#: Old rules are cast in pieces; gaps shorter than this belong to one rule.
RULE_GAP = 4.0
#: Rules are thin: so many word heights, and so much of their length where the page leans.
THIN, LEANING = 0.5, 0.03
#: Beside a rule is paper: within so many word heights no more ink than this share. Rows of letters
#: that look like a line have theirs above and below.
BESIDE, CLEAR = 0.35, 0.15
#: Letters stand below each other like a line over a few rows, not over ten: an upright rule so long
#: may have print close to it, if it is unbroken over so much of its length.
LONG, UNBROKEN = 14.0, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Small:
    """The small picture's ink, and how many of its pixels one of the page's is."""

    ink: Mask
    scale: float
    word: float
    """Height of a word in the small picture."""
    paper: Mask
    """The tone of what stands behind the ink."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Ruled lines, in pixels of the page and as masks of the small picture."""

    down: tuple[Region, ...]
    across: tuple[Region, ...]
    down_mask: Mask
    """Upright rules with their gaps."""
    solid_mask: Mask
    """Upright rules without their gaps: nothing crosses them."""
    text_ink: Mask
    """The ink without the rules."""


def ink_of(image: NDArray[np.uint8], word_height: float | None = None) -> Small:
    """The ink of a page, made small.

    Args:
        image: grey or colour, dark print on light paper.
        word_height: usual height of a word in pixels; guessed by the page's size without it.
    """
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, SMALL_WORD / word_height if word_height else SMALL_SIDE / max(grey.shape))
    small = _shrunk(np.asarray(grey, np.uint8), scale)
    side = round(2 * SMALL_WORD) | 1
    # Closing leaves steps of the paper where they are: a dark photograph beside white is no ink.
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    depth = cv2.subtract(paper, small)
    limit, _ = cv2.threshold(depth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    ink = np.asarray(depth > max(LEAST_CONTRAST, limit * FAINT), np.uint8)
    return Small(
        ink, scale, word_height * scale if word_height else SMALL_WORD, np.asarray(paper, np.uint8)
    )


def _shrunk(grey: NDArray[np.uint8], scale: float) -> Mask:
    """A picture made small; halving first costs a fraction of one odd step."""
    while scale <= 0.5 and min(grey.shape) > 1:
        height, width = grey.shape[0] // 2, grey.shape[1] // 2
        even = grey[: 2 * height, : 2 * width]
        grey = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
        scale *= 2
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def marks_of(small: Small) -> Marks:
    """The rules of a page."""
    down, mask, long = _rules(small.ink, small.word, upright=True)
    across, level, _ = _rules(np.ascontiguousarray(small.ink.T), small.word, upright=False)
    rules = cv2.dilate(mask, np.ones((1, 3), np.uint8))
    levels = cv2.dilate(np.ascontiguousarray(level.T), np.ones((3, 1), np.uint8))
    rules = cv2.bitwise_or(rules, levels)
    return Marks(
        tuple(on_page(box, small) for box in down),
        tuple(on_page((y, x, h, w), small) for x, y, w, h in across),
        mask,
        np.asarray(mask & long, np.uint8),
        np.asarray(small.ink & (rules == 0), np.uint8),
    )


def _rules(ink: Mask, word: float, *, upright: bool) -> tuple[list[Box], Mask, Mask]:
    """Upright rules: their boxes, the mask of them, and all that runs down unbroken."""
    stroke, gap = max(3, round(STROKE * word)), max(3, round(RULE_GAP * word))
    # A leaning hairline stays one line; rows of letters would become lines too.
    thick = cv2.dilate(ink, np.ones((1, 3), np.uint8)) if upright else ink
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((stroke, 1), np.uint8))
    joined = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((gap, 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, None, None, None, 8, cv2.CV_16U)
    kept = np.zeros_like(ink)
    grown = 1 if upright else 0
    found: list[Box] = []
    for number, (x, y, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        if height < LEAST_RULE * word or width - 2 * grown > THIN * word + LEANING * height:
            continue
        own = labels[y : y + height, x : x + width] == number
        solid = (own & (long[y : y + height, x : x + width] > 0)).any(axis=1).mean()
        is_long = upright and height >= LONG * word and solid >= UNBROKEN
        if is_long or _stands_clear(ink, own, (x, y), word):
            found.append((x + grown, y, max(1, width - 2 * grown), height))
            kept[y : y + height, x : x + width] |= own
    return found, kept, np.asarray(long, np.uint8)


def _stands_clear(ink: Mask, own: NDArray[np.bool_], at: tuple[int, int], word: float) -> bool:
    """Whether there is paper on at least one side along a rule, and little ink on the other."""
    (x, y), width = at, own.shape[1]
    reach = max(2, round(BESIDE * word))
    left = own.argmax(axis=1) + x
    right = x + width - own[:, ::-1].argmax(axis=1)
    rows = np.flatnonzero(own.any(axis=1))
    steps = np.arange(reach)
    over = np.clip(left[rows, None] - 1 - steps, 0, ink.shape[1] - 1)
    under = np.clip(right[rows, None] + steps, 0, ink.shape[1] - 1)
    shares = sorted(float(ink[y + rows[:, None], beside].mean()) for beside in (over, under))
    return shares[0] <= CLEAR and shares[1] <= 2 * CLEAR


def on_page(box: Box, small: Small) -> Region:
    """A box of the small picture in pixels of the page."""
    x, y, width, height = (round(side / small.scale) for side in box)
    return Region(x, y, max(1, width), max(1, height))
