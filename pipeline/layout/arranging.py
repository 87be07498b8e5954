"""Arranges what an engine read: our own columns, reading order and kinds of blocks."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import MOST_HIGH, Floats, Page, Placed, page_of, straight
from pipeline.layout.columns import Sheet, cut
from pipeline.layout.lines import blocks_of
from pipeline.layout.pixels import Marks, ink_of, marks_of
from schemas.findings import Region
from schemas.pages import PageText

#: Characters stand this many word heights apart at most; wider "words" are rules misread.
MOST_WIDE = 2.5


def arrange(text: PageText, image: NDArray[np.uint8] | None = None) -> PageText:
    """The page in reading order, with kinds of blocks; all words that were read stay.

    Args:
        text: what an engine read, in whatever order.
        image: the page's pixels (grey or BGR) in which the words were placed; without it rules
            and pictures are not seen.
    """
    page = page_of(text)
    if not page.placed:
        return text
    marks = Marks() if image is None else marks_of(ink_of(image, page.unit))
    parts = cut(_sheet(page, marks))
    blocks = [block for part in parts for block in blocks_of(page, part)]
    pictures = [block for block in text.blocks if not block.lines]
    return replace(text, blocks=(*blocks, *pictures))


def _sheet(page: Page, marks: Marks) -> Sheet:
    """Words and rules as what is cut; words that are no words span no gutter."""
    boxes = page.boxes.copy()
    for at, placed in enumerate(page.placed):
        if _is_misread(placed, page.unit):
            boxes[at, 2] = boxes[at, 0] = boxes[at, [0, 2]].mean()
    rules = straight(edges(marks.down), page.lean)
    return Sheet(boxes, rules, page.unit, page.right_to_left)


def _is_misread(placed: Placed, unit: float) -> bool:
    region, letters = placed.word.region, max(1, len(placed.word.text))
    return region.height > MOST_HIGH * unit or region.width > MOST_WIDE * unit * (letters + 1)


def edges(regions: tuple[Region, ...]) -> Floats:
    """Regions as rows of left, top, right, bottom."""
    rows = [(r.x, r.y, r.x + r.width, r.y + r.height) for r in regions]
    return np.array(rows, np.float64).reshape(-1, 4)
