"""The edges of print and drawing, each with its profile and its width.

An edge's width is the sigma of a Gaussian in pixels: the step from its dark foot to its light
shoulder, over its steepest slope. Contrast falls out of the quotient, so pale print is not taken
for blur. Strokes thinner than the blur never reach their full depth and read up to a third too
narrow; whoever wants the optics' own width looks at the deepest edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

#: An edge's profile reaches so many pixels to either side.
REACH_PX = 6
#: Edges nearer to the rim of a piece have no whole profile.
_MARGIN = REACH_PX + 2
#: Slopes below this share of the piece's strong ones belong to no edge of ink.
_STRONG_SHARE, _STRONG_PERCENTILE = 0.4, 97
#: Slopes below so many grey levels a pixel, or so many times the noise's own, are no edges.
_MIN_SLOPE, _NOISE_TIMES, _NOISE_SLOPE = 4.0, 6.0, 0.43
#: So many edges tell what a piece has to say.
_MOST_EDGES = 300
#: A profile that falls by more than this many grey levels, or this many times the noise, has
#: reached its shoulder.
_LEAST_FALL, _NOISE_FALL = 2.0, 1.0
#: What the slope's own measuring and the pixel add to the square of the width.
_OWN_SQUARE = 0.42
#: Widths below cannot be told apart.
NARROWEST_PX = 0.3
#: A slope in the units of the picture that edges are picked in: it must fit into a byte.
_SLOPE_UNIT = 0.18
_GAUSS_PEAK = float(np.sqrt(2 * np.pi))

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Edges of several pieces, an array element each.

    ``piece`` is the number of the piece, ``angle`` the direction from dark to light in radians
    (0 to the right, positive downwards), ``step`` the height in grey levels; ``profile`` has a
    row of grey levels from the dark side to the light one.
    """

    piece: NDArray[np.int_]
    width_px: Floats
    step: Floats
    angle: Floats
    profile: Floats

    def __len__(self) -> int:
        return len(self.piece)

    def only(self, chosen: NDArray[np.bool_]) -> "Edges":
        """Some of the edges."""
        return self._part(chosen)

    def _part(self, place: NDArray[np.bool_] | slice) -> "Edges":
        return Edges(
            self.piece[place], self.width_px[place], self.step[place], self.angle[place],
            self.profile[place],
        )  # fmt: skip

    def of_piece(self, number: int) -> "Edges":
        """The edges of one piece; they stand in the order of the pieces."""
        return self._part(slice(*np.searchsorted(self.piece, (number, number + 1))))

    def deep(self, share: float, percentile: float = 95) -> "Edges":
        """The edges that reach a share of the step that few exceed: those of full ink."""
        if not len(self):
            return self
        # np.percentile asks more of so few numbers than they cost
        place = round(percentile / 100 * (len(self) - 1))
        return self.only(self.step >= share * np.partition(self.step, place)[place])


def stroke_px(edges: Edges) -> Floats:
    """How wide the stroke or the gap beside each edge is at half its depth; inf where it is wide.

    Of both sides the narrower one counts.
    """
    if not len(edges):
        return np.zeros(0, np.float32)
    left = _half_depth(edges.profile[:, ::-1])
    return np.asarray(np.minimum(left, _half_depth(-edges.profile)), dtype=np.float32)


def _half_depth(profile: Floats) -> Floats:
    """From the edge in the middle of each falling profile to where it has risen again."""
    before, beyond = profile[:, REACH_PX - 1 :: -1], profile[:, REACH_PX:]
    half = (before.max(axis=1) + beyond.min(axis=1)) / 2
    depth = beyond - half[:, None]
    risen = (depth > 0) & (np.minimum.accumulate(depth, axis=1) < 0)
    place, row = np.maximum(1, risen.argmax(axis=1)), np.arange(len(depth))
    over, under = depth[row, place], depth[row, place - 1]
    crossing = place - over / np.maximum(over - under, 1e-3)
    slope = (profile[:, REACH_PX - 1] - profile[:, REACH_PX + 1]) / 2
    own = (profile[:, REACH_PX] - half) / np.maximum(slope, 1.0)
    return np.where(risen.any(axis=1), crossing - own, np.float32(np.inf))


def find_edges(pieces: Sequence[NDArray[np.uint8]], noise: float) -> Edges:
    """The strong edges of some pieces, all of one shape.

    Args:
        pieces: parts of the scan at full resolution.
        noise: standard deviation of their noise.
    """
    if not pieces or min(pieces[0].shape) <= 2 * _MARGIN:
        return _edges_at(np.zeros((0, 1), np.uint8), np.zeros(0, np.intp), _no_slopes(), 1, noise)
    stack = np.concatenate(pieces)
    across, down = _slopes(stack, 1, 0), _slopes(stack, 0, 1)
    places = _thinned(_ridges(across, down, len(pieces), noise), pieces[0].size, len(pieces))
    slopes = np.asarray((across.ravel()[places], down.ravel()[places]), dtype=np.float32)
    return _edges_at(stack, places, slopes, pieces[0].size, noise)


