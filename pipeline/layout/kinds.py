"""Says what blocks of a page are beside text and headings: notes, captions, lists, tables."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from pipeline.layout.lines import region_of
from pipeline.layout.type_measures import (
    Frame,
    gaps_of,
    height_of,
    middle,
    overlap_across,
    text_of,
)
from schemas.findings import Region
from schemas.pages import BlockKind, TextBlock, TextLine

#: Notes are set in smaller type than the text above them; with a sign before them and a rule above
#: it need not be smaller. Blocks below a note go on with it where they are nearly as small.
SMALLER, LITTLE_SMALLER = 0.88, 0.95
#: Notes stand in the lower part of a page.
LOWER_PART = 0.3
#: A note in the margin is so narrow beside the text, and so far from it in word heights.
NARROW, BESIDE = 0.3, 0.5
#: A caption stands so near to its picture, in distances of lines, and has so few lines.
CAPTION_NEAR, CAPTION_LINES = 2.2, 4
#: Rows of a list of contents or of a table: so many at least, the gaps within in word heights.
LEAST_ROWS, WIDE_GAP = 3, 1.5
#: So many of the rows that follow each other are rows of a list.
MOSTLY = 0.6

_NOTE_SIGN = re.compile(r"(?:[*†‡§¹²³⁴-⁹]+|\(?[\d*]{1,2}[)*]|[a-z]\))")
_LAST_NUMBER = re.compile(r"[\d]{1,4}|[ivxlcIVXLC]{1,7}")
_LEADER = re.compile(r"(?:[.·…_]\s?){2,}")


@dataclass(frozen=True, slots=True)
class _Column:
    """All text that a note may stand below."""

    lines: tuple[TextLine, ...]
    height_px: int

    def around(self, line: TextLine) -> tuple[list[TextLine], list[TextLine]]:
        """The lines above a line in its column, and those from it on."""
        near = [o for o in self.lines if overlap_across(o.region, line.region) > 0]
        at = middle(line)
        return [o for o in near if middle(o) < at], [o for o in near if middle(o) >= at]


def mark_footnotes(
    blocks: Sequence[TextBlock], frame: Frame, rules: Sequence[Region], height_px: int
) -> list[TextBlock]:
    """Blocks at the foot of a page that hold its notes, parted from the text above them."""
    text = (line for block in blocks if block.kind == BlockKind.TEXT for line in block.lines)
    column = _Column(tuple(text), height_px)
    marked: list[TextBlock] = []
    note: TextBlock | None = None
    for block in blocks:
        at = None
        if block.kind == BlockKind.TEXT:
            at = _first_note(block, column, rules, frame)
            at = 0 if at is None and note and _goes_on(note, block, frame) else at
        if at is None:
            marked.append(block)
            note = None
            continue
        if at:
            marked.append(_part(block, block.lines[:at], block.kind))
        note = _part(block, block.lines[at:], BlockKind.FOOTNOTE)
        marked.append(note)
    return marked


def _goes_on(note: TextBlock, block: TextBlock, frame: Frame) -> bool:
    """Whether a block below a note is set in its type."""
    below = overlap_across(note.region, block.region) > 0 and block.region.y > note.region.y
    return below and _size(block.lines, frame) * LITTLE_SMALLER <= _size(note.lines, frame)


def _first_note(
    block: TextBlock, column: _Column, rules: Sequence[Region], frame: Frame
) -> int | None:
    """Where in a block notes begin; None where it has none."""
    for at, line in enumerate(block.lines):
        if line.region.y < LOWER_PART * column.height_px or len(line.words) < 2:
            continue
        signed = bool(_NOTE_SIGN.match(line.words[0].text))
        ruled = any(_is_over(rule, line, frame) for rule in rules)
        if not signed and not ruled:
            continue
        above, below = column.around(line)
        size = _size(below, frame) / _size(above, frame) if above else 1.0
        if above and size <= (1.0 if signed and ruled else SMALLER):
            return at
    return None


def _size(lines: Sequence[TextLine], frame: Frame) -> float:
    """The size of type, by its letters and by the distance of its lines."""
    steps = [b - a for a, b in pairwise(sorted(map(middle, lines))) if b - a > frame.small]
    return height_of(lines) * math.sqrt(median(steps) if steps else frame.pitch)


def _is_over(rule: Region, line: TextLine, frame: Frame) -> bool:
    """Whether a rule stands just above a line and begins where it does."""
    gap = line.region.y - rule.y - rule.height
    return -0.5 * frame.unit < gap < 2 * frame.pitch and overlap_across(rule, line.region) > 0


def mark_marginalia(blocks: Sequence[TextBlock], frame: Frame) -> list[TextBlock]:
    """Narrow blocks beside the text, outside of its edges."""
    text_blocks = [b for b in blocks if b.kind == BlockKind.TEXT]
    wide = [b.region for b in text_blocks if b.region.width > NARROW * frame.width]
    if sum(len(b.lines) for b in text_blocks) < LEAST_ROWS or not wide:
        return list(blocks)
    text = region_of(wide)
    return [_noted(block, text, frame) for block in blocks]


def _noted(block: TextBlock, text: Region, frame: Frame) -> TextBlock:
    region = block.region
    outside = max(text.x - region.x - region.width, region.x - text.x - text.width)
    along = min(region.y + region.height, text.y + text.height) > max(region.y, text.y)
    narrow = region.width <= NARROW * text.width
    lettered = sum(map(str.isalpha, text_of(w for o in block.lines for w in o.words))) >= 2
    is_note = block.kind == BlockKind.TEXT and along and narrow and lettered
    if is_note and outside >= BESIDE * frame.unit:
        return replace(block, kind=BlockKind.MARGINALIA)
    return block


def mark_captions(
    blocks: Sequence[TextBlock], pictures: Sequence[Region], frame: Frame
) -> list[TextBlock]:
    """Short blocks just below or above a picture, under its middle."""
    return [
        replace(block, kind=BlockKind.CAPTION, level=0)
        if block.kind in (BlockKind.TEXT, BlockKind.HEADING)
        and any(_is_caption(block, picture, frame) for picture in pictures)
        else block
        for block in blocks
    ]


def _is_caption(block: TextBlock, picture: Region, frame: Frame) -> bool:
    region = block.region
    near = CAPTION_NEAR * frame.pitch
    below = -frame.unit <= region.y - picture.y - picture.height <= near
    within = overlap_across(region, picture) >= 0.8 * region.width
    offset = abs(region.x + region.width / 2 - picture.x - picture.width / 2)
    centred = offset <= max(2 * frame.unit, 0.15 * picture.width)
    narrow = region.width < 0.9 * frame.width or height_of(block.lines) < SMALLER * frame.small
    return below and within and centred and narrow and len(block.lines) <= CAPTION_LINES


def mark_lists(blocks: Sequence[TextBlock], frame: Frame) -> list[TextBlock]:
    """Lists of contents and tables: rows that end in a number, or fall into cells."""
    marked: list[TextBlock] = []
    joined = _neighbours(blocks)
    for group in joined:
        lines = [line for block in group for line in block.lines]
        kind = _list_kind(lines, frame) if group[0].kind == BlockKind.TEXT else None
        marked += [replace(block, kind=kind) if kind else block for block in group]
    return marked


def _neighbours(blocks: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Text blocks that follow each other; engines make a block of each row of a list."""
    return [list(group) for _, group in groupby(blocks, key=lambda b: b.kind == BlockKind.TEXT)]


