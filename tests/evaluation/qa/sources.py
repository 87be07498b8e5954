"""Sound pages that faults are seeded into: made ones, and real scans of several collections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PIL import Image

from samples.chart import lay_chart_beside
from samples.clean import CleanPage, clean_page
from samples.clean_volume import CleanVolume, draw_volume, volume_page
from samples.faults.base import Scene
from samples.light import GREY_AXES, Pixels
from samples.originals import MATERIALS, ORIGINALS
from samples.scan import ScanManner
from schemas.objects import Material
from tests.evaluation.qa.encoding import Coding, coding_of_made, coding_of_real
from tests.evaluation.qa.expectations import Pool
from tests.evaluation.scan_sets import ROOT

DATA = ROOT.parent / "shared/data"
#: Small books, so that a run over thousands of pages ends.
FORMATS = ((98.0, 155.0), (105.0, 165.0))
#: Sound made volumes, and the pages of each: enough siblings for a baseline.
VOLUMES, VOLUME_PAGES = 12, 60
#: Seeds of the made pages; nothing was tuned on these.
VOLUME_SEED, PAGE_SEED = 9100, 91
PPI, PHOTOGRAPH_PPI = 300, 400
#: Which page of twenty has a colour chart beside it.
CHART_EVERY_20 = 13
_TEXT = ("text", "columns", "table")
_SIGHTS = (*_TEXT, "halftone", "drawing")


@dataclass(frozen=True, slots=True)
class PageRef:
    """Where a sound page comes from: a volume's page, a page alone, or a file."""

    kind: str
    """One of volume, page, real."""
    number: int = 0
    position: int = 0
    path: str = ""
    shot: int = 0
    """Another shot of the same page of a volume."""

    @property
    def name(self) -> str:
        """Unlike every other page's."""
        if self.kind == "real":
            return self.path
        again = f"-shot{self.shot}" if self.shot else ""
        return f"{self.kind}-{self.number:04d}-{self.position:04d}{again}"


@dataclass(frozen=True, slots=True)
class SoundPage:
    """A page with nothing seeded into it yet."""

    ref: PageRef
    volume: str
    design: str
    material: Material
    scene: Scene
    coding: Coding
    degrees: float | None = None
    """How it stands, where that is known."""

    @property
    def is_real(self) -> bool:
        """Whether a device made it."""
        return self.ref.kind == "real"


@dataclass(frozen=True, slots=True)
class RealSet:
    """Real scans of one volume."""

    name: str
    pattern: str
    material: Material = Material.BOOK
    is_bilevel: bool = False

    def files(self) -> list[str]:
        """Its files, relative to the data."""
        return [str(file.relative_to(DATA)) for file in sorted(DATA.glob(self.pattern))]


REAL = (
    RealSet("lav-bible-1694", "scans/lav-bible-1694/images/*.jpg"),
    RealSet("deu-nzz-newspaper", "scans/deu-nzz-newspaper/images/*.tif", Material.NEWSPAPER),
    RealSet("deu-kant-1784", "scans/deu-kant-1784/bag/data/OCR-D-IMG/*.tif"),
    RealSet("ces-karpatska-rus-1919", "scans/ces-karpatska-rus-1919/*/usercopy/*.jp2"),
    RealSet("ces-typescript", "scans/ces-typescript/images/*.jpg", Material.MANUSCRIPT),
    RealSet("ruempler-1882", "images/page-layout/*.jpg"),
    RealSet("deu-bebel-1879", "scans/deu-bebel-1879/images/*.tif", is_bilevel=True),
    RealSet("deu-grenzboten-1841", "scans/deu-grenzboten-1841/images/*.tif", is_bilevel=True),
)

#: Real scans that do not suit a pool: a blank page and one of few words; scans in grey.
UNFIT: dict[Pool, tuple[str, ...]] = {
    Pool.TEXT: ("056827e52_0001.jp2", "056827e52_0002.jp2", "lav-bible-1694/images/00013"),
    Pool.ANY: ("056827e52_0002.jp2",),
    Pool.COLOUR: ("056827e52_0002.jp2", "deu-nzz-newspaper"),
}


