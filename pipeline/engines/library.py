"""Tesseract as a library (tesserocr): models stay loaded, so that a page costs only its reading.

Used within the children of ``pipeline.engines.residents``; the models are those of the installed
program.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import tesserocr
from numpy.typing import NDArray

from pipeline.engines.base import EngineError
from pipeline.engines.models import installed
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word

#: Layouts: a whole page; one line.
PAGE, LINE = int(tesserocr.PSM.AUTO), int(tesserocr.PSM.SINGLE_LINE)
#: Models kept in memory at once; the largest takes 120 MB.
MOST_MODELS = 6
#: Resolution as Tesseract is told where nobody knows it; it only guards guesses of its own.
USUAL_PPI = 300
_FIGURES = re.compile(r"\d+")
_PICTURES = {
    tesserocr.PT.FLOWING_IMAGE, tesserocr.PT.HEADING_IMAGE, tesserocr.PT.PULLOUT_IMAGE,
}  # fmt: skip
_RULES = {tesserocr.PT.HORZ_LINE, tesserocr.PT.VERT_LINE}

_LOADED: OrderedDict[str, tesserocr.PyTessBaseAPI] = OrderedDict()


def version() -> str:
    """The library's version, such as 5.5.4."""
    return str(tesserocr.tesseract_version().split()[1])


def read_picture(
    grey: NDArray[np.uint8], model: str, layout: int = PAGE, ppi: int = USUAL_PPI
) -> PageText:
    """Read an 8-bit grey picture.

    Raises:
        EngineError: the model cannot be loaded, or the library gave up.
    """
    reader = _loaded(model)
    height, width = grey.shape
    try:
        reader.SetPageSegMode(layout)
        reader.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        reader.SetSourceResolution(ppi)
        if not reader.Recognize():
            raise EngineError("Tesseract gave up")
        return _page_of(reader, width, height)
    except RuntimeError as error:
        raise EngineError("Tesseract gave up") from error
    finally:
        reader.Clear()


def _loaded(model: str) -> tesserocr.PyTessBaseAPI:
    if model in _LOADED:
        _LOADED.move_to_end(model)
        return _LOADED[model]
    try:
        reader = tesserocr.PyTessBaseAPI(path=f"{installed().folder}/", lang=model)
    except RuntimeError as error:
        raise EngineError(f"the model {model} cannot be loaded") from error
    _LOADED[model] = reader
    while len(_LOADED) > MOST_MODELS:
        _LOADED.popitem(last=False)[1].End()
    return reader


@dataclass(slots=True)
class _Block:
    region: Region
    kind: BlockKind
    lines: list[tuple[Region, list[Word]]] = field(default_factory=list)


def _page_of(reader: tesserocr.PyTessBaseAPI, width: int, height: int) -> PageText:
    blocks: list[_Block] = []
    unit = tesserocr.RIL
    for at in _places(reader):
        kind = _kind_of(at.BlockType())
        if at.IsAtBeginningOf(unit.BLOCK) and kind is not BlockKind.TEXT:
            blocks.append(_Block(_region(at, unit.BLOCK), kind))
            continue
        if at.IsAtBeginningOf(unit.PARA):
            blocks.append(_Block(_region(at, unit.PARA), BlockKind.TEXT))
        if kind is not BlockKind.TEXT or not blocks or at.Empty(unit.WORD):
            continue
        if at.IsAtBeginningOf(unit.TEXTLINE) or not blocks[-1].lines:
            blocks[-1].lines.append((_region(at, unit.TEXTLINE), []))
        text = _spelt(at)
        belief = min(1.0, max(0.0, at.Confidence(unit.WORD) / 100))
        blocks[-1].lines[-1][1].append(Word(text, _region(at, unit.WORD), round(belief, 4)))
    return PageText(width, height, tuple(_text_block(one) for one in blocks))


def _spelt(at: tesserocr.PyResultIterator) -> str:
    """A word in the order of its letters; the binding gives all words from left to right."""
    text = str(at.GetUTF8Text(tesserocr.RIL.WORD))
    return turned_about(text) if at.WordDirection() == tesserocr.DIR.RIGHT_TO_LEFT else text


def turned_about(text: str) -> str:
    """A word that runs from right to left, given from left to right; figures run as ever."""
    return _FIGURES.sub(lambda found: found[0][::-1], text[::-1])


def _text_block(block: _Block) -> TextBlock:
    lines = tuple(TextLine(region, tuple(words)) for region, words in block.lines if words)
    return TextBlock(block.region, lines, kind=block.kind)


def _places(reader: tesserocr.PyTessBaseAPI) -> Iterator[tesserocr.PyResultIterator]:
    found = reader.GetIterator()
    if found is None:
        return
    yield from tesserocr.iterate_level(found, tesserocr.RIL.WORD)


def _kind_of(kind: int) -> BlockKind:
    if kind in _PICTURES:
        return BlockKind.ILLUSTRATION
    return BlockKind.SEPARATOR if kind in _RULES else BlockKind.TEXT


def _region(at: tesserocr.PyResultIterator, level: int) -> Region:
    box = at.BoundingBox(level)
    if box is None:
        return Region(0, 0, 1, 1)
    left, top, right, bottom = box
    return Region(left, top, max(1, right - left), max(1, bottom - top))
