"""Kinds of pages beside the book's own: columns, tables, half-tones, pencil, and plain text."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.chest import draw_chest
from samples.halftone import draw_landscape, screen
from samples.lines import break_lines
from samples.sheets import PageStyle, TypesetPage, new_sheet
from samples.text import read_manuscript, sentences
from samples.typeset import lines_per_page, print_number, set_paragraphs, typeset_text
from schemas.findings import Region
from schemas.pages import PageRole

Design = Callable[[PageStyle, int, np.random.Generator], TypesetPage]
HEADS = ("Metai", "Linai, pūdai", "Rugiai", "Avys", "Bitės")


def text_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """Running text, sometimes with a heading, sometimes ending half-way down."""
    room = lines_per_page(style) - 1
    heading = str(rng.choice([c.title for c in read_manuscript().chapters]))
    has_heading = bool(rng.random() < 0.2)
    used = room - 7 if has_heading else room
    if rng.random() < 0.15:
        used = int(rng.integers(4, max(5, used)))
    lines = set_paragraphs(_paragraphs(rng, 12), style)[: max(used, 3)]
    running = "" if has_heading else "Skrynios raštai"
    return typeset_text(
        lines, number, style, heading=heading if has_heading else "", running=running
    )


def column_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """Two columns of small type under a headline, with a rule between them."""
    sheet = new_sheet(style)
    block = style.text_block(recto=number % 2 == 1)
    size, leading = style.size_pt * 0.85, style.pt(style.leading_pt * 0.82)
    font, head = sheet.font(style.face, size), sheet.font(style.bold, style.size_pt * 1.9)
    gap = style.px(style.column_gap_mm)
    width = (block.width - gap) // 2
    sheet.print_centred("Upės balsas", block.x + block.width / 2, block.y + 1.2 * leading, head)
    top = block.y + 3.5 * leading
    middle = block.x + block.width // 2
    rule = (middle, top - leading * 0.6, middle, block.y + block.height)
    sheet.draw.line(rule, fill=style.ink, width=max(1, style.px(0.15)))
    for left in (block.x, block.x + width + gap):
        y = top
        for paragraph in _paragraphs(rng, 12):
            for line in break_lines(paragraph, width, font, 1.2 * font.size):
                if y > block.y + block.height:
                    break
                fill = 0.0 if line.is_last else width - line.indent
                sheet.print_line(line.text, left + line.indent, y, font, fill_width=fill)
                y += leading
    print_number(sheet, str(number), middle, block.y + block.height)
    return sheet.finished(PageRole.TEXT, str(number), recto=number % 2 == 1)


def table_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A ruled table of figures."""
    sheet = new_sheet(style)
    block = style.text_block(recto=number % 2 == 1)
    font, bold = (
        sheet.font(style.face, style.size_pt * 0.9),
        sheet.font(style.bold, style.size_pt * 0.8),
    )
    row = style.pt(style.leading_pt * 1.3)
    rows = int(rng.integers(8, max(9, int(block.height / row) - 3)))
    top, cell = block.y + 2 * row, block.width / len(HEADS)
    thin = max(1, style.px(0.12))
    for i in range(rows + 2):
        y = top + i * row
        width = 3 * thin if i in (0, 1, rows + 1) else thin
        sheet.draw.line((block.x, y, block.x + block.width, y), fill=style.ink, width=width)
    for i in range(len(HEADS) + 1):
        x = block.x + i * cell
        sheet.draw.line((x, top, x, top + (rows + 1) * row), fill=style.ink, width=thin)
    for i, head in enumerate(HEADS):
        sheet.print_centred(head, block.x + (i + 0.5) * cell, top + row * 0.68, bold)
    for i in range(rows):
        values = (1860 + i, *(int(rng.integers(3, 4000)) for _ in HEADS[1:]))
        for j, value in enumerate(values):
            at = (block.x + (j + 0.5) * cell, top + (i + 1.68) * row)
            sheet.print_centred(str(value), *at, font)
    print_number(sheet, str(number), block.x + block.width / 2, block.y + block.height)
    return sheet.finished(PageRole.TEXT, str(number), recto=number % 2 == 1)


