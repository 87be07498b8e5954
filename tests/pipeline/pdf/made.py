"""Pages with words for PDF and EPUB, and what other programs read out of the result."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pyvips

from pipeline.pdf.document import PdfPage, write_pdf
from pipeline.pdf.metadata import DocumentInfo
from pipeline.pdf.page_image import PageSize
from pipeline.rendering import write_pyramid
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word

PPI = 300.0
WIDTH, HEIGHT = 1200, 1600
WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


def line_of(text: str, x: int = 100, y: int = 200, height: int = 50, **more: str) -> TextLine:
    """A line whose words stand evenly, 24 px a letter."""
    words, at = [], x
    for each in text.split():
        words.append(Word(each, Region(at, y, 24 * len(each), height), 0.9))
        at += 24 * len(each) + 20
    return TextLine(Region(x, y, max(1, at - 20 - x), height), tuple(words), **more)


def block_of(
    *lines: TextLine, kind: str = BlockKind.TEXT, level: int = 0, **more: str
) -> TextBlock:
    right = max(line.region.x + line.region.width for line in lines)
    bottom = max(line.region.y + line.region.height for line in lines)
    left, top = min(line.region.x for line in lines), min(line.region.y for line in lines)
    region = Region(left, top, right - left, bottom - top)
    return TextBlock(region, lines, kind=kind, level=level, **more)


def text_of(*blocks: TextBlock, language: str = "lit") -> PageText:
    return PageText(WIDTH, HEIGHT, blocks, language)


def pdf_page(*texts: str, label: str = "") -> PdfPage:
    """A page without an image, a text a line."""
    lines = tuple(line_of(text, y=200 + 100 * at) for at, text in enumerate(texts))
    blocks = (block_of(*lines),) if lines else ()
    return PdfPage(PageSize(WIDTH, HEIGHT, PPI), None, text_of(*blocks), label)


def made(path: Path, *pages: PdfPage, title: str = "Šilelis", language: str = "lit") -> Path:
    write_pdf(path, DocumentInfo(title, ("Baranauskas",), (language,)), pages)
    return path


def read_out(pdf: Path, *options: str) -> str:
    words = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(words, capture_output=True, check=True).stdout.decode()


def boxes(pdf: Path) -> dict[str, tuple[float, ...]]:
    """Words and where poppler sees them, in pixels of the page."""
    found = WORD.findall(read_out(pdf, "-bbox"))
    return {word: tuple(float(n) * PPI / 72 for n in numbers) for *numbers, word in found}


def pyramid_of(
    path: Path, picture: np.ndarray, ppi: float = PPI, *, lossless: bool = False
) -> Path:
    image = pyvips.Image.new_from_array(picture).copy(
        xres=ppi / 25.4, yres=ppi / 25.4, interpretation="b-w" if picture.ndim == 2 else "srgb"
    )
    write_pyramid(image, path, lossless=lossless)
    return path
