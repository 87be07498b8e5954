"""Is the print there twice: exposed two times, or moved while the scan was made?

Pale tones beside the letters are asked whether they lie where the letters would lie if they were
shifted. Of a second picture all of them do, for one shift; print that shines through is another
text, which no shift explains; the strokes and lines of a page repeat at many shifts, none of them
much better than the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import TILE_PX, Grey, PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.text_layout import SHINING_THROUGH_DEPTH
from schemas.findings import Finding

#: Pieces of print looked at, and how few are enough.
PIECES, MIN_PIECES = 9, 8
#: They are looked at in half their size: a ghost is no finer than the print.
SIDE_PX = TILE_PX // 2
#: Shifts looked for, in halved pixels; nearer ones are the blur of the letters themselves.
MOST_PX, LEAST_PX = 24, 3.0
#: What counts as ink and what as beside it, as shares of the ink's depth, and the margin kept to
#: it: for pale ghosts, and for those nearly as dark as the print.
PALE, DARK = (0.6, 0.35, 5), (0.8, 0.7, 3)
#: A shift stands out by so much from those that are farther from it than AROUND_PX.
PALE_LEAD, DARK_LEAD, AROUND_PX = 0.012, 0.022, 4.0
#: A dark ghost is at least so strong: letters resemble each other too.
DARK_LEAST = 0.09
#: And is looked for on pages with so many letters only: the strokes of a drawing repeat. Those of
#: screens and tables repeat along the rows and columns; there a ghost has more letters, another
#: lead and strength. So far from the axes a shift is aslant.
MANY_LETTERS, ALONG_LETTERS, ALONG_LEAD, ALONG_LEAST, ASLANT_PX = 200, 600, 0.03, 0.18, 2
#: A pale one must be seen both ways, at the same place.
SAME_PX = 1.6
#: Nearer ghosts are taken for the double strokes of typewriters.
NEAREST_PX = 4.2
#: Fewer places beside the ink tell nothing about a shift.
MIN_PLACES = 200

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shift:
    """The shift that explains most: how dark what lies there is, and its lead on all others."""

    share: float
    lead: float
    x: int
    y: int

    @property
    def far(self) -> float:
        """How far it goes, in halved pixels."""
        return float(np.hypot(self.x, self.y))


def check_ghost(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report print that is there a second time."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    tiles = [tile.grey for tile in page.print_tiles if tile.grey.shape == (TILE_PX, TILE_PX)]
    if len(tiles) < MIN_PIECES or page.slant is None:
        return NotApplicable("no-text")
    pieces = [_depths(tile) for tile in tiles[:: -(-len(tiles) // PIECES)]]
    shift = find_ghost([piece for piece in pieces if piece is not None], len(page.letters))
    if shift is None or 100 * shift.share < profile.max_ghost_percent:
        return []
    facts: dict[str, str | int | float] = {
        "shift": round(2 * shift.far),
        "degrees": round(float(np.degrees(np.arctan2(shift.y, shift.x)))),
    }
    limit = profile.max_ghost_percent
    return [Finding("QA-GHOST-01", round(100 * shift.share, 1), limit, facts=facts)]


def find_ghost(pieces: Sequence[NDArray[np.float32]], letters: int) -> Shift | None:
    """The shift of the second picture; None where there is one picture only.

    Args:
        pieces: how dark each place is, in shares of the ink's depth.
        letters: how many the page has, which says whether dark ghosts may be looked for.
    """
    pale, dark = _best_shift(pieces, *PALE), _best_shift(pieces, *DARK)
    if dark is None or dark.far < NEAREST_PX:
        return None
    if is_dark_ghost(dark, letters):
        return dark
    if pale is None or pale.lead < PALE_LEAD:
        return None
    return pale if np.hypot(pale.x - dark.x, pale.y - dark.y) <= SAME_PX else None


def is_dark_ghost(shift: Shift, letters: int) -> bool:
    """Whether a shift of dark tones is a second picture, on a page of so many letters."""
    if min(abs(shift.x), abs(shift.y)) >= ASLANT_PX:
        least = (MANY_LETTERS, DARK_LEAD, DARK_LEAST)
    else:
        least = (ALONG_LETTERS, ALONG_LEAD, ALONG_LEAST)
    return all(
        seen >= one for seen, one in zip((letters, shift.lead, shift.share), least, strict=True)
    )


def _depths(tile: Grey) -> NDArray[np.float32] | None:
    """How much darker than paper each place is, in shares of the ink's depth."""
    small = cv2.resize(tile, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA)
    depth = np.percentile(small, 80) - small.astype(np.float32)
    ink = float(np.percentile(depth, 98))
    return np.asarray(depth / ink, np.float32) if ink >= SHINING_THROUGH_DEPTH else None


def _best_shift(
    pieces: Sequence[NDArray[np.float32]], ink_from: float, beside_to: float, margin: int
) -> Shift | None:
    """How dark it is beside the ink where ink would lie, for the shift where it is darkest."""
    if not pieces:
        return None
    depth, kernel = np.stack(pieces), np.ones((margin, margin), np.uint8)
    marks = (depth > beside_to).astype(np.uint8)
    beside = np.stack([1 - cv2.dilate(one, kernel) for one in marks]).astype(np.float32)
    tones = np.clip(depth, -0.2, beside_to) * beside
    letters = np.conj(np.fft.rfft2((depth > ink_from).astype(np.float32)))
    # the pieces are summed up as spectra, so that the way back is gone once
    found, places = (
        np.fft.irfft2((np.fft.rfft2(part) * letters).sum(axis=0), s=(SIDE_PX, SIDE_PX))
        for part in (tones, beside)
    )
    total, count = float(tones.sum()), float(beside.sum())
    others = (total - found) / np.maximum(count - places, MIN_PLACES)
    darker = np.where(places >= MIN_PLACES, found / np.maximum(places, MIN_PLACES) - others, -1.0)
    return _leading(_centred(darker))


def _centred(values: Floats) -> Floats:
    middle = SIDE_PX // 2
    around = slice(middle - MOST_PX, middle + MOST_PX + 1)
    return np.roll(values, (middle, middle), (0, 1))[around, around]


def _leading(darker: Floats) -> Shift | None:
    """The highest value and its lead on those away from it and from its mirrored place."""
    y, x = np.mgrid[-MOST_PX : MOST_PX + 1, -MOST_PX : MOST_PX + 1]
    darker = np.where(np.hypot(x, y) < LEAST_PX, -1.0, darker)
    row, column = np.unravel_index(int(darker.argmax()), darker.shape)
    at_x, at_y = int(column) - MOST_PX, int(row) - MOST_PX
    apart = (np.hypot(x - at_x, y - at_y) > AROUND_PX) & (np.hypot(x + at_x, y + at_y) > AROUND_PX)
    share = float(darker[row, column])
    return Shift(share, share - float(darker[apart].max()), at_x, at_y) if share > 0 else None
