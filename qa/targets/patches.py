"""What the scan makes of each patch: its mean colour, and the grain left on it."""

import numpy as np
from numpy.typing import NDArray

from qa.targets.colour import delta_e_2000
from qa.targets.detection import SAMPLED_HALF, FoundChart
from qa.targets.report import PatchResult

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

#: A patch with fewer pixels tells nothing about noise.
MIN_NOISE_PIXELS = 100


def read_patches(
    found: FoundChart, device: NDArray[np.generic], lab: NDArray[np.float32] | None
) -> list[PatchResult]:
    """Every patch of a chart, in the chart's order.

    Args:
        found: the chart, in pixels of ``device``.
        device: the scan's own values, grey or RGB, 8 or 16 bits.
        lab: the same pixels as L*a*b*, where colour is assessable.
    """
    full = 255.0 if device.dtype.itemsize == 1 else 257 * 255.0
    results = []
    for number, name in enumerate(found.chart.patches):
        top, left, inside = _inside(found, number, device.shape)
        rows, columns = slice(top, top + inside.shape[0]), slice(left, left + inside.shape[1])
        values = np.asarray(device[rows, columns], np.float64) * (255.0 / full)
        channels = values[..., None] if values.ndim == 2 else values
        reference = found.chart.lab[number]
        seen = None if lab is None else np.asarray(lab[rows, columns], np.float64)
        results.append(_result(name, reference, channels, seen, inside))
    return results


def _result(
    name: str,
    reference: tuple[float, float, float],
    channels: Values,
    seen: Values | None,
    inside: Mask,
) -> PatchResult:
    means = tuple(float(v) for v in np.round(channels[inside].mean(axis=0), 3))
    counts = grain(channels.mean(axis=2), inside)
    if seen is None:
        return PatchResult(name, means, reference, noise_counts=counts)
    mean = seen[inside].mean(axis=0)
    lightness, a, b = (round(float(v), 3) for v in mean)
    return PatchResult(
        name, means, reference, (lightness, a, b),
        round(float(delta_e_2000(reference, mean)), 3), grain(seen[..., 0], inside), counts,
    )  # fmt: skip


def grain(values: Values, inside: Mask) -> float | None:
    """Standard deviation about a fitted plane, so that shading is not taken for noise."""
    count = int(inside.sum())
    if count < MIN_NOISE_PIXELS:
        return None
    rows, columns = np.nonzero(inside)
    plane = np.stack([np.ones(count), rows - rows.mean(), columns - columns.mean()], axis=1)
    kept = values[inside]
    fitted, *_rest = np.linalg.lstsq(plane, kept, rcond=None)
    return round(float((kept - plane @ fitted).std(ddof=3)), 4)


def _inside(found: FoundChart, number: int, shape: tuple[int, ...]) -> tuple[int, int, Mask]:
    """The box about the sampled part of a patch, and which of its pixels belong to it."""
    row, column = divmod(number, found.chart.columns)
    half = SAMPLED_HALF
    corners = found.at(
        np.array([(column - half, row - half), (column + half, row - half),
                  (column + half, row + half), (column - half, row + half)])
    )  # fmt: skip
    left, top = (max(0, int(v)) for v in np.floor(corners.min(axis=0)))
    right = min(shape[1], int(np.ceil(corners[:, 0].max())) + 1)
    bottom = min(shape[0], int(np.ceil(corners[:, 1].max())) + 1)
    y, x = np.indices((max(1, bottom - top), max(1, right - left)), dtype=np.float64)
    x, y = x + left, y + top
    sides = []
    for one, other in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = other - one
        sides.append(along[0] * (y - one[1]) - along[1] * (x - one[0]))
    inside = np.all(np.array(sides) >= 0, axis=0) | np.all(np.array(sides) <= 0, axis=0)
    return top, left, inside
