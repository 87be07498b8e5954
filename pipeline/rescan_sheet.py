"""The rescan list on paper: A4 as PDF, a line a page to be scanned, with its picture."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, UnidentifiedImageError

from pipeline.target_plots import BLACK, GREY, PALE, Colour, font

PPI = 150
WIDTH, HEIGHT = 1240, 1754
_LEFT, _RIGHT, _TOP = 80, WIDTH - 80, 150
_ROW = 218
_ROWS = (HEIGHT - _TOP - 70) // _ROW
_PICTURE = (140, 190)
_TEXT = _LEFT + _PICTURE[0] + 24
#: A box to be ticked with a pencil.
_BOX = 34


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the list, in words."""

    title: str
    place: str
    """What of it: page 7; a page missing after page 12."""
    identifiers: str
    reason: str
    asked: str
    original: str
    thumbnail: bytes = b""
    """A JPEG; empty where there is none."""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above every page."""

    title: str
    made_on: str
    empty: str
    """What is said where nothing is to be scanned."""


def render_rescan_sheet(rows: Sequence[SheetRow], head: SheetHead) -> bytes:
    """The list as PDF; page by page, so that a long one needs no more memory."""
    pdf = io.BytesIO()
    for number, page in enumerate(_pages(rows, head)):
        page.save(pdf, "PDF", resolution=PPI, quality=85, title=head.title, append=number > 0)
    return pdf.getvalue()


def _pages(rows: Sequence[SheetRow], head: SheetHead) -> Iterator[Image.Image]:
    groups = [rows[at : at + _ROWS] for at in range(0, len(rows), _ROWS)] or [[]]
    for number, group in enumerate(groups, start=1):
        page = Image.new("RGB", (WIDTH, HEIGHT), "white")
        draw = ImageDraw.Draw(page)
        draw.text(
            (_LEFT, 60), _cut(draw, head.title, 860, 30, bold=True), BLACK, font(30, bold=True)
        )
        said = f"{head.made_on} · {number}/{len(groups)}"
        draw.text((_RIGHT, 72), said, GREY, font(20), anchor="ra")
        draw.line([(_LEFT, _TOP - 26), (_RIGHT, _TOP - 26)], BLACK, 2)
        if not group:
            draw.text((_LEFT, _TOP), head.empty, GREY, font(20))
        for place, row in enumerate(group):
            _draw_row(page, draw, row, _TOP + place * _ROW)
        yield page


def _draw_row(page: Image.Image, draw: ImageDraw.ImageDraw, row: SheetRow, top: int) -> None:
    _paste(page, draw, row.thumbnail, top)
    width = _RIGHT - _TEXT - _BOX - 30
    draw.rectangle((_RIGHT - _BOX, top, _RIGHT, top + _BOX), outline=BLACK, width=2)
    at = top
    for text, size, bold, colour, lines in (
        (row.place, 23, True, BLACK, 1),
        (row.title, 20, True, BLACK, 1),
        (row.identifiers, 17, False, BLACK, 1),
        (row.reason, 17, False, BLACK, 3),
        (row.original, 17, True, BLACK, 1),
        (row.asked, 16, False, GREY, 1),
    ):
        at = _paragraph(draw, text, at, size, width, lines, bold=bold, colour=colour)
    draw.line([(_LEFT, top + _ROW - 14), (_RIGHT, top + _ROW - 14)], PALE, 1)


def _paragraph(
    draw: ImageDraw.ImageDraw,
    text: str,
    top: int,
    size: int,
    width: int,
    lines: int,
    *,
    bold: bool,
    colour: Colour,
) -> int:
    """Write a text over at most so many lines; where the next begins."""
    if not text:
        return top
    for line in _wrapped(draw, text, size, width, lines, bold=bold):
        draw.text((_TEXT, top), line, colour, font(size, bold=bold))
        top += round(size * 1.35)
    return top + 3


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, size: int, width: int, lines: int, *, bold: bool
) -> list[str]:
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines:
        line = rest.pop(0)
        while rest and draw.textlength(f"{line} {rest[0]}", font(size, bold=bold)) <= width:
            line += f" {rest.pop(0)}"
        found.append(line)
    if rest and found:
        found[-1] = f"{found[-1]} {' '.join(rest)}"
    return [_cut(draw, line, width, size, bold=bold) for line in found]


def _cut(draw: ImageDraw.ImageDraw, text: str, width: int, size: int, *, bold: bool) -> str:
    face = font(size, bold=bold)
    if draw.textlength(text, face) <= width:
        return text
    while text and draw.textlength(f"{text}…", face) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _paste(page: Image.Image, draw: ImageDraw.ImageDraw, picture: bytes, top: int) -> None:
    box = (_LEFT, top, _LEFT + _PICTURE[0], top + _PICTURE[1])
    if picture:
        try:
            with Image.open(io.BytesIO(picture)) as image:
                small = image.convert("RGB")
        except (UnidentifiedImageError, OSError):
            small = None
        if small is not None:
            small.thumbnail(_PICTURE, Image.Resampling.LANCZOS)
            page.paste(small, (_LEFT, top))
            box = (_LEFT, top, _LEFT + small.width, top + small.height)
    draw.rectangle(box, outline=PALE, width=1)
