"""Marks over, under and through letters, drawn where a face was not cut with them."""

import numpy as np
from PIL import Image, ImageDraw

#: Combining signs, and ``/`` for the stroke through ł.
_ABOVE = {
    "\u0307": "dot", "\u030c": "caron", "\u0301": "acute", "\u0304": "bar", "\u030a": "ring",
    "\u0303": "tilde", "\u0302": "roof", "\u0308": "dots", "\u05bf": "bar",
}  # fmt: skip
Points = list[tuple[float, float]]


def draw_mark(
    pen: ImageDraw.ImageDraw, canvas: Image.Image, mark: str, baseline: int, em: float,
    *, angular: bool,
) -> None:  # fmt: skip
    """Draw one mark at its place beside the ink that is on the canvas."""
    box = canvas.getbbox()
    if box is None:
        return
    left, top, right, bottom = box
    middle, thick = (left + right) / 2, em * 0.055
    if mark in _ABOVE:
        _draw_above(pen, _ABOVE[mark], (middle, top - 0.09 * em), em, angular=angular)
    elif mark == "\u0328":
        _draw_hook(pen, (right - 0.12 * em, float(max(bottom, baseline))), em, thick)
    elif mark == "/":
        height = baseline - top
        y, reach = top + 0.52 * height, 0.16 * em
        ends = [(middle - reach, y + 0.10 * em), (middle + reach, y - 0.10 * em)]
        pen.line(ends, fill=255, width=round(thick * 1.2))
    elif mark in ("\u05b7", "\u05b8", "\u05bc"):
        _draw_hebrew(pen, mark, (middle, baseline, (top + baseline) / 2), em)


def _draw_above(
    pen: ImageDraw.ImageDraw, kind: str, at: tuple[float, float], em: float, *, angular: bool
) -> None:
    x, y = at
    reach, rise, thick = 0.12 * em, 0.055 * em, round(em * 0.05)
    strokes: dict[str, Points] = {
        "caron": [(x - reach, y - rise), (x, y + rise), (x + reach, y - rise)],
        "roof": [(x - reach, y + rise), (x, y - rise), (x + reach, y + rise)],
        "acute": [(x - 0.4 * reach, y + rise), (x + 0.7 * reach, y - 1.4 * rise)],
        "bar": [(x - 1.2 * reach, y), (x + 1.2 * reach, y)],
        "tilde": [
            (x - reach, y + 0.6 * rise), (x - 0.4 * reach, y - 0.6 * rise),
            (x + 0.4 * reach, y + 0.6 * rise), (x + reach, y - 0.6 * rise),
        ],
    }  # fmt: skip
    if kind in strokes:
        pen.line(strokes[kind], fill=255, width=thick, joint="curve")
    elif kind == "ring":
        radius = 0.075 * em
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=255, width=thick)
    else:
        for place in (x,) if kind == "dot" else (x - 0.1 * em, x + 0.1 * em):
            _draw_dot(pen, (place, y), 0.055 * em, angular=angular)


def _draw_dot(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], radius: float, *, angular: bool
) -> None:
    x, y = at
    if angular:
        far = radius * 1.25
        pen.polygon([(x - far, y), (x, y - far), (x + far, y), (x, y + far)], fill=255)
    else:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _draw_hook(pen: ImageDraw.ImageDraw, at: tuple[float, float], em: float, thick: float) -> None:
    """The nasal hook: it leaves the letter's foot leftward and comes back."""
    x, y = at
    width, depth = 0.15 * em, 0.19 * em
    box = (x - width / 2, y - 0.04 * em, x + width, y + depth)
    pen.arc(box, 60, 230, fill=255, width=round(thick * 1.1))


def _draw_hebrew(
    pen: ImageDraw.ImageDraw, mark: str, at: tuple[float, float, float], em: float
) -> None:
    x, baseline, centre = at
    thick, reach, y = round(em * 0.05), 0.11 * em, baseline + 0.09 * em
    if mark == "\u05bc":
        _draw_dot(pen, (x, centre), 0.04 * em, angular=False)
        return
    pen.line([(x - reach, y), (x + reach, y)], fill=255, width=thick)
    if mark == "\u05b8":
        pen.line([(x, y), (x, y + 0.09 * em)], fill=255, width=thick)


def trim_crossbar(canvas: Image.Image, baseline: int) -> Image.Image:
    """An f whose crossbar does not go on to the right of the stem: the long s."""
    ink = np.array(canvas)
    box = canvas.getbbox()
    if box is None:
        return canvas
    height = baseline - box[1]
    # Half way up the letter stands the stem alone; the bar crosses it at six to eight tenths.
    band = ink[baseline - round(0.42 * height) : baseline - round(0.18 * height)] > 127
    columns = np.nonzero(band.mean(axis=0) > 0.6)[0]
    if not len(columns):
        return canvas
    edge = int(columns[-1]) + 1
    rows = slice(baseline - round(0.80 * height), baseline - round(0.48 * height))
    ink[rows, edge:] = 0
    return Image.fromarray(ink)
