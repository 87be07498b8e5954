"""Arranges what an engine read: our own columns, reading order and kinds of blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.articles import mark_articles
from pipeline.layout.boxes import MOST_HIGH, Page, Placed, page_of, with_slant
from pipeline.layout.columns import Sheet, cut
from pipeline.layout.headings import mark_headings
from pipeline.layout.hyphens import join_divided
from pipeline.layout.kinds import (
    mark_captions,
    mark_footnotes,
    mark_lists,
    mark_marginalia,
)
from pipeline.layout.lines import around, blocks_of
from pipeline.layout.margins import mark_margins
from pipeline.layout.order import is_worse
from pipeline.layout.pictures import is_sure, pictures_of, share_within
from pipeline.layout.pixels import Marks, Small, ink_of, marks_of
from pipeline.layout.seen import raster_of, slant_of
from pipeline.layout.type_measures import frame_of
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, Word

#: Characters stand this many word heights apart at most; wider "words" are rules misread.
MOST_WIDE = 2.5
#: What lies so far within a picture or a rule was read out of it; a rule is read as words that
#: engines doubt, lower than any letter.
WITHIN, DOUBTED, FLAT = 0.7, 0.5, 0.5
#: Pages in so many columns at one height are a newspaper's, or made like one.
ARTICLE_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class _Things:
    """What the pixels show beside text."""

    across: tuple[Region, ...] = ()
    down: tuple[Region, ...] = ()
    pictures: tuple[Region, ...] = ()
    unit: float = 0.0
    """The usual height of a word."""


def arrange(text: PageText, image: NDArray[np.uint8] | None = None) -> PageText:
    """The page in reading order, with kinds of blocks, words divided at line ends joined.

    Every word that was read stays, save what is doubted within a picture and marks that are a
    rule. A page whose order is right keeps it.

    Args:
        text: what an engine read, in whatever order.
        image: the page's pixels (grey or BGR) in which the words were placed; without it rules
            and pictures are not seen.
    """
    page = page_of(text)
    if not page.placed or page.unit <= 0:
        return text
    if image is None:
        blocks = _arranged(text, page, _sheet(page, None, None, ()), _Things())
        return replace(text, blocks=(*blocks, *(b for b in text.blocks if not b.lines)))
    small = ink_of(image, page.unit)
    marks = marks_of(small)
    pictures = pictures_of(small, marks.text_ink, text.words)
    things = _Things(marks.across, marks.down, pictures, page.unit)
    kept = _without_noise(text, things)
    if kept != text:
        text, page = kept, page_of(kept, page.unit)
    page = with_slant(page, slant_of(marks.text_ink))
    if page.placed:
        blocks = _arranged(text, page, _sheet(page, small, marks, pictures), things)
    else:
        blocks = []
    return replace(text, blocks=(*blocks, *_apart(things)))


def _arranged(text: PageText, page: Page, sheet: Sheet, things: _Things) -> list[TextBlock]:
    parts = [blocks_of(page, part) for part in cut(sheet)]
    read = [block for block in text.blocks if block.lines]
    if is_worse([block for part in parts for block in part], read):
        parts = [read]
    return join_divided(_with_kinds(parts, text, things, page.unit))


def _with_kinds(
    parts: Sequence[list[TextBlock]], text: PageText, things: _Things, unit: float
) -> list[TextBlock]:
    blocks = [block for part in parts for block in part]
    frame = frame_of(blocks, unit)
    blocks = mark_margins(blocks, text, frame, things.across)
    blocks = mark_marginalia(blocks, frame)
    blocks = mark_lists(blocks, frame)
    blocks = mark_captions(blocks, things.pictures, frame)
    blocks = mark_headings(blocks, frame)
    blocks = mark_footnotes(blocks, frame, things.across, text.height_px)
    if _columns(parts, unit) >= ARTICLE_COLUMNS and _has_headings(blocks, things):
        blocks = mark_articles(blocks, things.across, frame)
    return blocks


def _has_headings(blocks: Sequence[TextBlock], things: _Things) -> bool:
    return bool(things.across) or any(block.kind == BlockKind.HEADING for block in blocks)


def _columns(parts: Sequence[list[TextBlock]], unit: float) -> int:
    """How many pieces with text of several lines stand side by side."""
    boxes = [
        around([w for block in part for line in block.lines for w in line.words])
        for part in parts
        if sum(len(block.lines) for block in part) >= 4
    ]
    wide = [box for box in boxes if box.width >= 7 * unit]
    return max(
        (sum(o.y < b.y + b.height / 2 < o.y + o.height for o in wide) for b in wide), default=0
    )


def _without_noise(text: PageText, things: _Things) -> PageText:
    """The page without what was read into pictures and rules."""
    blocks = []
    for block in text.blocks:
        lines = []
        for line in block.lines:
            words = tuple(w for w in line.words if is_sure(w) or not _lies_on(w, things))
            if words:
                lines.append(line if words == line.words else replace(line, words=words))
        if lines or not block.lines:
            same = tuple(lines) == block.lines
            blocks.append(block if same else replace(block, lines=tuple(lines)))
    return replace(text, blocks=tuple(blocks))


def _lies_on(word: Word, things: _Things) -> bool:
    """Whether a doubted word stands in a picture, or is no higher than the rule it stands on."""
    if any(share_within(word.region, picture) > WITHIN for picture in things.pictures):
        return True
    lettered = any(map(str.isalnum, word.text))
    if lettered and (word.confidence >= DOUBTED or word.region.height > FLAT * things.unit):
        return False
    rules = things.across if lettered else (*things.down, *things.across)
    return any(share_within(word.region, _grown(rule)) > WITHIN for rule in rules)


def _grown(rule: Region) -> Region:
    room = 2 * max(4, min(rule.width, rule.height))
    return Region(rule.x - room, rule.y - room, rule.width + 2 * room, rule.height + 2 * room)


def _apart(things: _Things) -> list[TextBlock]:
    """Pictures and rules as blocks without text."""
    return [
        *(TextBlock(region, (), BlockKind.ILLUSTRATION) for region in things.pictures),
        *(TextBlock(region, (), BlockKind.SEPARATOR) for region in things.across),
        *(TextBlock(region, (), BlockKind.SEPARATOR) for region in things.down),
    ]


def _sheet(
    page: Page, small: Small | None, marks: Marks | None, pictures: tuple[Region, ...]
) -> Sheet:
    """Words and rules as what is cut; words that are no words span no gutter."""
    boxes = page.boxes.copy()
    for at, placed in enumerate(page.placed):
        if _is_misread(placed, page.unit):
            boxes[at, 2] = boxes[at, 0] = boxes[at, [0, 2]].mean()
    return Sheet(boxes, raster_of(page, small, marks, pictures), page.unit, page.right_to_left)


def _is_misread(placed: Placed, unit: float) -> bool:
    region, letters = placed.word.region, max(1, len(placed.word.text))
    return region.height > MOST_HIGH * unit or region.width > MOST_WIDE * unit * (letters + 1)
