"""Slanted edges where a chart has them: the borders of its light patches against the dark frame."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qa.targets.detection import FoundChart
from qa.targets.measures import Measure, measured, missing
from qa.targets.sfr import (
    MAX_SLANT_DEGREES,
    MIN_ACROSS_PX,
    MIN_LENGTH_PX,
    MIN_SLANT_DEGREES,
    EdgeNotUsable,
    EdgeResponse,
    edge_response,
)
from schemas.findings import Region

Linear = NDArray[np.float64]
#: The linear light of a rectangle (left, top, width, height) of the scan.
LightOf = Callable[[int, int, int, int], Linear]

MEASURED_ON_EDGES = (
    "sampling_efficiency", "sfr10", "sfr50", "sfr_nyquist", "max_modulation", "misregistration",
)  # fmt: skip
ACROSS, DOWN = "across", "down"
#: Patches lighter than this stand out from the frame well enough.
MIN_LIGHTNESS = 75.0
MAX_PATCHES = 6
#: How much of a patch's side is used, and how far the piece reaches into patch and gap.
LENGTH_SHARE, PATCH_REACH, GAP_REACH, MAX_REACH_PX = 0.7, 0.4, 0.9, 48.0
#: Frequencies at which responses are put together, in cycles per pixel.
GRID = np.linspace(0, 1, 101)
NYQUIST = 0.5


def chart_edges(found: FoundChart, light_of: LightOf) -> tuple[dict[str, EdgeResponse], str]:
    """The response in each direction from a chart's light patches; else why there is none."""
    responses: dict[str, list[EdgeResponse]] = {ACROSS: [], DOWN: []}
    reasons: list[str] = []
    for patch in _light_patches(found):
        for side in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            try:
                direction, response = _patch_edge(found, patch, side, light_of)
            except EdgeNotUsable as refused:
                reasons.append(refused.reason)
            else:
                responses[direction].append(response)
    usable = {direction: together(found) for direction, found in responses.items() if found}
    return usable, "" if usable else max(set(reasons), key=reasons.count, default="edge-none")


def region_edge(light: Linear) -> tuple[dict[str, EdgeResponse], str]:
    """The response of the one edge in a given region; else why there is none."""
    grey = light.mean(axis=2) if light.ndim == 3 else light
    band = max(1, min(grey.shape) // 4)
    across = abs(float(grey[:, :band].mean() - grey[:, -band:].mean()))
    down = abs(float(grey[:band].mean() - grey[-band:].mean()))
    direction, piece = (ACROSS, light) if across >= down else (DOWN, light.swapaxes(0, 1))
    try:
        return {direction: edge_response(piece)}, ""
    except EdgeNotUsable as refused:
        return {}, refused.reason


def _light_patches(found: FoundChart) -> list[tuple[int, int]]:
    chart = found.chart
    lightness = dict(zip(chart.patches, chart.colours[:, 0], strict=True))
    light = [name for name in chart.neutrals if lightness[name] >= MIN_LIGHTNESS]
    return [chart.place(name) for name in light[:MAX_PATCHES]]


def _patch_edge(
    found: FoundChart, patch: tuple[int, int], side: tuple[int, int], light_of: LightOf
) -> tuple[str, EdgeResponse]:
    middle, border = found.at(
        np.array([patch, np.add(patch, np.multiply(side, found.patch_share / 2))], np.float64)
    )
    outward = border - middle
    is_across = abs(outward[0]) >= abs(outward[1])
    lean = min(abs(outward)) / max(abs(outward))
    if not MIN_SLANT_DEGREES <= np.degrees(np.arctan(lean)) <= MAX_SLANT_DEGREES:
        raise EdgeNotUsable("edge-slant")
    half_side = float(np.hypot(*outward))
    length = 2 * half_side * LENGTH_SHARE
    gap = found.pitch_px * (1 - found.patch_share)
    reach = min(2 * half_side * PATCH_REACH, GAP_REACH * gap - lean * length / 2, MAX_REACH_PX)
    if length < MIN_LENGTH_PX:
        raise EdgeNotUsable("edge-small")
    if 2 * reach < MIN_ACROSS_PX:
        raise EdgeNotUsable("edge-gap")
    wide, high = (reach, length / 2) if is_across else (length / 2, reach)
    left, top = round(border[0] - wide), round(border[1] - high)
    piece = light_of(left, top, round(2 * wide), round(2 * high))
    upright = piece if is_across else piece.swapaxes(0, 1)
    return (ACROSS if is_across else DOWN), edge_response(upright)


def together(responses: list[EdgeResponse]) -> EdgeResponse:
    """Several edges of one direction as one."""
    curves = [np.interp(GRID, r.frequencies, r.modulation) for r in responses]
    apart = [r.misregistration_px for r in responses if r.misregistration_px is not None]
    return EdgeResponse(
        tuple(round(float(f), 4) for f in GRID),
        tuple(round(float(m), 5) for m in np.mean(curves, axis=0)),
        float(np.median([r.slant_degrees for r in responses])),
        float(np.median(apart)) if apart else None,
    )


def edge_measures(responses: dict[str, EdgeResponse], reason: str) -> list[Measure]:
    """The measures of sharpness, a value a direction."""
    if not responses:
        return missing(reason, *MEASURED_ON_EDGES)
    named = responses.items()
    apart = {way: r.misregistration_px for way, r in named if r.misregistration_px is not None}
    return [
        measured(
            "sampling_efficiency",
            {way: 100 * min(r.sfr10, NYQUIST) / NYQUIST for way, r in named},
        ),
        measured("sfr10", {way: r.sfr10 for way, r in named}),
        measured("sfr50", {way: 100 * r.sfr50 / NYQUIST for way, r in named}),
        measured("sfr_nyquist", {way: r.at_nyquist for way, r in named}),
        measured("max_modulation", {way: r.most for way, r in named}),
        *(
            [measured("misregistration", apart)]
            if apart
            else missing("no-colour", "misregistration")
        ),
    ]


def region_within(region: Region, width: int, height: int) -> bool:
    """Whether a region lies in a picture of this size."""
    return (
        region.x >= 0
        and region.y >= 0
        and region.x + region.width <= width
        and region.y + region.height <= height
    )
