"""The words of a page as rows of numbers, set upright: what columns and lines are found from."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from schemas.pages import PageText, TextBlock, TextLine, Word

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Words as high as this many usual ones are ornaments or rules misread.
MOST_HIGH = 12.0
#: A lean is taken from lines of so many words, and believed when so many lines tell it.
LEAN_WORDS, LEAN_LINES = 5, 5
#: Lines leaning more are not level print; the page is not judged by them.
MOST_LEAN = 0.1
HEBREW = range(0x0590, 0x0600)


@dataclass(frozen=True, slots=True)
class Placed:
    """One word with the place it had in the engine's reading."""

    word: Word
    line: TextLine
    block: TextBlock
    block_number: int
    line_number: int


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """All words: ``boxes`` are left, top, right, bottom, with the page's lean taken out."""

    placed: tuple[Placed, ...]
    boxes: Floats
    unit: float
    """The usual height of a word."""
    lean: float
    """How much a line falls for every pixel to the right."""
    slant: float
    """How much a column's edge moves to the left for every pixel down; pages are often skewed
    or curved, so that lines and columns do not stand square."""
    right_to_left: bool


def page_of(text: PageText, unit: float | None = None) -> Page:
    """The words of a page with their places, upright by their lines.

    Args:
        text: the page.
        unit: the usual height of a word where it is known already.
    """
    placed = tuple(
        Placed(word, line, block, b, n)
        for b, block in enumerate(text.blocks)
        for n, line in enumerate(block.lines)
        for word in line.words
    )
    raw = np.array([_edges(one.word) for one in placed], np.float64).reshape(-1, 4)
    lean = lean_of(text)
    unit = unit_of(placed) if unit is None else unit
    boxes = straight(raw, lean, lean)
    return Page(placed, boxes, unit, lean, lean, _is_right_to_left(placed))


def with_slant(page: Page, slant: float) -> Page:
    """The page with its columns upright too."""
    raw = np.array([_edges(one.word) for one in page.placed], np.float64).reshape(-1, 4)
    return replace(page, boxes=straight(raw, page.lean, slant), slant=slant)


def unit_of(placed: tuple[Placed, ...]) -> float:
    """The usual height of a word; 0 where there are none."""
    heights = [p.word.region.height for p in placed if sum(map(str.isalnum, p.word.text)) >= 2]
    heights = heights or [p.word.region.height for p in placed]
    return float(np.median(heights)) if heights else 0.0


def lean_of(text: PageText) -> float:
    """How much lines fall to the right, by the feet of their words."""
    slopes = []
    for block in text.blocks:
        for line in block.lines:
            if len(line.words) >= LEAN_WORDS:
                middles = [w.region.x + w.region.width / 2 for w in line.words]
                feet = [w.region.y + w.region.height for w in line.words]
                slopes.append(_slope(middles, feet))
    lean = float(np.median(slopes)) if len(slopes) >= LEAN_LINES else 0.0
    return lean if abs(lean) <= MOST_LEAN else 0.0


def _slope(across: list[float], down: list[int]) -> float:
    """The middle of the slopes between words half a line apart: one comma does not turn it."""
    half = len(across) // 2
    pairs = zip(across[:-half], down[:-half], across[half:], down[half:], strict=True)
    slopes = [(d2 - d1) / (a2 - a1) for a1, d1, a2, d2 in pairs if a2 > a1]
    return float(np.median(slopes)) if slopes else 0.0


def straight(boxes: Floats, lean: float, slant: float) -> Floats:
    """Boxes of a page that leans, moved back from its corner; each keeps its size."""
    if not len(boxes):
        return boxes
    middle_x = (boxes[:, 0] + boxes[:, 2]) / 2
    middle_y = (boxes[:, 1] + boxes[:, 3]) / 2
    moved = boxes.copy()
    moved[:, [0, 2]] += (middle_y * slant)[:, None]
    moved[:, [1, 3]] -= (middle_x * lean)[:, None]
    return moved


def _edges(word: Word) -> tuple[int, int, int, int]:
    region = word.region
    return region.x, region.y, region.x + region.width, region.y + region.height


def _is_right_to_left(placed: tuple[Placed, ...]) -> bool:
    letters = [ord(c) for p in placed for c in p.word.text if c.isalpha()]
    return 2 * sum(one in HEBREW for one in letters) > len(letters)
