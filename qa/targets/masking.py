"""A target beside the page is laid aside before the page is judged: it is not the original."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from qa.page import PageView, Tile
from qa.targets.detection import FoundChart
from qa.targets.recognition import recognise
from qa.targets.surroundings import FRAME_STEPS, Mask
from schemas.findings import Finding, Region

#: About the chart so much of the ground is looked at for its tone, in distances of patches.
GROUND_STEPS = 0.5
#: The finding that says where the target lies.
BESIDE = "QA-TARGET-04"


def lay_aside(page: PageView) -> tuple[PageView, tuple[Finding, ...]]:
    """The page without the target beside it, and where that lies; most pages have none."""
    found = recognise(page.colour, page.grey)
    if found is None:
        return page, ()
    region = region_about(page, found.chart)
    facts: dict[str, str | int | float] = {"target": found.chart.chart.name}
    return masked(page, found.chart, region), (Finding(BESIDE, region=region, facts=facts),)


def masked(page: PageView, chart: FoundChart, region: Region) -> PageView:
    """The page with ground in the chart's place, and without the pieces that show it."""
    height, width = page.colour.shape[:2]
    inside = _area(chart, FRAME_STEPS, (height, width))
    around = _area(chart, FRAME_STEPS + GROUND_STEPS, (height, width)) & (1 - inside)
    colour = page.colour.copy()
    if around.any():
        colour[inside == 1] = np.median(colour[around == 1], axis=0).astype(np.uint8)
    return replace(
        page,
        colour=colour,
        tiles=_clear_of(page.tiles, region),
        quiet_tiles=_clear_of(page.quiet_tiles, region),
        masked=(*page.masked, region),
    )


def region_about(page: PageView, chart: FoundChart) -> Region:
    """The box about a chart with its frame, in pixels of the scan as stored."""
    height, width = page.colour.shape[:2]
    corners = chart.corners(FRAME_STEPS)
    left, top = np.clip(np.floor(corners.min(axis=0)), 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(np.ceil(corners.max(axis=0)), 1, (width, height)).astype(int)
    return page.region_of(int(left), int(top), int(right - left), int(bottom - top))


def _area(chart: FoundChart, margin: float, shape: tuple[int, int]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(mask, np.round(chart.corners(margin)).astype(np.int32), 1)
    return mask


def _clear_of(tiles: Sequence[Tile], region: Region) -> tuple[Tile, ...]:
    return tuple(tile for tile in tiles if not _meet(tile.region, region))


def _meet(one: Region, other: Region) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height
