"""Writes ALTO 4; by hand and not as a tree, for a volume has hundreds of thousands of words."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from schemas.findings import Region
from schemas.pages import PageText, Word
from schemas.xml import ALTO, SCHEMA_LOCATIONS, XSI, legal_text

#: The oldest 4.x schema that our files are valid against; they are valid against later ones too.
SCHEMA_VERSION = "4.2"
_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    f'<alto xmlns="{ALTO}" xmlns:xsi="{XSI}" '
    f'xsi:schemaLocation="{ALTO} {SCHEMA_LOCATIONS[ALTO]}" SCHEMAVERSION="{SCHEMA_VERSION}">'
)
#: Within an attribute a line end would come back as a space.
_QUOTES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
_BLOCK_TAGS = {"illustration": "Illustration", "graphic": "GraphicalElement"}


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