def _slopes(stack: NDArray[np.uint8], x: int, y: int) -> NDArray[np.int16]:
    """Eight times the slope in grey levels a pixel, in one direction."""
    found = cv2.Sobel(stack, cv2.CV_16S, x, y, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(found, dtype=np.int16)


def _no_slopes() -> Floats:
    return np.zeros((2, 0), np.float32)


def _ridges(
    across: NDArray[np.int16], down: NDArray[np.int16], count: int, noise: float
) -> NDArray[np.intp]:
    """Where slopes are strong and the steepest around, as places in the stack of pieces."""
    slope = cv2.add(
        cv2.convertScaleAbs(across, alpha=_SLOPE_UNIT), cv2.convertScaleAbs(down, alpha=_SLOPE_UNIT)
    )
    ridge = cv2.compare(slope, cv2.dilate(slope, np.ones((3, 3), np.uint8)), cv2.CMP_EQ)
    height = len(slope) // count
    single = slope.reshape(count, height, -1)
    strong = np.percentile(single[:, ::4, ::4].reshape(count, -1), _STRONG_PERCENTILE, axis=1)
    least = max(_MIN_SLOPE, _NOISE_TIMES * _NOISE_SLOPE * noise) * 8 * _SLOPE_UNIT
    # whole numbers are compared in a tenth of the time
    floor = np.minimum(np.maximum(_STRONG_SHARE * strong, least), 255).astype(np.uint8)
    chosen = np.zeros((count, height, slope.shape[1]), bool)
    inner = (slice(None), slice(_MARGIN, -_MARGIN), slice(_MARGIN, -_MARGIN))
    chosen[inner] = single[inner] > floor[:, None, None]
    return np.asarray(np.flatnonzero(chosen.ravel() & (ridge.ravel() > 0)), dtype=np.intp)


def _thinned(places: NDArray[np.intp], size: int, count: int) -> NDArray[np.intp]:
    """Every n-th place of pieces that have many."""
    piece = places // size
    counts = np.bincount(piece, minlength=count)
    rank = np.arange(len(places)) - (np.cumsum(counts) - counts)[piece]
    step = np.maximum(1, -(-counts // _MOST_EDGES))
    return np.asarray(places[rank % step[piece] == 0], dtype=np.intp)


def _edges_at(
    stack: NDArray[np.uint8], places: NDArray[np.intp], slopes: Floats, size: int, noise: float
) -> Edges:
    slopes = np.asarray(slopes / 8, dtype=np.float32)
    steepness = np.asarray(np.maximum(np.hypot(slopes[0], slopes[1]), 1e-3), dtype=np.float32)
    profile = _profiles(stack, places, slopes / steepness)
    step = _steps(profile, max(_LEAST_FALL, _NOISE_FALL * noise))
    square = np.square(step / (steepness * _GAUSS_PEAK)) - _OWN_SQUARE
    width = np.sqrt(np.maximum(square, NARROWEST_PX**2))
    angle = np.arctan2(slopes[1], slopes[0])
    return Edges(places // size, width, step, angle, profile)


def _profiles(stack: NDArray[np.uint8], places: NDArray[np.intp], along: Floats) -> Floats:
    """The grey levels from the dark side of each place to its light side."""
    reach = np.arange(-REACH_PX, REACH_PX + 1, dtype=np.float32)
    if not len(places):
        return np.zeros((0, len(reach)), np.float32)
    y, x = np.divmod(places.astype(np.int32), stack.shape[1])
    x_map = x[:, None] + along[0][:, None] * reach
    y_map = y[:, None] + along[1][:, None] * reach
    found = cv2.remap(
        stack, x_map.astype(np.float32), y_map.astype(np.float32), cv2.INTER_LINEAR
    )  # fmt: skip
    return np.asarray(found, dtype=np.float32)


def _steps(profile: Floats, fall: float) -> Floats:
    """From each profile's foot to its shoulder, the next turning points to both sides."""
    light = _climb(profile[:, REACH_PX:], fall)
    dark = _climb(-profile[:, REACH_PX::-1], fall)
    return np.asarray(light + dark, dtype=np.float32)


def _climb(side: Floats, fall: float) -> Floats:
    """The highest value of each row before it falls."""
    highest = np.maximum.accumulate(side, axis=1)
    falls = side < highest - fall
    falls[:, -1] |= ~falls.any(axis=1)
    return np.asarray(highest[np.arange(len(side)), falls.argmax(axis=1)], dtype=np.float32)
