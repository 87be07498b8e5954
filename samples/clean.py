"""Clean pages in any number: sound scans of many papers, faces and kinds, to count false alarms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from samples.designs import DESIGNS, Design
from samples.faults.base import Scene
from samples.fonts import Face
from samples.paper import BOOK, COTTON, GREY, NEWSPRINT, OLD_WOOD, Paper
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle, PrintedLine
from schemas.pages import PageRole

Format = tuple[float, float]
PAPERS: dict[str, Paper] = {
    "book": BOOK, "cotton": COTTON, "grey": GREY, "newsprint": NEWSPRINT, "old_wood": OLD_WOOD,
}  # fmt: skip
FACES = (
    (Face.CONDENSED, Face.CONDENSED_BOLD, Face.CONDENSED_ITALIC),
    (Face.SERIF, Face.SERIF_BOLD, Face.SERIF_ITALIC),
    (Face.SANS_CONDENSED, Face.SANS_BOLD, Face.SANS_CONDENSED),
    (Face.MONO, Face.SANS_BOLD, Face.MONO),
)
#: Widths and heights of pages in millimetres: octavo, A5, quarto.
FORMATS: tuple[Format, ...] = ((125.0, 195.0), (148.0, 210.0), (170.0, 240.0))
#: Light that backings reflect: black card, grey card, a light table.
BACKINGS = (0.03, 0.05, 0.18)
#: A sound scan is straight to this many degrees, at two standard deviations.
STRAIGHT_DEGREES = 0.15


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A scan with nothing to complain about, and everything that is known about it."""

    name: str
    design: str
    paper: str
    role: PageRole
    scene: Scene
    lines: tuple[PrintedLine, ...]
    manner: ScanManner


def clean_pages(
    count: int,
    *,
    seed: int = 1,
    ppi: int = 300,
    designs: Mapping[str, tuple[Design, float]] = DESIGNS,
    papers: Mapping[str, Paper] = PAPERS,
) -> Iterator[CleanPage]:
    """So many pages, one after another; each depends on the seed and its own number only."""
    for index in range(count):
        yield clean_page(index, seed=seed, ppi=ppi, designs=designs, papers=papers)


def clean_page(
    index: int,
    *,
    seed: int = 1,
    ppi: int = 300,
    designs: Mapping[str, tuple[Design, float]] = DESIGNS,
    papers: Mapping[str, Paper] = PAPERS,
    formats: Sequence[Format] = FORMATS,
    adjusted: Callable[[ScanManner], ScanManner] = lambda manner: manner,
) -> CleanPage:
    """One page of the set, by its number; ``adjusted`` may change the manner of scanning."""
    rng = np.random.default_rng((seed, index))
    weights = np.array([weight for _, weight in designs.values()])
    design = str(rng.choice(list(designs), p=weights / weights.sum()))
    paper = str(rng.choice(list(papers)))
    style, manner = draw_style(rng, ppi, formats), adjusted(draw_manner(rng, ppi, papers[paper]))
    make = designs[design][0]
    number = int(rng.integers(3, 400))
    page = make(style, number, rng)
    behind = make(style, number + 1, rng) if manner.show_through and page.recto else None
    scan = scan_page(page, manner, rng, behind=behind)
    scene = Scene.of_scan(scan, ppi, recto=page.recto)
    return CleanPage(f"{index:05d}", design, paper, page.role, scene, scan.lines, manner)


def draw_style(
    rng: np.random.Generator, ppi: int, formats: Sequence[Format] = FORMATS
) -> PageStyle:
    """A way of setting type, by chance."""
    face, bold, italic = FACES[int(rng.choice(len(FACES), p=(0.5, 0.25, 0.2, 0.05)))]
    width, height = formats[int(rng.integers(len(formats)))]
    size = float(rng.choice((9.0, 10.0, 10.5, 12.0)))
    return replace(
        PageStyle(ppi=ppi, width_mm=width, height_mm=height),
        face=face, bold=bold, italic=italic, size_pt=size,
        leading_pt=size * float(rng.uniform(1.25, 1.5)),
        inner_mm=float(rng.uniform(14, 22)), outer_mm=float(rng.uniform(12, 20)),
        ink=int(rng.integers(18, 75)),
    )  # fmt: skip


def draw_manner(rng: np.random.Generator, ppi: int, paper: Paper) -> ScanManner:
    """A sound way of scanning, by chance."""
    turn = float(np.clip(rng.normal(0, STRAIGHT_DEGREES / 2), -0.2, 0.2))
    return ScanManner(
        ppi=ppi, paper=paper,
        border_mm=float(rng.uniform(3, 9)),
        backing=BACKINGS[int(rng.integers(len(BACKINGS)))],
        gutter_mm=float(rng.uniform(1.0, 2.6)), gutter_shade=float(rng.uniform(0.1, 0.5)),
        facing_mm=float(rng.uniform(1, 5)), is_bound=bool(rng.random() < 0.75),
        show_through=float(rng.choice((0.0, 0.02, 0.05))),
        light_falloff=float(rng.uniform(0, 0.03)),
        exposure_stops=float(rng.uniform(-0.06, 0.06)),
        blur_sigma_px=float(rng.uniform(0.5, 0.8)), noise=float(rng.uniform(0.003, 0.009)),
        rotation_degrees=turn, is_grey=bool(rng.random() < 0.25),
    )  # fmt: skip
