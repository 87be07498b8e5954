"""Finds a colour chart in a picture, and says so only of one whose patches agree with its truth.

OpenCV proposes; it also proposes charts where there are none, and places patches loosely. So
every proposal is set right by the patches themselves and held against the chart's known colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.targets.kinds import TargetKind
from qa.targets.references import Chart

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]

#: Proposals looked at for each picture.
PROPOSALS = 5
#: Narrower pictures hold no chart; OpenCV would blow them up until their short side is 1000.
MIN_SIDE_PX, MAX_ASPECT = 60, 6
#: Where nothing is found the picture is looked at again so much larger, up to a size.
SECOND_LOOKS, MAX_LOOK_PX = (1.0, 1.6), 4000
#: How well lightness and colours must go together with the chart's truth (correlation).
MIN_LIGHTNESS_AGREEMENT, MIN_COLOUR_AGREEMENT = 0.9, 0.8
#: A scan without colour has its lightness only.
MIN_GREY_AGREEMENT = 0.97
#: Patches that must be seen as such for the proposal to be set right by them.
MIN_SEEN = 8
#: A patch differs from what surrounds it by at least so many levels, or its outline is not seen.
MIN_OUTLINE = 14.0
#: Half the side of what is sampled of a patch, in distances between patches.
SAMPLED_HALF = 0.25
_TYPES = {
    TargetKind.CLASSIC24: cv2.mcc.MCC24,
    TargetKind.GREY: cv2.mcc.MCC24,
    TargetKind.SG140: cv2.mcc.SG140,
}


@dataclass(frozen=True, slots=True, eq=False)
class FoundChart:
    """Where a chart lies: ``lattice`` takes (column, row) of a patch's middle into pixels."""

    chart: Chart
    lattice: Points
    agreement: float
    """Correlation of the patches with the chart's truth, at most 1."""
    patch_share: float
    """Side of a patch in distances between patches."""

    def at(self, places: Points) -> Points:
        """Pixels of places of the lattice, an array of (column, row)."""
        return through(self.lattice, places)

    @property
    def centres(self) -> Points:
        """The middle of every patch, in the chart's order."""
        return self.at(_places(self.chart))

    @property
    def outline(self) -> Points:
        """The four corners of the patches' field."""
        return self.corners(0.0)

    def corners(self, margin: float) -> Points:
        """The four corners of the patches' field and a margin in distances between patches."""
        low, right = -0.5 - margin, self.chart.columns - 0.5 + margin
        bottom = self.chart.rows - 0.5 + margin
        corners = [(low, low), (right, low), (right, bottom), (low, bottom)]
        return self.at(np.array(corners, np.float64))

    @property
    def pitch_px(self) -> float:
        """The distance between neighbouring patches, in the middle of the chart."""
        return pitch_of(self.chart, self.lattice)

    def scaled(self, factor: float, left: float = 0.0, top: float = 0.0) -> "FoundChart":
        """The same chart in a picture ``factor`` times larger that begins at (left, top)."""
        offset = (factor - 1) / 2
        change = np.array([[factor, 0, offset - left], [0, factor, offset - top], [0, 0, 1]])
        return FoundChart(self.chart, change @ self.lattice, self.agreement, self.patch_share)


def through(lattice: Points, places: Points) -> Points:
    """Places taken through a homography."""
    flat = np.concatenate([places, np.ones((len(places), 1))], axis=1) @ lattice.T
    return np.asarray(flat[:, :2] / flat[:, 2:], np.float64)


def pitch_of(chart: Chart, lattice: Points) -> float:
    """The distance between neighbouring patches, in the middle of the chart."""
    column, row = (chart.columns - 1) / 2, (chart.rows - 1) / 2
    middle, right, below = through(
        lattice, np.array([(column, row), (column + 1, row), (column, row + 1)])
    )
    return float((np.hypot(*(right - middle)) + np.hypot(*(below - middle))) / 2)


def find_chart(picture: Picture, chart: Chart) -> FoundChart | None:
    """The chart in a picture of RGB or grey values; None where none can be made out."""
    short, long = sorted(picture.shape[:2])
    if short < MIN_SIDE_PX or long > MAX_ASPECT * short:
        return None
    colour = picture if picture.ndim == 3 else cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB)
    colour = np.ascontiguousarray(colour, dtype=np.uint8)
    has_colour = picture.ndim == 3 and chart.kind is not TargetKind.GREY
    for factor in SECOND_LOOKS:
        if factor > 1 and max(colour.shape) * factor > MAX_LOOK_PX:
            break
        larger = cv2.resize(colour, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        seen = np.asarray(larger, np.uint8)
        found = [
            judged
            for lattice in _proposals(seen, chart)
            if (judged := _judged(seen, chart, lattice, has_colour=has_colour)) is not None
        ]
        if found:
            return max(found, key=lambda f: f.agreement).scaled(1 / factor)
    return None


def _proposals(picture: Picture, chart: Chart) -> Iterator[Points]:
    detector = cv2.mcc.CCheckerDetector.create()
    # Without it the kind is whatever lay in memory, and detection is random (OpenCV 5.0).
    detector.setColorChartType(_TYPES[chart.kind])
    if not detector.process(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), PROPOSALS):
        return
    for proposal in detector.getListColorChecker():
        quads = np.asarray(proposal.getColorCharts(), np.float64).reshape(-1, 4, 2)
        if len(quads) == len(chart.patches) and np.isfinite(quads).all():
            yield _lattice(_places(chart), quads.mean(axis=1))