def halftone_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A plate: a photograph in half-tone with a caption."""
    width_share, lines_per_inch = float(rng.uniform(0.8, 1.0)), float(rng.uniform(65, 100))
    sheet = new_sheet(style)
    block = style.text_block(recto=number % 2 == 1)
    width = round(block.width * width_share)
    height = round(width * float(rng.uniform(0.6, 0.85)))
    picture = screen(draw_landscape(width, height, rng), style.ppi, lines_per_inch, 45)
    left = block.x + (block.width - width) // 2
    top = block.y + round((block.height - height) * 0.4)
    sheet.image.paste(Image.fromarray(picture), (left, top))
    font = sheet.font(style.italic, style.size_pt * 0.9)
    caption = "Sodyba prie upės, žiūrint nuo linų lauko."
    sheet.print_centred(caption, left + width / 2, top + height + style.px(9), font)
    return sheet.finished(PageRole.PLATE, recto=number % 2 == 1)


def drawing_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A colour plate: the painted chest, now and then as its mirror image, in any size."""
    sheet = new_sheet(style, (255, 255, 255))
    block = style.text_block(recto=number % 2 == 1)
    side = round(min(block.width, block.height) * float(rng.uniform(0.6, 1.0)))
    chest = draw_chest(side)
    if rng.random() < 0.5:
        chest = chest.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    top = block.y + int(rng.integers(0, max(1, block.height - side)))
    sheet.image.paste(chest, (block.x + (block.width - side) // 2, top))
    return sheet.finished(PageRole.PLATE, recto=number % 2 == 1)


def blank_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """Nothing at all, as on the back of a plate."""
    return new_sheet(style).finished(PageRole.BLANK, recto=number % 2 == 1)


def pencil_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A leaf with a few faint pencil lines: not blank, though it nearly looks so."""
    sheet = new_sheet(style)
    image = np.asarray(sheet.image).copy()
    block = style.text_block(recto=number % 2 == 1)
    grey = int(rng.integers(150, 205))
    regions = [_scribble(image, block, style, grey, rng) for _ in range(int(rng.integers(1, 4)))]
    page = sheet.finished(PageRole.ENDPAPER, recto=number % 2 == 1)
    return TypesetPage(image, page.role, page.label, (), recto=page.recto) if regions else page


def _scribble(
    image: NDArray[np.uint8], block: Region, style: PageStyle, grey: int, rng: np.random.Generator
) -> Region:
    """A line of loops like handwriting."""
    length = style.px(float(rng.uniform(25, 70)))
    left = block.x + int(rng.integers(0, max(1, block.width - length)))
    base = block.y + int(rng.integers(0, block.height))
    along = np.linspace(0, 1, 400)
    waves = np.sin(along * length / style.px(0.9)) * style.px(1.1) * (0.6 + rng.random(400) * 0.1)
    x = left + along * length + np.cos(along * length / style.px(0.9)) * style.px(0.7)
    y = base + waves + along * style.px(float(rng.uniform(-4, 4)))
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(image, [points], False, grey, max(1, style.px(0.3)), cv2.LINE_AA)
    return Region(left, base, length, style.px(3))


def _paragraphs(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    """Paragraphs of the book's sentences in another order."""
    pool = sentences()
    chosen = [pool[i] for i in rng.permutation(len(pool))]
    return tuple(" ".join(chosen[i * 4 : i * 4 + 4]) for i in range(count))


#: Every kind of page with how often it comes in a mixed set.
DESIGNS: dict[str, tuple[Design, float]] = {
    "text": (text_page, 0.46),
    "columns": (column_page, 0.12),
    "table": (table_page, 0.10),
    "halftone": (halftone_page, 0.10),
    "drawing": (drawing_page, 0.08),
    "blank": (blank_page, 0.08),
    "pencil": (pencil_page, 0.06),
}
