"""Finds pictures on a page, and keeps what engines "read" in them out of its text."""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from pipeline.layout.pixels import Box, Mask, Small, on_page
from schemas.findings import Region
from schemas.pages import Word

#: A picture is higher and wider than so many words are high: larger than initials (3 to 6 lines).
PICTURE = 7.0
#: Ink fills so much of a picture's box: engravings are hatched, scattered specks are not.
DENSE = 0.08
#: A photograph is darker than the paper, by this share; the shadow of a fold is less so, and both
#: it and what lies around the leaf reach the edge of the image.
DARK, COARSE = 0.85, 4
#: A word is believed from here; of a picture believed words of so many letters cover so much at
#: most (a number on a building, a name on a map).
BELIEVED, LETTERS, COVERED = 0.6, 3, 0.1
#: Lines of print are 1.3 to 1.6 word heights apart; where ink thickens so often down a picture, it
#: is print that no engine read.
PITCH, LINES = 1.6, 0.6
#: Between lines is less than this share of their ink.
VALLEY = 0.5


def pictures_of(small: Small, text_ink: Mask, words: Sequence[Word]) -> tuple[Region, ...]:
    """Engravings, photographs and ornaments larger than an initial.

    Args:
        small: the page.
        text_ink: its ink without rules.
        words: what was read; where it is believed there is print, not a picture.
    """
    sure = [w.region for w in words if is_sure(w)]
    ink = text_ink.copy()
    for region in sure:
        x, y, width, height = _in_small(region, small)
        ink[y : y + height + 1, x : x + width + 1] = 0
    found = [*_engravings(ink, small), *_photographs(small)]
    return tuple(
        box
        for box in _outermost(found)
        if _covered(box, sure) < COVERED and not _is_print(box, text_ink, small)
    )


def _is_print(region: Region, ink: Mask, small: Small) -> bool:
    """Whether ink comes and goes down a region as lines of text do: print that was not read."""
    x, y, width, height = _in_small(region, small)
    profile = ink[y : y + height, x : x + width].sum(axis=1, dtype=np.float64)
    profile = np.convolve(profile, np.ones(3) / 3, mode="same")
    inked = profile > VALLEY * np.quantile(profile, 0.9)
    lines = int(np.count_nonzero(inked[1:] & ~inked[:-1]))
    return lines >= LINES * height / (PITCH * small.word)


def is_sure(word: Word) -> bool:
    """Whether this is a word, not lines of a drawing."""
    return word.confidence >= BELIEVED and sum(map(str.isalpha, word.text)) >= LETTERS


def _engravings(ink: Mask, small: Small) -> Iterable[Region]:
    """Parts joined by ink over more than letters and lines can join."""
    least = PICTURE * small.word
    height, width = ink.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for x, y, w, h, area in stats[1:].tolist():
        inside = w < width - 2 and h < height - 2
        if min(w, h) >= least and area >= DENSE * w * h and inside:
            yield on_page((x, y, w, h), small)


def _photographs(small: Small) -> Iterable[Region]:
    """Dark areas within the paper, on every fourth pixel: they are large."""
    least = PICTURE * small.word / COARSE
    paper = np.ascontiguousarray(small.paper[::COARSE, ::COARSE])
    areas = np.asarray(paper < DARK * float(np.median(paper)), np.uint8)
    side = max(3, round(least / 2))
    dark = cv2.morphologyEx(areas, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    height, width = dark.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    for x, y, w, h, _ in stats[1:].tolist():
        if min(w, h) >= least and min(x, y, width - x - w, height - y - h) > 1:
            yield on_page((COARSE * x, COARSE * y, COARSE * w, COARSE * h), small)


def _outermost(regions: list[Region]) -> list[Region]:
    """Regions without those that lie within another."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda r: -r.width * r.height):
        if not any(share_within(region, other) > 0.5 for other in kept):
            kept.append(region)
    return kept


def share_within(inner: Region, outer: Region) -> float:
    """How much of a region lies within another, 0 to 1."""
    right = min(inner.x + inner.width, outer.x + outer.width)
    bottom = min(inner.y + inner.height, outer.y + outer.height)
    common = max(0, right - max(inner.x, outer.x)) * max(0, bottom - max(inner.y, outer.y))
    return common / max(1, inner.width * inner.height)


def _covered(picture: Region, words: Iterable[Region]) -> float:
    """The share of a picture that words cover."""
    covered = sum(word.width * word.height * share_within(word, picture) for word in words)
    return covered / max(1, picture.width * picture.height)


def _in_small(region: Region, small: Small) -> Box:
    x, y = round(region.x * small.scale), round(region.y * small.scale)
    return x, y, round(region.width * small.scale), round(region.height * small.scale)
