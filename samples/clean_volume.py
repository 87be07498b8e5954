"""Sound volumes: pages that belong together, as one device scanned one book on one day.

A volume has one way of type, one paper and one manner of scanning; from page to page only that
varies what varies in truth: the turn, a little light, how open the book lies, how yellow it is.
It has covers, a blank endpaper, numbered text, tables, and plates with blank backs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samples.clean import (
    FORMATS,
    PAPERS,
    STRAIGHT_DEGREES,
    CleanPage,
    Format,
    draw_manner,
    draw_style,
)
from samples.designs import DESIGNS
from samples.faults.base import Scene
from samples.paper import Paper
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle, TypesetPage
from samples.text import read_manuscript
from samples.typeset import typeset_cover
from schemas.pages import PageRole

COVER = "cover"
#: How many pages to a plate with its blank back, and to a table, on average.
PLATE_EVERY, TABLE_EVERY = 24, 11


@dataclass(frozen=True, slots=True)
class Leaf:
    """One side of a leaf: what is on it, its printed number or 0, and on which side it lies."""

    design: str
    number: int
    recto: bool


@dataclass(frozen=True, slots=True)
class CleanVolume:
    """One sound volume; its pages are made one at a time."""

    seed: int
    paper: str
    style: PageStyle
    manner: ScanManner
    leaves: tuple[Leaf, ...]

    def pages(self) -> Iterator[CleanPage]:
        """All pages in their order."""
        return (volume_page(self, position) for position in range(len(self.leaves)))


def draw_volume(
    seed: int,
    pages: int,
    *,
    ppi: int = 300,
    papers: Mapping[str, Paper] = PAPERS,
    formats: Sequence[Format] = FORMATS,
    is_grey: bool | None = None,
) -> CleanVolume:
    """A volume of so many pages (six at least), covers and all, by chance."""
    rng = np.random.default_rng((seed, 77))
    paper = str(rng.choice(list(papers)))
    style = draw_style(rng, ppi, formats)
    manner = replace(draw_manner(rng, ppi, papers[paper]), is_bound=True)
    if is_grey is not None:
        manner = replace(manner, is_grey=is_grey)
    return CleanVolume(seed, paper, style, manner, tuple(_leaves(pages, rng)))


def volume_page(volume: CleanVolume, position: int, shot: int = 0) -> CleanPage:
    """One page of a volume, counted from 0; it does not depend on the others.

    Args:
        volume: the volume.
        position: which page.
        shot: another number is another shot of the same page: laid down anew, so turned, lit and
            placed a little otherwise.
    """
    press = np.random.default_rng((volume.seed, 78, position))
    leaf = volume.leaves[position]
    page = _printed(volume, leaf, press)
    behind = None
    if volume.manner.show_through and leaf.recto and leaf.design != COVER:
        behind = DESIGNS["text"][0](volume.style, 2, press)
    rng = np.random.default_rng((volume.seed, 79, position, shot))
    manner = _on_the_day(volume, position, rng)
    if shot:
        manner = _laid_anew(manner, rng)
    scan = scan_page(page, manner, rng, behind=behind)
    scene = Scene.of_scan(scan, volume.style.ppi, recto=leaf.recto)
    name = f"{volume.seed:04d}-{position:04d}-{shot}"
    return CleanPage(name, leaf.design, volume.paper, page.role, scene, scan.lines, manner)


def _leaves(pages: int, rng: np.random.Generator) -> Iterator[Leaf]:
    """Covers, an endpaper with its blank back, then text with plates between; odd is recto."""
    yield Leaf(COVER, 0, recto=True)
    yield Leaf("blank", 0, recto=False)
    number, made = 1, 2
    while made < pages - 1:
        if number % 2 == 1 and made + 2 < pages and rng.random() < 2 / PLATE_EVERY:
            yield Leaf(str(rng.choice(("halftone", "drawing"))), 0, recto=True)
            yield Leaf("blank", 0, recto=False)
            made += 2
            continue
        design = "table" if rng.random() < 1 / TABLE_EVERY else "text"
        yield Leaf(design, number, recto=number % 2 == 1)
        number, made = number + 1, made + 1
    yield Leaf(COVER, 0, recto=False)


def _printed(volume: CleanVolume, leaf: Leaf, rng: np.random.Generator) -> TypesetPage:
    if leaf.design == COVER:
        cover = typeset_cover(read_manuscript(), volume.style)
        if leaf.recto:
            return cover
        bare = np.broadcast_to(cover.image[0, 0], cover.image.shape).copy()
        return TypesetPage(bare, PageRole.BACK_COVER, recto=False)
    return DESIGNS[leaf.design][0](volume.style, leaf.number or (1 if leaf.recto else 2), rng)


def _on_the_day(volume: CleanVolume, position: int, rng: np.random.Generator) -> ScanManner:
    """The volume's manner as it is at one page."""
    usual = volume.manner
    along = position / max(1, len(volume.leaves) - 1)
    yellow = usual.paper.yellowing * (1 + 0.5 * abs(2 * along - 1)) * float(rng.uniform(0.9, 1.1))
    return replace(
        usual,
        paper=replace(usual.paper, yellowing=yellow),
        border_mm=max(2.0, usual.border_mm + float(rng.uniform(-0.7, 0.7))),
        facing_mm=max(0.5, usual.facing_mm + float(rng.uniform(-0.6, 0.6))),
        gutter_mm=usual.gutter_mm * (1.25 - 0.5 * abs(2 * along - 1)),
        exposure_stops=usual.exposure_stops + float(rng.normal(0, 0.01)),
        rotation_degrees=float(np.clip(rng.normal(0, STRAIGHT_DEGREES / 2), -0.2, 0.2)),
    )


def _laid_anew(manner: ScanManner, rng: np.random.Generator) -> ScanManner:
    """As when a page is shot again another day: askew by up to a degree, other light and frame."""
    return replace(
        manner,
        rotation_degrees=float(rng.uniform(-1, 1)),
        exposure_stops=manner.exposure_stops + float(rng.uniform(-0.12, 0.12)),
        border_mm=manner.border_mm * float(rng.uniform(0.7, 1.5)),
        facing_mm=manner.facing_mm * float(rng.uniform(0.6, 1.5)),
    )
