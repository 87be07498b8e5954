"""Small plots on a page of print: axes, curves, bars; drawn with Pillow."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import ImageDraw, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]

BLACK: Colour = (25, 25, 25)
GREY: Colour = (120, 120, 120)
PALE: Colour = (222, 222, 222)
#: Told apart by those who see no red or green as well.
STRONG: tuple[Colour, ...] = ((0, 90, 160), (200, 95, 0))
_FACES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """DejaVu in a size of pixels: it has every letter and sign that is written here."""
    # Raqm meets another HarfBuzz where libvips is loaded too, and piles all letters on one spot.
    return ImageFont.truetype(_FACES[bold], size, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a plot: its range, where it is marked, and what it counts."""

    low: float
    high: float
    marks: tuple[float, ...]
    title: str
    digits: int = 0

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


class Plot:
    """A rectangle of the page with two axes."""

    def __init__(
        self,
        draw: ImageDraw.ImageDraw,
        box: tuple[int, int, int, int],
        across: Axis,
        up: Axis,
        said: "Said",
    ) -> None:
        self.draw, self.box, self.across, self.up, self.said = draw, box, across, up, said

    def point(self, x: float, y: float) -> Point:
        """Where values lie on the page."""
        left, top, right, bottom = self.box
        return (
            left + self.across.share(x) * (right - left),
            bottom - self.up.share(y) * (bottom - top),
        )

    def frame(self, title: str) -> None:
        """Title, axes, marks and their numbers."""
        left, top, right, bottom = self.box
        self.draw.text((left, top - 62), title, BLACK, font(24, bold=True))
        for mark in self.up.marks:
            _x, y = self.point(self.across.low, mark)
            self.draw.line([(left, y), (right, y)], PALE, 1)
            number = self.said.number(mark, self.up.digits)
            self.draw.text((left - 10, y), number, GREY, font(18), anchor="rm")
        for mark in self.across.marks:
            x, _y = self.point(mark, self.up.low)
            self.draw.line([(x, bottom), (x, bottom + 6)], GREY, 1)
            number = self.said.number(mark, self.across.digits)
            self.draw.text((x, bottom + 10), number, GREY, font(18), anchor="ma")
        self.draw.line([(left, top), (left, bottom), (right, bottom)], GREY, 2)
        self.draw.text((right, bottom + 36), self.across.title, GREY, font(18), anchor="ra")
        self.draw.text((left, top - 6), self.up.title, GREY, font(18), anchor="ls")

    def curve(self, points: Sequence[Point], colour: Colour, *, dots: bool = False) -> None:
        """A line through points, with a dot on each where there are few."""
        places = [self.point(x, y) for x, y in points]
        self.draw.line(places, colour, 3, joint="curve")
        if dots:
            for x, y in places:
                self.draw.ellipse([x - 5, y - 5, x + 5, y + 5], fill=colour)

    def bar(self, place: float, width: float, height: float, colour: Colour) -> None:
        """A bar standing on the axis."""
        left, top = self.point(place - width / 2, height)
        right, bottom = self.point(place + width / 2, self.up.low)
        self.draw.rectangle([left, top, right, bottom], fill=colour, outline=GREY)

    def upright(self, value: float, text: str) -> None:
        """A mark across the plot at a value of the axis that lies."""
        x, bottom = self.point(value, self.up.low)
        self.draw.line([(x, self.box[1]), (x, bottom)], GREY, 1)
        self.draw.text((x + 5, self.box[1] + 2), text, GREY, font(16))

    def level(self, value: float, text: str) -> None:
        """A mark along the plot at a value of the axis that stands."""
        left, y = self.point(self.across.low, value)
        self.draw.line([(left, y), (self.box[2], y)], STRONG[1], 2)
        self.draw.text((self.box[2] - 4, y - 3), text, STRONG[1], font(16), anchor="rs")


class Said:
    """Numbers as the reader writes them."""

    def __init__(self, decimal: str) -> None:
        self.decimal = decimal

    def number(self, value: float, digits: int) -> str:
        """A number with so many digits after the point."""
        return f"{value:.{digits}f}".replace(".", self.decimal).replace("-", "−")


def fitted(draw: ImageDraw.ImageDraw, text: str, width: float, size: int) -> str:
    """A text cut so that it fits into a width."""
    if draw.textlength(text, font(size)) <= width:
        return text
    while text and draw.textlength(f"{text}…", font(size)) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
