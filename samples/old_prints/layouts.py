"""How old prints lay their text out: books, newspapers, two languages side by side, titles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Self

import numpy as np

from samples.old_prints.classes import Layout
from samples.old_prints.faces import OldFace
from samples.old_prints.glyphs import Type
from samples.old_prints.setting import (
    Column,
    OldSheet,
    Span,
    broken,
    set_centred,
    set_line,
    words_of,
)
from samples.old_prints.spelling import Manner

MM_PER_INCH, POINTS_PER_INCH = 25.4, 72.0


@dataclass(frozen=True, slots=True)
class Measures:
    """Format and type of a volume."""

    ppi: int
    width_mm: float
    height_mm: float
    margin_mm: float
    size_pt: float
    leading: float
    columns: int

    @classmethod
    def drawn(cls, rng: np.random.Generator, layout: Layout, ppi: int) -> Self:
        """A format that books, or newspapers, had."""
        if layout is Layout.NEWSPAPER:
            side, size, columns = rng.uniform(215, 245), rng.uniform(8.0, 9.0), 3
        elif layout is Layout.PARALLEL:
            side, size, columns = rng.uniform(145, 165), rng.uniform(9.0, 10.0), 2
        else:
            side, size, columns = rng.uniform(105, 140), rng.uniform(9.5, 12.0), 1
        ratio = 1.35 if layout is Layout.NEWSPAPER else 1.5
        return cls(
            ppi, float(side), float(side * ratio), 12.0, float(size),
            float(rng.uniform(1.18, 1.4)), columns,
        )  # fmt: skip

    @property
    def shape(self) -> tuple[int, int]:
        """The sheet in pixels, rows first."""
        return self.px(self.height_mm), self.px(self.width_mm)

    @property
    def line(self) -> float:
        """From baseline to baseline, in pixels."""
        return self.pt(self.size_pt) * self.leading

    def px(self, mm: float) -> int:
        """Millimetres as pixels."""
        return round(mm / MM_PER_INCH * self.ppi)

    def pt(self, points: float) -> float:
        """Points as pixels."""
        return points / POINTS_PER_INCH * self.ppi

    def block(self) -> Column:
        """The page within its margins."""
        edge = self.px(self.margin_mm)
        return Column(edge, round(1.6 * edge), self.shape[1] - 2 * edge, self.shape[0] - 3 * edge)

    def parts(self, top: int) -> list[Column]:
        """The columns of the page below a height."""
        block, gap = self.block(), self.px(5)
        width = (block.width - gap * (self.columns - 1)) // self.columns
        height = block.top + block.height - top
        return [
            Column(block.left + i * (width + gap), top, width, height) for i in range(self.columns)
        ]


@dataclass(slots=True)
class Copy:
    """What the printer gets for one language: sentences as spelt, and the face to set them in."""

    sentences: Iterator[str]
    face: OldFace
    manner: Manner
    written: list[tuple[str, str]] = field(default_factory=list)
    """The sentences so far, in today's spelling and as they were spelt."""

    def paragraph(self, rng: np.random.Generator) -> str:
        """Two to five sentences."""
        return " ".join(islice(self.sentences, int(rng.integers(2, 6))))

    def heading(self) -> str:
        """The first words of a sentence."""
        return " ".join(next(self.sentences).split()[:3]).strip(".,:;„“–«» ")


