"""The short words at the head and the foot of a page that may be its number, cut out and joined.

Only words of the size of print that stand by themselves, in the first and the last lines, are
kept; put one below the other in one small picture they are read by one call of a reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.text_layout import TextLayout, find_text
from qa.upright import upright

Grey = NDArray[np.uint8]
Boxes = NDArray[np.int32]

#: So many lines at the head and at the foot are looked at.
LINES = 2
#: A number is no wider than so many times its height, and stands off its neighbours by so much.
MOST_WIDE, LEAST_APART = 4.5, 2.5
#: Marks of a word stand nearer to each other than this share of the height of letters.
WITHIN_WORD = 0.7
#: Marks lower or higher than these shares of the usual letter are no figures.
LOWEST, HIGHEST = 0.6, 3.0
#: Fewer letters are no page of print; a page with a number alone is a plate with its number.
MIN_LETTERS = 2
#: Words that may be numbers on one page, from the outside in.
MOST_WORDS = 8
#: The height of letters that readers of print know best, and the room around each word.
READ_PX, ROOM_PX = 34, 26
#: Tones below this percentile are ink, above the other paper.
INK_PERCENT, PAPER_PERCENT = 2, 80


@dataclass(frozen=True, slots=True)
class MarginWord:
    """A word of the joined picture: the rows it fills there, and its place on the page."""

    top: int
    bottom: int
    across: float
    down: float
    """Shares of the upright page's width and height."""


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """The words in one picture."""

    picture: Grey
    words: tuple[MarginWord, ...]


def find_margins(page: PageView) -> Margins | None:
    """The words that may be the page's number; None where there are none."""
    grey = upright(page.grey, page.facts.orientation)
    text = page.text if page.facts.orientation == 1 else find_text(grey)
    leaning = page.slant.degrees if page.slant is not None and not page.slant.upright else 0.0
    words = list(_words(text, leaning))
    if not words:
        return None
    pieces = [_piece(grey, box, text.step) for box in words]
    joined, places = _joined(pieces)
    height, width = text.mask.shape
    return Margins(
        joined,
        tuple(
            MarginWord(top, bottom, (x + w / 2) / width, (y + h / 2) / height)
            for (top, bottom), (x, y, w, h) in zip(places, words, strict=True)
        ),
    )


def _words(text: TextLayout, degrees: float) -> Iterator[tuple[int, int, int, int]]:
    boxes = text.boxes[:, :4]
    if len(boxes) < MIN_LETTERS:
        return
    usual = float(np.median(boxes[:, 3]))
    boxes = boxes[(boxes[:, 3] > LOWEST * usual) & (boxes[:, 3] < HIGHEST * usual)]
    lines = _lines(boxes, usual, np.tan(np.radians(degrees)))
    chosen = lines if len(lines) <= 2 * LINES else [*lines[:LINES], *lines[-LINES:]]
    found = [word for line in chosen for word in _apart(line, usual)]
    found.sort(key=lambda word: min(word[1], text.mask.shape[0] - word[1]))
    yield from found[:MOST_WORDS]


def _lines(boxes: Boxes, usual: float, slope: float) -> list[Boxes]:
    """The marks line by line from the top, levelled."""
    if not len(boxes):
        return []
    level = boxes[:, 1] + boxes[:, 3] - (boxes[:, 0] + boxes[:, 2] / 2) * slope
    order = np.argsort(level, kind="stable")
    breaks = np.flatnonzero(np.diff(level[order]) > WITHIN_WORD * usual) + 1
    return [boxes[some] for some in np.split(order, breaks)]


def _apart(line: Boxes, usual: float) -> Iterator[tuple[int, int, int, int]]:
    """The words of a line that are short and stand by themselves."""
    line = line[np.argsort(line[:, 0], kind="stable")]
    ends = np.maximum.accumulate(line[:, 0] + line[:, 2])
    breaks = np.flatnonzero(line[1:, 0] - ends[:-1] > WITHIN_WORD * usual) + 1
    words = [_around(part) for part in np.split(line, breaks)]
    gaps = [b[0] - (a[0] + a[2]) for a, b in pairwise(words)]
    apart = [LEAST_APART * usual] * (len(words) + 1)
    for n, gap in enumerate(gaps, start=1):
        apart[n] = gap
    for n, word in enumerate(words):
        stands_off = min(apart[n], apart[n + 1]) >= LEAST_APART * usual
        if stands_off and word[2] <= MOST_WIDE * max(usual, word[3]):
            yield word


def _around(boxes: Boxes) -> tuple[int, int, int, int]:
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:4]).max(axis=0)
    return int(left), int(top), int(right - left), int(bottom - top)


def _piece(grey: Grey, box: tuple[int, int, int, int], step: float) -> Grey:
    """A word in black on white, its figures as high as readers know them."""
    x, y, width, height = box
    room = 0.25 * height
    left, right = max(0, round((x - room) * step)), round((x + width + room) * step)
    top, bottom = max(0, round((y - room) * step)), round((y + height + room) * step)
    piece = grey[top:bottom, left:right].astype(np.float32)
    scale = READ_PX / max(1.0, height * step)
    size = max(1, round(piece.shape[1] * scale)), max(1, round(piece.shape[0] * scale))
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    sized = np.asarray(cv2.resize(piece, size, interpolation=way), np.float32)
    ink, paper = np.percentile(sized, [INK_PERCENT, PAPER_PERCENT])
    tones = np.clip(255 * (sized - ink) / max(1.0, paper - ink), 0, 255)
    return np.asarray(tones, np.uint8)


def _joined(pieces: list[Grey]) -> tuple[Grey, list[tuple[int, int]]]:
    """The pieces one below the other on white, and the rows where each begins and ends."""
    height = sum(piece.shape[0] + ROOM_PX for piece in pieces) + ROOM_PX
    width = max(piece.shape[1] for piece in pieces) + 2 * ROOM_PX
    joined = np.full((height, width), 255, np.uint8)
    places, top = [], ROOM_PX
    for piece in pieces:
        joined[top : top + piece.shape[0], ROOM_PX : ROOM_PX + piece.shape[1]] = piece
        places.append((top, top + piece.shape[0]))
        top += piece.shape[0] + ROOM_PX
    return joined, places
