"""Straight sides of a leaf and folds between leaves, read from bands across the picture.

A side is a line at which most bands change in tone or colour for good; a fold is a dark line that
runs from the leaf's top to its bottom.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

#: Each side is read in so many bands across it.
BANDS = 48
OFFSETS = np.arange(BANDS) - (BANDS - 1) / 2
#: A side is looked for in this share of the picture's width or height, its fold in the next.
REACH_SHARE, FOLD_SHARE = 0.45, 0.25
#: Print is narrower than this many pixels and is filled before tones are compared.
PRINT_PX = 7
#: A change of tone or colour counts from so much L*, a* or b* on, over so many pixels.
MIN_STEP, STEP_PX = 4.0, 3
#: A fold is darker than both leaves by this share of the paper's lightness.
FOLD_DEPTH = 0.1
#: A side shows in at least this share of the bands, a fold in this share of those of the leaf.
MIN_SUPPORT, MIN_FOLD_SUPPORT = 0.5, 0.85
#: Leaves and folds stand no further from upright than this.
MAX_DEGREES, DEGREES_STEP = 9.0, 0.75
#: Paper differs from the page's own tone by no more than this, its shading included.
PAPER_SHARE, PAPER_STEP = 0.2, 10.0
#: A leaf's side lies within this share of the picture from that of the cover beneath it.
UPON_SHARE = 0.2
#: Of what lies beyond a side, no more than this share looks like what lies within.
MAX_ALIKE = 0.35

Lab = NDArray[np.float32]
Bands = NDArray[np.float32]


class Line(NamedTuple):
    """Its place at the middle band, and how it moves from band to band."""

    place: float
    slope: float

    def at(self, band: float) -> float:
        """Its place at a band."""
        return self.place + self.slope * (band - (BANDS - 1) / 2)


def paper_tone(filled: Lab) -> NDArray[np.float32]:
    """The tone that most of the picture's middle has."""
    height, width = filled.shape[:2]
    middle = filled[height // 6 : height - height // 6 : 2, width // 6 : width - width // 6 : 2]
    lightness = np.clip(middle[:, :, 0], 0, 100)
    counts, edges = np.histogram(lightness, bins=50, range=(0, 100))
    mass = np.convolve(counts, np.ones(3), mode="same")
    level = edges[int(mass.argmax())] + 1
    near = np.abs(lightness - level) <= 4
    return np.asarray(middle[near].mean(axis=0), dtype=np.float32)


def banded(picture: Lab, *, upright: bool = True) -> Bands:
    """The mean tones of bands across the sides: channels x bands x places."""
    height, width = picture.shape[:2]
    size = (width, BANDS) if upright else (BANDS, height)
    bands = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    bands = bands.reshape(size[1], size[0], -1)
    return np.ascontiguousarray(bands.transpose((2, 0, 1) if upright else (2, 1, 0)))


def find_side(bands: Bands, paper: NDArray[np.float32], band_px: float) -> Line | None:
    """The line at which the leaf begins, seen from the first column."""
    reach = min(bands.shape[2], round(bands.shape[2] * REACH_SHARE) + STEP_PX)
    bands = np.ascontiguousarray(bands[:, :, :reach])
    lines = lines_on(crests_of(_steps(bands), MIN_STEP), MIN_SUPPORT * BANDS, band_px)
    parted = [line for line in lines if _parts(bands, line)]
    leaf = parted[0] if parted else None
    nearby = UPON_SHARE / REACH_SHARE * bands.shape[2]
    for line in parted[1:]:
        if leaf is None or line.place > parted[0].place + nearby:
            break
        if _is_leaf_upon(bands, line, leaf, paper):
            leaf = line
    return leaf


def _is_leaf_upon(bands: Bands, line: Line, outer: Line, paper: NDArray[np.float32]) -> bool:
    """Whether a line is the leaf's side and the outer one that of a cover or chart beneath it.

    The leaf has the page's own tone and is lighter: a picture printed on it is darker.
    """
    share, outer_share = (_paper_share(bands, one, paper) for one in (line, outer))
    margin = max(8, bands.shape[2] // 11)
    lightness, outer_lightness = (
        float(np.median(_tones(bands, one, 2, margin)[0])) for one in (line, outer)
    )
    lighter = lightness >= outer_lightness + MIN_STEP
    return share >= MIN_SUPPORT and 0.8 * share > outer_share and lighter


def _steps(bands: Bands) -> NDArray[np.float32]:
    """By how much each place's tone differs between what lies before it and behind it."""
    sums = np.cumsum(np.pad(bands, ((0, 0), (0, 0), (1, 0))), axis=2)
    steps = np.zeros(bands.shape[1:], np.float32)
    for reach in (1, STEP_PX):
        part = sums[:, :, 2 * reach :] - 2 * sums[:, :, reach:-reach] + sums[:, :, : -2 * reach]
        place = slice(reach, reach + part.shape[2])
        steps[:, place] = np.maximum(steps[:, place], np.abs(part).max(axis=0) / reach)
    return steps


def crests_of(steps: NDArray[np.float32], least: float) -> NDArray[np.bool_]:
    """Where a band's step is the highest around."""
    highest = cv2.dilate(steps, np.ones((1, 2 * STEP_PX + 1), np.uint8))
    return np.asarray((steps >= highest) & (steps >= least))


def lines_on(crests: NDArray[np.bool_], least: float, band_px: float) -> list[Line]:
    """Straight lines on which many bands have a crest, the outermost first."""
    degrees = np.arange(-MAX_DEGREES, MAX_DEGREES + DEGREES_STEP / 2, DEGREES_STEP)
    wide = np.asarray(cv2.dilate(crests.astype(np.uint8), np.ones((1, 3), np.uint8)))
    band, place = np.nonzero(wide)
    slopes = np.tan(np.radians(degrees)) * band_px
    return _best(crests, slopes, (band, place), least)


def _best(
    crests: NDArray[np.bool_],
    slopes: NDArray[np.float64],
    crossings: tuple[NDArray[np.intp], NDArray[np.intp]],
    least: float,
) -> list[Line]:
    band, place = crossings
    columns = crests.shape[1]
    votes = np.zeros((len(slopes), columns), np.int32)
    for number, slope in enumerate(slopes):
        middle = np.rint(place - slope * OFFSETS[band]).astype(np.int64)
        inside = (middle >= 0) & (middle < columns)
        votes[number] = np.bincount(middle[inside], minlength=columns)
    strongest = votes.max(axis=0)
    found: list[Line] = []
    for column in np.flatnonzero(strongest >= least):
        around = strongest[max(0, column - 3) : column + 4]
        if strongest[column] < around.max() or (found and column - found[-1].place < 3):
            continue
        rough = Line(float(column), float(slopes[int(votes[:, column].argmax())]))
        found.append(_fitted(crests, rough))
    return found


def _fitted(crests: NDArray[np.bool_], rough: Line) -> Line:
    """The straight line through the crests near a rough one."""
    band, place = np.nonzero(crests)
    near = np.abs(place - rough.place - rough.slope * OFFSETS[band]) <= 2
    if int(near.sum()) < 3:
        return rough
    slope, middle = np.polyfit(OFFSETS[band[near]], place[near], 1)
    return Line(float(middle), float(slope))


def _tones(bands: Bands, line: Line, start: int, stop: int) -> NDArray[np.float32]:
    """Each band's median tone between two distances from the line, as far as the picture goes."""
    columns = _places(line)[:, None] + np.arange(start, stop)
    columns = np.clip(np.rint(columns).astype(np.intp), 0, bands.shape[2] - 1)
    rows = np.arange(BANDS)[:, None]
    return np.asarray(np.median(bands[:, rows, columns], axis=2), dtype=np.float32)


def _parts(bands: Bands, line: Line) -> bool:
    """Whether what lies before a line is another tone than what lies behind, and stays so."""
    margin = max(5, bands.shape[2] // 18)
    behind = _tones(bands, line, 2, margin)
    before = _tones(bands, line, -margin, -1)
    parted = np.abs(behind - before).max(axis=0) >= MIN_STEP
    if int(parted.sum()) < MIN_SUPPORT * BANDS:
        return False
    outside = np.arange(bands.shape[2]) < _places(line)[:, None] - 1
    alike = np.abs(bands - behind[:, :, None]).max(axis=0) < MIN_STEP
    return bool(alike[outside].mean() <= MAX_ALIKE) if outside.any() else False


def _paper_share(bands: Bands, line: Line, paper: NDArray[np.float32]) -> float:
    """The share of bands in which the page's own tone begins behind a line."""
    behind = _tones(bands, line, 2, max(8, bands.shape[2] // 11))
    away = np.abs(behind - paper[:, None]).max(axis=0)
    return float((away <= max(PAPER_STEP, PAPER_SHARE * float(paper[0]))).mean())


def _places(line: Line) -> NDArray[np.float64]:
    """Where a line crosses each band."""
    return np.asarray(line.place + line.slope * OFFSETS, dtype=np.float64)


def find_fold(bands: Bands, begin: float, level: float, band_px: float) -> Line | None:
    """The innermost dark line from top to bottom of the leaf, seen from column 0."""
    columns = bands.shape[1]
    reach = round(columns * FOLD_SHARE)
    valley = cv2.morphologyEx(bands, cv2.MORPH_BLACKHAT, np.ones((1, 9), np.uint8))
    depth = np.asarray(valley[:, :reach], dtype=np.float32)
    depth[:, : max(0, round(begin) + 3)] = 0
    crests = crests_of(depth, max(MIN_STEP, FOLD_DEPTH * level))
    lines = lines_on(crests, MIN_FOLD_SUPPORT * BANDS, band_px)
    return next((line for line in reversed(lines) if reaches_ends(crests, line)), None)


def reaches_ends(crests: NDArray[np.bool_], line: Line) -> bool:
    """Whether a line runs on in the outermost bands, as a fold does and a printed rule does not."""
    hits = [
        bool(crests[band, max(0, round(line.at(band)) - 2) : round(line.at(band)) + 3].any())
        for band in (0, 1, BANDS - 2, BANDS - 1)
    ]
    return sum(hits) >= 3
