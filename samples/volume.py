"""Large volumes for measuring: every page another text and number, made fast, written one by one.

Lines are set once; a page is a new choice and order of them with its own number, on paper and
sensor noise that were drawn once and are shifted for every page. Nothing of the volume is held
in memory but these stocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.fonts import load_face
from samples.imagefiles import write_jpeg, write_tiff
from samples.light import to_light, to_pixels
from samples.lines import break_lines
from samples.paper import BOOK, Paper, make_paper
from samples.resampling import blur
from samples.sheets import MM_PER_INCH, PageStyle, Sheet
from samples.text import sentences

FileFormat = Literal["jpeg", "tiff"]
#: The backing's coded value, and steps of coded value to a share of light, near paper white.
BACKING, NOISE_GAIN = 52, 125
#: Rows of noise that are drawn; a prime, so that no structure of the page falls in step with it.
NOISE_ROWS = 509


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """What kind of volume: its pages, their size, and the files they become."""

    pages: int
    megapixels: float = 20.0
    seed: int = 1
    file_format: FileFormat = "jpeg"
    quality: int = 90
    paper: Paper = BOOK
    is_grey: bool = False
    first_number: int = 1
    noise: float = 0.006
    blur_sigma_px: float = 0.8
    border_mm: float = 5.0
    lines_in_stock: int = 400

    @property
    def style(self) -> PageStyle:
        """An octavo page whose scan has about the megapixels asked for."""
        measures = PageStyle()
        width = measures.width_mm + 2 * self.border_mm
        height = measures.height_mm + 2 * self.border_mm
        per_inch = (self.megapixels * 1e6 / (width * height)) ** 0.5 * MM_PER_INCH
        return PageStyle(ppi=round(per_inch))


@dataclass(frozen=True, slots=True)
class VolumePage:
    """One page of a volume, with what is printed on it."""

    name: str
    number: int
    image: NDArray[np.uint8]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Strip:
    """One printed line."""

    text: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Stock:
    """What is made once for a volume."""

    strips: tuple[_Strip, ...]
    paper: NDArray[np.uint8]
    brighter: NDArray[np.uint8]
    darker: NDArray[np.uint8]
    """Sensor noise in two halves: what it adds and what it takes away."""


def volume_pages(plan: VolumePlan) -> Iterator[VolumePage]:
    """The pages of a volume, one after another; the same plan gives the same pixels."""
    stock = _make_stock(plan)
    suffix = {"jpeg": "jpg", "tiff": "tif"}[plan.file_format]
    for i in range(plan.pages):
        rng = np.random.default_rng((plan.seed, i))
        number = plan.first_number + i
        printed, lines = _print_page(plan, stock, number, rng)
        image = _scan_fast(printed, plan, stock, rng)
        yield VolumePage(f"{i + 1:05d}.{suffix}", number, image, lines)


def write_volume(folder: Path, plan: VolumePlan) -> tuple[Path, ...]:
    """Write a volume's scans into a folder, one at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for page in volume_pages(plan):
        file = folder / page.name
        if plan.file_format == "jpeg":
            write_jpeg(file, page.image, plan.style.ppi, quality=plan.quality)
        else:
            write_tiff(file, page.image, plan.style.ppi)
        files.append(file)
    return tuple(files)


def _make_stock(plan: VolumePlan) -> _Stock:
    style, rng = plan.style, np.random.default_rng(plan.seed)
    size = style.px(style.height_mm), style.px(style.width_mm)
    paper = np.asarray(to_pixels(make_paper(*size, plan.paper, rng, style.ppi)), np.uint8)
    if plan.is_grey:
        paper = paper[..., 1]
    frame = 2 * style.px(plan.border_mm)
    colours = () if plan.is_grey else (3,)
    band = rng.standard_normal((NOISE_ROWS, size[1] + frame, *colours), dtype=np.float32)
    band *= np.float32(plan.noise * NOISE_GAIN)
    rows = np.arange(size[0] + frame) % NOISE_ROWS
    brighter, darker = (
        np.rint(np.maximum(half, 0)).astype(np.uint8)[rows] for half in (band, -band)
    )
    return _Stock(_set_lines(plan, rng), np.ascontiguousarray(paper), brighter, darker)


def _set_lines(plan: VolumePlan, rng: np.random.Generator) -> tuple[_Strip, ...]:
    """Justified lines of the book's sentences in ever new order, each as a strip of pixels."""
    style = plan.style
    font = load_face(style.face, style.pt(style.size_pt))
    width, height = style.text_block(recto=True).width, round(style.pt(style.leading_pt))
    pool = sentences()
    strips: list[_Strip] = []
    while len(strips) < plan.lines_in_stock:
        text = " ".join(pool[i] for i in rng.permutation(len(pool))[:30])
        for line in break_lines(text, width, font)[:-1]:
            sheet = Sheet.blank(style, (width, height))
            sheet.print_line(line.text, 0, height * 0.75, font, fill_width=width)
            strips.append(_Strip(line.text, _through_lens(np.asarray(sheet.image), plan)))
    return tuple(strips[: plan.lines_in_stock])


def _through_lens(printed: NDArray[np.uint8], plan: VolumePlan) -> NDArray[np.uint8]:
    """Print as a lens of the plan's sharpness shows it."""
    return np.asarray(to_pixels(blur(to_light(printed), plan.blur_sigma_px)), np.uint8)


def _print_page(
    plan: VolumePlan, stock: _Stock, number: int, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """A page of lines from the stock, with its number."""
    style = plan.style
    block = style.text_block(recto=number % 2 == 1)
    across = slice(block.x, block.x + block.width)
    sheet = np.full(stock.paper.shape[:2], 255, np.uint8)
    leading = stock.strips[0].pixels.shape[0]
    rows = min(block.height // leading, len(stock.strips))
    chosen = [stock.strips[i] for i in rng.choice(len(stock.strips), size=rows, replace=False)]
    for row, strip in enumerate(chosen):
        top = block.y + row * leading
        sheet[top : top + leading, across] = strip.pixels
    foot = Sheet.blank(style, (block.width, 2 * leading))
    font = load_face(style.face, style.pt(style.size_pt))
    foot.print_centred(str(number), block.width / 2, leading, font)
    top = block.y + block.height + leading
    sheet[top : top + 2 * leading, across] = _through_lens(np.asarray(foot.image), plan)
    return sheet, (*(strip.text for strip in chosen), str(number))


def _scan_fast(
    printed: NDArray[np.uint8], plan: VolumePlan, stock: _Stock, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The printed sheet on the stock's paper and backing, with the stock's noise shifted.

    Coded values are multiplied as they are, which for sRGB is near enough to light.
    """
    border = plan.style.px(plan.border_mm)
    height, width = printed.shape
    image = np.full(stock.brighter.shape, BACKING, np.uint8)
    ink = printed if plan.is_grey else cv2.merge([printed] * 3)
    flip = int(rng.integers(-1, 2))
    page = cv2.multiply(cv2.flip(stock.paper, flip), ink, scale=float(rng.uniform(0.985, 1) / 255))
    image[border : border + height, border : border + width] = page
    shift = int(rng.integers(1, height + 2 * border))
    for here, there in ((np.s_[shift:], np.s_[:-shift]), (np.s_[:shift], np.s_[-shift:])):
        cv2.add(image[here], stock.brighter[there], dst=image[here])
        cv2.subtract(image[here], stock.darker[there], dst=image[here])
    return image
