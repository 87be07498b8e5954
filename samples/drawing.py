"""Folk drawing: everything is made of blades (two curves from a foot to a tip), as painters did."""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

RED, DEEP_RED = (176, 52, 44), (128, 32, 32)
GREEN, DEEP_GREEN = (70, 110, 66), (42, 76, 50)
YELLOW, OCHRE = (226, 176, 66), (190, 134, 46)
BLUE, DEEP_BLUE = (52, 92, 134), (34, 62, 98)
CREAM, IRON = (240, 226, 194), (52, 48, 46)
_STEPS = np.linspace(0.0, 1.0, 24)


@dataclass(slots=True)
class Painting:
    """A surface measured in a thousand units each way, whatever its pixels."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    unit: float
    single: Colour | None = None
    """Everything in this one colour (a gilt stamp), where given."""

    def polygon(self, points: list[Point], colour: Colour) -> None:
        """A filled shape."""
        self.draw.polygon([self._at(p) for p in points], fill=self.single or colour)

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        """A brush stroke of constant width with round ends."""
        fill, thick = self.single or colour, max(1, round(width * self.unit))
        placed = [self._at(p) for p in points]
        self.draw.line(placed, fill=fill, width=thick, joint="curve")
        for end in (points[0], points[-1]):
            self.dot(end, width / 2, colour)

    def dot(self, centre: Point, radius: float, colour: Colour) -> None:
        """A round dab of the brush."""
        x, y = self._at(centre)
        r = radius * self.unit
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=self.single or colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A filled rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def blade(self, foot: Point, tip: Point, left: float, right: float, colour: Colour) -> None:
        """A petal, leaf or feather; ``left`` and ``right`` say how far its sides swell."""
        there = arc(foot, tip, left)
        back = arc(tip, foot, right)
        self.polygon(there + back, colour)

    def _at(self, point: Point) -> Point:
        return (point[0] * self.unit, point[1] * self.unit)


def new_painting(side_px: int, ground: Colour, *, finer: int = 2) -> Painting:
    """A square ground, drawn ``finer`` times larger than it will be shown."""
    image = Image.new("RGB", (side_px * finer, side_px * finer), ground)
    return Painting(image, ImageDraw.Draw(image), side_px * finer / 1000)


def arc(start: Point, end: Point, bulge: float) -> list[Point]:
    """A curve between two points that swells to its left by ``bulge`` of its length."""
    (x0, y0), (x1, y1) = start, end
    cx = (x0 + x1) / 2 + (y1 - y0) * bulge * 2
    cy = (y0 + y1) / 2 - (x1 - x0) * bulge * 2
    t = _STEPS
    xs = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t**2 * x1
    ys = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t**2 * y1
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def toward(start: Point, degrees: float, length: float) -> Point:
    """The point at a distance; 0 degrees is up, positive turns clockwise."""
    angle = math.radians(degrees)
    return (start[0] + math.sin(angle) * length, start[1] - math.cos(angle) * length)


def draw_tulip(painting: Painting, foot: Point, size: float, lean: float = 0.0) -> None:
    """A tulip on its foot: two outer petals, one between them, a fringe of seeds."""
    for side in (-1, 1):
        tip = toward(foot, lean + side * 27, size)
        bulges = (0.34, -0.10) if side < 0 else (-0.10, 0.34)
        painting.blade(foot, tip, *bulges, RED)
        inner = toward(foot, lean + side * 22, size * 0.76)
        painting.line(arc(toward(foot, lean, size * 0.18), inner, -side * 0.16), CREAM, size / 34)
    painting.blade(
        toward(foot, lean, size * 0.06), toward(foot, lean, size * 0.94), 0.2, 0.2, YELLOW
    )
    painting.blade(
        toward(foot, lean, size * 0.1), toward(foot, lean, size * 0.72), 0.13, 0.13, DEEP_RED
    )
    for degrees in (-10, 0, 10):
        painting.dot(toward(foot, lean + degrees, size * 1.1), size / 24, OCHRE)


def draw_leaf(painting: Painting, foot: Point, tip: Point, bend: float) -> None:
    """A leaf that bends to one side, with a pale vein."""
    painting.blade(foot, tip, bend + 0.12, 0.12 - bend, GREEN)
    vein = arc(foot, tip, bend)
    painting.line(vein[2:-4], CREAM, 2.2)


def draw_bird(painting: Painting, at: Point, size: float, facing: int) -> None:
    """A sitting bird with a long tail; ``facing`` is 1 to the right, -1 to the left."""

    def place(x: float, y: float) -> Point:
        return (at[0] + facing * x * size, at[1] + y * size)

    def swell(amount: float) -> float:
        return amount * facing

    for i, (x, y) in enumerate(((-1.15, 0.52), (-1.22, 0.34), (-1.12, 0.16))):
        colour = (OCHRE, DEEP_RED, YELLOW)[i]
        painting.blade(place(-0.22, 0.02), place(x, y), 0.09, 0.09, colour)
    body = arc(place(-0.42, 0.1), place(0.46, -0.34), swell(0.24))
    belly = arc(place(0.46, -0.34), place(-0.42, 0.1), swell(0.26))
    painting.polygon(body + belly, YELLOW)
    painting.dot(place(0.40, -0.40), size * 0.19, YELLOW)
    beak = [place(0.56, -0.48), place(0.80, -0.38), place(0.56, -0.33)]
    painting.polygon(beak, DEEP_RED)
    wing = arc(place(0.24, -0.16), place(-0.46, 0.02), swell(-0.16))
    painting.polygon(wing + arc(place(-0.46, 0.02), place(0.24, -0.16), swell(-0.20)), RED)
    for x in (-0.02, 0.12):
        painting.line([place(x, 0.2), place(x + 0.03, 0.42)], OCHRE, size / 22)
    painting.dot(place(0.44, -0.43), size * 0.042, IRON)
    crest = toward(place(0.38, -0.56), facing * -12, size * 0.2)
    painting.line([place(0.38, -0.56), crest], DEEP_RED, size / 26)
    painting.dot(crest, size * 0.045, DEEP_RED)


def draw_star(painting: Painting, centre: Point, size: float, colour: Colour) -> None:
    """An eight-pointed star of blades."""
    for degrees in range(0, 360, 45):
        reach = size if degrees % 90 == 0 else size * 0.66
        painting.blade(centre, toward(centre, degrees, reach), 0.14, 0.14, colour)