def _list_kind(lines: Sequence[TextLine], frame: Frame) -> BlockKind | None:
    if len(lines) < LEAST_ROWS:
        return None
    least = max(LEAST_ROWS, MOSTLY * len(lines))
    cells = [cells_of(line, frame.unit) for line in lines]
    figures = [sum(_is_figure(cell) for cell in row[1:]) >= 2 for row in cells]
    if sum(figures) < least and sum(is_entry(line, frame.unit) for line in lines) >= least:
        return BlockKind.CONTENTS
    return BlockKind.TABLE if sum(len(row) > 2 for row in cells) >= least else None


def cells_of(line: TextLine, unit: float) -> list[str]:
    """What stands in a line between wide gaps."""
    words = sorted(line.words, key=lambda w: w.region.x)
    cells = [words[0].text] if words else []
    for word, gap in zip(words[1:], gaps_of(line), strict=True):
        if gap >= WIDE_GAP * unit:
            cells.append(word.text)
        else:
            cells[-1] += f" {word.text}"
    return cells


def _is_figure(cell: str) -> bool:
    """Whether most of a cell is digits."""
    return 2 * sum(map(str.isdigit, cell)) >= len(cell)


def is_entry(line: TextLine, unit: float) -> bool:
    """Whether a line names something and, apart from it at its end, a page."""
    words = sorted(line.words, key=lambda w: w.region.x)
    if len(words) < 2 or not _LAST_NUMBER.fullmatch(words[-1].text.strip(".·…_ ")):
        return False
    before = text_of(words[:-1])
    gap = words[-1].region.x - words[-2].region.x - words[-2].region.width
    led = bool(_LEADER.search(before[-12:])) or bool(_LEADER.match(words[-1].text))
    return sum(map(str.isalpha, before)) >= 3 and (led or gap >= WIDE_GAP * unit)


def _part(block: TextBlock, lines: tuple[TextLine, ...], kind: str) -> TextBlock:
    if lines == block.lines:
        return replace(block, kind=kind)
    return replace(block, lines=lines, region=region_of([one.region for one in lines]), kind=kind)
