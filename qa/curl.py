"""How far lines of print bend: their feet against a straight line, in letter heights.

The feet of each line's letters are held against the straight line that most of them keep to. What
neighbouring lines have in common at the same place of the page is the paper's bend; descenders
and the unrest of single letters are not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.lines import Lines, find_lines
from qa.slant import Slant
from qa.text_layout import TextLayout

#: Shorter lines do not show a bend.
MIN_LETTERS = 14
#: The page is divided into so many columns and bands; each place needs feet of so many lines,
#: each band so many columns. Bands have so many lines at least: pages of few lines have fewer.
COLUMNS, BANDS, MIN_LINES, MIN_COLUMNS = 12, 3, 4, 7
LINES_OF_BAND = 5
#: Feet are further off than this many letter heights in other lines; descenders from here on.
WIDEST, DESCENT = 2.5, 0.25
#: The page lies flat in this share of its width.
MAJORITY = 0.55
ROUNDS = 4

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curl:
    """The largest bend in letter heights and where it is, in pixels of the text layout."""

    heights: float
    x: float
    y: float
    width: float
    height: float


def find_curl(text: TextLayout, slant: Slant | None, *, upright: bool = False) -> Curl | None:
    """The largest bend of a page's lines; None where too few lines are long enough.

    Bent lines have no slant in common; where none is given, ``upright`` says whether the lines
    run from top to bottom.
    """
    degrees = slant.degrees if slant is not None and slant.upright == upright else 0.0
    lines = find_lines(text, upright=upright, degrees=degrees, least=MIN_LETTERS)
    if lines.count < MIN_LINES:
        return None
    middles = lines.boxes[:, 0] + lines.boxes[:, 2] / 2
    feet = lines.boxes[:, 1] + lines.boxes[:, 3]
    columns = np.linspace(middles.min(), middles.max() + 1, COLUMNS + 1)
    count = int(np.clip(lines.count // LINES_OF_BAND, 1, BANDS))
    bands = np.quantile(feet, np.linspace(0, 1, count + 1))
    column, band = np.digitize(middles, columns[1:-1]), np.digitize(feet, bands[1:-1])
    bends = _off_line(middles, feet, lines, band) / lines.height
    profiles = _profiles(column, band, bends, lines)
    found = [(*_off_majority(profile), band) for band, profile in enumerate(profiles)]
    if not any(np.isfinite(one[0]) for one in found):
        return None
    heights, place, number = max(found, key=lambda one: np.nan_to_num(one[0], nan=-1.0))
    x, width = float(columns[place]), float(columns[place + 1] - columns[place])
    y, height = float(bands[number]), float(bands[number + 1] - bands[number])
    if upright:
        # the lines were read in the picture turned clockwise
        x, y, width, height = y, text.mask.shape[0] - x - width, height, width
    return Curl(heights, x, y, width, height)


def _off_line(x: Values, feet: Values, lines: Lines, band: NDArray[np.intp]) -> Values:
    """How far each foot lies below its line, were all lines of its band straight alike."""
    slopes = _slopes(x, feet, lines)
    off = np.zeros(len(x))
    for number in range(BANDS):
        inside = band == number
        if inside.any():
            off[inside] = feet[inside] - float(np.median(slopes[inside])) * x[inside]
    weights = np.ones(len(x))
    for _ in range(ROUNDS):
        total = np.maximum(np.bincount(lines.owners, weights, lines.count), 1e-6)
        level = np.bincount(lines.owners, weights * off, lines.count) / total
        weights = _weights(off - level[lines.owners], lines)
    return np.asarray(off - level[lines.owners])


def _slopes(x: Values, feet: Values, lines: Lines) -> Values:
    """For each foot the slope of its own line."""
    owners, count = lines.owners, lines.count
    weights, slopes = np.ones(len(x)), np.zeros(count)
    for _ in range(ROUNDS):
        total = np.maximum(np.bincount(owners, weights, count), 1e-6)
        dx = x - (np.bincount(owners, weights * x, count) / total)[owners]
        dy = feet - (np.bincount(owners, weights * feet, count) / total)[owners]
        spread = np.maximum(np.bincount(owners, weights * dx * dx, count), 1e-6)
        slopes = np.bincount(owners, weights * dx * dy, count) / spread
        weights = _weights(dy - slopes[owners] * dx, lines)
    return np.asarray(slopes[owners])


def _weights(off: Values, lines: Lines) -> Values:
    """How much each foot counts: those of Cauchy's distribution, which follow the majority."""
    return np.asarray(1 / (1 + np.square(off / (DESCENT * lines.height))))


def _profiles(
    column: NDArray[np.intp], band: NDArray[np.intp], bends: Values, lines: Lines
) -> Values:
    """What the lines of each band have in common at each column; NaN where they are too few."""
    profiles = np.full((BANDS, COLUMNS), np.nan)
    near = np.abs(bends) <= WIDEST
    for place in np.ndindex(BANDS, COLUMNS):
        inside = near & (band == place[0]) & (column == place[1])
        if len(np.unique(lines.owners[inside])) >= MIN_LINES:
            profiles[place] = _common(bends[inside])
    return profiles


def _common(bends: Values) -> float:
    """Where most feet stand: the median of those around the median, descenders left out."""
    middle = float(np.median(bends))
    return float(np.median(bends[np.abs(bends - middle) <= DESCENT]))


def _off_majority(profile: Values) -> tuple[float, int]:
    """How far a profile leaves the straight line that most of its neighbouring columns keep to."""
    seen = np.flatnonzero(np.isfinite(profile))
    if len(seen) < MIN_COLUMNS:
        return float("nan"), 0
    window = round(MAJORITY * len(seen))
    best, bends = np.inf, np.zeros(len(seen))
    for start in range(len(seen) - window + 1):
        part = seen[start : start + window]
        slope, begin = np.polyfit(part, profile[part], 1)
        unrest = float(np.abs(profile[part] - slope * part - begin).mean())
        if unrest < best:
            best, bends = unrest, profile[seen] - slope * seen - begin
    borne_out = _borne_out(bends)
    worst = int(borne_out.argmax())
    return float(borne_out[worst]), int(seen[worst])


def _borne_out(bends: Values) -> Values:
    """The sizes of the bends as far as a neighbour shares them: paper does not bend at one letter.

    A bend grows towards the fold, but to no more than twice from one column to the next.
    """
    before, behind = np.pad(bends, (1, 0))[:-1], np.pad(bends, (0, 1))[1:]
    signs = np.sign(bends)
    shared = 2 * np.maximum(np.maximum(before * signs, behind * signs), 0)
    return np.asarray(np.minimum(np.abs(bends), shared))
