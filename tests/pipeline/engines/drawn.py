from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.fonts import Face, load_face


def font(size: int) -> ImageFont.FreeTypeFont:
    """A face with Lithuanian letters, laid out plainly.

    Shaping by a library that others in the process have loaded in another version draws nothing.
    """
    return load_face(Face.SERIF, size)


def page_of(lines: Sequence[str], size: int = 40, width: int = 1400) -> NDArray[np.uint8]:
    """A white page with these lines in black."""
    step = round(size * 1.6)
    page = Image.new("L", (width, step * (len(lines) + 2)), 255)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        draw.text((60, step * (number + 1)), line, font=font(size), fill=20)
    return np.asarray(page).copy()


def line_of(text: str, size: int = 40) -> NDArray[np.uint8]:
    """One line, cut out closely."""
    page = page_of([text], size, width=60 + size * len(text))
    rows, columns = np.where(page < 128)
    return page[rows.min() - 4 : rows.max() + 5, columns.min() - 6 : columns.max() + 7]
