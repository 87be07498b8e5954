"""The words of a page as invisible text, each where it stands in the image."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median

from pipeline.pdf.directions import Direction, direction_of, usual_direction
from pipeline.pdf.glyphless import ASCENT, WIDTH, GlyphlessFont
from pipeline.pdf.syntax import number
from schemas.pages import PageText, TextLine, Word
from schemas.spoken import UNKNOWN, language_tag
from schemas.xml import legal_text

#: Letters that reach below the base line, so that their word's box says nothing of it.
_BELOW = frozenset("gjpqyąęįųçşţŋ,;()[]{}/|§QJ„‚ſƒßцщруфғقץףךןק")
#: A base line that leans less is level: over a line's length that is half a letter's height.
_LEVEL_SLOPE = 0.004
#: More is no lean but a reading gone wrong.
_STEEPEST = 0.2
#: Words must stand so far apart, in heights, to tell how their line leans.
_APART_HEIGHTS = 4
_HYPHENS = ("-", "‐", "⸗", "=", "¬", "\u00ad")
_SOFT_HYPHEN = "\u00ad"
_RIGHT_TO_LEFT = ("R", "AL")
_SMALLEST_PX = 1.0


@dataclass(frozen=True, slots=True)
class Scale:
    """From pixels of the page image to points, whose origin is the lower left corner."""

    points_a_px: float
    height_px: int


@dataclass(frozen=True, slots=True)
class _Box:
    """A word turned upright: left, right, top, bottom along and across its line."""

    word: Word
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def lean(self, slope: float) -> float:
        return abs(slope) * (self.right - self.left) / 2


@dataclass(frozen=True, slots=True)
class _BaseLine:
    slope: float
    at_0: float
    size: float
    """Of the font, in pixels."""
    is_leftward: bool

    def at(self, place: float) -> float:
        return self.at_0 + self.slope * place


def text_layer(
    text: PageText, points_a_px: float, font: GlyphlessFont, language: str = ""
) -> bytes:
    """The drawing operators of a page's words, in reading order.

    Args:
        text: the words with their places in the page image.
        points_a_px: the size of its pixels.
        font: gives the words their codes.
        language: the document's; what is in another one is marked.
    """
    scale = Scale(points_a_px, text.height_px)
    usual = usual_direction(line for block in text.blocks for line in block.lines)
    parts = [b"BT\n3 Tr"]
    for block in text.blocks:
        for line in block.lines:
            spoken = line.language or block.language or text.language
            parts += _line(line, usual, scale, font, partial(_marked, spoken, language))
    parts.append(b"ET")
    return b"\n".join(parts) if len(parts) > 2 else b""


def _marked(line_language: str, document_language: str, word: Word) -> str:
    """The language a word is marked with; empty where it is the document's, or not known."""
    tag = language_tag(word.language or line_language)
    return "" if tag in (UNKNOWN, language_tag(document_language)) else tag


def _line(
    line: TextLine, usual: Direction, scale: Scale, font: GlyphlessFont, mark: "partial[str]"
) -> Iterator[bytes]:
    direction = direction_of(line) or usual
    boxes = [_Box(w, *direction.upright(w.region)) for w in line.words if legal_text(w.text)]
    boxes = [box for box in boxes if box.right > box.left and box.bottom > box.top]
    if not boxes:
        return
    base = _base_line(boxes)
    yield b"/F0 %b Tf" % number(base.size * scale.points_a_px)
    spoken = ""
    for at, box in enumerate(boxes):
        tag = mark(box.word)
        if tag != spoken:
            if spoken:
                yield b"EMC"
            if tag:
                yield b"/Span <</Lang (%b)>> BDC" % tag.encode()
            spoken = tag
        yield _word(box, at + 1 == len(boxes), base, direction, scale, font)
    if spoken:
        yield b"EMC"


def _word(
    box: _Box,
    is_last: bool,
    base: _BaseLine,
    direction: Direction,
    scale: Scale,
    font: GlyphlessFont,
) -> bytes:
    shown = shown_text(box.word, is_last=is_last)
    natural = len(shown) * base.size * WIDTH / 1000
    stretch = (box.right - box.left) / natural
    start = box.left
    if is_right_to_left(shown):
        shown = seen_order(shown)
    if not is_last:  # a space towards the next word, for readers that do not measure gaps
        if base.is_leftward:
            shown, start = " " + shown, start - base.size * stretch * WIDTH / 1000
        else:
            shown += " "
    cosine, sine = math.cos(math.atan(base.slope)), math.sin(math.atan(base.slope))
    x, y = direction.back(start, base.at(start))
    turned = direction.matrix(cosine, sine)
    place = (x * scale.points_a_px, (scale.height_px - y) * scale.points_a_px)
    matrix = b" ".join(_factor(v) for v in turned) + b" " + b" ".join(map(number, place))
    codes = font.encoded(shown).hex().encode()
    return b"%b Tm %b Tz <%b> Tj" % (matrix, number(stretch * 100), codes)


def _factor(value: float) -> bytes:
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()


def shown_text(word: Word, *, is_last: bool) -> str:
    """The characters of a word; the hyphen of a divided one as the sign that readers drop."""
    text = unicodedata.normalize("NFC", legal_text(word.text))
    if is_last and word.whole and len(text) > 1 and text.endswith(_HYPHENS):
        return text[:-1] + _SOFT_HYPHEN
    return text


def is_right_to_left(text: str) -> bool:
    """Whether a word is written leftward: Hebrew letters (Yiddish too)."""
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def seen_order(text: str) -> str:
    """A leftward word in the order in which it is seen; numbers in it run rightward."""
    runs: list[str] = []
    for character in text:
        is_rightward = unicodedata.bidirectional(character) in ("L", "EN")
        if is_rightward and runs and unicodedata.bidirectional(runs[-1][-1]) in ("L", "EN"):
            runs[-1] += character
        else:
            runs.append(character)
    return "".join(reversed(runs))


def _base_line(boxes: list[_Box]) -> _BaseLine:
    """Where the letters of a line stand, how it leans, and how large they are."""
    standing = [box for box in boxes if not _BELOW & set(box.word.text)] or boxes
    height = median(box.bottom - box.top for box in boxes)
    slope = _slope(standing, height)
    # The box of a leaning word is higher than its letters, by its lean at each end.
    at_0 = median(box.bottom - slope * box.middle - box.lean(slope) for box in standing)
    rises = sorted(at_0 + slope * box.middle - box.top - box.lean(slope) for box in boxes)
    rise = rises[(len(rises) * 3) // 4]
    is_leftward = any(is_right_to_left(box.word.text) for box in boxes)
    return _BaseLine(slope, at_0, max(_SMALLEST_PX, rise * 1000 / ASCENT), is_leftward)


def _slope(boxes: list[_Box], height: float) -> float:
    """The median lean between pairs of words that stand well apart; 0 for a level line."""
    leans = [
        (b.bottom - a.bottom) / (b.middle - a.middle)
        for number_, a in enumerate(boxes)
        for b in boxes[number_ + 1 :]
        if abs(b.middle - a.middle) > _APART_HEIGHTS * height
    ]
    slope = median(leans) if leans else 0.0
    return slope if _LEVEL_SLOPE < abs(slope) < _STEEPEST else 0.0
