"""Finds headings: lines in larger type, or standing alone in the middle of their column."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.layout.lines import region_of
from pipeline.layout.type_measures import Frame, height_of, middle, overlap_across, text_of
from schemas.findings import Region
from schemas.pages import BlockKind, TextBlock, TextLine

#: Type so much larger than the text's is a heading's; letters with and without ascenders make
#: measured heights differ by a sixth. The largest stand at the head of a part or of the paper.
LARGER, LARGEST = 1.3, 1.8
#: In text size a heading is so far from both edges of its column, and nearly as far from each.
INDENT, UNEVEN = 1.5, 0.25
#: White above and below it, beyond the usual, in word heights.
SET_OFF = 0.3
#: From the line above it stands off by more than text does.
ROOM = 1.15
#: Longer ones are sentences.
MOST_WORDS = 14
#: More short centred lines below each other are verse or a list.
MOST_LINES = 3
#: A heading does not end like a line that goes on.
GOING_ON = (",", ";", "-", "\u00ad", "\u2e17", "=", "¬", "/")


def mark_headings(blocks: Sequence[TextBlock], frame: Frame) -> list[TextBlock]:
    """Text blocks with their headings taken out as blocks of their own, with levels."""
    lines = [line for block in blocks if block.kind == BlockKind.TEXT for line in block.lines]
    columns = [_column_of(block, blocks) for block in blocks]
    marked: list[TextBlock] = []
    for block, column in zip(blocks, columns, strict=True):
        if block.kind == BlockKind.TEXT:
            marked += _parted(block, [_level(line, lines, column, frame) for line in block.lines])
        else:
            marked.append(block)
    return _without_verse(marked)


def _column_of(block: TextBlock, blocks: Sequence[TextBlock]) -> tuple[int, int]:
    """The edges of the column a block stands in: of all text that it shares its middle with."""
    centre = Region(block.region.x + block.region.width // 2, block.region.y, 1, 1)
    around = [
        other.region
        for other in blocks
        if other.kind == BlockKind.TEXT
        if overlap_across(centre, other.region) > 0
    ]
    edges = region_of([*around, block.region])
    return edges.x, edges.x + edges.width


def _level(line: TextLine, lines: Sequence[TextLine], column: tuple[int, int], frame: Frame) -> int:
    """1 to 3 for a heading, 0 for what is none."""
    text = text_of(line.words)
    letters = sum(map(str.isalpha, text))
    if letters < 2 or len(line.words) > MOST_WORDS or 2 * letters < len(text.replace(" ", "")):
        return 0
    ratio = height_of([line]) / frame.small
    if ratio >= LARGER and letters >= 4 and _is_below_white(line, lines, frame):
        return 1 if ratio >= LARGEST else 2
    left = line.region.x - column[0]
    right = column[1] - line.region.x - line.region.width
    even = abs(left - right) <= max(frame.unit, UNEVEN * (left + right))
    centred = min(left, right) >= INDENT * frame.unit and even
    if centred and not text.endswith(GOING_ON) and _stands_alone(line, lines, frame):
        return 3
    return 0


def _is_below_white(line: TextLine, lines: Sequence[TextLine], frame: Frame) -> bool:
    """Whether the line above is further off than lines of the text are: larger type needs room."""
    near = [o for o in lines if overlap_across(o.region, line.region) > 0]
    above = [middle(line) - middle(o) for o in near if middle(o) < middle(line)]
    return not above or min(above) >= ROOM * frame.pitch


def _stands_alone(line: TextLine, lines: Sequence[TextLine], frame: Frame) -> bool:
    """Whether there is more white than usual above and below a line, or the edge of the column."""
    near = [o for o in lines if o is not line and overlap_across(o.region, line.region) > 0]
    at = middle(line)
    above = [at - middle(o) for o in near if middle(o) < at]
    below = [middle(o) - at for o in near if middle(o) > at]
    least = frame.pitch + SET_OFF * frame.unit
    return bool(below) and min(below) >= least and (not above or min(above) >= least)


def _parted(block: TextBlock, levels: list[int]) -> Iterator[TextBlock]:
    """A block in parts of one level each."""
    if not any(levels):
        yield block
        return
    for level, group in groupby(zip(block.lines, levels, strict=True), key=lambda one: one[1]):
        lines = tuple(line for line, _ in group)
        kind = BlockKind.HEADING if level else block.kind
        region = block.region if lines == block.lines else region_of([o.region for o in lines])
        yield replace(block, lines=lines, region=region, kind=kind, level=level)


def _without_verse(blocks: list[TextBlock]) -> list[TextBlock]:
    """Many "headings" of text size in a row are lines of verse or names, and stay text."""
    kept = list(blocks)
    runs = _runs([block.kind == BlockKind.HEADING and block.level == 3 for block in blocks])
    for first, last in runs:
        if sum(len(block.lines) for block in blocks[first:last]) > MOST_LINES:
            for at in range(first, last):
                kept[at] = replace(blocks[at], kind=BlockKind.TEXT, level=0)
    return kept


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last but one of each run of true flags."""
    edges = [at for at, (a, b) in enumerate(pairwise([False, *flags, False])) if a != b]
    yield from zip(edges[::2], edges[1::2], strict=True)
