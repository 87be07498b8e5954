"""Dark specks that lie alone on paper: print dirt, or dust in the light path.

One page cannot tell them apart; ``qa.dust`` can, from what stays in place over many frames.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.reduction import reduced
from qa.text_layout import noise_of

#: Side of the blocks, in overview pixels, whose darkest pixel stands for them.
BLOCK_PX = 4
#: A speck is deeper than the paper by this many times the noise, and by as many grey levels: the
#: least of the millions of pixels of a page lies five deviations deep by chance.
NOISE_TIMES, MIN_DEPTH = 7.0, 10.0
#: So many blocks around a speck are quiet; the dot of an i and a full stop lie nearer to print.
QUIET_BLOCKS = 5
#: A speck fills no more blocks than this: larger marks are letters, holes or stains.
MOST_BLOCKS = 6
#: The sides of the leaf are no place for specks, in blocks.
SIDE_BLOCKS = 3
#: The deepest are kept: dirty newsprint has thousands, a glass with dust some dozens.
MOST_SPECKS = 300

Speck = tuple[int, int, int]
"""Place of the middle and side, in pixels of the scan as stored."""


def find_specks(page: PageView) -> tuple[Speck, ...]:
    """The specks of a page, the deepest first."""
    grey = page.grey
    if page.is_bilevel or min(grey.shape) < BLOCK_PX * QUIET_BLOCKS:
        return ()
    depth = _depth_of_blocks(grey)
    least = max(MIN_DEPTH, NOISE_TIMES * noise_of(grey[::8]))
    rows, columns = _alone(depth, least)
    if page.frame is not None:  # dirt on the table keeps its place as well
        middles = (np.stack((columns, rows), axis=1) + 0.5) * BLOCK_PX
        on_leaf = page.frame.depths(middles).min(axis=1) > SIDE_BLOCKS * BLOCK_PX
        rows, columns = rows[on_leaf], columns[on_leaf]
    deepest = np.argsort(-depth[rows, columns], kind="stable")[:MOST_SPECKS]
    places = zip(rows[deepest].tolist(), columns[deepest].tolist(), strict=True)
    return tuple(_measured(page, row, column) for row, column in places)


def _depth_of_blocks(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How much darker the darkest pixel of each block is than its surroundings."""
    rows, columns = grey.shape[0] // BLOCK_PX, grey.shape[1] // BLOCK_PX
    whole = grey[: rows * BLOCK_PX, : columns * BLOCK_PX]
    window = np.ones((BLOCK_PX, BLOCK_PX), np.uint8)
    darkest = cv2.erode(whole, window, anchor=(0, 0))[::BLOCK_PX, ::BLOCK_PX]
    around = cv2.medianBlur(reduced(whole, BLOCK_PX), 5)
    return np.asarray(around, np.float32) - darkest


def _alone(depth: NDArray[np.float32], least: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the blocks that are deepest in a small group with quiet around it."""
    deep = (depth > least).astype(np.float32)
    border = cv2.BORDER_REPLICATE
    near = cv2.boxFilter(deep, -1, (3, 3), normalize=False, borderType=border)
    far = cv2.boxFilter(deep, -1, (QUIET_BLOCKS, QUIET_BLOCKS), normalize=False, borderType=border)
    top = (deep > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    top &= (far <= near + 0.5) & (near <= MOST_BLOCKS + 0.5)
    rows, columns = np.nonzero(top)
    return rows, columns


def _measured(page: PageView, row: int, column: int) -> Speck:
    """Middle and side of the speck in a block, from the pixels around it."""
    top, left = max(0, (row - 1) * BLOCK_PX), max(0, (column - 1) * BLOCK_PX)
    piece = page.grey[top : top + 3 * BLOCK_PX, left : left + 3 * BLOCK_PX].astype(np.float32)
    # where most of the pixels are dark the median is one of them
    weight = max(np.median(piece), piece.min() + 1.0) - piece
    weight = np.where(weight > weight.max() / 2, weight, 0)
    ys, xs = np.nonzero(weight)
    weights = weight[ys, xs]
    x, y = np.average(xs, weights=weights), np.average(ys, weights=weights)
    step, (origin_x, origin_y) = page.shrink, page.origin
    return (
        origin_x + round((left + float(x) + 0.5) * step),
        origin_y + round((top + float(y) + 0.5) * step),
        max(1, round(float(np.sqrt(len(ys))) * step)),
    )
