"""ALTO: what was read on a page, with its place; versions 2 to 4 are read, version 4 is written."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from schemas.errors import LibraryError
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.texts import N_
from schemas.xml import (
    ALTO,
    SCHEMA_LOCATIONS,
    XSI,
    legal_text,
    local_name,
    parse_xml,
    text_of,
)

#: The oldest 4.x schema that our files are valid against; they are valid against later ones too.
SCHEMA_VERSION = "4.2"
_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    f'<alto xmlns="{ALTO}" xmlns:xsi="{XSI}" '
    f'xsi:schemaLocation="{ALTO} {SCHEMA_LOCATIONS[ALTO]}" SCHEMAVERSION="{SCHEMA_VERSION}">'
)
#: Within an attribute a line end would come back as a space.
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_UNITS_PER_INCH = {"mm10": 254.0, "inch1200": 1200.0}
_BLOCK_KINDS = {"TextBlock": "text", "Illustration": "illustration", "GraphicalElement": "graphic"}
_BLOCK_TAGS = {"illustration": "Illustration", "graphic": "GraphicalElement"}
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


def build_alto(
    page: PageText, source_name: str, *, page_number: int = 1, read_at: datetime | None = None
) -> bytes:
    """Write what was read as ALTO 4, measured in pixels.

    Args:
        page: the text; a page without any is written too.
        source_name: name of the image that was read.
        page_number: its place in the object, from 1.
        read_at: when it was read; left out where not known, so that equal texts give equal files.
    """
    confidence = "" if page.confidence is None else f' PC="{_ratio(page.confidence)}"'
    processing = ' PROCESSINGREFS="processing"' if page.engine else ""
    whole = Region(0, 0, page.width_px, page.height_px)
    lines = [
        _HEAD,
        *_description(page, source_name, read_at),
        " <Layout>",
        f'  <Page ID="page" PHYSICAL_IMG_NR="{page_number}" WIDTH="{page.width_px}" '
        f'HEIGHT="{page.height_px}"{processing}{confidence}>',
        f"   <PrintSpace {_place(whole)}>",
        *_blocks(page),
        "   </PrintSpace>\n  </Page>\n </Layout>\n</alto>\n",
    ]
    return "\n".join(lines).encode()


def _description(page: PageText, source_name: str, read_at: datetime | None) -> Iterator[str]:
    yield " <Description>\n  <MeasurementUnit>pixel</MeasurementUnit>"
    yield "  <sourceImageInformation>"
    yield from _filled("fileName", source_name)
    yield "  </sourceImageInformation>"
    if page.engine:
        settings = [f"language={page.language}"] if page.language else []
        settings += [f"model={page.model}"] if page.model else []
        yield '  <Processing ID="processing">'
        yield from _filled("processingCategory", "contentGeneration")
        yield from _filled("processingDateTime", read_at.isoformat() if read_at else "")
        yield from _filled("processingStepDescription", "text recognition")
        yield from _filled("processingStepSettings", "; ".join(settings))
        yield "   <processingSoftware>"
        yield from _filled("softwareName", page.engine)
        yield from _filled("softwareVersion", page.engine_version)
        yield from _filled("applicationDescription", page.model and f"model {page.model}")
        yield "   </processingSoftware>\n  </Processing>"
    yield " </Description>"


def _filled(tag: str, text: str) -> Iterator[str]:
    if text:
        yield f"   <{tag}>{_escaped(text)}</{tag}>"


def _blocks(page: PageText) -> Iterator[str]:
    language = _language_code(page.language)
    word_number = 0
    for number, block in enumerate(page.blocks, start=1):
        tag = _BLOCK_TAGS.get(block.kind, "TextBlock")
        spoken = f' LANG="{language}"' if language and tag == "TextBlock" else ""
        yield f'    <{tag} ID="block-{number}" {_place(block.region)}{spoken}>'
        for line_number, line in enumerate(block.lines if tag == "TextBlock" else (), start=1):
            words = [word for word in line.words if legal_text(word.text).strip()]
            if words:
                line_id = f"line-{number}-{line_number}"
                yield f'     <TextLine ID="{line_id}" {_place(line.region)}>'
                yield from _strings(words, word_number)
                yield "     </TextLine>"
                word_number += len(words)
        yield f"    </{tag}>"


def _strings(words: list[Word], written: int) -> Iterator[str]:
    """The words of a line with the spaces between them; written by hand, for there are many."""
    before: Region | None = None
    for number, word in enumerate(words, start=written + 1):
        if before is not None:
            yield f"      <SP {_gap(before, word.region)}/>"
        yield (
            f'      <String ID="word-{number}" CONTENT="{_escaped(word.text)}" '
            f'{_place(word.region)} WC="{_ratio(word.confidence)}"/>'
        )
        before = word.region


def _escaped(text: str) -> str:
    return escape(legal_text(text), _QUOTES)


def _gap(before: Region, after: Region) -> str:
    start = before.x + before.width
    return f'HPOS="{start}" VPOS="{before.y}" WIDTH="{max(0, after.x - start)}"'


def _place(region: Region) -> str:
    return f'HPOS="{region.x}" VPOS="{region.y}" WIDTH="{region.width}" HEIGHT="{region.height}"'


def _ratio(confidence: float) -> str:
    return f"{min(1.0, max(0.0, confidence)):.4g}"


def _language_code(language: str) -> str:
    """The first of ``lit+lat`` in the form of xs:language; script models have no language."""
    first = language.split("+")[0].split("_")[0]
    return first if first.isascii() and first.isalpha() and len(first) <= 8 else ""


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
