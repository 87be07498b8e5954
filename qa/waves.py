"""Regular waves of tone that lie aslant over paper, whatever is printed on it.

Print is left out, tones are taken as shares of what surrounds them, and the spectrum of the rest
is searched for a single narrow peak. What is regular by nature lies along the page: lines of text,
laid paper, rules, woven cloth, the blocks of a JPEG; so waves along it do not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.frame import Frame
from qa.paper import Mask
from qa.reduction import reduced
from schemas.findings import Region

Map = NDArray[np.float32]

#: The picture is reduced to about so many pixels along a millimetre.
PX_PER_MM = 3.9
#: Side of the squares whose spectra are taken, and how much of one must be paper.
SQUARE_PX, MIN_PAPER = 512, 0.15
#: Marks deeper than this, in grey levels, are print; so near to them nothing counts.
PRINT_DEPTH, SPOILT_MM = 30, 0.6
#: The leaf is not looked at so near to its sides, in millimetres.
SIDE_MM = 2.0
#: Tones are held against those so near; a wave moves them by no more than this share.
AROUND_MM, MAX_SHARE = 6.0, 0.15
#: Waves to the inch: longer ones are shading, shorter ones may be a printer's screen.
WAVES_PER_INCH = (6.0, 36.0)
#: So far from upright and level a wave is aslant.
ASLANT_DEGREES = 5.0
#: A wave's peak stands out so many times from the spectrum around it.
MIN_PEAK = 7.5
#: How strong a wave is, is measured over so many millimetres.
MEASURE_MM = 7.0


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave: waves to the inch, crest to trough in per cent of the tone, and where it lies.

    ``peak`` is how many times its peak stands out from the spectrum around it.
    """

    per_inch: float
    percent: float
    peak: float
    region: Region
    """In pixels of the overview."""


@dataclass(frozen=True, slots=True, eq=False)
class _Tones:
    """The tones of the paper as shares of what surrounds them; 0 in print."""

    shares: Map
    paper: Map
    px: float
    step: int


def find_wave(
    grey: NDArray[np.uint8],
    depth: NDArray[np.uint8],
    frame: Frame | None,
    px: float,
    plain: NDArray[np.uint8] | None = None,
) -> Wave | None:
    """The strongest wave of an overview.

    Args:
        grey: the overview.
        depth: how much darker than paper each place is, smaller or not.
        frame: where the leaf lies in it.
        px: overview pixels along a millimetre.
        plain: where paper without pictures is, if pictures are not to be looked at: a screen may
            have left a beat in them when the overview was made.
    """
    tones = _tones(grey, depth, frame, px, plain)
    peaks = [peak for square in _squares(tones) if (peak := _peak(*square, tones.px)) is not None]
    if not peaks:
        return None
    height, row, column = max(peaks)
    return _measured(tones, row / SQUARE_PX, column / SQUARE_PX, height)


