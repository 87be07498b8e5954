"""Reads ALTO of the versions 2 to 4, of whatever program."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.texts import N_
from schemas.xml import local_name, parse_xml, text_of

_UNITS_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}
_BLOCK_KINDS = {"TextBlock": "text", "Illustration": "illustration", "GraphicalElement": "graphic"}
_HYPHENS = ("-", "\u00ad", "\u2010", "\u2e17", "=", "¬")


class NotAltoError(LibraryError):
    """A file that should hold the text of a page in ALTO does not."""

    code = "ALTO-001"
    message = N_("“{name}” is no ALTO file: {reason}.")
    hint = N_("Run the text recognition of this page again.")


class _Scale(NamedTuple):
    """How many pixels a unit of the file is."""

    x: float
    y: float


def parse_alto(data: bytes, *, name: str = "ALTO", ppi: float | None = None) -> PageText:
    """Read the first page of an ALTO file.

    Args:
        data: the file.
        name: what an error calls it.
        ppi: resolution of the image; needed only for files measured in millimetres or inches,
            whose numbers stay in their own unit without it.

    Raises:
        NotAltoError: another kind of document, or one without a page.
        BadXmlError: not well-formed.
    """
    root = parse_xml(data, name)
    if local_name(root) != "alto":
        raise NotAltoError(name=name, reason=local_name(root))
    page = next(root.iter("{*}Page"), None)
    if page is None:
        raise NotAltoError(name=name, reason="no Page")
    scale = _scale_of(root, ppi)
    space = page.find("{*}PrintSpace")
    extent = _extent_of(page, page if space is None else space, scale)
    blocks = tuple(_read_block(each, scale) for each in _blocks_of(page))
    software, version, settings = _processing_of(root)
    return PageText(
        width_px=extent[0],
        height_px=extent[1],
        blocks=blocks,
        language=settings.get("language", "") or _language_of(page),
        engine=software,
        engine_version=version,
        model=settings.get("model", ""),
    )


def _scale_of(root: etree._Element, ppi: float | None) -> _Scale:
    unit = text_of(root.find(".//{*}MeasurementUnit"))
    per_inch = _UNITS_PER_INCH.get(unit)
    factor = ppi / per_inch if per_inch and ppi else 1.0
    return _Scale(factor, factor)


def _extent_of(page: etree._Element, space: etree._Element, scale: _Scale) -> tuple[int, int]:
    width = page.get("WIDTH") or space.get("WIDTH")
    height = page.get("HEIGHT") or space.get("HEIGHT")
    return _pixels(width, scale.x), _pixels(height, scale.y)


def _blocks_of(parent: etree._Element) -> Iterator[etree._Element]:
    """Blocks in the order of the file, those within composed blocks too."""
    for child in parent:
        name = local_name(child)
        if name in _BLOCK_KINDS:
            yield child
        elif name != "Shape":
            yield from _blocks_of(child)


def _read_block(element: etree._Element, scale: _Scale) -> TextBlock:
    return TextBlock(
        region=_read_region(element, scale),
        lines=tuple(_read_line(each, scale) for each in element.iterchildren("{*}TextLine")),
        kind=_BLOCK_KINDS[local_name(element)],
    )


def _read_line(element: etree._Element, scale: _Scale) -> TextLine:
    words: list[Word] = []
    for child in element:
        name = local_name(child)
        if name == "String" and (content := child.get("CONTENT", "").strip()):
            confidence = _number(child.get("WC"), 1.0)
            words.append(Word(content, _read_region(child, scale), min(1.0, max(0.0, confidence))))
        elif name == "HYP" and words and not words[-1].text.endswith(_HYPHENS):
            last = words.pop()
            words.append(
                Word(last.text + (child.get("CONTENT") or "-"), last.region, last.confidence)
            )
    return TextLine(region=_read_region(element, scale), words=tuple(words))


def _read_region(element: etree._Element, scale: _Scale) -> Region:
    get = element.get
    return Region(
        _pixels(get("HPOS"), scale.x),
        _pixels(get("VPOS"), scale.y),
        _pixels(get("WIDTH"), scale.x),
        _pixels(get("HEIGHT"), scale.y),
    )


def _pixels(text: str | None, factor: float) -> int:
    return round(_number(text, 0.0) * factor)


def _number(text: str | None, otherwise: float) -> float:
    try:
        number = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return number if abs(number) < 1e9 else otherwise  # NaN and infinities fall out here too


def _language_of(page: etree._Element) -> str:
    for element in page.iter("{*}TextBlock", "{*}TextLine"):
        if language := element.get("LANG") or element.get("language"):
            return language
    return ""


def _processing_of(root: etree._Element) -> tuple[str, str, dict[str, str]]:
    """Name and version of the software that read the page, and its settings as we write them."""
    steps = root.iterfind(".//{*}processingSoftware/..")
    for step in steps:
        name = text_of(step.find(".//{*}softwareName"))
        version = text_of(step.find(".//{*}softwareVersion"))
        pairs = text_of(step.find("{*}processingStepSettings")).split("; ")
        settings = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        return name, version, settings
    return "", "", {}
