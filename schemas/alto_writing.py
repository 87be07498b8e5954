"""Writes ALTO 4; by hand and not as a tree, for a volume has hundreds of thousands of words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from schemas.alto_processing import MAIN, escaped, filled, line_models, processing_steps
from schemas.alto_tags import Tags
from schemas.findings import Region
from schemas.pages import BlockKind, PageText, TextBlock, TextLine, Word
from schemas.xml import ALTO, SCHEMA_LOCATIONS, XSI, legal_text

#: The oldest 4.x schema that our files are valid against; they are valid against later ones too.
SCHEMA_VERSION = "4.2"
#: Signs at the end of a line that say that its last word goes on.
HYPHENS = ("-", "\u00ad", "\u2010", "\u2011", "\u2e17", "=", "¬")
#: The purpose of an ALTERNATIVE that holds what the machine had read where a person corrected it.
MACHINE_READING = "machine reading"
_HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    f'<alto xmlns="{ALTO}" xmlns:xsi="{XSI}" '
    f'xsi:schemaLocation="{ALTO} {SCHEMA_LOCATIONS[ALTO]}" SCHEMAVERSION="{SCHEMA_VERSION}">'
)
_BLOCK_TAGS = {
    BlockKind.ILLUSTRATION: "Illustration",
    BlockKind.SEPARATOR: "GraphicalElement",
    "graphic": "GraphicalElement",
}


def build_alto(
    page: PageText, source_name: str, *, page_number: int = 1, read_at: datetime | None = None
) -> bytes:
    """Write what was read as ALTO 4, measured in pixels.

    Kinds of blocks, levels and articles are tags; divided words have HYP and SUBS_CONTENT; how
    the page was read and who corrected it stands in the processing history, what the machine had
    read before a correction as an ALTERNATIVE of the word.

    Args:
        page: the text; a page without any is written too.
        source_name: name of the image that was read.
        page_number: its place in the object, from 1.
        read_at: when it was read; left out where not known, so that equal texts give equal files.
    """
    whole = Region(0, 0, page.width_px, page.height_px)
    tags = Tags(page)
    lines = [
        _HEAD,
        *_description(page, source_name, read_at),
        *tags.elements(),
        " <Layout>",
        f'  <Page ID="page" PHYSICAL_IMG_NR="{page_number}" WIDTH="{page.width_px}" '
        f'HEIGHT="{page.height_px}"{"".join(_of_page(page))}>',
        f"   <PrintSpace {_place(whole)}>",
        *_blocks(page, tags),
        "   </PrintSpace>\n  </Page>\n </Layout>\n</alto>\n",
    ]
    return "\n".join(lines).encode()


def _description(page: PageText, source_name: str, read_at: datetime | None) -> Iterator[str]:
    yield " <Description>\n  <MeasurementUnit>pixel</MeasurementUnit>"
    yield "  <sourceImageInformation>"
    yield from filled("fileName", source_name)
    yield "  </sourceImageInformation>"
    yield from processing_steps(page, read_at)
    yield " </Description>"


def _of_page(page: PageText) -> Iterator[str]:
    """Attributes of a page: where its text comes from, its printed number, how good it is."""
    if page.engine:
        yield f' PROCESSINGREFS="{MAIN}"'
    numbers = [b for b in page.blocks if b.kind == BlockKind.PAGE_NUMBER and b.lines]
    if len(numbers) == 1:
        printed = " ".join(w.text for w in numbers[0].lines[0].words if w.text.isalnum())
        yield f' PRINTED_IMG_NR="{escaped(printed)}"' if printed else ""
    if page.reading is not None and page.reading.estimated_error is not None:
        yield f' ACCURACY="{100 * (1 - min(1.0, max(0.0, page.reading.estimated_error))):.4g}"'
    if page.confidence is not None:
        yield f' PC="{_ratio(page.confidence)}"'


@dataclass(slots=True)
class _Count:
    """What of a page is written: references to models, number of words."""

    models: dict[str, str]
    words: int = 0


def _blocks(page: PageText, tags: Tags) -> Iterator[str]:
    language = _language_code(page.language)
    count = _Count(line_models(page))
    for number, block in enumerate(page.blocks, start=1):
        tag = _BLOCK_TAGS.get(block.kind, "TextBlock")
        code = _language_code(block.language) or language
        spoken = f' LANG="{code}"' if code and tag == "TextBlock" else ""
        yield (
            f'    <{tag} ID="block-{number}" {_place(block.region)}'
            f"{tags.references(block)}{spoken}>"
        )
        if tag == "TextBlock":
            yield from _lines(block, number, count)
        yield f"    </{tag}>"


def _lines(block: TextBlock, number: int, count: _Count) -> Iterator[str]:
    for line_number, line in enumerate(block.lines, start=1):
        words = [word for word in line.words if legal_text(word.text).strip()]
        if words:
            yield (
                f'     <TextLine ID="line-{number}-{line_number}" {_place(line.region)}'
                f"{_of_line(line, count)}>"
            )
            yield from _strings(words, count.words)
            yield "     </TextLine>"
            count.words += len(words)


def _of_line(line: TextLine, count: _Count) -> str:
    model = f' PROCESSINGREFS="{count.models[line.model]}"' if line.model else ""
    code = _language_code(line.language)
    return model + (f' LANG="{code}"' if code else "")


def _strings(words: list[Word], written: int) -> Iterator[str]:
    """The words of a line with the spaces between them; written by hand, for there are many."""
    before: Region | None = None
    for number, word in enumerate(words, start=written + 1):
        if before is not None:
            yield f"      <SP {_gap(before, word.region)}/>"
        text, hyphen = word.text, ""
        if word.whole and number == written + len(words):
            text, hyphen = _divided(word.text)
        start = (
            f'      <String ID="word-{number}" CONTENT="{escaped(text)}" '
            f'{_place(word.region)} WC="{_ratio(word.confidence)}"'
        )
        if word.whole or word.language or word.machine_text is not None:
            start += _of_word(word, is_first_half=number == written + len(words))
        yield start + _alternative(word)
        if hyphen:
            yield f'      <HYP {_gap(word.region, word.region)} CONTENT="{escaped(hyphen)}"/>'
        before = word.region


def _divided(text: str) -> tuple[str, str]:
    """A word and its hyphen, where taking it off leaves a word that ends in none."""
    core, last = text[:-1], text[-1]
    is_plain = last in HYPHENS and legal_text(core).strip() and not core.endswith(HYPHENS)
    return (core, last) if is_plain else (text, "")


def _of_word(word: Word, *, is_first_half: bool) -> str:
    said = ""
    if word.whole:
        part = 1 if is_first_half and word.text.endswith(HYPHENS) else 2
        said += f' SUBS_TYPE="HypPart{part}" SUBS_CONTENT="{escaped(word.whole)}"'
    if word.machine_text is not None:
        said += ' CS="true"'
    code = _language_code(word.language)
    return said + (f' LANG="{code}"' if code else "")


def _alternative(word: Word) -> str:
    if word.machine_text is None:
        return "/>"
    read = escaped(word.machine_text)
    return f'><ALTERNATIVE PURPOSE="{MACHINE_READING}">{read}</ALTERNATIVE></String>'


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
