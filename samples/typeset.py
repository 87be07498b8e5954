"""Typesets the sample book: cover, title page, blank verso, contents, plate and text."""

from collections.abc import Iterator
from itertools import pairwise

from samples.chest import draw_chest, draw_vignette
from samples.lines import SetLine, break_lines
from samples.sheets import PageStyle, Sheet, TypesetPage, new_sheet
from samples.text import Chapter, Manuscript
from schemas.pages import PageRole

#: Printed numbers of the contents page and of the first page of text.
CONTENTS_NUMBER, FIRST_NUMBER = 3, 5
#: Lines that a chapter's heading takes from its first page.
HEADING_LINES = 7
CLOTH, GILT = (38, 62, 92), (214, 178, 98)


def typeset_book(manuscript: Manuscript, style: PageStyle) -> Iterator[TypesetPage]:
    """All pages of the book in their order."""
    chapters = [_chapter_pages(chapter, style) for chapter in manuscript.chapters]
    starts = [FIRST_NUMBER]
    for pages in chapters:
        starts.append(starts[-1] + len(pages))
    yield typeset_cover(manuscript, style)
    yield typeset_title(manuscript, style)
    yield new_sheet(style).finished(PageRole.BLANK, recto=False)
    yield typeset_contents(manuscript, starts, style)
    yield typeset_plate(manuscript.caption, style)
    for chapter, pages, (start, _) in zip(
        manuscript.chapters, chapters, pairwise(starts), strict=True
    ):
        for i, lines in enumerate(pages):
            heading = "" if i else chapter.title
            running = manuscript.title if (start + i) % 2 == 0 else chapter.title
            yield typeset_text(lines, start + i, style, heading=heading, running=running)


def typeset_text(
    lines: list[SetLine], number: int, style: PageStyle, *, heading: str = "", running: str = ""
) -> TypesetPage:
    """One page of text: a heading or a running head, justified lines, the page number."""
    recto = number % 2 == 1
    sheet = new_sheet(style)
    block = style.text_block(recto=recto)
    leading, font = style.pt(style.leading_pt), sheet.font(style.face, style.size_pt)
    y = block.y + style.pt(style.size_pt)
    centre = block.x + block.width / 2
    if heading:
        title = sheet.font(style.bold, style.size_pt * 1.6)
        sheet.print_centred(heading, centre, y + 3 * leading, title)
        y += HEADING_LINES * leading
    elif running:
        head = sheet.font(style.italic, style.size_pt * 0.86)
        sheet.print_centred(running, centre, block.y - 1.3 * leading, head)
    for line in lines:
        fill = 0.0 if line.is_last else block.width - line.indent
        sheet.print_line(line.text, block.x + line.indent, y, font, fill_width=fill)
        y += leading
    print_number(sheet, str(number), centre, block.y + block.height)
    return sheet.finished(PageRole.TEXT, str(number), recto=recto)


def print_number(sheet: Sheet, label: str, centre: float, block_bottom: float) -> None:
    """The page number, centred below the text block."""
    style = sheet.style
    baseline = block_bottom + 2.1 * style.pt(style.leading_pt)
    sheet.print_centred(label, centre, baseline, sheet.font(style.face, style.size_pt * 0.95))


def typeset_contents(manuscript: Manuscript, starts: list[int], style: PageStyle) -> TypesetPage:
    """The table of contents, with dot leaders (which its truth leaves out)."""
    sheet = new_sheet(style)
    block = style.text_block(recto=True)
    leading, font = style.pt(style.leading_pt), sheet.font(style.face, style.size_pt * 1.05)
    y = block.y + 4 * leading
    centre = block.x + block.width / 2
    sheet.print_centred("Turinys", centre, y, sheet.font(style.bold, style.size_pt * 1.6))
    y += 4 * leading
    for chapter, start in zip(manuscript.chapters, starts, strict=False):
        right = block.x + block.width
        width = sheet.print_line(chapter.title, block.x, y, font)
        sheet.print_line(str(start), right - font.getlength(str(start)), y, font)
        _print_leaders(sheet, block.x + width, right - font.getlength("00"), y)
        y += 2 * leading
    print_number(sheet, str(CONTENTS_NUMBER), centre, block.y + block.height)
    return sheet.finished(PageRole.CONTENTS, str(CONTENTS_NUMBER))


