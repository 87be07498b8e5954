"""An EPUB 3 of a volume whose text is good enough to be read without its images."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from pipeline.book_text import BookPage, PageMark, Paragraph, Section, sections_of
from pipeline.files import write_whole
from pipeline.output_errors import NotReadableAsBookError
from pipeline.pdf.metadata import DocumentInfo
from schemas.pages import BlockKind
from schemas.reading import Script
from schemas.spoken import UNKNOWN, language_tag
from schemas.texts import N_
from schemas.xml import legal_text

#: More wrong characters make the text a burden: at six letters a word, one in nine is then wrong.
MOST_WRONG = 0.02
#: So much of the words must be in letters that the readers of EPUB show and people read today.
LEAST_ANTIQUA = 0.95
#: Files of an archive carry a moment; always the same, so that equal books are equal files.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_QUOTES = {'"': "&quot;"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_DEEPEST_HEADING = 6
_STYLE = (
    "body{margin:0 5%;line-height:1.45}h1,h2,h3{line-height:1.2;text-align:center}"
    "p{margin:0;text-indent:1.2em}p.lines,p.caption{text-indent:0;margin:.6em 0}"
    "p.caption{text-align:center;font-style:italic}aside{font-size:.85em;margin:.6em 0}\n"
)


@dataclass(frozen=True, slots=True)
class PageQuality:
    """How well a page's text is read."""

    words: int
    estimated_error: float | None
    script: Script | None


@dataclass(frozen=True, slots=True)
class EpubWords:
    """What the book says by itself, in the language of its readers."""

    contents: str = "Contents"
    pages: str = "Pages"
    beginning: str = "Beginning"
    summary: str = ""
    """How the text came about, for people who choose by accessibility."""


@dataclass(frozen=True, slots=True)
class Book:
    """What goes into an EPUB."""

    info: DocumentInfo
    """``made_at`` must be given: the format asks for it."""
    pages: Iterable[BookPage]
    cover: bytes = b""
    """A JPEG."""
    words: EpubWords = field(default_factory=EpubWords)


def require_readable(title: str, pages: Sequence[PageQuality]) -> float:
    """The estimated share of wrong characters of a volume that may become an EPUB.

    Raises:
        NotReadableAsBookError: it may not; the reason says why.
    """
    read = [page for page in pages if page.words]
    words = sum(page.words for page in read)
    if not words:
        raise NotReadableAsBookError(title=title, reason=N_("no text was read in it"))
    antiqua = sum(page.words for page in read if page.script in (None, Script.ANTIQUA))
    if antiqua < LEAST_ANTIQUA * words:
        reason = N_("much of it is not printed in antiqua")
        raise NotReadableAsBookError(title=title, reason=reason)
    judged = [page for page in read if page.estimated_error is not None]
    if sum(page.words for page in judged) < LEAST_ANTIQUA * words:
        reason = N_("the quality of its text was not estimated; read it again")
        raise NotReadableAsBookError(title=title, reason=reason)
    wrong = sum(p.words * (p.estimated_error or 0.0) for p in judged)
    share = wrong / sum(page.words for page in judged)
    if share > MOST_WRONG:
        reason = N_("more than one character in fifty is estimated to be wrong")
        raise NotReadableAsBookError(title=title, reason=reason)
    return share


def write_epub(path: Path, book: Book) -> None:
    """Write the book whole or not at all."""

    def fill(unfinished: Path) -> None:
        with unfinished.open("wb") as file:
            pack_epub(file, book)

    write_whole(path, fill)


