"""What lies about a chart: nothing but its bed, or an original."""

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.targets.detection import FoundChart

Points = NDArray[np.float64]
Mask = NDArray[np.uint8]

#: The chart's frame and print about its patches, in distances between patches.
FRAME_STEPS = 0.8
#: Side of the blocks in which the rest of the picture is looked through.
BLOCK_PX = 16
#: A step between neighbouring blocks that is an edge of something, and tones within one block.
BLOCK_STEP, BLOCK_UNEVEN = 10.0, 12.0
#: A target's shot shows the chart and its bed; more than this of other things is an original.
MAX_OTHER_SHARE, OTHER_PER_CHART = 0.08, 0.2


def is_alone(grey: NDArray[np.uint8], found: FoundChart) -> bool:
    """Whether nothing but the chart lies on an even bed.

    The bed is what can be reached from about the chart without crossing an edge. A page, a cover
    or a photograph is bounded by one; light that falls off towards the corners is not.
    """
    blocks, uneven = _blocks(grey)
    covered = _covered(found, blocks.shape)
    bed = _bed(blocks, uneven, covered)
    other = float(((bed == 0) & (covered == 0)).mean())
    return other <= max(MAX_OTHER_SHARE, OTHER_PER_CHART * float(covered.mean()))


def _blocks(grey: NDArray[np.uint8]) -> tuple[Points, Points]:
    """Tone of each block, and how far tones differ within it."""
    side = BLOCK_PX
    rows, columns = max(1, grey.shape[0] // side), max(1, grey.shape[1] // side)
    piece = cv2.resize(grey, (columns * side, rows * side), interpolation=cv2.INTER_AREA)
    cells = np.asarray(piece).reshape(rows, side, columns, side).astype(np.float64)
    return cells.mean(axis=(1, 3)), cells.std(axis=(1, 3))


def _covered(found: FoundChart, shape: tuple[int, ...]) -> Mask:
    """The blocks that the chart with its frame touches."""
    corners = found.corners(FRAME_STEPS) / BLOCK_PX - 0.5
    mask = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 1)
    return _wider(mask)


def _bed(blocks: Points, uneven: Points, covered: Mask) -> Mask:
    """The even ground about the chart, spread from block to block."""
    around = _wider(covered) - covered
    calm = (uneven < BLOCK_UNEVEN) & (covered == 0)
    tones = blocks.astype(np.float32)
    seeds = (around == 1) & calm
    if not seeds.any():
        return np.zeros_like(covered)
    # A page may lie close to one side of the chart: most of what is about it is the bed.
    seeds &= np.abs(tones - np.median(tones[seeds])) < BLOCK_STEP
    bed: Mask = seeds.astype(np.uint8)
    for _round in range(sum(blocks.shape)):
        size = int(bed.sum())
        for axis in (0, 1):
            for way in (1, -1):
                near, tone = np.roll(bed, way, axis), np.roll(tones, way, axis)
                edge = 0 if way == 1 else -1
                if axis == 0:
                    near[edge] = 0
                else:
                    near[:, edge] = 0
                reached = (near == 1) & calm & (np.abs(tone - tones) < BLOCK_STEP)
                bed[reached] = 1
        if int(bed.sum()) == size:
            break
    return bed


def _wider(mask: Mask) -> Mask:
    return np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
