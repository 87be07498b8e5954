"""Marks page numbers, running heads and sheets' marks: what stands above and below the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.layout.lines import around
from pipeline.layout.type_measures import Frame, height_of, middle, text_of
from qa.volume.pages import PrintedLabel
from qa.volume.readings import readings_of
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word

#: Fewer rows are a title page, a plate: nothing stands above its text.
LEAST_ROWS = 5
#: White between the head and the text, beyond what is usual between lines, in word heights.
SET_OFF = 0.35
#: A running head has so few words, and fills less of the line than text does.
MOST_WORDS, NARROW = 12, 0.85
#: Type larger than this is a heading's.
HEAD_TYPE = 1.25
#: What stands alone below the text and is so short is a sheet's mark: "A 2", "Bog. 3", "5*".
MARK_LETTERS, MARK_WORDS, MARK_WIDTH = 12, 3, 0.4
#: A number is believed from here as a page's.
LEAST_BELIEF = 0.45

_SHEET = re.compile(r"[A-ZА-Я]{1,3}[a-z]?[ .]*(?:\d{1,2}|[ivx]{1,4})?[*.)]?|\d{1,3}\*{0,2}\)?")


@dataclass(frozen=True, slots=True)
class Row:
    """Lines at one height, with the numbers of their blocks."""

    lines: tuple[tuple[int, TextLine], ...]

    @property
    def words(self) -> list[Word]:
        """Its words from left to right."""
        return sorted((w for _, line in self.lines for w in line.words), key=lambda w: w.region.x)

    @property
    def region(self) -> Region:
        """The box around it."""
        return around(self.words)


def mark_margins(
    blocks: Sequence[TextBlock], page: PageText, frame: Frame, rules: Sequence[Region]
) -> list[TextBlock]:
    """The blocks, with what stands above and below the text as blocks of its own."""
    rows = rows_of(blocks)
    if len(rows) < LEAST_ROWS:
        return list(blocks)
    head = _head_blocks(rows, page, frame, rules)
    has_number = any(block.kind == BlockKind.PAGE_NUMBER for block in head)
    foot = _foot_blocks(rows, page, frame, has_number=has_number)
    taken = {id(w) for block in (*head, *foot) for line in block.lines for w in line.words}
    return [*head, *(b for b in map(lambda one: _without(one, taken), blocks) if b), *foot]


def rows_of(blocks: Sequence[TextBlock]) -> list[Row]:
    """All lines of a page in rows, from the top."""
    lines = [(n, line) for n, block in enumerate(blocks) for line in block.lines if line.words]
    lines.sort(key=lambda one: middle(one[1]))
    rows: list[list[tuple[int, TextLine]]] = []
    for number, line in lines:
        last = rows[-1][-1][1].region if rows else None
        if last is not None and middle(line) < last.y + 0.8 * last.height:
            rows[-1].append((number, line))
        else:
            rows.append([(number, line)])
    return [Row(tuple(row)) for row in rows]


def _head_blocks(
    rows: list[Row], page: PageText, frame: Frame, rules: Sequence[Region]
) -> list[TextBlock]:
    row, below = rows[0], rows[1].region
    region, words = row.region, row.words
    bottom = region.y + region.height
    usual = frame.pitch - frame.unit
    ruled = any(bottom - frame.unit < rule.y < below.y + frame.unit / 2 for rule in rules)
    numbers = _end_numbers(words, page, frame)
    set_off = below.y - bottom > usual + SET_OFF * frame.unit or ruled
    if not set_off or len(words) - len(numbers) > MOST_WORDS:
        return []
    if height_of(line for _, line in row.lines) > HEAD_TYPE * frame.small and not numbers:
        return []
    full = sum(w.region.width for w in words) > NARROW * frame.width
    if full and not numbers:
        return []
    title = [w for w in words if w not in numbers]
    named = any(sum(map(str.isalpha, w.text)) >= 2 for w in title)
    if numbers and not named:  # dashes and rosettes around a number belong to it
        return [_block(row, words, BlockKind.PAGE_NUMBER)]
    blocks = [_block(row, [w], BlockKind.PAGE_NUMBER) for w in numbers]
    if named:
        blocks.append(_block(row, title, BlockKind.RUNNING_HEAD))
    return sorted(blocks, key=lambda block: block.region.x)


def _foot_blocks(
    rows: list[Row], page: PageText, frame: Frame, *, has_number: bool
) -> list[TextBlock]:
    row = rows[-1]
    words = row.words
    marks = [w for w in words if any(map(str.isalnum, w.text))]
    region = around(marks) if marks else row.region
    narrow = region.width < MARK_WIDTH * frame.width
    if not marks or len(marks) > MARK_WORDS or not narrow:
        return []
    text = text_of(marks)
    if len(marks) == 1 and _is_number(marks[0], page) and not has_number:
        return [_block(row, words, BlockKind.PAGE_NUMBER)]
    if len(text) <= MARK_LETTERS and _SHEET.fullmatch(text.strip()):
        return [_block(row, words, BlockKind.SIGNATURE_MARK)]
    return []


def _end_numbers(words: list[Word], page: PageText, frame: Frame) -> list[Word]:
    """The first or the last word where it is a number that stands off its neighbour, or alone."""
    marks = [w for w in words if any(map(str.isalnum, w.text))]
    if len(marks) == 1:
        return [w for w in marks if _is_number(w, page)]
    gaps = [b.region.x - a.region.x - a.region.width for a, b in pairwise(marks)]
    ends = [(marks[0], gaps[0]), (marks[-1], gaps[-1])] if gaps else []
    return [w for w, gap in ends if gap >= frame.unit and _is_number(w, page)]


def _is_number(word: Word, page: PageText) -> bool:
    label = PrintedLabel(word.text, word.confidence, word.region.x / max(1, page.width_px), 0.0)
    return any(one.belief >= LEAST_BELIEF for one in readings_of(label))


def _block(row: Row, words: list[Word], kind: BlockKind) -> TextBlock:
    source = row.lines[0][1]
    line = replace(source, region=around(words), words=tuple(words))
    return TextBlock(line.region, (line,), kind)


def _without(block: TextBlock, taken: set[int]) -> TextBlock | None:
    """A block without words that stand in blocks of their own; None where none is left."""
    if not any(id(w) in taken for line in block.lines for w in line.words):
        return block
    lines = []
    for line in block.lines:
        words = tuple(w for w in line.words if id(w) not in taken)
        if words == line.words:
            lines.append(line)
        elif words:
            lines.append(replace(line, region=around(words), words=words))
    if not lines:
        return None
    return replace(
        block, region=around([w for one in lines for w in one.words]), lines=tuple(lines)
    )
