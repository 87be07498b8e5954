"""Kinds of originals beside plain books: black letter, photographs, maps, handwriting."""

import unicodedata
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.designs import Design
from samples.fonts import Face
from samples.halftone import draw_landscape
from samples.light import to_pixels
from samples.resampling import blur, resize
from samples.sheets import PageStyle, TypesetPage, new_sheet
from samples.text import sentences
from samples.typeset import lines_per_page, set_paragraphs, typeset_text
from schemas.objects import Material
from schemas.pages import PageRole

#: Bold black letters of the mathematical signs.
_CAPITAL, _SMALL = 0x1D56C, 0x1D586
NAMES = ("Anykščiai", "Kavarskas", "Viešintos", "Troškūnai", "Svėdasai", "Debeikiai", "Kurkliai")


def black_letters(text: str) -> str:
    """The text in black letter; marks over letters are left out, figures stay."""
    plain = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(map(_black_letter, plain))


def _black_letter(letter: str) -> str:
    if "A" <= letter <= "Z":
        return chr(_CAPITAL + ord(letter) - ord("A"))
    return chr(_SMALL + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


def black_letter_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """Running text in black letter, as prayer books and calendars were printed."""
    style = replace(style, face=Face.MATHS, bold=Face.MATHS, italic=Face.MATHS)
    pool = sentences()
    chosen = [black_letters(pool[i]) for i in rng.permutation(len(pool))]
    paragraphs = tuple(" ".join(chosen[i * 4 : i * 4 + 4]) for i in range(12))
    lines = set_paragraphs(paragraphs, style)[: lines_per_page(style) - 1]
    return typeset_text(lines, number, style, heading="", running=black_letters("Kalendorius"))


def photograph_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A photographic print with soft tones of its own, brownish, in a white margin or without."""
    width, height = style.px(style.width_mm), style.px(style.height_mm)
    margin = style.px(float(rng.choice((0.0, 4.0, 7.0))))
    inner = (width - 2 * margin, height - 2 * margin)
    tones = blur(draw_landscape(*inner, rng), float(rng.uniform(0.4, 1.2)) * style.ppi / 300)
    tones = 0.02 + 0.80 * tones ** float(rng.uniform(1.1, 1.7))
    grain = resize(
        rng.standard_normal((inner[1] // 2 + 1, inner[0] // 2 + 1)).astype(np.float32), *inner
    )
    tones = np.clip(tones * (1 + np.float32(0.03) * grain), 0.01, 0.9)
    light = np.full((height, width, 3), 0.92, np.float32)
    tint = np.array(rng.choice([(1.0, 0.9, 0.74), (1.0, 0.97, 0.92), (0.98, 1.0, 1.0)]), np.float32)
    light[margin : margin + inner[1], margin : margin + inner[0]] = tones[..., None] * tint
    return TypesetPage(np.asarray(to_pixels(light), np.uint8), PageRole.PHOTOGRAPH, "", (), True)


def map_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A map: hills as lines of height, a river, roads, names in every direction."""
    sheet = new_sheet(style, (255, 255, 255))
    block = style.text_block(recto=True)
    land = resize(
        rng.standard_normal((7, 6), dtype=np.float32), block.width, block.height, smooth=True
    )
    picture = np.asarray(sheet.image).copy()
    part = picture[block.y : block.y + block.height, block.x : block.x + block.width]
    for level in np.linspace(-1.6, 1.6, 15):
        lines, _ = cv2.findContours(
            (land > level).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE
        )
        cv2.polylines(part, lines, False, (150, 95, 50), max(1, style.px(0.12)), cv2.LINE_AA)
    for colour, thick in (((60, 110, 190), 0.9), ((70, 40, 40), 0.3), ((180, 60, 50), 0.5)):
        cv2.polylines(
            part,
            [_way(block.width, block.height, rng)],
            False,
            colour,
            style.px(thick),
            cv2.LINE_AA,
        )
    cv2.rectangle(part, (0, 0), (block.width - 1, block.height - 1), (30, 30, 30), style.px(0.4))
    sheet.image.paste(Image.fromarray(picture), (0, 0))
    for name in NAMES:
        font = sheet.font(style.italic, float(rng.uniform(6, 11)))
        place = (rng.uniform(0.15, 0.85), rng.uniform(0.06, 0.95))
        at = (block.x + place[0] * block.width, block.y + place[1] * block.height)
        sheet.draw.text(at, name, fill=(30, 30, 30), font=font, anchor="ms")
    page = sheet.finished(PageRole.FOLD_OUT)
    return TypesetPage(page.image, page.role, "", (), True)


def handwriting_page(style: PageStyle, number: int, rng: np.random.Generator) -> TypesetPage:
    """A letter: lines of a pen that swells, with words, and with a slope of its own."""
    image = np.full((style.px(style.height_mm), style.px(style.width_mm)), 255, np.uint8)
    block = style.text_block(recto=number % 2 == 1)
    pitch, height = style.px(float(rng.uniform(8, 11))), style.px(float(rng.uniform(1.3, 2.0)))
    lean, rise = float(rng.uniform(0.2, 0.8)), float(rng.normal(0, 0.012))
    ink = int(rng.integers(40, 105))
    for base in range(block.y + pitch, block.y + block.height, pitch):
        x = block.x + float(rng.uniform(0, 4 * height))
        while x < block.x + block.width - 6 * height:
            x = _word(image, (x, base + rise * (x - block.x)), height, lean, ink, rng)
            x += height * float(rng.uniform(1.2, 2.0))
    return TypesetPage(image, PageRole.TEXT, "", (), number % 2 == 1)


def _word(
    image: NDArray[np.uint8], at: tuple[float, float], height: float, lean: float, ink: int,
    rng: np.random.Generator,
) -> float:  # fmt: skip
    """Some letters joined to each other; returns where they end."""
    letters, x = int(rng.integers(2, 9)), at[0]
    points: list[tuple[float, float]] = []
    for _ in range(letters):
        tall = float(rng.choice((1.0, 1.0, 1.0, 2.2))) * height
        deep = float(rng.choice((0.0, 0.0, 0.0, 1.1))) * height
        wide = height * float(rng.uniform(0.7, 1.2))
        steps = np.linspace(0, 2 * np.pi, 14)
        up = (
            at[1]
            - tall / 2
            + (tall / 2) * np.cos(steps)
            + deep * (steps > np.pi) * np.sin(steps) ** 2
        )
        along = x + wide * steps / 6.28 + 0.3 * wide * np.sin(steps)
        points += [
            (float(a + lean * (at[1] - u)), float(u)) for a, u in zip(along, up, strict=True)
        ]
        x += wide
    line = np.array(points).round().astype(np.int32)
    half = len(line) // 2
    for part, thick in ((line[: half + 1], 0.22), (line[half:], 0.3)):
        cv2.polylines(image, [part], False, ink, max(1, round(height * thick)), cv2.LINE_AA)
    return x


def _way(width: int, height: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """A road or a river from one side to the other."""
    x = np.linspace(0, width, 60)
    bends = sum(
        float(rng.uniform(0.2, 1))
        / n
        * np.sin(x / width * 6.28 * n * 0.6 + float(rng.uniform(0, 6)))
        for n in (1, 2, 4)
    )
    y = height * float(rng.uniform(0.2, 0.8)) + height * 0.12 * bends
    return np.stack([x, y], axis=1).round().astype(np.int32)


#: Each kind with how often it comes, and the material it is.
ORIGINALS: dict[str, tuple[Design, float]] = {
    "black_letter": (black_letter_page, 0.12),
    "photograph": (photograph_page, 0.10),
    "map": (map_page, 0.10),
    "handwriting": (handwriting_page, 0.10),
}
MATERIALS = {
    "columns": Material.NEWSPAPER, "photograph": Material.PHOTOGRAPH, "map": Material.MAP,
    "handwriting": Material.MANUSCRIPT,
}  # fmt: skip
