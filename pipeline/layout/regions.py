"""Finds the columns of a page by its pixels alone, before anything is read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.boxes import Floats, Page, straight
from pipeline.layout.columns import Sheet, cut
from pipeline.layout.pictures import pictures_of
from pipeline.layout.pixels import SMALL_WORD, Mask, Small, ink_of, marks_of
from pipeline.layout.seen import raster_of, slant_of
from schemas.findings import Region

#: A word's box is so much higher than the middle one of its letters, which seldom reach both ways.
WORD_TO_LETTER = 1.3
#: Ink lower than this, in small pixels, is specks.
LEAST_LETTER = 3
#: Letters nearer than this share of a word's height belong to one word.
WITHIN_WORD = 0.3
#: Words are so high, in word heights, and a page with fewer of them has no columns.
LOWEST, HIGHEST, LEAST_WORDS = 0.35, 3.0, 40
#: Two letters are about so wide, in word heights, and half as high.
WORDLIKE = 1.0
#: A line of text whose words all touch is at most so many times as wide as high; rules are flatter.
MOST_FLAT = 30.0
#: A column is so wide and high, in word heights; the lines beside each other of two columns.
COLUMN_WIDE, COLUMN_HIGH = 8.0, 10.0
#: From this share of the words in columns side by side the page is one of columns.
MANY = 0.5
#: Room around a column in word heights, where its neighbours leave it.
ROOM = 0.3


@dataclass(frozen=True, slots=True)
class Regions:
    """What a page consists of, in pixels of the page, in reading order."""

    columns: tuple[Region, ...]
    """Pieces of text: a heading across columns is one of its own."""
    separators: tuple[Region, ...]
    pictures: tuple[Region, ...]
    is_many_columned: bool
    """Whether most of the text stands in columns side by side."""
    word_height: float
    """The usual height of a word in pixels; 0 where there is hardly any print."""


def regions_of(image: NDArray[np.uint8]) -> Regions:
    """Columns, rules and pictures of a page by its pixels.

    Reading a page column by column (each cut out, as one block of text) is advisable where
    ``is_many_columned``: engines join lines across narrow gutters, take whole columns for
    pictures, and order blocks by height. Elsewhere the engine's own layout does no worse and
    sees the whole page. The columns cover what looks like print; what stands outside of them
    is noise or larger than type, so that a reading of the whole page may still add to it.

    Args:
        image: grey or BGR, dark print on light paper.
    """
    small = ink_of(image)
    small = replace(small, word=_word_height(small.ink))
    marks = marks_of(small)
    pictures = pictures_of(small, marks.text_ink, ())
    boxes = _words(
        marks.text_ink, marks.down_mask, small.word, [_in_small(one, small) for one in pictures]
    )
    rules = (*marks.across, *marks.down)
    if len(boxes) < LEAST_WORDS:
        return Regions((), rules, pictures, is_many_columned=False, word_height=0.0)
    unit = small.word / small.scale
    page = _page(boxes / small.scale, unit, marks.text_ink)
    raster = raster_of(page, small, marks, pictures)
    parts = cut(Sheet(page.boxes, raster, unit, least=COLUMN_HIGH))
    parts = [words for part in parts if len(words := part[_is_wordlike(boxes[part], small.word)])]
    columns = [_around(boxes[part] / small.scale) for part in parts]
    return Regions(
        tuple(_with_room(columns, unit, image.shape[:2])),
        rules,
        pictures,
        _share_in_columns(columns, [len(part) for part in parts], unit) >= MANY,
        unit,
    )


def _word_height(ink: Mask) -> float:
    """The usual height of a word in the small picture, by the marks on it."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = np.sort(heights[(heights >= LEAST_LETTER) & (heights <= len(ink) / 20)])
    if not len(letters):
        return SMALL_WORD
    # Half of all height lies in letters lower than this: specks are many, but low.
    middle = np.searchsorted(letters.cumsum(), letters.sum() / 2)
    return WORD_TO_LETTER * float(letters[middle])


def _words(
    ink: Mask, rules: Mask, word: float, pictures: Sequence[tuple[int, int, int, int]]
) -> Floats:
    """Boxes of what may be words."""
    kept = ink.copy()
    for x, y, width, height in pictures:
        kept[y : y + height, x : x + width] = 0
    reach = max(2, round(WITHIN_WORD * word))
    joined = cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    apart = np.asarray(joined & (rules == 0), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(apart, connectivity=4)
    boxes = stats[1:, :4].astype(np.float64)
    high = boxes[:, 3]
    boxes = boxes[(high >= LOWEST * word) & (high <= HIGHEST * word) & (boxes[:, 2] > 2)]
    boxes[:, 2:] += boxes[:, :2]
    return np.asarray(boxes)


def _is_wordlike(boxes: Floats, word: float) -> NDArray[np.bool_]:
    """Which boxes are as wide as words of two letters and as high: no specks, no rests of rules."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    large = (wide >= WORDLIKE * word) & (high >= 0.5 * WORDLIKE * word)
    return np.asarray(large & (wide <= MOST_FLAT * high))


def _page(boxes: Floats, unit: float, ink: Mask) -> Page:
    lean, slant = -slant_of(np.ascontiguousarray(ink.T)), slant_of(ink)
    return Page((), straight(boxes, lean, slant), unit, lean, slant, right_to_left=False)


def _around(boxes: Floats) -> Region:
    left, top = np.floor(boxes[:, :2].min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(boxes[:, 2:].max(axis=0)).astype(int).tolist()
    return Region(left, top, right - left, bottom - top)


def _with_room(columns: Sequence[Region], unit: float, shape: Sequence[int]) -> list[Region]:
    """Columns a little larger, within the page."""
    room = round(ROOM * unit)
    grown = []
    for one in columns:
        left, top = max(0, one.x - room), max(0, one.y - room)
        right = min(shape[1], one.x + one.width + room)
        bottom = min(shape[0], one.y + one.height + room)
        grown.append(Region(left, top, right - left, bottom - top))
    return grown


def _share_in_columns(columns: Sequence[Region], words: Sequence[int], unit: float) -> float:
    """How many of the words stand in columns that have another beside them."""
    large = [
        (one, count)
        for one, count in zip(columns, words, strict=True)
        if one.width >= COLUMN_WIDE * unit and one.height >= COLUMN_HIGH * unit
    ]
    beside = [count for one, count in large if any(_stand_beside(one, o) for o, _ in large)]
    return sum(beside) / max(1, sum(words))


def _stand_beside(one: Region, other: Region) -> bool:
    along = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    return along >= 0.5 * min(one.height, other.height) and across < 0.2 * min(
        one.width, other.width
    )


def _in_small(region: Region, small: Small) -> tuple[int, int, int, int]:
    x, y = round(region.x * small.scale), round(region.y * small.scale)
    return x, y, round(region.width * small.scale), round(region.height * small.scale)
