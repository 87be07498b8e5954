"""Puts the words of each piece of a page into lines and blocks, as near as can be to the engine's.

A line that was read across a gutter is split, pieces of one printed line are joined; where the
engine's order of blocks does no harm it stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from pipeline.layout.boxes import Floats, Ints, Page
from schemas.findings import Region
from schemas.pages import TextBlock, TextLine, Word

#: Fragments of a line share so much of their height, are about equally high, and stand no
#: further apart than a wide space (wider ones part columns of a table or a number from its title).
SAME_LINE, EQUALLY_HIGH, APART = 0.6, 1.6, 3.0
#: A table has three rows at least, and most of its fragments have others at their height.
LEAST_ROWS, SAME_ROW, IN_ROWS = 3, 0.25, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """Words of one line of the engine that lie in one piece."""

    words: Ints
    box: tuple[float, float, float, float]
    block: int
    place: tuple[int, int]


def blocks_of(page: Page, part: Ints) -> list[TextBlock]:
    """The words of one piece as blocks in reading order."""
    fragments = _fragments(page, part)
    fragments = _joined(fragments, page, np.inf if _in_rows(fragments, page) else APART)
    grouped = [list(group) for _, group in groupby(fragments, key=lambda one: one.block)]
    boxes = [_union(one.box for one in group) for group in grouped]
    return [_block(page, grouped[at]) for at in order_of(boxes, page.unit)]


def order_of(boxes: Sequence[tuple[float, ...]], unit: float) -> list[int]:
    """The order given, save that nothing comes before what stands clearly above it."""
    left = list(range(len(boxes)))
    order = []
    while left:
        following = next(at for at in left if not _has_above(at, left, boxes, unit))
        left.remove(following)
        order.append(following)
    return order


def _has_above(
    at: int, others: Iterable[int], boxes: Sequence[tuple[float, ...]], unit: float
) -> bool:
    """Whether another box ends above this one and stands over a part of it."""
    x0, y0, x1, _ = boxes[at]
    return any(
        other != at
        and boxes[other][3] <= y0 + 0.3 * unit
        and boxes[other][1] < y0
        and boxes[other][0] < x1
        and boxes[other][2] > x0
        for other in others
    )


def _fragments(page: Page, part: Ints) -> list[Fragment]:
    """The piece's words by the engine's lines."""
    by_line: dict[tuple[int, int], list[int]] = {}
    for index in np.sort(part).tolist():
        placed = page.placed[index]
        by_line.setdefault((placed.block_number, placed.line_number), []).append(index)
    return [
        Fragment(np.array(words), _extent(page.boxes, words), place[0], place)
        for place, words in by_line.items()
    ]


def _in_rows(fragments: list[Fragment], page: Page) -> bool:
    """Whether fragments stand side by side in rows, as cells of a table do.

    Columns have been cut before: what still stands side by side at one height, row after row,
    is read across.
    """
    centres = np.array([(one.box[1] + one.box[3]) / 2 for one in fragments])
    near = np.abs(centres[:, None] - centres[None, :]) <= SAME_ROW * page.unit
    beside = near.sum(axis=1) > 1
    return bool(beside.sum() >= 2 * LEAST_ROWS and beside.mean() >= IN_ROWS)


def _joined(fragments: list[Fragment], page: Page, apart: float) -> list[Fragment]:
    """Fragments of one printed line become one, in the place of the first."""
    done: list[Fragment] = []
    for fragment in fragments:
        at = next(
            (i for i, one in enumerate(done) if _is_one_line(one, fragment, page.unit, apart)), None
        )
        if at is None:
            done.append(fragment)
        else:
            done[at] = _merged(done[at], fragment, page)
    return done


def _is_one_line(one: Fragment, other: Fragment, unit: float, apart: float) -> bool:
    x0, y0, x1, y1 = one.box
    a0, b0, a1, b1 = other.box
    low, high = sorted((y1 - y0, b1 - b0))
    overlap = min(y1, b1) - max(y0, b0)
    if overlap < SAME_LINE * low or high > EQUALLY_HIGH * low:
        return False
    gap = max(a0 - x1, x0 - a1)
    return -0.3 * unit <= gap <= apart * unit


def _merged(one: Fragment, other: Fragment, page: Page) -> Fragment:
    words = np.concatenate((one.words, other.words))
    words = words[np.argsort(page.boxes[words, 0], kind="stable")]
    if page.right_to_left:
        words = words[::-1]
    return replace(one, words=words, box=_union((one.box, other.box)))


def _block(page: Page, fragments: list[Fragment]) -> TextBlock:
    source = page.placed[int(fragments[0].words[0])].block
    lines = tuple(_line(page, one) for one in fragments)
    whole = sum(len(line.words) for line in source.lines) == sum(len(one.words) for one in lines)
    region = source.region if whole else region_of([line.region for line in lines])
    return replace(source, region=region, lines=lines)


def _line(page: Page, fragment: Fragment) -> TextLine:
    words = tuple(page.placed[index].word for index in fragment.words.tolist())
    source = page.placed[int(fragment.words[0])].line
    if words == source.words:
        return source
    return replace(source, region=around(words), words=words)


def around(words: Iterable[Word]) -> Region:
    """The smallest box around words."""
    return region_of([word.region for word in words])


def region_of(regions: Sequence[Region]) -> Region:
    """The smallest box around regions."""
    left, top = min(r.x for r in regions), min(r.y for r in regions)
    right = max(r.x + r.width for r in regions)
    bottom = max(r.y + r.height for r in regions)
    return Region(left, top, right - left, bottom - top)


def _extent(boxes: Floats, words: list[int]) -> tuple[float, float, float, float]:
    low, high = boxes[words].min(axis=0), boxes[words].max(axis=0)
    return float(low[0]), float(low[1]), float(high[2]), float(high[3])


def _union(boxes: Iterable[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
