"""A colour chart laid beside a page: 24 patches of the house's own colours, known as L*a*b*."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.colour import light_of_lab
from samples.faults.base import Scene
from samples.light import GREY_AXES, Light, to_light, to_pixels
from samples.resampling import blur
from schemas.findings import Region

ROWS, COLUMNS = 4, 6
#: Widths in millimetres: a patch, the gap between two, the rim.
PATCH_MM, GAP_MM, RIM_MM = 9.0, 1.6, 2.4
#: Light that the chart's black frame reflects.
FRAME = 0.035
#: Hues of the first three rows at a lightness and a chroma each; the last row is grey.
_RINGS = ((54.0, 32.0), (67.0, 24.0), (42.0, 20.0))
_GREYS = (95.0, 80.0, 65.0, 50.0, 35.0, 21.0)


@dataclass(frozen=True, slots=True)
class ChartBeside:
    """A picture in which a chart lies beside the page; regions are in its pixels."""

    scene: Scene
    chart: Region


def chart_values() -> NDArray[np.float64]:
    """L*a*b* (D65) of the patches, row by row."""
    rows = [
        [
            (level, chroma * np.cos(hue), chroma * np.sin(hue))
            for hue in np.arange(6) * np.pi / 3 + ring * 0.4
        ]
        for ring, (level, chroma) in enumerate(_RINGS)
    ]
    rows.append([(level, 0.0, 0.0) for level in _GREYS])
    return np.array(rows)


def draw_chart(ppi: float) -> Light:
    """The chart as the light it reflects, lying on its side: higher than wide."""

    def px(mm: float) -> int:
        return round(mm / 25.4 * ppi)

    step, rim = px(PATCH_MM + GAP_MM), px(RIM_MM)
    size = [2 * rim + count * step - px(GAP_MM) for count in (ROWS, COLUMNS)]
    light = np.full((*size, 3), FRAME, np.float32)
    for row, values in enumerate(chart_values()):
        for column, lab in enumerate(values):
            top, left = rim + row * step, rim + column * step
            colour = np.clip(light_of_lab(lab), 0, 1).astype(np.float32)
            light[top : top + px(PATCH_MM), left : left + px(PATCH_MM)] = colour
    return np.ascontiguousarray(np.rot90(light))


def lay_chart_beside(scene: Scene, rng: np.random.Generator) -> ChartBeside:
    """The scan with more backing at its outer side, on which the chart lies, a little askew."""
    light = to_light(scene.image)
    if light.ndim == GREY_AXES:
        raise ValueError("a colour chart needs a colour scan")
    chart = draw_chart(scene.ppi)
    gap = round(scene.px(6))
    strip = np.full((light.shape[0], chart.shape[1] + 2 * gap, 3), 0.035, np.float32)
    strip *= 1 + 0.06 * rng.standard_normal(strip.shape, dtype=np.float32)
    top = int(rng.integers(gap, max(gap + 1, strip.shape[0] - chart.shape[0] - gap)))
    turn = cv2.getRotationMatrix2D(
        (chart.shape[1] / 2, chart.shape[0] / 2), float(rng.uniform(-2, 2)), 1
    )
    turn[:, 2] += (gap, top)
    cover = np.ones(chart.shape[:2], np.float32)
    size = (strip.shape[1], strip.shape[0])
    share = np.asarray(cv2.warpAffine(cover, turn, size), np.float32)[..., None]
    strip = strip * (1 - share) + np.asarray(cv2.warpAffine(chart, turn, size), np.float32)
    strip = blur(strip, 0.7)
    strip *= 1 + 0.006 * rng.standard_normal(strip.shape, dtype=np.float32)
    on_right = scene.gutter_is_left
    whole = np.concatenate([light, strip] if on_right else [strip, light], axis=1)
    moved = 0 if on_right else strip.shape[1]
    page, text = scene.page, scene.text
    beside = Scene(
        to_pixels(whole, np.uint8), scene.ppi,
        Region(page.x + moved, page.y, page.width, page.height),
        Region(text.x + moved, text.y, text.width, text.height) if text else None,
        scene.gutter_is_left, scene.x_height_mm,
    )  # fmt: skip
    left = (light.shape[1] if on_right else 0) + gap
    return ChartBeside(beside, Region(left, top, chart.shape[1], chart.shape[0]))