def load(ref: PageRef) -> SoundPage:
    """Make or open a page."""
    if ref.kind == "real":
        return _real(ref)
    if ref.kind == "volume":
        page = volume_page(made_volume(ref.number), ref.position, ref.shot)
        return _made(ref, page, f"made-{ref.number:02d}")
    page = _single(ref.number)
    return _made(ref, page, f"single-{page.design}")


@cache
def made_volume(number: int) -> CleanVolume:
    """One of the sound volumes."""
    return draw_volume(VOLUME_SEED + number, VOLUME_PAGES, ppi=PPI, formats=FORMATS)


def pool_pages(pool: Pool, volumes: int = VOLUMES) -> Iterator[PageRef]:
    """Pages of a pool, volume by turns, never twice the same."""
    designs = _TEXT if pool is Pool.TEXT else _SIGHTS
    chosen = [
        n for n in range(volumes) if pool is not Pool.COLOUR or not made_volume(n).manner.is_grey
    ]
    places = {n: _positions(n, designs) for n in chosen}
    for turn in range(VOLUME_PAGES):
        for n in chosen:
            if turn < len(places[n]):
                yield PageRef("volume", n, places[n][turn])


def volume_refs(volumes: int) -> list[PageRef]:
    """All pages of the first volumes."""
    return [PageRef("volume", n, p) for n in range(volumes) for p in range(VOLUME_PAGES)]


def single_refs(count: int) -> list[PageRef]:
    """Sound made pages that belong to no volume."""
    return [PageRef("page", number) for number in range(count)]


def real_refs(*, bilevel: bool) -> list[PageRef]:
    """Real scans by turns of their volumes; black-and-white ones where asked for."""
    sets = [one.files() for one in REAL if bilevel or not one.is_bilevel]
    longest = max((len(files) for files in sets), default=0)
    return [
        PageRef("real", path=files[turn])
        for turn in range(longest)
        for files in sets
        if turn < len(files)
    ]


def _single(number: int) -> CleanPage:
    """A page that belongs to no volume: books mostly, now and then another original or a chart."""
    if number % 5 < 2:
        kinds = list(ORIGINALS)
        kind = kinds[number // 5 * 2 % len(kinds) + number % 5]
        return clean_page(
            number, seed=PAGE_SEED, ppi=PHOTOGRAPH_PPI if kind == "photograph" else PPI,
            designs={kind: ORIGINALS[kind]}, adjusted=_loose,
        )  # fmt: skip
    page = clean_page(number, seed=PAGE_SEED, ppi=PPI)
    if number % 20 == CHART_EVERY_20 and page.scene.image.ndim > GREY_AXES:
        beside = lay_chart_beside(page.scene, np.random.default_rng((PAGE_SEED, number)))
        return replace(page, scene=beside.scene, design="chart")
    return page


def _loose(manner: ScanManner) -> ScanManner:
    """Leaves that are in no book are scanned alone, and in colour."""
    return replace(manner, is_bound=False, is_grey=False)


def _positions(number: int, designs: tuple[str, ...]) -> list[int]:
    """Places of a volume's pages of these designs, far ones first so that turns differ."""
    leaves = made_volume(number).leaves
    found = [place for place, leaf in enumerate(leaves) if leaf.design in designs]
    order = np.random.default_rng((number, 5)).permutation(len(found))
    return [found[i] for i in order]


def _made(ref: PageRef, page: CleanPage, volume: str) -> SoundPage:
    material = MATERIALS.get(page.design, Material.BOOK)
    return SoundPage(
        ref, volume, page.design, material, page.scene,
        coding_of_made(ref.number, page.scene.ppi), page.manner.rotation_degrees,
    )  # fmt: skip


def _real(ref: PageRef) -> SoundPage:
    path = DATA / ref.path
    one = next(one for one in REAL if ref.path in one.files())
    with Image.open(path) as picture:
        coding = coding_of_real(picture, path)
        pixels: Pixels = np.asarray(
            picture.convert("L") if picture.mode in ("1", "P") else picture, np.uint8
        )
    scene = Scene.of(pixels, coding.ppi or PPI)
    return SoundPage(ref, one.name, "real", one.material, scene, coding)