def lay_out(
    layout: Layout, sheet: OldSheet, measures: Measures, copies: list[Copy],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Set a whole page."""
    match layout:
        case Layout.TITLE:
            _title(sheet, measures, copies[0], rng)
        case Layout.NEWSPAPER:
            _newspaper(sheet, measures, copies[0], rng)
        case Layout.PARALLEL:
            _parallel(sheet, measures, copies, rng)
        case _:
            _book(sheet, measures, copies, rng)


def _book(
    sheet: OldSheet, measures: Measures, copies: list[Copy], rng: np.random.Generator
) -> None:
    block, first = measures.block(), copies[0]
    cast = Type(first.face, measures.pt(measures.size_pt))
    number = str(rng.integers(3, 400))
    if rng.random() < 0.3:
        great = Type(first.face, measures.pt(measures.size_pt * 1.5))
        y = block.top + 2.2 * measures.line
        set_centred(sheet, first.heading(), block, y, great)
        top = round(y + measures.line)
    else:
        set_centred(sheet, f"– {number} –", block, block.top, cast)
        top = round(block.top + measures.line)
    bottom = block.top + block.height
    column = Column(block.left, top, block.width, bottom - top)
    _run(sheet, column, measures, copies, rng)


def _run(
    sheet: OldSheet, column: Column, measures: Measures, copies: list[Copy],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Fill a column with paragraphs."""
    y, bottom = column.top + measures.line, column.top + column.height
    size = measures.pt(measures.size_pt)
    casts = [Type(copy.face, size) for copy in copies]
    while y <= bottom:
        sheet.block += 1
        spans = [Span(copies[0].paragraph(rng), casts[0])]
        for copy, cast in zip(copies[1:], casts[1:], strict=True):
            # Words of the second language stand between sentences of the first.
            spans += [Span(next(copy.sentences), cast), Span(next(copies[0].sentences), casts[0])]
        indent = 1.3 * size
        for i, (line, is_last) in enumerate(broken(words_of(tuple(spans)), column.width, indent)):
            if y > bottom:
                return
            set_line(sheet, line, column, y, indent=0.0 if i else indent, is_ragged=is_last)
            y += measures.line


def _newspaper(sheet: OldSheet, measures: Measures, copy: Copy, rng: np.random.Generator) -> None:
    block = measures.block()
    great = Type(copy.face, measures.pt(measures.size_pt * 3.2))
    small = Type(copy.face, measures.pt(measures.size_pt))
    set_centred(sheet, copy.heading(), block, block.top + great.size_px, great)
    sheet.block += 1
    y = block.top + great.size_px + 1.8 * measures.line
    date = f"Nr. {rng.integers(1, 60)}. {rng.integers(1860, 1939)}"
    set_centred(sheet, date, block, y, small)
    top = round(y + measures.line)
    _rule(sheet, block.left, top - round(0.4 * measures.line), block.width, across=True)
    for i, column in enumerate(measures.parts(top)):
        if i and rng.random() < 0.9:
            left = column.left - measures.px(2.5)
            _rule(sheet, left, column.top, column.height, across=False)
        _articles(sheet, column, measures, copy, rng)


def _articles(
    sheet: OldSheet, column: Column, measures: Measures, copy: Copy, rng: np.random.Generator
) -> None:
    """Headings and their paragraphs, down a column."""
    top, bottom = column.top, column.top + column.height
    bold = Type(copy.face, measures.pt(measures.size_pt * 1.3))
    while bottom - top > 8 * measures.line:
        sheet.block += 1
        height = min(bottom - top, round(measures.line * rng.integers(14, 34)))
        if bottom - top - height < 8 * measures.line:
            height = bottom - top
        y = top + 1.4 * measures.line
        heading = copy.heading()
        while bold.width(heading) > column.width:
            heading = heading.rpartition(" ")[0] or heading[: len(heading) // 2]
        set_centred(sheet, heading, column, y, bold)
        start = round(y + 0.3 * measures.line)
        body = Column(column.left, start, column.width, top + height - start)
        _run(sheet, body, measures, [copy], rng)
        top += height + round(0.5 * measures.line)


def _parallel(
    sheet: OldSheet, measures: Measures, copies: list[Copy], rng: np.random.Generator
) -> None:
    for column, copy in zip(measures.parts(measures.block().top), copies, strict=True):
        sheet.block += 1
        _run(sheet, column, measures, [copy], rng)
    second = measures.parts(measures.block().top)[1]
    _rule(sheet, second.left - measures.px(2.5), second.top, second.height, across=False)


def _title(sheet: OldSheet, measures: Measures, copy: Copy, rng: np.random.Generator) -> None:
    block = measures.block()
    y = float(block.top)
    for scale, words, gap in ((1.1, 3, 2.5), (2.2, 2, 2.6), (1.0, 5, 3.5), (1.3, 3, 3.0)):
        cast = Type(copy.face, measures.pt(measures.size_pt * scale))
        text = " ".join(next(copy.sentences).split()[:words]).strip(".,:;„“–?!«» ")
        while cast.width(text) > block.width and " " in text:
            text = text.rpartition(" ")[0]
        y += gap * measures.line
        set_centred(sheet, text, block, y, cast)
        sheet.block += 1
    small = Type(copy.face, measures.pt(measures.size_pt))
    foot = block.top + block.height
    middle = block.left + block.width // 2
    _rule(sheet, middle - measures.px(12), foot - round(4 * measures.line), measures.px(24),
          across=True)  # fmt: skip
    imprint = " ".join(next(copy.sentences).split()[:3]).strip(".,:;„“–?!«» ")
    set_centred(sheet, imprint, block, foot - 2 * measures.line, small)
    sheet.block += 1
    set_centred(sheet, str(rng.integers(1860, 1935)), block, foot - 0.8 * measures.line, small)


def _rule(sheet: OldSheet, left: int, top: int, length: int, *, across: bool) -> None:
    """A line of ink across the page, or down between columns."""
    thick = max(1, sheet.ink.shape[1] // 900)
    if across:
        sheet.ink[top : top + thick, left : left + length] = 255
    else:
        sheet.ink[top : top + length, left : left + thick] = 255
