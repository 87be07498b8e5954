"""How much of fine detail arrives: the spatial frequency response of a slanted edge (ISO 12233).

The rows of a slightly turned edge sample it at ever other phases; put together by their distance
from the edge they show it four times finer than the pixels are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Linear = NDArray[np.float64]

#: Bins of the edge profile per pixel.
OVERSAMPLING = 4
#: The slant at which the method holds; straighter edges repeat the same phase, steeper ones
#: leave the rows.
MIN_SLANT_DEGREES, MAX_SLANT_DEGREES = 2.0, 10.0
#: The smallest piece, along the edge and across it (ISO 16067-1 practice).
MIN_LENGTH_PX, MIN_ACROSS_PX = 60, 32
#: Half the width, in pixels, of the profile that is transformed.
MAX_HALF_WIDTH_PX = 32
MIN_CONTRAST = 0.05
#: Share of the profile about the edge that is not weighed down.
FLAT_SHARE = 0.4
#: Weights of red, green and blue in luminance.
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
#: Part of an edge's rows that may lie off its line.
_MAX_STRAY_PX = 1.0


class EdgeNotUsable(ValueError):  # noqa: N818 -- an outcome: ``reason`` is shown, nothing failed
    """No response can be told from this piece; ``reason`` is a key of the report's reasons."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class EdgeResponse:
    """The response of one edge; frequencies in cycles per pixel."""

    frequencies: tuple[float, ...]
    modulation: tuple[float, ...]
    slant_degrees: float
    misregistration_px: float | None
    """The farthest that red or blue lies from green; None on an edge without colour."""

    @property
    def sfr10(self) -> float:
        """The frequency at which 10 % of the modulation is left."""
        return self.frequency_at(0.1)

    @property
    def sfr50(self) -> float:
        """The frequency at which half of the modulation is left."""
        return self.frequency_at(0.5)

    @property
    def at_nyquist(self) -> float:
        """The modulation left at half a cycle per pixel."""
        return float(np.interp(0.5, self.frequencies, self.modulation))

    @property
    def most(self) -> float:
        """The highest modulation up to the Nyquist frequency; above 1 by sharpening."""
        return max(m for f, m in zip(self.frequencies, self.modulation, strict=True) if f <= 0.5)

    def frequency_at(self, level: float) -> float:
        """Where the modulation first falls to a level; the highest frequency if it never does."""
        for place in range(1, len(self.modulation)):
            before, after = self.modulation[place - 1], self.modulation[place]
            if after <= level < before:
                share = (before - level) / (before - after)
                step = self.frequencies[place] - self.frequencies[place - 1]
                return self.frequencies[place - 1] + share * step
        return self.frequencies[-1]


def edge_response(piece: Linear) -> EdgeResponse:
    """The response of an edge that runs from top to bottom, slightly turned.

    Args:
        piece: linear light, grey or RGB; turn it for an edge that runs from left to right.

    Raises:
        EdgeNotUsable: the piece is too small, too flat, or its edge is not straight and slanted.
    """
    grey = piece @ _LUMINANCE if piece.ndim == 3 else piece
    if grey.shape[0] < MIN_LENGTH_PX or grey.shape[1] < MIN_ACROSS_PX:
        raise EdgeNotUsable("edge-small")
    slope, start = edge_line(grey)
    slant = float(np.degrees(np.arctan(slope)))
    if not MIN_SLANT_DEGREES <= abs(slant) <= MAX_SLANT_DEGREES:
        raise EdgeNotUsable("edge-slant")
    distance = _distances(grey.shape, slope, start)
    frequencies, modulation = _transformed(_profile(grey, distance))
    apart = _misregistration(piece, slope) if piece.ndim == 3 else None
    return EdgeResponse(tuple(frequencies), tuple(modulation), slant, apart)


