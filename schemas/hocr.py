"""Writes hOCR: what was read on a page as a web page, with the place of every word."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextLine, Word
from schemas.spoken import UNKNOWN, language_tag
from schemas.xml import legal_text

XHTML = "http://www.w3.org/1999/xhtml"
_QUOTES = {'"': "&quot;", "'": "&#39;"}
_CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocr_photo ocr_separator ocrx_word ocrp_wconf"
_PICTURES = (BlockKind.ILLUSTRATION, BlockKind.SEPARATOR, "graphic")


def build_hocr(page: PageText, source_name: str, *, page_number: int = 1) -> bytes:
    """Write what was read as hOCR 1.2, measured in pixels.

    Args:
        page: the text; a page without any is written too.
        source_name: name of the image that was read.
        page_number: its place in the object, from 1.
    """
    language = language_tag(page.language.split("+")[0])
    spoken = "" if language == UNKNOWN else f' lang="{language}" xml:lang="{language}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!DOCTYPE html>",
        f'<html xmlns="{XHTML}"{spoken}>',
        " <head>",
        '  <meta charset="utf-8"/>',
        f"  <title>{_escaped(source_name)}</title>",
        f'  <meta name="ocr-system" content="{_escaped(_system_of(page))}"/>',
        f'  <meta name="ocr-capabilities" content="{_CAPABILITIES}"/>',
        '  <meta name="ocr-number-of-pages" content="1"/>',
        " </head>",
        " <body>",
        f'  <div class="ocr_page" id="page_{page_number}" title="{_page_title(page, source_name)}; '
        f'ppageno {page_number - 1}">',
        *_blocks(page, page_number),
        "  </div>\n </body>\n</html>\n",
    ]
    return "\n".join(lines).encode()


def _system_of(page: PageText) -> str:
    model = f"({page.model})" if page.model else ""
    return " ".join(filter(None, (page.engine, page.engine_version, model))) or "unknown"


def _page_title(page: PageText, source_name: str) -> str:
    name = source_name.replace("\\", "/").replace('"', "")
    return f"image &quot;{_escaped(name)}&quot;; bbox 0 0 {page.width_px} {page.height_px}"


def _blocks(page: PageText, number: int) -> Iterator[str]:
    words = lines = 0
    for at, block in enumerate(page.blocks, start=1):
        if block.kind in _PICTURES:
            name = "ocr_separator" if block.kind == BlockKind.SEPARATOR else "ocr_photo"
            identifier = f"block_{number}_{at}"
            yield f'   <div class="{name}" id="{identifier}" title="{_box(block.region)}"></div>'
            continue
        yield f'   <div class="ocr_carea" id="block_{number}_{at}" title="{_box(block.region)}">'
        yield (
            f'    <p class="ocr_par" id="par_{number}_{at}"{_spoken(block.language)} '
            f'title="{_box(block.region)}">'
        )
        for line in block.lines:
            kept = [word for word in line.words if legal_text(word.text).strip()]
            if kept:
                lines += 1
                yield _line(line, f"{number}_{lines}")
                yield from _words(kept, number, words)
                yield "     </span>"
                words += len(kept)
        yield "    </p>\n   </div>"


def _line(line: TextLine, identifier: str) -> str:
    return (
        f'     <span class="ocr_line" id="line_{identifier}"{_spoken(line.language)} '
        f'title="{_box(line.region)}">'
    )


def _words(words: list[Word], page: int, written: int) -> Iterator[str]:
    for number, word in enumerate(words, start=written + 1):
        confidence = round(100 * min(1.0, max(0.0, word.confidence)))
        yield (
            f'      <span class="ocrx_word" id="word_{page}_{number}"{_spoken(word.language)} '
            f'title="{_box(word.region)}; x_wconf {confidence}">{_escaped(word.text)}</span>'
        )


def _spoken(language: str) -> str:
    tag = language_tag(language)
    return "" if tag == UNKNOWN else f' lang="{tag}" xml:lang="{tag}"'


def _box(region: Region) -> str:
    right, bottom = region.x + region.width, region.y + region.height
    return f"bbox {region.x} {region.y} {right} {bottom}"


def _escaped(text: str) -> str:
    return escape(legal_text(text), _QUOTES)
