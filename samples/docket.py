"""The docket: a sheet with a QR code, laid between objects so that a stack parts by itself."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from samples.imagefiles import write_tiff
from samples.lines import break_lines
from samples.paper import COTTON
from samples.scan import ScanManner, scan_page
from samples.sheets import PageStyle, TypesetPage, new_sheet
from samples.text import read_manuscript
from samples.typeset import set_paragraphs, typeset_text
from schemas.pages import PageRole

QR_SIDE_MM = 50.0
#: How dockets and loose leaves lie on a flat-bed.
LOOSE_LEAF = ScanManner(paper=COTTON, is_bound=False, show_through=0.0)


@dataclass(frozen=True, slots=True)
class Docket:
    """What a docket says about the object whose pages come after it."""

    title: str
    shelf_mark: str

    @property
    def code(self) -> str:
        """The words in the QR code; a semicolon would part fields, so it becomes a comma."""
        title, mark = (text.replace(";", ",") for text in (self.title, self.shelf_mark))
        return f"SKRYNIA:title={title};shelfmark={mark}"


def typeset_docket(docket: Docket, style: PageStyle) -> TypesetPage:
    """The docket sheet: the code, and the same words for people."""
    sheet = new_sheet(style)
    block = style.text_block(recto=True)
    centre = style.px(style.width_mm) / 2
    side = style.px(QR_SIDE_MM)
    top = block.y + style.px(45)
    sheet.image.paste(
        Image.fromarray(draw_code(docket.code, side)), (round(centre - side / 2), top)
    )
    y = float(block.y + style.px(12))
    for line in break_lines(docket.title, block.width, sheet.font(style.bold, 18)):
        sheet.print_centred(line.text, centre, y, sheet.font(style.bold, 18))
        y += style.px(9)
    sheet.print_centred(docket.shelf_mark, centre, y + style.px(3), sheet.font(style.face, 14))
    foot = top + side + style.px(14)
    sheet.print_centred("Skirtukas – objekto pradžia", centre, foot, sheet.font(style.face, 11))
    return sheet.finished(PageRole.TEXT)


def draw_code(words: str, side_px: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A QR code of about this side, its quiet zone included."""
    modules = np.asarray(cv2.QRCodeEncoder.create().encode(words), np.uint8)
    framed = np.pad(modules, 4, constant_values=255)
    grown = cv2.resize(framed, (side_px, side_px), interpolation=cv2.INTER_NEAREST)
    return np.asarray(grown, np.uint8)


def write_parted_stack(
    folder: Path, dockets: tuple[Docket, ...], *, pages_each: int = 2, ppi: int = 200, seed: int = 1
) -> tuple[str, ...]:
    """Write a stack of scans: a docket, some pages, a docket, and so on; returns the file names."""
    folder.mkdir(parents=True, exist_ok=True)
    style, manner = PageStyle(ppi=ppi), ScanManner(ppi=ppi)
    chapter = read_manuscript().chapters[0]
    lines = set_paragraphs(chapter.paragraphs, style)
    names: list[str] = []
    for docket in dockets:
        pages = [typeset_docket(docket, style)]
        for number in range(1, pages_each + 1):
            start = (number + len(names)) % 8
            pages.append(typeset_text(lines[start : start + 20], number, style))
        for i, page in enumerate(pages):
            rng = np.random.default_rng((seed, len(names)))
            how = manner if i else LOOSE_LEAF.at(ppi)
            name = f"{len(names) + 1:04d}.tif"
            write_tiff(folder / name, scan_page(page, how, rng).image, ppi)
            names.append(name)
    return tuple(names)
