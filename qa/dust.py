"""Dust, scratches and dead pixels: specks that keep their place while the pages change.

Print dirt moves with the leaf; what stands on the same pixel in many frames lies on the glass, in
the lens or on the sensor. A speck may be hidden under print now and then, and two cameras may take
turns, so not every frame of a run must show it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from qa.specks import Speck

#: Seen so often, it is no chance (image-quality reference F19: five consecutive frames).
MIN_FRAMES = 5
#: Of the frames between the first and the last sighting so large a share shows it.
MIN_SHARE = 0.25
#: Between two sightings of one speck there are no more frames than this.
MAX_GAP = 10
#: The same place: within this many pixels of the scan.
TOLERANCE_PX = 4
#: Dirt falls on the same place by chance; dust is what it would not do once in so many volumes.
RARE = 1e-3
#: Frames are at least so wide and high, however few specks there are to tell.
LEAST_PX = 1000


@dataclass(frozen=True, slots=True)
class Dust:
    """A speck that stays: its middle and side in pixels of the scan, and its frames, from 0."""

    x: int
    y: int
    size: int
    first: int
    last: int


def find_dust(specks: Sequence[Sequence[Speck]]) -> list[Dust]:
    """The specks that keep their place over frames.

    Args:
        specks: those of each frame, in the order of capture; none where a frame is missing.
    """
    rows = [(frame, *speck) for frame, found in enumerate(specks) for speck in found]
    if len(rows) < MIN_FRAMES:
        return []
    table = np.array(rows, dtype=np.int64)
    found: list[Dust] = []
    chance = _chance(table)
    for run in _runs(table):
        if not _is_rare(run[:, 0], chance):
            continue
        x, y, size = (round(float(value)) for value in np.median(run[:, 1:], axis=0))
        found.append(Dust(x, y, size, int(run[0, 0]), int(run[-1, 0])))
    return _each_once(found)


def _runs(table: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Sightings at one place that follow each other closely enough.

    The plane is cut into cells four times, moved by half a cell, so that any two near places share
    a cell at least once.
    """
    cell = 2 * TOLERANCE_PX
    for shift_x in (0, TOLERANCE_PX):
        for shift_y in (0, TOLERANCE_PX):
            columns, lines = (table[:, 1] + shift_x) // cell, (table[:, 2] + shift_y) // cell
            order = np.lexsort((table[:, 0], lines, columns))
            sighted, columns, lines = table[order], columns[order], lines[order]
            parted = (np.diff(columns) != 0) | (np.diff(lines) != 0)
            parted |= np.diff(sighted[:, 0]) > MAX_GAP
            edges = np.concatenate(([0], np.flatnonzero(parted) + 1, [len(sighted)]))
            for long in np.flatnonzero(np.diff(edges) >= MIN_FRAMES):
                run = sighted[edges[long] : edges[long + 1]]
                if _stays(run[:, 0]):
                    yield run


def _stays(frames: NDArray[np.int64]) -> bool:
    """Whether enough different frames show it."""
    seen = len(np.unique(frames))
    return seen >= MIN_FRAMES and seen >= MIN_SHARE * int(frames[-1] - frames[0] + 1)


def _chance(table: NDArray[np.int64]) -> tuple[float, float]:
    """How likely a speck of dirt lies in a cell on one frame, and the number of trials."""
    wide, high = (max(LEAST_PX, int(np.ptp(table[:, side]))) for side in (1, 2))
    frames = len(np.unique(table[:, 0]))
    cells = max(1.0, wide * high / (2 * TOLERANCE_PX) ** 2)
    return min(1.0, len(table) / frames / cells), cells * frames


def _is_rare(frames: NDArray[np.int64], chance: tuple[float, float]) -> bool:
    """Whether dirt would hardly ever be seen so often in so few frames."""
    likely, trials = chance
    seen, among = len(np.unique(frames)), int(frames[-1] - frames[0] + 1)
    return comb(among, seen) * likely**seen * trials < RARE


def _each_once(found: Sequence[Dust]) -> list[Dust]:
    """Runs of the same speck, found in several cells, as the longest of them."""
    kept: dict[tuple[int, int], list[Dust]] = {}
    once: list[Dust] = []
    for dust in sorted(found, key=lambda dust: (dust.first - dust.last, dust.y, dust.x)):
        column, line = dust.x // (2 * TOLERANCE_PX), dust.y // (2 * TOLERANCE_PX)
        near = [
            other
            for x in (column - 1, column, column + 1)
            for y in (line - 1, line, line + 1)
            for other in kept.get((x, y), ())
        ]
        if not any(_same(dust, other) for other in near):
            kept.setdefault((column, line), []).append(dust)
            once.append(dust)
    return sorted(once, key=lambda dust: (dust.first, dust.y, dust.x))


def _same(one: Dust, other: Dust) -> bool:
    close = abs(one.x - other.x) <= 2 * TOLERANCE_PX and abs(one.y - other.y) <= 2 * TOLERANCE_PX
    return close and one.first <= other.last and other.first <= one.last