def _print_leaders(sheet: Sheet, left: float, right: float, baseline: float) -> None:
    """Dots on a grid of their own, so that those of all lines stand in columns."""
    step = sheet.style.pt(6)
    radius = sheet.style.pt(0.55)
    first, last = int(left / step) + 2, int(right / step) - 1
    for x in (i * step for i in range(first, last)):
        dot = (x - radius, baseline - 2 * radius, x + radius, baseline)
        sheet.draw.ellipse(dot, fill=sheet.style.ink)


def typeset_title(manuscript: Manuscript, style: PageStyle) -> TypesetPage:
    """The title page: author, title, an ornament, publisher."""
    sheet = new_sheet(style)
    block = style.text_block(recto=True)
    centre, top = block.x + block.width / 2, float(block.y)
    sheet.print_centred(manuscript.creator, centre, top + style.px(10), sheet.font(style.face, 13))
    sheet.print_centred(manuscript.title, centre, top + style.px(45), sheet.font(style.bold, 26))
    sheet.print_centred(
        manuscript.subtitle, centre, top + style.px(57), sheet.font(style.italic, 13)
    )
    draw_vignette(sheet, (centre, top + style.px(98)), style.px(30))
    foot = block.y + block.height
    sheet.print_centred(
        manuscript.publisher, centre, foot - style.px(8), sheet.font(style.face, 11)
    )
    imprint = f"{manuscript.place} {manuscript.year}"
    sheet.print_centred(imprint, centre, foot, sheet.font(style.face, 11))
    return sheet.finished(PageRole.TITLE_PAGE)


def typeset_cover(manuscript: Manuscript, style: PageStyle) -> TypesetPage:
    """The front cover: blue cloth, a gilt frame, the title, a vignette."""
    sheet = new_sheet(style, CLOTH)
    width, height = sheet.image.size
    for inset, line in ((9.0, 0.9), (11.2, 0.3)):
        edge = style.px(inset)
        frame = (edge, edge, width - edge, height - edge)
        sheet.draw.rectangle(frame, outline=GILT, width=max(1, style.px(line)))
    sheet.print_centred(
        manuscript.creator, width / 2, height * 0.16, sheet.font(style.face, 13), ink=GILT
    )
    title = sheet.font(style.bold, 27)
    sheet.print_centred(manuscript.title, width / 2, height * 0.30, title, ink=GILT)
    draw_vignette(sheet, (width / 2, height * 0.60), style.px(52), single=GILT)
    sheet.print_centred(
        manuscript.place, width / 2, height * 0.91, sheet.font(style.face, 10), ink=GILT
    )
    return sheet.finished(PageRole.FRONT_COVER)


def typeset_plate(caption: str, style: PageStyle) -> TypesetPage:
    """The plate: the painted chest, and its caption below."""
    sheet = new_sheet(style, (255, 255, 255))
    block = style.text_block(recto=False)
    side = block.width
    top = block.y + (block.height - side) // 2 - style.px(8)
    sheet.image.paste(draw_chest(side), (block.x, top))
    font = sheet.font(style.italic, style.size_pt * 0.9)
    y = top + side + style.px(11)
    for sentence in caption.split(". "):
        for line in break_lines(f"{sentence.rstrip('.')}.", block.width * 0.8, font):
            sheet.print_centred(line.text, block.x + block.width / 2, y, font)
            y += style.px(5.2)
    return sheet.finished(PageRole.PLATE, recto=False)


def set_paragraphs(paragraphs: tuple[str, ...], style: PageStyle) -> list[SetLine]:
    """All lines of a run of paragraphs; each but the first begins indented."""
    width = style.text_block(recto=True).width
    font = new_sheet(style).font(style.face, style.size_pt)
    indent = 1.4 * font.size
    return [
        line
        for i, paragraph in enumerate(paragraphs)
        for line in break_lines(paragraph, width, font, indent if i else 0.0)
    ]


def lines_per_page(style: PageStyle) -> int:
    """How many lines the text block holds."""
    return int(style.text_block(recto=True).height / style.pt(style.leading_pt))


def _chapter_pages(chapter: Chapter, style: PageStyle) -> list[list[SetLine]]:
    """The chapter's lines, dealt out to its pages; none begins with a paragraph's last line."""
    lines, room = set_paragraphs(chapter.paragraphs, style), lines_per_page(style)
    pages: list[list[SetLine]] = []
    while lines:
        take = room if pages else room - HEADING_LINES
        if take < len(lines) and lines[take].is_last and not lines[take - 1].is_last:
            take -= 1
        pages.append(lines[:take])
        lines = lines[take:]
    return pages
