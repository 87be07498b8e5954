"""The picture of the book: a painted dowry chest with tulips and birds, and its small vignette."""

from PIL import Image

from samples.drawing import (
    BLUE,
    CREAM,
    DEEP_BLUE,
    DEEP_GREEN,
    DEEP_RED,
    GREEN,
    IRON,
    OCHRE,
    RED,
    YELLOW,
    Colour,
    Painting,
    Point,
    arc,
    draw_bird,
    draw_leaf,
    draw_star,
    draw_tulip,
    new_painting,
    toward,
)
from samples.sheets import Sheet

WALL, FLOOR, PANEL = (236, 224, 198), (176, 138, 98), (244, 232, 204)


def draw_chest(side_px: int) -> Image.Image:
    """The painted chest in its frame, square."""
    painting = new_painting(side_px, WALL)
    _draw_room(painting)
    _draw_feet(painting)
    _draw_body(painting)
    _draw_lid(painting)
    _draw_iron(painting)
    _draw_frame(painting)
    return painting.image.resize((side_px, side_px), Image.Resampling.LANCZOS)


def draw_vignette(
    sheet: Sheet, centre: Point, side_px: int, *, single: Colour | None = None
) -> None:
    """A tulip between two leaves, printed in the sheet's ink or in one given colour."""
    ground = single or (sheet.style.ink,) * 3
    stamp = new_painting(side_px, (0, 0, 0), finer=3)
    stamp.single = (255, 255, 255)
    _draw_bouquet(stamp, (500, 940), 340)
    coverage = stamp.image.convert("L").resize((side_px, side_px), Image.Resampling.LANCZOS)
    left, top = round(centre[0] - side_px / 2), round(centre[1] - side_px / 2)
    ink = ground if sheet.image.mode == "RGB" else ground[0]
    sheet.image.paste(ink, (left, top), coverage)


def _draw_bouquet(painting: Painting, foot: Point, size: float) -> None:
    """Three tulips on one stem with leaves; ``size`` is the middle flower's height."""
    top = toward(foot, 0, size * 1.45)
    painting.line([foot, top], DEEP_GREEN, size / 18)
    for side in (-1, 1):
        start = toward(foot, 0, size * 0.35)
        end = toward(start, side * 44, size * 0.95)
        painting.line(arc(start, end, side * 0.16), DEEP_GREEN, size / 24)
        draw_tulip(painting, end, size * 0.66, side * 24)
        low = toward(foot, 0, size * 0.12)
        draw_leaf(painting, low, toward(low, side * 68, size * 0.86), -side * 0.13)
        high = toward(foot, 0, size * 0.86)
        draw_leaf(painting, high, toward(high, side * 34, size * 0.52), -side * 0.1)
    draw_tulip(painting, top, size * 0.9)


def _draw_room(painting: Painting) -> None:
    """A whitewashed wall with a stencilled border, and boards on the floor."""
    for x in range(20, 1000, 48):
        draw_star(painting, (x, 96), 15, (206, 170, 142))
        painting.dot((x + 24, 96), 4, (178, 150, 120))
    for y in (66, 126):
        painting.line([(0, y), (1000, y)], (206, 170, 142), 3)
    painting.box(0, 800, 1000, 1000, FLOOR)
    for i, y in enumerate((800, 842, 896, 962)):
        painting.line([(0, y), (1000, y)], (138, 102, 68), 3 + i * 0.5)
    for x, top, bottom in ((180, 842, 896), (620, 896, 962), (860, 842, 896), (330, 962, 1000)):
        painting.line([(x, top), (x - (500 - x) * 0.05, bottom)], (138, 102, 68), 3)
    painting.polygon([(96, 878), (904, 878), (930, 900), (70, 900)], (140, 106, 72))


def _draw_feet(painting: Painting) -> None:
    """Turned feet and the plinth between them."""
    for x in (150, 850):
        painting.dot((x, 858), 36, IRON)
        painting.dot((x, 858), 29, (116, 74, 48))
        painting.dot((x, 858), 9, IRON)
    painting.box(84, 782, 916, 830, DEEP_RED)
    for i in range(26):
        left = 84 + i * 32
        painting.polygon([(left, 830), (left + 16, 788), (left + 32, 830)], OCHRE)
    painting.box(84, 776, 916, 786, IRON)


