"""What calm paper shows at full resolution: how it differs from pixel to pixel.

Only differences between neighbours count, so that shading and the paper's own clouds stay out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Pieces with more contrast hold print; it also lets strong noise pass.
MAX_SPREAD = 15.0
#: Lighter paper is burnt out, darker is none; where so much is burnt out, tones were set by hand.
LIGHTEST, DARKEST, BURNT_SHARE = 250, 60, 0.3
#: Fewer pieces tell nothing.
MIN_PIECES = 5
#: Side of a block of a JPEG.
BLOCK_PX = 8

Pieces = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Calm:
    """Calm paper in numbers.

    ``noise`` is the standard deviation of what each pixel has for itself and ``level`` the tone,
    in grey levels; ``at_blocks`` and ``within_blocks`` are the mean steps between neighbours at
    the borders of the blocks of a JPEG and elsewhere.
    """

    noise: float
    level: float
    at_blocks: float
    within_blocks: float


def measure_calm(pieces: Sequence[NDArray[np.uint8]]) -> Calm | None:
    """Measure pieces that begin with a block; None where too few are calm, or paper is burnt."""
    shapes = [piece.shape for piece in pieces]
    if not shapes:
        return None
    stack = np.stack([p for p in pieces if p.shape == shapes[0]]).astype(np.int16)
    levels = np.median(stack, axis=(1, 2))
    calm = (stack.std(axis=(1, 2)) < MAX_SPREAD) & (levels > DARKEST) & (levels < LIGHTEST)
    if int(calm.sum()) < MIN_PIECES or float((levels >= LIGHTEST).mean()) > BURNT_SHARE:
        return None
    stack = stack[calm]
    borders = np.array([_steps(stack, axis) for axis in (1, 2)])
    at_blocks, within = np.median(borders, axis=1).mean(axis=0)
    level = float(np.median(levels[calm]))
    return Calm(_noise(stack), level, float(at_blocks), float(within))


def _noise(stack: Pieces) -> float:
    """What each pixel differs by from the mean of its four neighbours, scaled to white noise."""
    inner = stack[:, 1:-1, 1:-1]
    around = stack[:, :-2, 1:-1] + stack[:, 2:, 1:-1] + stack[:, 1:-1, :-2] + stack[:, 1:-1, 2:]
    own = (4 * inner - around) / np.float32(4)
    return float(np.median(own.std(axis=(1, 2))) / np.sqrt(1.25))


def _steps(stack: Pieces, axis: int) -> NDArray[np.float64]:
    """Of each piece the mean step at the borders of blocks, and elsewhere, along one axis."""
    steps = np.abs(np.diff(stack, axis=axis)).mean(axis=3 - axis)
    at = np.arange(steps.shape[1]) % BLOCK_PX == BLOCK_PX - 1
    return np.stack((steps[:, at].mean(axis=1), steps[:, ~at].mean(axis=1)), axis=1)
