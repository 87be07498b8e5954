"""Does the compression show: blocks of a JPEG on the paper, rings around the letters?

Steps between neighbouring pixels are compared at the borders of the blocks of 8 by 8 pixels and
elsewhere: first on calm paper, then, since strong compression makes paper one flat tone, beside
the letters. A JPEG saved again without loss shows them as well; one that was cropped elsewhere
than between blocks does not.
"""

from collections.abc import Sequence

import numpy as np

from qa.calm import BLOCK_PX
from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: Steps on calm paper count from here on, in grey levels: rounding makes none.
ROUNDING, MIN_STEP = 0.1, 0.4
#: Larger steps beside letters are the letters' own edges.
MAX_STEP = 10
#: Beside letters steps at the borders stand out by so much; they count double, since what the
#: letters leave of their edges dilutes them.
MIN_EXCESS, LETTERS_DILUTE = 0.6, 2.0
#: So many pieces with letters are enough.
PIECES = 16


def check_coding(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report blocks that compression has left."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.calm is None and not page.edge_tiles:
        return NotApplicable("no-calm-paper")
    blockiness = max(_on_paper(page), _beside_letters(page))
    if blockiness <= profile.max_blockiness:
        return []
    return [Finding("QA-CODING-01", round(blockiness, 1), profile.max_blockiness)]


def _on_paper(page: PageView) -> float:
    calm = page.calm
    if calm is None or calm.at_blocks < MIN_STEP:
        return 0.0
    return calm.at_blocks / (calm.within_blocks + ROUNDING)


def _beside_letters(page: PageView) -> float:
    sums, counts = np.zeros(BLOCK_PX), np.zeros(BLOCK_PX)
    tiles = page.print_tiles
    for tile in tiles[:: max(1, -(-len(tiles) // PIECES))]:
        steps = np.abs(np.diff(tile.grey.astype(np.int16), axis=1))
        small = steps < MAX_STEP
        phases = (tile.x + np.arange(steps.shape[1])) % BLOCK_PX
        sums += np.bincount(phases, (steps * small).sum(axis=0), BLOCK_PX)
        counts += np.bincount(phases, small.sum(axis=0), BLOCK_PX)
    if not counts.all():
        return 0.0
    means = sums / counts
    within = float(np.median(means[:-1]))
    if means[-1] - within < MIN_EXCESS:
        return 0.0
    return LETTERS_DILUTE * float(means[-1]) / within
