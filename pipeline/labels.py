"""Numbers printed at the head and foot of a page: read from its margins, or found in its text.

Without text recognition a few words are cut out of the margins and read by one short call of
Tesseract; after it they are looked for among the words that were read anyway.
"""

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytesseract
from PIL import Image

from qa.label_words import Margins, MarginWord
from qa.volume.pages import PrintedLabel
from qa.volume.readings import readings_of
from schemas.pages import PageText, TextLine, Word

#: Tesseract's own threads make it slower when pages run side by side.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

#: Figures, and the letters of roman numbers.
FIGURES = "0123456789ivxlcIVXLC"
#: The model reads figures; which language it knows beside them matters little.
MODEL = "eng"
#: Pages are laid out as one line where there is one word, else as a block of lines.
ONE_LINE, BLOCK = 7, 6
#: A few words are read in a fraction of a second; what takes longer is given up.
LABEL_SECONDS = 20.0
#: Of text that was read so many lines at the head and the foot may hold the number, where a word
#: of so few letters stands.
LINES, MOST_LETTERS = 2, 6
#: Numbers in lines of more words are part of the text; running titles have fewer.
MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class MarginPicture:
    """What was cut out of a page's margins: a small PNG of our own making."""

    png: bytes
    words: tuple[MarginWord, ...]


def picture_of(margins: Margins) -> MarginPicture:
    """The words of the margins as a file that travels between processes."""
    with io.BytesIO() as file:
        Image.fromarray(margins.picture).save(file, "PNG", compress_level=1)
        return MarginPicture(file.getvalue(), margins.words)


def read_margins(margins: MarginPicture, time_limit_seconds: float) -> tuple[PrintedLabel, ...]:
    """Read the words; nothing where the reader is not installed or gives up on them."""
    layout = ONE_LINE if len(margins.words) == 1 else BLOCK
    try:
        with Image.open(io.BytesIO(margins.png)) as picture:
            read = pytesseract.image_to_data(
                picture,
                lang=MODEL,
                config=f"--psm {layout} -c tessedit_char_whitelist={FIGURES}",
                timeout=time_limit_seconds,
                output_type=pytesseract.Output.DICT,
            )
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError, OSError):
        return ()
    return tuple(_labels(read, margins.words))


def _labels(read: dict[str, list[Any]], words: Sequence[MarginWord]) -> Iterator[PrintedLabel]:
    """What was read in the rows of each word."""
    for text, belief, top, height in zip(
        read["text"], read["conf"], read["top"], read["height"], strict=True
    ):
        middle = top + height / 2
        word = next((one for one in words if one.top <= middle <= one.bottom), None)
        if word is not None and str(text).strip():
            yield PrintedLabel(str(text), max(0.0, float(belief) / 100), word.across, word.down)


def labels_in(text: PageText) -> tuple[PrintedLabel, ...]:
    """The words of a read page that may be its number."""
    return tuple(label for row in _outer_rows(text) for label in _labels_of(row, text))


def has_number(text: PageText) -> bool:
    """Whether a row at the head or the foot begins or ends in what may be the page's number.

    Years and initials within a row are not its number, and single letters seldom are.
    """
    for row in _outer_rows(text):
        labels = tuple(_labels_of(row, text))
        ends = {word.text for word in _ends(row)}
        if any(one.text in ends and not _is_letter(one.text) for one in labels):
            return True
    return False


def _ends(row: Sequence[TextLine]) -> list[Word]:
    """The first and the last word of a row; dashes around a number are none."""
    words = [w for line in row for w in line.words if any(one.isalnum() for one in w.text)]
    words.sort(key=lambda word: word.region.x)
    return [*words[:1], *words[-1:]]


def _is_letter(text: str) -> bool:
    letters = [one for one in text if one.isalnum()]
    return len(letters) == 1 and not letters[0].isdigit()


def _outer_rows(text: PageText) -> list[list[TextLine]]:
    """The rows at the head and the foot of a page."""
    rows = _rows([line for block in text.blocks for line in block.lines if line.words])
    return rows if len(rows) <= 2 * LINES else [*rows[:LINES], *rows[-LINES:]]


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines at the same height together: a running title and the number beside it."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: one.region.y + one.region.height / 2):
        middle = line.region.y + line.region.height / 2
        last = rows[-1][-1].region if rows else None
        if last is not None and middle < last.y + last.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _labels_of(row: Sequence[TextLine], text: PageText) -> Iterator[PrintedLabel]:
    words = [word for line in row for word in line.words]
    if len(words) > MOST_WORDS:
        return
    for word in words:
        middle = word.region.x + word.region.width / 2, word.region.y + word.region.height / 2
        label = PrintedLabel(
            word.text,
            word.confidence,
            middle[0] / max(1, text.width_px),
            middle[1] / max(1, text.height_px),
        )
        if len(word.text) <= MOST_LETTERS and any(readings_of(label)):
            yield label
