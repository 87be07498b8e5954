"""Letters as ink: from a face where it has them, else composed of its letters and drawn marks."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.old_prints.faces import OldFace
from samples.old_prints.marks import draw_mark, trim_crossbar

#: Letters are drawn so many times larger and then reduced, for clean edges of drawn marks.
FINE = 4
#: Never a letter of any face: what is drawn for it is drawn for every letter that is missing.
_NO_LETTER = "\U000effff"
#: Letters that no face has, made of another one.
_STROKED = {"ł": "l", "Ł": "L"}
_INSTEAD = {"ʒ": "z", "ƶ": "z", "‑": "-", "—": "–", "«": "„", "»": "“"}
#: What Hebrew faces call letters with their marks.
_POINTED = {
    "אַ": "\ufb2e", "אָ": "\ufb2f", "בֿ": "\ufb4c", "פֿ": "\ufb4e", "פּ": "\ufb44", "תּ": "\ufb4a",
    "ײַ": "\ufb1f", "וּ": "\ufb35", "שׂ": "\ufb2b", "כּ": "\ufb3b",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Glyph:
    """Ink of one letter: 0 to 255, its place beside the pen and above the baseline."""

    ink: NDArray[np.uint8]
    left: int
    top: int
    """Of the ink's first row, downward from the baseline."""
    advance: float


def clusters(text: str) -> Iterator[str]:
    """Letters with the marks that stand over them."""
    held = ""
    for sign in unicodedata.normalize("NFC", text):
        if held and not unicodedata.combining(sign):
            yield held
            held = ""
        held += sign
    if held:
        yield held


@dataclass(frozen=True, slots=True)
class Type:
    """A face cast at a size in pixels."""

    face: OldFace
    size_px: float

    @property
    def space(self) -> float:
        """The width between words."""
        return self.glyph("n").advance * (0.62 if self.face.is_fraktur else 0.55)

    def width(self, text: str) -> float:
        """How wide a run of letters is."""
        return sum(self.glyph(one).advance if one != " " else self.space for one in clusters(text))

    def glyph(self, cluster: str) -> Glyph:
        """The ink of a letter."""
        return _glyph(self.face, self.size_px, cluster)


@cache
def _fonts(face: OldFace, size_px: float) -> tuple[ImageFont.FreeTypeFont, ...]:
    size = size_px * face.scale * FINE
    return tuple(
        ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        for path in face.paths()
    )


@cache
def _has(font: ImageFont.FreeTypeFont, sign: str) -> bool:
    if sign.isspace():
        return True
    return bytes(font.getmask(sign)) != bytes(font.getmask(_NO_LETTER))


def _found(face: OldFace, size_px: float, sign: str) -> tuple[ImageFont.FreeTypeFont, str] | None:
    fonts = _fonts(face, size_px)
    first = face.sign(sign)
    if face.is_mathematical and first == sign and sign.isalpha():
        return None  # its letters beside the black ones are antiqua
    if _has(fonts[0], first):
        return fonts[0], first
    for font in fonts[1:]:
        if _has(font, sign):
            return font, sign
    return None


@cache
def _glyph(face: OldFace, size_px: float, cluster: str) -> Glyph:
    cluster = _POINTED.get(cluster, cluster)
    # The files of a Fraktur after its first are of another kind of letter: only signs come thence.
    wanted = _found(face, size_px, cluster) if len(cluster) == 1 else None
    is_strange = face.is_fraktur and cluster.isalpha()
    if wanted and not (is_strange and wanted[0] is not _fonts(face, size_px)[0]):
        return _reduced(*_drawn(*wanted), face, size_px)
    return _composed(face, size_px, cluster)


def _composed(face: OldFace, size_px: float, cluster: str) -> Glyph:
    base, *marks = list(unicodedata.normalize("NFD", cluster))
    stroke = base in _STROKED
    plain = "f" if base == "ſ" else _STROKED.get(base, _INSTEAD.get(base, base))
    dotless = "ı" if plain == "i" and any(m != "\u0328" for m in marks) else plain
    found = _found(face, size_px, dotless) or _found(face, size_px, plain)
    if found is None and base == "ß":
        return _side_by_side(face, size_px, "ſz")
    if found is None:
        raise LookupError(f"{face.name} has no {cluster!r}")
    canvas, origin, advance = _drawn(*found)
    if base == "ſ":
        canvas = trim_crossbar(canvas, origin[1])
    pen = ImageDraw.Draw(canvas)
    em = size_px * face.scale * FINE
    for mark in [*marks, *(["/"] if stroke else [])]:
        draw_mark(pen, canvas, mark, origin[1], em, angular=face.is_fraktur)
    return _reduced(canvas, origin, advance, face, size_px)


def _side_by_side(face: OldFace, size_px: float, letters: str) -> Glyph:
    """A ligature of a face that was not cut with it."""
    first, second = (_glyph(face, size_px, letter) for letter in letters)
    shift = round(first.advance * 0.85)
    top = min(first.top, second.top)
    bottom = max(one.top + one.ink.shape[0] for one in (first, second))
    right = shift + second.left + second.ink.shape[1] - first.left
    ink = np.zeros((bottom - top, max(right, first.ink.shape[1])), np.uint8)
    for one, x in ((first, 0), (second, shift + second.left - first.left)):
        y = one.top - top
        part = ink[y : y + one.ink.shape[0], x : x + one.ink.shape[1]]
        np.maximum(part, one.ink[:, : part.shape[1]], out=part)
    return Glyph(ink, first.left, top, shift + second.advance)


def _drawn(font: ImageFont.FreeTypeFont, sign: str) -> tuple[Image.Image, tuple[int, int], float]:
    """The letter on a canvas with room around, the pen's place on it, and the advance."""
    room = round(font.size * 0.8)
    advance = font.getlength(sign)
    canvas = Image.new("L", (round(advance) + 2 * room, 3 * room), 0)
    origin = (room, 2 * room)
    ImageDraw.Draw(canvas).text(origin, sign, fill=255, font=font, anchor="ls")
    return canvas, origin, advance


def _reduced(
    canvas: Image.Image, origin: tuple[int, int], advance: float, face: OldFace, size_px: float
) -> Glyph:
    width, height = (-(-side // FINE) for side in canvas.size)
    padded = Image.new("L", (width * FINE, height * FINE), 0)
    # The baseline must fall on whole pixels, or letters of a line dance.
    padded.paste(canvas, (-(origin[0] % FINE), -(origin[1] % FINE)))
    small = np.asarray(padded.reduce(FINE), np.uint8)
    rows, columns = np.nonzero(small.max(axis=1))[0], np.nonzero(small.max(axis=0))[0]
    step = advance / FINE + face.tracking * size_px
    if not len(rows):
        return Glyph(np.zeros((0, 0), np.uint8), 0, 0, step)
    ink = small[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    left, top = int(columns[0]) - origin[0] // FINE, int(rows[0]) - origin[1] // FINE
    return Glyph(ink, left, top, step)
