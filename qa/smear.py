"""In which direction, and how far, something moved while a scan was made.

A movement widens the edges that lie across it. The squares of the edge widths, laid against their
directions, are fitted by a wave: its height says how far something moved, its phase in which
direction.
"""

from dataclasses import dataclass, replace

import numpy as np

from qa.edges import NARROWEST_PX, Edges
from qa.text_layout import SHINING_THROUGH_DEPTH

#: Edges of nearly full ink, and all that are not faint: long movements leave few of the former.
DEEP_SHARES = (0.8, 0.6)
#: Directions are gathered in so many groups; fewer edges or groups tell nothing.
DIRECTIONS, MIN_EDGES, MIN_EDGES_OF_DIRECTION, MIN_DIRECTIONS = 8, 60, 20, 3
#: The sharper edges of each direction count.
SHARP_PERCENT = 25


@dataclass(frozen=True, slots=True)
class Smear:
    """How much wider edges are along ``degrees`` than across; clockwise from the scan's rows.

    ``length_px`` is the even movement that would widen them so; ``is_of_full_ink`` tells that only
    edges of nearly full ink were asked, on which the shapes of letters show less.
    """

    ratio: float
    degrees: float
    length_px: float
    is_of_full_ink: bool = False

    @property
    def degrees_off(self) -> float:
        """How far it runs from the scan's rows or columns, whichever are nearer."""
        off = abs(self.degrees) % 90
        return min(off, 90 - off)


def find_smears(edges: Edges) -> tuple[Smear, ...]:
    """What the deepest edges tell, and all but the faint ones."""
    full, most = (_find_smear(edges.deep(share)) for share in DEEP_SHARES)
    if full is not None:
        full = replace(full, is_of_full_ink=True)
    return tuple(smear for smear in (full, most) if smear is not None)


def _find_smear(edges: Edges) -> Smear | None:
    """The direction in which the edges are widest; None where they run in too few directions."""
    if len(edges) < MIN_EDGES or float(np.median(edges.step)) < SHINING_THROUGH_DEPTH:
        return None
    groups = np.round(edges.angle * (DIRECTIONS / np.pi)).astype(int) % DIRECTIONS
    counts = np.bincount(groups, minlength=DIRECTIONS)
    known = np.flatnonzero(counts >= MIN_EDGES_OF_DIRECTION)
    if len(known) < MIN_DIRECTIONS:
        return None
    widths = [np.percentile(edges.width_px[groups == group], SHARP_PERCENT) for group in known]
    turn = 2 * np.pi * known / DIRECTIONS
    waves = np.stack((np.ones(len(known)), np.cos(turn), np.sin(turn)), axis=1)
    weights = np.sqrt(counts[known])
    fit, *_ = np.linalg.lstsq(waves * weights[:, None], np.square(widths) * weights, rcond=None)
    usual, height = float(fit[0]), float(np.hypot(fit[1], fit[2]))
    ratio = np.sqrt((usual + height) / max(usual - height, NARROWEST_PX**2))
    degrees = float(np.degrees(np.arctan2(fit[2], fit[1]))) / 2
    # an even movement of length L adds L²/12 along it, which is twice the height of the wave
    return Smear(float(ratio), degrees, float(np.sqrt(24 * height)))