def _draw_body(painting: Painting) -> None:
    """The blue front with its two painted panels."""
    painting.box(100, 420, 900, 778, BLUE)
    painting.box(100, 420, 900, 434, DEEP_BLUE)
    painting.box(100, 764, 900, 778, DEEP_BLUE)
    for left in (138, 545):
        _draw_panel(painting, left, left + 317)


def _draw_panel(painting: Painting, left: float, right: float) -> None:
    """A cream panel: a vase of tulips, a bird on either side."""
    top, bottom = 452.0, 748.0
    painting.box(left, top, right, bottom, RED)
    painting.box(left + 7, top + 7, right - 7, bottom - 7, PANEL)
    middle = (left + right) / 2
    _draw_bouquet(painting, (middle, 706), 94)
    vase = arc((middle - 22, 694), (middle - 15, 736), -0.22)
    vase += arc((middle + 15, 736), (middle + 22, 694), -0.22)
    painting.polygon(vase, DEEP_BLUE)
    painting.line([(middle - 24, 694), (middle + 24, 694)], YELLOW, 6)
    for side in (-1, 1):
        draw_bird(painting, (middle + side * 93, 696), 42, -side)
        ground = [(middle + side * 52, 715.0), (middle + side * 136, 715.0)]
        painting.line(ground, GREEN, 4)
        for step in range(3):
            painting.dot((middle + side * (68 + step * 26), 728), 4.5, RED)
        corner = (middle + side * 126, top + 34)
        draw_star(painting, corner, 17, DEEP_BLUE)
        painting.dot(corner, 4, YELLOW)


def _draw_lid(painting: Painting) -> None:
    """The vaulted lid with a garland and a row of stars."""
    curve = arc((88, 330), (912, 330), 0.055)
    painting.polygon([*curve, (924, 420), (76, 420)], DEEP_BLUE)
    inner = arc((112, 338), (888, 338), 0.05)
    painting.polygon([*inner, (898, 396), (102, 396)], BLUE)
    painting.box(70, 400, 930, 424, DEEP_RED)
    for i in range(43):
        painting.dot((80 + i * 20, 412), 4.5, YELLOW)
    for x in (180, 390, 500, 610, 820):
        draw_star(painting, (x, 350), 31, YELLOW)
        painting.dot((x, 350), 7, RED)
    for x in (240, 336, 445):
        draw_leaf(painting, (x - 24, 362), (x + 24, 338), 0.1)
        draw_leaf(painting, (1000 - x + 24, 362), (1000 - x - 24, 338), -0.1)


def _draw_iron(painting: Painting) -> None:
    """Straps over lid and front, and the lock plate."""
    for x in (280, 720):
        painting.box(x - 13, 296, x + 13, 424, IRON)
        for y in (312, 344, 376, 408):
            painting.dot((x, y), 4, (150, 144, 136))
    for x in (110, 890):
        for y in (446, 752):
            painting.dot((x, y), 8, IRON)
            painting.dot((x, y), 3, (150, 144, 136))
    painting.polygon(
        [(478, 404), (522, 404), (530, 470), (522, 540), (500, 566), (478, 540), (470, 470)], IRON
    )
    painting.polygon(
        [(484, 412), (516, 412), (522, 470), (515, 534), (500, 552), (485, 534), (478, 470)],
        (96, 90, 84),
    )
    painting.dot((500, 476), 10, IRON)
    painting.polygon([(495, 478), (505, 478), (509, 512), (491, 512)], IRON)
    for x, y in ((500, 424), (490, 536), (510, 536)):
        painting.dot((x, y), 3.5, (170, 162, 150))


def _draw_frame(painting: Painting) -> None:
    """A painted border with a fine line inside."""
    for inset, width, colour in ((0, 26, DEEP_BLUE), (26, 5, CREAM), (31, 4, DEEP_RED)):
        painting.box(inset, inset, 1000 - inset, inset + width, colour)
        painting.box(inset, 1000 - inset - width, 1000 - inset, 1000 - inset, colour)
        painting.box(inset, inset, inset + width, 1000 - inset, colour)
        painting.box(1000 - inset - width, inset, 1000 - inset, 1000 - inset, colour)
    for i in range(49):
        at = 20 + i * 20
        for x, y in ((at, 13), (at, 987), (13, at), (987, at)):
            painting.dot((x, y), 3.4, YELLOW if i % 2 else RED)