def edge_line(grey: Linear) -> tuple[float, float]:
    """Slope (columns a row) and the column at the first row of the edge's line.

    Raises:
        EdgeNotUsable: there is no edge, or it is not straight.
    """
    quarter = max(2, grey.shape[1] // 6)
    left, right = float(grey[:, :quarter].mean()), float(grey[:, -quarter:].mean())
    if abs(right - left) < MIN_CONTRAST:
        raise EdgeNotUsable("edge-flat")
    steps = np.gradient(grey, axis=1) * np.sign(right - left)
    rows = np.arange(len(grey), dtype=np.float64)
    places = np.full(len(grey), (grey.shape[1] - 1) / 2)
    slope, start, width = 0.0, float(places[0]), grey.shape[1]
    for _round in range(3):
        centres = _centroids(steps, places, width)
        slope, start = (float(value) for value in np.polyfit(rows, centres, 1))
        places, width = slope * rows + start, max(24, grey.shape[1] // 2)
    if float(np.abs(_centroids(steps, places, width) - places).mean()) > _MAX_STRAY_PX:
        raise EdgeNotUsable("edge-bent")
    return slope, start


def _centroids(steps: Linear, places: Linear, width: int) -> Linear:
    """The middle of each row's edge, seen through a window about where it is expected."""
    columns = np.arange(steps.shape[1])
    apart = np.clip((columns[None, :] - places[:, None]) / (width / 2), -1, 1)
    weighed = steps * (0.5 + 0.5 * np.cos(np.pi * apart))
    total = weighed.sum(axis=1)
    if float(np.median(total)) <= 0 or float((total > 0).mean()) < 0.9:
        raise EdgeNotUsable("edge-flat")
    good = total > 0.1 * float(np.median(total))
    centres = np.where(good, (weighed @ columns) / np.where(good, total, 1), np.nan)
    return np.where(np.isnan(centres), places, centres)


def _distances(shape: tuple[int, ...], slope: float, start: float) -> Linear:
    """The distance of every pixel from the edge's line, at right angles to it."""
    rows, columns = np.indices(shape[:2], dtype=np.float64)
    return np.asarray((columns - start - slope * rows) / np.hypot(1, slope))


def _profile(grey: Linear, distance: Linear) -> Linear:
    """The edge at four times the pixels' fineness."""
    half = int(min(MAX_HALF_WIDTH_PX, -distance.min(axis=1).max(), distance.max(axis=1).min()))
    if half < MIN_ACROSS_PX // 4:
        raise EdgeNotUsable("edge-small")
    places = np.round((distance + half) * OVERSAMPLING).astype(np.int64)
    count = 2 * half * OVERSAMPLING + 1
    inside = (places >= 0) & (places < count)
    filled = np.bincount(places[inside], minlength=count)
    sums = np.bincount(places[inside], weights=grey[inside], minlength=count)
    known = np.flatnonzero(filled)
    return np.interp(np.arange(count), known, sums[known] / filled[known])


def _transformed(profile: Linear) -> tuple[Linear, Linear]:
    """Frequencies up to one cycle per pixel, and the modulation there."""
    spread = np.convolve(profile, [0.5, 0.0, -0.5], mode="same")
    spread[0] = spread[-1] = 0
    middle = len(spread) // 2
    peak = round(float((np.arange(len(spread)) * spread).sum() / spread.sum()))
    offset = int(np.clip(peak - middle, -middle // 2, middle // 2))
    spread = np.roll(spread, -offset) * _window(len(spread))
    spectrum = np.abs(np.fft.rfft(spread, 8 * len(spread)))
    frequencies = np.fft.rfftfreq(8 * len(spread), 1 / OVERSAMPLING)
    kept = frequencies <= 1.0
    # what the difference of neighbours and the width of the bins took away
    lost = np.sinc(2 * frequencies / OVERSAMPLING) * np.sinc(frequencies / OVERSAMPLING)
    modulation = spectrum[kept] / spectrum[0] / lost[kept]
    return np.asarray(frequencies[kept][::4], np.float64), np.asarray(modulation[::4], np.float64)


def _window(length: int) -> Linear:
    """Hamming's bell with a flat top: over a soft edge the bell itself would look like blur."""
    apart = np.abs(np.linspace(-1, 1, length))
    tail = np.clip((apart - FLAT_SHARE) / (1 - FLAT_SHARE), 0, 1)
    return np.asarray(0.54 + 0.46 * np.cos(np.pi * tail), np.float64)


def _misregistration(piece: Linear, slope: float) -> float:
    """How far red or blue lies from green, at right angles to the edge."""
    rows = np.arange(len(piece), dtype=np.float64)
    starts = []
    for channel in range(3):
        grey = piece[:, :, channel]
        own_slope, start = edge_line(grey)
        middle = float(rows.mean())
        starts.append(start + own_slope * middle)
    red, green, blue = starts
    return max(abs(red - green), abs(blue - green)) / float(np.hypot(1, slope))
