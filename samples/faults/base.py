"""What a seeded fault is, and what one must know about a scan to seed it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from samples.light import GREY_AXES, Pixels
from samples.scan import ScannedPage
from samples.sheets import MM_PER_INCH
from schemas.findings import Region


class Grade(StrEnum):
    """How bad a fault is; each kind says in its own unit what that means."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class SeededFault:
    """The truth about one fault: its kind, its physical amount, and where it is."""

    kind: str
    amount: float
    unit: str
    grade: Grade | None = None
    region: Region | None = None
    """In pixels of the faulty image; None where the whole page is hit."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scan and what is known about it; regions are in its own pixels."""

    image: Pixels
    ppi: float
    page: Region
    text: Region | None = None
    """The rectangle around all printed lines; None where nobody knows."""
    gutter_is_left: bool = True
    x_height_mm: float = 1.9

    @classmethod
    def of(cls, image: Pixels, ppi: float) -> Self:
        """A scan of which nothing is known: the page fills it."""
        return cls(image, ppi, Region(0, 0, image.shape[1], image.shape[0]))

    @classmethod
    def of_scan(cls, scan: ScannedPage, ppi: float, *, recto: bool = True) -> Self:
        """One of the house's own scans, with all that is known about it."""
        regions = [line.region for line in scan.lines]
        return cls(scan.image, ppi, scan.page, around(regions) if regions else None, recto)

    def px(self, mm: float) -> float:
        """Millimetres as pixels."""
        return mm / MM_PER_INCH * self.ppi


@dataclass(frozen=True, slots=True)
class Seeded:
    """A scan with its fault."""

    image: Pixels
    fault: SeededFault


def around(regions: list[Region]) -> Region:
    """The smallest rectangle around some rectangles."""
    left, top = min(r.x for r in regions), min(r.y for r in regions)
    right = max(r.x + r.width for r in regions)
    bottom = max(r.y + r.height for r in regions)
    return Region(left, top, right - left, bottom - top)


def like(image: Pixels) -> type[np.uint8] | type[np.uint16]:
    """The kind of number an image is made of."""
    return np.uint8 if image.dtype == np.uint8 else np.uint16


def text_region(scene: Scene) -> Region:
    """The rectangle of print: as known, or as the page's dark pixels show it."""
    if scene.text is not None:
        return scene.text
    page = scene.page
    grey = scene.image if scene.image.ndim == GREY_AXES else scene.image[..., 1]
    dx, dy = round(page.width * 0.04), round(page.height * 0.04)
    inner = grey[page.y + dy : page.y + page.height - dy, page.x + dx : page.x + page.width - dx]
    dark = inner < np.median(inner) * 0.6
    columns, rows = _inked(dark.mean(axis=0)), _inked(dark.mean(axis=1))
    return Region(
        page.x + dx + columns[0], page.y + dy + rows[0], columns[1] - columns[0], rows[1] - rows[0]
    )


def _inked(profile: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[int, int]:
    """From where to where a profile has ink, single specks left out."""
    found = np.flatnonzero(profile > max(0.004, float(profile.max()) * 0.05))
    return (int(found[0]), int(found[-1]) + 1) if found.size else (0, profile.size)
