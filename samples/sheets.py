"""The sheet: measures of a page, and the surface on which lines are printed and remembered."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.errors import TooSmallPageError
from samples.fonts import Face, load_face
from schemas.findings import Region
from schemas.pages import PageRole

MM_PER_INCH, POINTS_PER_INCH = 25.4, 72.0


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a book is set. Measures in millimetres and points; ``ppi`` makes pixels of them."""

    ppi: int = 300
    width_mm: float = 148.0
    height_mm: float = 210.0
    inner_mm: float = 18.0
    outer_mm: float = 17.0
    top_mm: float = 22.0
    bottom_mm: float = 24.0
    face: Face = Face.CONDENSED
    bold: Face = Face.CONDENSED_BOLD
    italic: Face = Face.CONDENSED_ITALIC
    size_pt: float = 10.5
    leading_pt: float = 15.0
    columns: int = 1
    column_gap_mm: float = 6.0
    ink: int = 28
    """Darkness of the print as an sRGB value: 0 is ideal black, real ink is not."""

    def px(self, mm: float) -> int:
        """Millimetres as whole pixels."""
        return round(mm / MM_PER_INCH * self.ppi)

    def pt(self, points: float) -> float:
        """Typographic points as pixels."""
        return points / POINTS_PER_INCH * self.ppi

    def text_block(self, *, recto: bool) -> Region:
        """Where text stands on a right-hand (recto) or left-hand page.

        Raises:
            TooSmallPageError: the margins leave no room.
        """
        left = self.px(self.inner_mm if recto else self.outer_mm)
        width = self.px(self.width_mm - self.inner_mm - self.outer_mm)
        height = self.px(self.height_mm - self.top_mm - self.bottom_mm)
        if width < 8 * self.pt(self.size_pt) or height < 2 * self.pt(self.leading_pt):
            raise TooSmallPageError(width_mm=self.width_mm, height_mm=self.height_mm)
        return Region(left, self.px(self.top_mm), width, height)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line as printed, with its place on the typeset page."""

    text: str
    region: Region


@dataclass(frozen=True, slots=True)
class TypesetPage:
    """A page fresh from the press: white paper, crisp ink, and what is printed on it."""

    image: NDArray[np.uint8]
    """Grey (h, w) or colour (h, w, 3); paper is 255."""
    role: PageRole
    label: str = ""
    lines: tuple[PrintedLine, ...] = ()
    recto: bool = True


@dataclass(slots=True)
class Sheet:
    """A white surface in work; it remembers each line that is printed on it."""

    style: PageStyle
    image: Image.Image
    draw: ImageDraw.ImageDraw
    lines: list[PrintedLine] = field(default_factory=list)

    @classmethod
    def blank(
        cls, style: PageStyle, size: tuple[int, int], colour: tuple[int, int, int] | None = None
    ) -> Self:
        """A white surface for black print, or a coloured one for colour print."""
        image = Image.new("L", size, 255) if colour is None else Image.new("RGB", size, colour)
        return cls(style, image, ImageDraw.Draw(image))

    def print_line(
        self, text: str, left: float, baseline: float, font: ImageFont.FreeTypeFont,
        *, fill_width: float = 0.0, ink: tuple[int, int, int] | None = None,
    ) -> float:  # fmt: skip
        """Print a line, its spaces stretched to ``fill_width`` if given; returns its width."""
        colour = self._ink() if ink is None else ink
        words = text.split(" ")
        widths = [font.getlength(word) for word in words]
        gap = font.getlength(" ")
        if fill_width and len(words) > 1:
            gap = (fill_width - sum(widths)) / (len(words) - 1)
        x = left
        for word, width in zip(words, widths, strict=True):
            self.draw.text((x, baseline), word, fill=colour, font=font, anchor="ls")
            x += width + gap
        whole = x - gap - left
        ascent, descent = round(font.size * 0.8), round(font.size * 0.25)
        region = Region(round(left), round(baseline) - ascent, round(whole), ascent + descent)
        self.lines.append(PrintedLine(text, region))
        return whole

    def print_centred(
        self, text: str, centre: float, baseline: float, font: ImageFont.FreeTypeFont,
        *, ink: tuple[int, int, int] | None = None,
    ) -> None:  # fmt: skip
        """Print a line about a centre."""
        self.print_line(text, centre - font.getlength(text) / 2, baseline, font, ink=ink)

    def _ink(self) -> int | tuple[int, int, int]:
        ink = self.style.ink
        return ink if self.image.mode == "L" else (ink, ink, ink)

    def font(self, face: Face, size_pt: float) -> ImageFont.FreeTypeFont:
        """A face at a size in points on this sheet."""
        return load_face(face, self.style.pt(size_pt))

    def finished(self, role: PageRole, label: str = "", *, recto: bool = True) -> TypesetPage:
        """The sheet as a page."""
        return TypesetPage(np.asarray(self.image), role, label, tuple(self.lines), recto)


def new_sheet(style: PageStyle, colour: tuple[int, int, int] | None = None) -> Sheet:
    """A white sheet for black print, or a coloured one for colour print."""
    return Sheet.blank(style, (style.px(style.width_mm), style.px(style.height_mm)), colour)