def _places(chart: Chart) -> Points:
    rows, columns = np.divmod(np.arange(len(chart.patches)), chart.columns)
    return np.stack([columns, rows], axis=1).astype(np.float64)


def _lattice(places: Points, pixels: Points, reach_px: float = 0.0) -> Points:
    method = cv2.RANSAC if reach_px else 0
    found, _mask = cv2.findHomography(places, pixels, method, reach_px or 3.0)
    return np.eye(3) if found is None else np.asarray(found, np.float64)


def _judged(
    picture: Picture, chart: Chart, lattice: Points, *, has_colour: bool
) -> FoundChart | None:
    for _round in range(2):
        pitch = pitch_of(chart, lattice)
        if not 8 <= pitch <= max(picture.shape):
            return None
        lattice, share = _set_right(picture, chart, lattice, pitch)
    turned, agreement = max(
        ((turn, _agreement(picture, chart, turn, has_colour=has_colour))
         for turn in _turns(chart, lattice)),
        key=lambda pair: pair[1],
    )  # fmt: skip
    return FoundChart(chart, turned, agreement, share) if agreement > 0 else None


def _set_right(
    picture: Picture, chart: Chart, lattice: Points, pitch: float
) -> tuple[Points, float]:
    """The lattice through the middles of those patches whose outline can be seen."""
    places = _places(chart)
    seen, middles, sides = [], [], []
    for place, centre in zip(places, through(lattice, places), strict=True):
        outline = _seen_patch(picture, centre, pitch)
        if outline is not None:
            seen.append(place)
            middles.append(outline[0])
            sides.append(outline[1] / pitch)
    if len(seen) < MIN_SEEN:
        return lattice, 0.0
    return _lattice(np.array(seen), np.array(middles), 0.08 * pitch), float(np.median(sides))


def _seen_patch(picture: Picture, centre: Points, pitch: float) -> tuple[Points, float] | None:
    """Middle and side of the patch about a place; None where its outline is not clear."""
    reach = int(0.75 * pitch)
    x, y = round(float(centre[0])), round(float(centre[1]))
    if x < reach or y < reach or x + reach >= picture.shape[1] or y + reach >= picture.shape[0]:
        return None
    piece = picture[y - reach : y + reach + 1, x - reach : x + reach + 1].astype(np.int16)
    core = max(1, int(0.12 * pitch))
    middle = piece[reach - core : reach + core + 1, reach - core : reach + core + 1]
    apart = np.abs(piece - np.median(middle.reshape(-1, 3), axis=0)).max(axis=2)
    around = float(np.median(np.concatenate([apart[0], apart[-1], apart[:, 0], apart[:, -1]])))
    ring = int(0.5 * pitch)
    gap = apart[reach - ring : reach + ring + 1, [reach - ring, reach + ring]]
    contrast = max(around, float(np.median(gap)))
    if contrast < MIN_OUTLINE:
        return None
    inside = (apart < max(8.0, 0.4 * contrast)).astype(np.uint8)
    _count, labels, stats, centroids = cv2.connectedComponentsWithStats(inside, connectivity=4)
    label = int(labels[reach, reach])
    area = int(stats[label, cv2.CC_STAT_AREA])
    wide, high = int(stats[label, cv2.CC_STAT_WIDTH]), int(stats[label, cv2.CC_STAT_HEIGHT])
    if label == 0 or not 0.3 * pitch**2 < area < pitch**2 or max(wide, high) > 2 * reach:
        return None
    return centroids[label] + (x - reach, y - reach), float(np.sqrt(area))


def _turns(chart: Chart, lattice: Points) -> Iterator[Points]:
    """The lattice in every way the chart may lie on it, also seen from behind."""
    right, bottom = chart.columns - 1, chart.rows - 1
    for across in (False, True):
        for down in (False, True):
            change = np.array(
                [[-1, 0, right] if across else [1, 0, 0],
                 [0, -1, bottom] if down else [0, 1, 0],
                 [0, 0, 1]], np.float64,
            )  # fmt: skip
            yield lattice @ change


def _agreement(picture: Picture, chart: Chart, lattice: Points, *, has_colour: bool) -> float:
    """How well the patches go together with the chart's truth; 0 where they do not."""
    truth = chart.colours
    seen = _rough_lab(_samples(picture, through(lattice, _places(chart)), pitch_of(chart, lattice)))
    lightness = _correlation(seen[:, 0], truth[:, 0])
    if not has_colour:
        return lightness if lightness >= MIN_GREY_AGREEMENT else 0.0
    colour = min(_correlation(seen[:, axis], truth[:, axis]) for axis in (1, 2))
    if lightness < MIN_LIGHTNESS_AGREEMENT or colour < MIN_COLOUR_AGREEMENT:
        return 0.0
    return (lightness + 2 * colour) / 3


def _samples(picture: Picture, centres: Points, pitch: float) -> Points:
    half = max(1, int(0.15 * pitch))
    colours = np.zeros((len(centres), 3))
    for number, (x, y) in enumerate(np.round(centres).astype(int)):
        piece = picture[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
        if piece.size:
            colours[number] = np.median(piece.reshape(-1, 3), axis=0)
    return colours


def _rough_lab(colours: Points) -> Points:
    """Something like L*a*b*, good for recognising a chart and nothing else."""
    row = (colours / 255).astype(np.float32)[None]
    return np.asarray(cv2.cvtColor(row, cv2.COLOR_RGB2Lab)[0], np.float64)


def _correlation(one: Points, other: Points) -> float:
    if one.std() < 1e-6 or other.std() < 1e-6:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
