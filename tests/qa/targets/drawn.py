"""Charts and edges drawn exactly: every pixel by formula, blur of known sigma included."""

from math import erf

import numpy as np

_STEPS = np.linspace(-5, 5, 200_001)
_STEP = np.array([0.5 * (1 + erf(x / np.sqrt(2))) for x in _STEPS])
#: L*a*b* D50 to linear sRGB: Bradford-adapted primaries, as ICC profiles of sRGB have them.
TO_SRGB = np.linalg.inv(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
WHITE = np.array([0.9642, 1.0, 0.8249])


def step(distance, sigma):
    """An edge seen through a Gaussian: 0 far left, 1 far right."""
    if sigma == 0:
        return (distance > 0).astype(float)
    return np.interp(distance / sigma, _STEPS, _STEP)


def drawn_edge(
    degrees=5.0, sigma=1.0, size=(120, 100), dark=0.05, light=0.85, shifts=(0, 0, 0), noise=0.0
):
    """A slanted edge in linear RGB; ``shifts`` move red, green and blue."""
    rows, columns = np.indices(size, dtype=float)
    angle = np.radians(degrees)
    at = (columns - size[1] / 2 + 0.3) * np.cos(angle) - (rows - size[0] / 2) * np.sin(angle)
    planes = [dark + (light - dark) * step(at - shift, sigma) for shift in shifts]
    grain = np.random.default_rng(3).normal(0, noise, (*size, 3)) if noise else 0.0
    return np.stack(planes, axis=2) + grain


def gaussian_sfr(frequency, sigma):
    return np.exp(-2 * (np.pi * sigma * frequency) ** 2)


def linear_of(lab):
    """Linear sRGB of L*a*b* D50."""
    lab = np.asarray(lab, float)
    y = (lab[..., 0] + 16) / 116
    roots = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = np.where(roots > 6 / 29, roots**3, 3 * (6 / 29) ** 2 * (roots - 4 / 29)) * WHITE
    return xyz @ TO_SRGB.T


def lab_of(linear):
    """L*a*b* D50 of linear sRGB."""
    xyz = np.asarray(linear, float) @ np.linalg.inv(TO_SRGB).T / WHITE
    root = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def encoded(linear):
    """sRGB's values, 0 to 1, of linear light."""
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def decoded(values):
    values = np.asarray(values, float)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def drawn_chart(
    chart,
    pitch=150.0,
    degrees=5.0,
    sigma=0.7,
    patch_share=0.8,
    page=None,
    frame=0.03,
    ground=0.6,
    margin=None,
):
    """A chart in linear sRGB, its middle in the middle of the page (height, width).

    Every patch is a square whose edges are exactly those of a Gaussian blur.
    """  # fmt: skip
    reach = np.hypot(chart.columns, chart.rows) * pitch
    margin = pitch if margin is None else margin
    page = page or (int(reach + margin), int(reach + margin))
    height, width = page
    picture = np.full((height, width, 3), ground, np.float64)
    angle = np.radians(degrees)
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    colours = linear_of(chart.lab)
    half = np.array([chart.columns, chart.rows]) * pitch / 2 + 0.15 * pitch
    _paint(picture, middle, half, angle, sigma, np.full(3, frame))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    for number in range(len(chart.patches)):
        column, row = number % chart.columns, number // chart.columns
        offset = [(column - (chart.columns - 1) / 2) * pitch, (row - (chart.rows - 1) / 2) * pitch]
        half = np.full(2, patch_share * pitch / 2)
        _paint(picture, middle + turn @ offset, half, angle, sigma, colours[number])
    return picture


def _paint(picture, centre, half, angle, sigma, colour):
    reach = float(np.hypot(*half) + 6 * sigma + 2)
    left, top = (max(0, int(c - reach)) for c in centre)
    right, bottom = (int(c + reach) + 1 for c in centre)
    piece = picture[top:bottom, left:right]
    rows, columns = np.indices(piece.shape[:2], dtype=float)
    x, y = columns + left - centre[0], rows + top - centre[1]
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    cover = (step(u + half[0], sigma) - step(u - half[0], sigma)) * (
        step(v + half[1], sigma) - step(v - half[1], sigma)
    )
    piece += cover[:, :, None] * (colour - piece)


def with_noise(picture, sd, seed=5):
    """Grain of a given spread in encoded values (0 to 1), added to an encoded picture."""
    return picture + np.random.default_rng(seed).normal(0, sd, picture.shape)


def bytes_of(picture):
    return np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def words_of(picture):
    return np.round(np.clip(picture, 0, 1) * 65535).astype(np.uint16)