def _tones(
    grey: NDArray[np.uint8],
    depth: NDArray[np.uint8],
    frame: Frame | None,
    px: float,
    plain: NDArray[np.uint8] | None,
) -> _Tones:
    step = max(1, int(px / PX_PER_MM))
    size = (max(1, grey.shape[1] // step), max(1, grey.shape[0] // step))
    small = np.asarray(_calmed(grey, step), np.float32)
    px /= step
    deep = (cv2.resize(depth, size, interpolation=cv2.INTER_LINEAR) > PRINT_DEPTH).astype(np.uint8)
    side = 2 * round(SPOILT_MM * px) + 1
    paper = np.asarray(cv2.dilate(deep, np.ones((side, side), np.uint8)) == 0, np.uint8)
    if plain is not None:
        paper &= cv2.resize(plain, size, interpolation=cv2.INTER_NEAREST) > 0
    if frame is not None:
        _cut_to_leaf(paper, frame, step, SIDE_MM * px)
    weight = paper.astype(np.float32)
    reach = round(AROUND_MM * px) | 1
    sums = cv2.blur(small * weight, (reach, reach))
    around = sums / np.maximum(cv2.blur(weight, (reach, reach)), 1e-3)
    shares = (small / np.maximum(around, 20) - np.minimum(1, around / 20)) * weight
    return _Tones(np.clip(shares, -MAX_SHARE, MAX_SHARE), weight, px, step)


def _calmed(grey: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """The overview at a smaller size, in which a printer's screen leaves no beat of our own."""
    if step == 1:
        return grey
    # three means one after another, of which the last one is the reduction
    return reduced(np.asarray(cv2.blur(cv2.blur(grey, (step, step)), (step, step)), np.uint8), step)


def _cut_to_leaf(paper: NDArray[np.uint8], frame: Frame, step: int, margin: float) -> None:
    """Take away what lies outside the leaf or on its sides."""
    left, top, right, bottom = frame.sides
    columns = [
        max(left.start, left.end) / step + margin,
        min(right.start, right.end) / step - margin,
    ]
    rows = [max(top.start, top.end) / step + margin, min(bottom.start, bottom.end) / step - margin]
    for part, (start, stop) in ((paper, rows), (paper.T, columns)):
        part[: max(0, round(start))] = 0
        part[max(0, round(stop)) :] = 0


@cache
def _window() -> Map:
    size = (SQUARE_PX, SQUARE_PX)
    return np.asarray(cv2.createHanningWindow(size, cv2.CV_32F), np.float32)


def _squares(tones: _Tones) -> Iterator[tuple[Map, float]]:
    """The squares that hold enough paper, and how much."""
    height, width = tones.paper.shape
    for top in _starts(height):
        for left in _starts(width):
            place = (slice(top, top + SQUARE_PX), slice(left, left + SQUARE_PX))
            piece, paper = tones.shares[place], tones.paper[place]
            window = _window()[: piece.shape[0], : piece.shape[1]]
            amount = float((window * paper).sum())
            if amount >= MIN_PAPER * SQUARE_PX**2 / 4:
                square = np.zeros((SQUARE_PX, SQUARE_PX), np.float32)
                square[: piece.shape[0], : piece.shape[1]] = piece * window
                yield square, amount


def _starts(length: int) -> list[int]:
    count = max(1, -(-length // SQUARE_PX))
    return [round(start) for start in np.linspace(0, max(0, length - SQUARE_PX), count)]


def _peak(square: Map, amount: float, px: float) -> tuple[float, int, int] | None:
    """How far the spectrum's best narrow peak stands out, with its row and column."""
    # packed: the real and the imaginary parts of columns 1, 2, ... lie beside each other
    packed = np.asarray(cv2.dft(square))
    strength = cv2.magnitude(
        np.ascontiguousarray(packed[:, 1:-1:2]), np.ascontiguousarray(packed[:, 2:-1:2])
    )
    wide, narrow = 17, 7
    ring = (
        cv2.blur(strength, (wide, wide)) * wide**2
        - cv2.blur(strength, (narrow, narrow)) * narrow**2
    )
    around = ring / (wide**2 - narrow**2)
    standing = np.where(_allowed(round(px, 1)), strength / np.maximum(around, 1e-6 * amount), 0)
    row, column = np.unravel_index(int(standing.argmax()), standing.shape)
    height = float(standing[row, column])
    if height < MIN_PEAK:
        return None
    turns = int(row) - SQUARE_PX if row > SQUARE_PX // 2 else int(row)
    return height, turns, int(column) + 1


@cache
def _allowed(px: float) -> Mask:
    """The places of a spectrum where a wave may lie; its first column is left out."""
    rows = np.fft.fftfreq(SQUARE_PX)[:, None]
    columns = np.arange(1, SQUARE_PX // 2)[None, :] / SQUARE_PX
    per_inch = np.hypot(rows, columns) * px * 25.4
    degrees = np.degrees(np.arctan2(np.abs(rows), columns + 0 * rows))
    aslant = np.minimum(degrees, 90 - degrees) >= ASLANT_DEGREES
    low, high = WAVES_PER_INCH
    return np.asarray(aslant & (per_inch >= low) & (per_inch <= high))


def _measured(tones: _Tones, down: float, across: float, peak: float) -> Wave:
    """How strong a wave of so many turns a pixel is, and where."""
    height, width = tones.paper.shape
    turns = 2j * np.pi
    phase_y = np.exp(-turns * down * np.arange(height)).astype(np.complex64)[:, None]
    phase_x = np.exp(-turns * across * np.arange(width)).astype(np.complex64)[None, :]
    still = tones.shares * phase_y * phase_x
    reach = round(MEASURE_MM * tones.px) | 1
    real, imaginary = (cv2.blur(np.ascontiguousarray(p), (reach, reach))
                       for p in (still.real, still.imag))  # fmt: skip
    paper = cv2.blur(tones.paper, (reach, reach))
    strength = np.where(paper > MIN_PAPER, cv2.magnitude(real, imaginary), 0)
    strength /= np.maximum(paper, MIN_PAPER)
    strongest = float(np.quantile(strength[paper > MIN_PAPER], 0.98))
    box = _largest(strength > strongest / 2)
    region = Region(*(side * tones.step for side in box))
    # crest to trough is four times the mean product with one turning arrow
    per_inch = float(np.hypot(down, across)) * tones.px * 25.4
    return Wave(per_inch, 400 * strongest, peak, region)


def _largest(mask: Mask) -> tuple[int, int, int, int]:
    """The box of the largest patch."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if len(stats) < 2:
        return 0, 0, mask.shape[1], mask.shape[0]
    left, top, wide, high, _ = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())]
    return int(left), int(top), int(wide), int(high)