def pack_epub(file: IO[bytes], book: Book) -> None:
    """Write the book; equal input gives equal bytes."""
    sections = sections_of(book.pages)
    language = book.info.tags[0] if book.info.tags else UNKNOWN
    names = [f"text-{number:04d}.xhtml" for number in range(1, len(sections) + 1)]
    with zipfile.ZipFile(file, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", _CONTAINER.encode())
        _put(archive, "EPUB/package.opf", _package(book, names, sections, language).encode())
        _put(archive, "EPUB/nav.xhtml", _navigation(book, names, sections, language).encode())
        _put(archive, "EPUB/style.css", _STYLE.encode())
        if book.cover:
            _put(archive, "EPUB/cover.jpg", book.cover, zipfile.ZIP_STORED)
        for name, section in zip(names, sections, strict=True):
            _put(archive, f"EPUB/{name}", _section(section, book.info.title, language).encode())


_CONTAINER = (
    f'{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    ' <rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)


def _put(
    archive: zipfile.ZipFile, name: str, data: bytes, packing: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, _NO_MOMENT)
    entry.compress_type = packing
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _package(book: Book, names: list[str], sections: list[Section], language: str) -> str:
    lines = [
        _HEAD + '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="identifier" xml:lang="{language}">',
        ' <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(book, language, _marks(sections)),
        " </metadata>\n <manifest>",
        '  <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '  <item id="style" href="style.css" media-type="text/css"/>',
    ]
    if book.cover:
        lines.append(
            '  <item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>'
        )
    for number, name in enumerate(names, start=1):
        lines.append(f'  <item id="t{number}" href="{name}" media-type="application/xhtml+xml"/>')
    lines.append(" </manifest>\n <spine>")
    lines += [f'  <itemref idref="t{number}"/>' for number in range(1, len(names) + 1)]
    lines.append(" </spine>\n</package>\n")
    return "\n".join(lines)


def _metadata(book: Book, language: str, marks: list[PageMark]) -> Iterator[str]:
    info = book.info
    identifier = info.identifier or f"urn:skrynia:{info.title}"
    moment = (info.made_at or datetime(1980, 1, 1, tzinfo=UTC)).astimezone(UTC)
    yield f'  <dc:identifier id="identifier">{_text(identifier)}</dc:identifier>'
    yield f"  <dc:title>{_text(info.title)}</dc:title>"
    for tag in info.tags or (language,):
        yield f"  <dc:language>{tag}</dc:language>"
    for creator in info.creators:
        yield f"  <dc:creator>{_text(creator)}</dc:creator>"
    single = {"publisher": info.publisher, "date": info.date, "rights": info.rights}
    for name, value in single.items():
        if value:
            yield f"  <dc:{name}>{_text(value)}</dc:{name}>"
    yield _property("dcterms:modified", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    yield _property("schema:accessMode", "textual")
    yield _property("schema:accessModeSufficient", "textual")
    features = ["tableOfContents", "readingOrder", "structuralNavigation"]
    features += ["pageNavigation", "pageBreakMarkers"] if marks else []
    for feature in features:
        yield _property("schema:accessibilityFeature", feature)
    yield _property("schema:accessibilityHazard", "none")
    if book.words.summary:
        yield _property("schema:accessibilitySummary", book.words.summary)
    if marks:
        yield f"  <dc:source>{_text(identifier)}</dc:source>"
        yield _property("pageBreakSource", identifier)


def _property(name: str, value: str) -> str:
    return f'  <meta property="{name}">{_text(value)}</meta>'


def _marks(sections: Iterable[Section]) -> list[PageMark]:
    """The pages that have a number printed on them."""
    return [mark for section in sections for mark in _marks_in(section) if mark.label]


def _marks_in(section: Section) -> list[PageMark]:
    return [part for p in section.paragraphs for part in p.parts if isinstance(part, PageMark)]


def _navigation(book: Book, names: list[str], sections: list[Section], language: str) -> str:
    words = book.words
    entries = [
        f'    <li><a href="{name}">{_text(section.title)}</a></li>'
        for name, section in zip(names, sections, strict=True)
        if section.title
    ]
    if not sections or not sections[0].title:
        start = names[0] if names else "nav.xhtml"
        entries.insert(0, f'    <li><a href="{start}">{_text(words.beginning)}</a></li>')
    lines = [
        '  <nav epub:type="toc" role="doc-toc" id="toc">',
        f"   <h1>{_text(words.contents)}</h1>\n   <ol>",
        *entries,
        "   </ol>\n  </nav>",
    ]
    pages = [
        f'    <li><a href="{name}#p{mark.sequence}">{_text(mark.label)}</a></li>'
        for name, section in zip(names, sections, strict=True)
        for mark in _marks_in(section)
        if mark.label
    ]
    if pages:
        lines += [
            '  <nav epub:type="page-list" role="doc-pagelist" id="pages" hidden="hidden">',
            f"   <h2>{_text(words.pages)}</h2>\n   <ol>", *pages, "   </ol>\n  </nav>",
        ]  # fmt: skip
    return _document(words.contents, language, "\n".join(lines))


def _section(section: Section, title: str, language: str) -> str:
    body = "\n".join(_paragraph(each, language) for each in section.paragraphs)
    return _document(section.title or title, language, f"  <section>\n{body}\n  </section>")


def _document(title: str, language: str, body: str) -> str:
    return (
        f'{_HEAD}<!DOCTYPE html>\n<html xmlns="{_XHTML}" xmlns:epub="{_OPS}" '
        f'lang="{language}" xml:lang="{language}">\n <head>\n  <title>{_text(title)}</title>\n'
        '  <link rel="stylesheet" type="text/css" href="style.css"/>\n </head>\n'
        f" <body>\n{body}\n </body>\n</html>\n"
    )


def _paragraph(paragraph: Paragraph, language: str) -> str:
    tag = language_tag(paragraph.language)
    spoken = "" if tag in (UNKNOWN, language) else f' lang="{tag}" xml:lang="{tag}"'
    inner = "".join(_part(part) for part in paragraph.parts)
    match paragraph.kind:
        case BlockKind.HEADING:
            name = f"h{min(_DEEPEST_HEADING, paragraph.level)}"
            return f"   <{name}{spoken}>{inner}</{name}>"
        case BlockKind.FOOTNOTE:
            return f'   <aside epub:type="footnote" role="doc-footnote"{spoken}>{inner}</aside>'
        case BlockKind.MARGINALIA:
            return f"   <aside{spoken}>{inner}</aside>"
        case BlockKind.TABLE | BlockKind.CONTENTS:
            return f'   <p class="lines"{spoken}>{inner.replace(chr(10), "<br/>")}</p>'
        case BlockKind.CAPTION:
            return f'   <p class="caption"{spoken}>{inner}</p>'
    return f"   <p{spoken}>{inner}</p>"


def _part(part: str | PageMark) -> str:
    if isinstance(part, str):
        return _text(part)
    if not part.label:
        return f'<span id="p{part.sequence}"></span>'
    return (
        f'<span epub:type="pagebreak" role="doc-pagebreak" id="p{part.sequence}" '
        f'aria-label="{_text(part.label)}"></span>'
    )


def _text(text: str) -> str:
    return escape(legal_text(text), _QUOTES)
