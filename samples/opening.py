"""Scans an opening: both pages of an open book in one picture, and where the fold runs."""

from dataclasses import dataclass

import cv2
import numpy as np

from samples.binding import lay_spread
from samples.light import Pixels, to_pixels
from samples.resampling import blur
from samples.scan import LUMINANCE, ScanManner, add_noise, light_unevenly, printed_sheet
from samples.sheets import PrintedLine, TypesetPage
from schemas.findings import Region

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ScannedOpening:
    """One scan of two pages; regions and points are in its own pixels."""

    image: Pixels
    left: Region
    right: Region
    fold: tuple[Point, Point]
    """The ends of the fold, at the head and at the foot of the pages."""
    lines: tuple[tuple[PrintedLine, ...], tuple[PrintedLine, ...]]


def scan_opening(
    left: TypesetPage, right: TypesetPage, manner: ScanManner, rng: np.random.Generator
) -> ScannedOpening:
    """Scan two facing pages of one size."""
    sheet, facing = (printed_sheet(page, manner, rng, None) for page in (left, right))
    laid, begin = lay_spread(sheet, facing, manner.bed(), manner.paper, rng)
    light_unevenly(laid.light, manner)
    light = blur(laid.light, manner.blur_sigma_px)
    if manner.is_grey:
        light = np.asarray(cv2.transform(light, LUMINANCE), np.float32)
    add_noise(light, manner.noise, rng)
    height, width = left.image.shape[:2]
    ends = np.array([[begin, 0, 1], [begin, height, 1]]) @ laid.way.T
    beside = [PrintedLine(line.text, _moved(line.region, begin)) for line in right.lines]
    return ScannedOpening(
        to_pixels(light),
        laid.region(Region(0, 0, width, height)),
        laid.region(Region(begin, 0, right.image.shape[1], height)),
        ((float(ends[0, 0]), float(ends[0, 1])), (float(ends[1, 0]), float(ends[1, 1]))),
        (
            tuple(PrintedLine(line.text, laid.region(line.region)) for line in left.lines),
            tuple(PrintedLine(line.text, laid.region(line.region)) for line in beside),
        ),
    )


def _moved(region: Region, right: int) -> Region:
    return Region(region.x + right, region.y, region.width, region.height)
