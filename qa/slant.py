"""By how many degrees lines of print stand askew, by the sharpness of the page's line profile.

The lower edges of the letters are projected along a direction; where it is that of the lines, the
profile is a comb. Pictures, borders and rules take no part, since only letter-sized marks count,
and where parts of the page do not agree, nothing is claimed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.text_layout import INK_DEPTH, TextLayout

#: Lines are looked for up to this far from level.
MAX_DEGREES = 15.0
COARSE_STEP, COARSE_BIN_PX, COARSE_POINTS = 0.25, 3.0, 6000
FINE_SPAN, FINE_STEP, FINE_BIN_PX, FINE_POINTS = 0.4, 0.04, 1.0, 30000
#: Fewer letters than this are no text.
MIN_LETTERS = 40
#: The comb must stand out from other directions by this factor, and parts of the page agree.
MIN_PROMINENCE = 2.5
#: Lines from top to bottom are rare, and frames and rules look like them: more is asked of them.
MIN_UPRIGHT_PROMINENCE, UPRIGHT_TIMES = 5.0, 2.0
#: In smaller pictures no lines are looked for.
MIN_SIDE_PX = 400
#: Marks fainter than this, in grey levels, are the paper's own chain lines and fibres.
MIN_INK_DEPTH = 20.0
BLOCK_TOLERANCE_DEGREES, MIN_AGREEING_SHARE, MIN_BLOCK_POINTS = 0.8, 0.75, 300

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Slant:
    """The direction of the lines; clockwise is positive, ``upright`` lines run top to bottom."""

    degrees: float
    upright: bool
    prominence: float
    agreeing: float


def find_slant(text: TextLayout) -> Slant | None:
    """The slant of the lines, or None where no lines of text are found."""
    letters = _letters(text)
    if letters is None:
        return None
    level, standing = letters
    prominence, degrees = _coarse(level)
    other_prominence, other_degrees = _coarse(standing)
    upright = other_prominence >= max(MIN_UPRIGHT_PROMINENCE, UPRIGHT_TIMES * prominence)
    upright = upright and text.ink_depth >= INK_DEPTH
    points = standing if upright else level
    if upright:
        prominence, degrees = other_prominence, other_degrees
    if prominence < MIN_PROMINENCE:
        return None
    degrees = _refined(points, degrees)
    agreeing = _agreement(points, degrees)
    if agreeing < MIN_AGREEING_SHARE:
        return None
    # standing lines are measured in the transposed picture, where turning goes the other way
    return Slant(-degrees if upright else degrees, upright, prominence, agreeing)


def _letters(text: TextLayout) -> tuple[Points, Points] | None:
    """Lower edges (x, y) and, transposed, right edges (y, x) of the marks of letter size."""
    if text.ink_depth < MIN_INK_DEPTH or max(text.mask.shape) < MIN_SIDE_PX:
        return None
    if len(text.boxes) < MIN_LETTERS:
        return None
    mask = text.mask
    columns = mask.shape[1]
    below = np.flatnonzero(mask[:-1] > mask[1:])
    # a column more on the right, so that the places have no gaps and are found in one row
    beside = np.zeros(mask.shape, np.bool_)
    np.greater(mask[:, :-1], mask[:, 1:], out=beside[:, :-1])
    y, x = np.divmod(below, columns)
    down, right = np.divmod(np.flatnonzero(beside), columns)
    return _points(x, y), _points(down, right)


def _points(along: NDArray[np.intp], across: NDArray[np.intp]) -> Points:
    points = np.stack((along, across), axis=1).astype(np.float32)
    if not len(points):
        return points
    points -= points.mean(axis=0, dtype=np.float64).astype(np.float32)
    return np.asarray(points)


def _thinned(points: Points, most: int) -> Points:
    """A share of the points that is the same at each run."""
    if len(points) <= most:
        return points
    # one of each so many, at a chance place: even steps would meet the evenness of print
    chosen = (np.arange(most) + np.random.default_rng(0).random(most)) * (len(points) / most)
    return np.asarray(points[chosen.astype(np.intp)])


def _energies(points: Points, angles: NDArray[np.float64], bin_px: float) -> NDArray[np.float64]:
    """How comb-like the profile is along each angle."""
    turns = np.radians(angles)
    directions = np.stack((-np.sin(turns), np.cos(turns)), axis=1).astype(np.float32) / bin_px
    across = directions @ points.T
    across -= across.min(axis=1, keepdims=True)
    bins = int(across.max()) + 1
    # each angle counts into bins of its own, all of them at once
    places = across.astype(np.intp) + np.arange(len(angles))[:, None] * bins
    counts = np.bincount(places.ravel(), minlength=len(angles) * bins)
    steps = np.diff(counts.reshape(len(angles), bins), axis=1)
    return np.asarray(np.square(steps).sum(axis=1), np.float64)


def _coarse(points: Points) -> tuple[float, float]:
    """Prominence of the best direction and the direction, to a quarter of a degree."""
    if len(points) < MIN_LETTERS:
        return 0.0, 0.0
    angles = np.arange(-MAX_DEGREES, MAX_DEGREES + COARSE_STEP / 2, COARSE_STEP)
    energies = _energies(_thinned(points, COARSE_POINTS), angles, COARSE_BIN_PX)
    place = int(energies.argmax())
    return float(energies[place] / max(np.median(energies), 1.0)), float(angles[place])


def _refined(points: Points, near: float) -> float:
    angles = np.arange(near - FINE_SPAN, near + FINE_SPAN + FINE_STEP / 2, FINE_STEP)
    energies = _energies(_thinned(points, FINE_POINTS), angles, FINE_BIN_PX)
    smooth = np.convolve(np.pad(energies, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return _peak(angles, smooth)


def _peak(angles: NDArray[np.float64], energies: NDArray[np.float64]) -> float:
    """Where the parabola through the highest value and its neighbours has its top."""
    place = int(energies.argmax())
    if not 0 < place < len(angles) - 1:
        return float(angles[place])
    before, top, after = energies[place - 1 : place + 2]
    bend = before - 2 * top + after
    shift = 0.5 * (before - after) / bend if bend else 0.0
    return float(angles[place] + shift * (angles[1] - angles[0]))


def _agreement(points: Points, degrees: float) -> float:
    """The share of the page's parts whose own lines run in this direction."""
    angles = np.arange(degrees - 3, degrees + 3.01, 0.25)
    columns = np.digitize(points[:, 0], [0.0])
    rows = np.digitize(points[:, 1], np.quantile(points[:, 1], [1 / 3, 2 / 3]))
    blocks = columns * 3 + rows
    votes = []
    for block in range(6):
        part = _thinned(points[blocks == block], COARSE_POINTS // 2)
        if len(part) >= MIN_BLOCK_POINTS:
            found = _peak(angles, _energies(part, angles, COARSE_BIN_PX / 1.5))
            votes.append(abs(found - degrees) <= BLOCK_TOLERANCE_DEGREES)
    return sum(votes) / len(votes) if votes else 1.0
