"""Reads ALTO of the versions 2 to 4, of whatever program."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from schemas.alto_processing import history_of, models_of, reading_of, software_of
from schemas.alto_tags import ARTICLE, LEVEL, kind_of, number_of, tags_of
from schemas.alto_writing import HYPHENS, MACHINE_READING
from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from schemas.texts import N_
from schemas.xml import local_name, parse_xml, text_of

_UNITS_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}
_BLOCK_KINDS = {
    "TextBlock": BlockKind.TEXT,
    "Illustration": BlockKind.ILLUSTRATION,
    "GraphicalElement": BlockKind.SEPARATOR,
}


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
    software, version, settings = software_of(root)
    language = settings.get("language", "") or _language_of(page)
    file = _File(scale, tags_of(root), models_of(root), language.split("+")[0].split("_")[0])
    return PageText(
        width_px=extent[0],
        height_px=extent[1],
        blocks=tuple(_read_block(each, file) for each in _blocks_of(page)),
        language=language,
        engine=software,
        engine_version=version,
        model=settings.get("model", ""),
        reading=reading_of(root),
        history=history_of(root),
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


@dataclass(frozen=True, slots=True)
class _File:
    """What parts of the file refer to."""

    scale: _Scale
    tags: dict[str, tuple[str, str]]
    models: dict[str, str]
    language: str


def _read_block(element: etree._Element, file: _File) -> TextBlock:
    said = dict(file.tags[name] for name in element.get("TAGREFS", "").split() if name in file.tags)
    language = element.get("LANG") or element.get("language") or ""
    return TextBlock(
        region=_read_region(element, file.scale),
        lines=tuple(_read_line(each, file) for each in element.iterchildren("{*}TextLine")),
        kind=kind_of(said, _BLOCK_KINDS[local_name(element)]),
        language="" if language == file.language else language,
        level=number_of(said, LEVEL),
        article=number_of(said, ARTICLE),
    )


def _read_line(element: etree._Element, file: _File) -> TextLine:
    words: list[Word] = []
    for child in element:
        name = local_name(child)
        if name == "String" and (content := child.get("CONTENT", "").strip()):
            words.append(_read_word(child, content, file.scale))
        elif name == "HYP" and words and not words[-1].text.endswith(HYPHENS):
            words[-1] = replace(words[-1], text=words[-1].text + (child.get("CONTENT") or "-"))
    references = element.get("PROCESSINGREFS", "").split()
    return TextLine(
        region=_read_region(element, file.scale),
        words=tuple(words),
        language=element.get("LANG", ""),
        model=next((file.models[one] for one in references if one in file.models), ""),
    )


def _read_word(element: etree._Element, content: str, scale: _Scale) -> Word:
    confidence = _number(element.get("WC"), 1.0)
    divided = element.get("SUBS_TYPE", "").startswith("HypPart")
    return Word(
        text=content,
        region=_read_region(element, scale),
        confidence=min(1.0, max(0.0, confidence)),
        whole=element.get("SUBS_CONTENT", "") if divided else "",
        language=element.get("LANG", ""),
        machine_text=_machine_text(element) if len(element) else None,
    )


def _machine_text(element: etree._Element) -> str | None:
    for alternative in element.iterchildren("{*}ALTERNATIVE"):
        if alternative.get("PURPOSE") == MACHINE_READING:
            return alternative.text or ""
    return None


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
