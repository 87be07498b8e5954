"""PDF and EPUB of a stored object, made on demand out of its access images and texts.

They are derived and never kept as masters: a copy waits in the cache for the next reader and goes
when room is needed.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyvips
from django.db.models import Prefetch
from django.utils.translation import gettext

from catalogue.interchange import description_of
from catalogue.models import DigitalFile, DigitalObject, Page
from catalogue.states import PageState
from pipeline.book_text import BookPage
from pipeline.epub import Book, EpubWords, PageQuality, require_readable, write_epub
from pipeline.files import key_of
from pipeline.output_errors import NothingKeptError
from pipeline.pdf.document import PdfPage, pdf_parts
from pipeline.pdf.metadata import DocumentInfo
from pipeline.pdf.page_image import PageSize, PdfProfile, page_image, page_size
from pipeline.rendering import ASSUMED_PPI, THUMBNAIL_QUALITY
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.packages import FileUse
from schemas.pages import PageText
from schemas.reading import Script
from settings.work import work_settings
from web.stored import StoredFiles, stored_files

#: Changes whenever the same object would give another document; kept copies are then useless.
VERSION = "1"
#: Documents that nobody asked for the longest go first.
CACHE_BYTES = 4_000_000_000
COVER_PX = 1600
_EMPTY_PAGE = PageSize(2480, 3508, ASSUMED_PPI)


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page and where its files lie in storage."""

    sequence: int
    label: str
    image: str
    """Logical path; empty where there is none, as of its text."""
    alto: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """An object as it goes into a document."""

    object_id: str
    version: int
    info: DocumentInfo
    pages: tuple[StoredPage, ...]

    def name(self, kind: str, *more: object) -> str:
        """The name of its copy in the cache: another one whenever anything in it changed."""
        key = key_of(VERSION, kind, self.object_id, self.version, self.info, self.pages, *more)
        return f"{key}.{kind}"


def stored_document(digital_object: DigitalObject) -> StoredDocument:
    """What a document of this object is made of; three queries.

    Raises:
        NothingKeptError: none of its pages is in storage.
    """
    files = DigitalFile.objects.filter(use__in=(FileUse.ACCESS, FileUse.ALTO))
    rows = (
        digital_object.pages.exclude(state=PageState.SUPERSEDED)
        .order_by("sequence")
        .defer("text")
        .prefetch_related(Prefetch("files", files, to_attr="for_reading"))
    )
    pages = tuple(_stored_page(row) for row in rows)
    if not digital_object.aip_version or not any(page.image for page in pages):
        raise NothingKeptError(object_id=digital_object.object_id)
    info = _info(digital_object, max(f.created_at for row in rows for f in _files(row)))
    return StoredDocument(digital_object.object_id, digital_object.aip_version, info, pages)


def _files(row: Page) -> list[DigitalFile]:
    files: list[DigitalFile] = row.for_reading  # type: ignore[attr-defined]  # by the prefetch
    return files


def _stored_page(row: Page) -> StoredPage:
    paths = {file.use: file.logical_path for file in _files(row)}
    image, alto = paths.get(FileUse.ACCESS, ""), paths.get(FileUse.ALTO, "")
    return StoredPage(row.sequence, row.label, image, alto)


def _info(digital_object: DigitalObject, made_at: datetime) -> DocumentInfo:
    """Dated by its newest file, so that equal documents are equal whenever they are made."""
    described = description_of(digital_object)
    return DocumentInfo(
        title=digital_object.title,
        creators=described.creator,
        languages=described.language,
        identifier=digital_object.object_id,
        publisher="; ".join(described.publisher),
        date="; ".join(described.date),
        rights="; ".join(described.rights),
        made_at=made_at,
    )


def kept_copy(name: str) -> Path | None:
    """A document that was made before."""
    path = _folder() / name
    if not path.is_file():
        return None
    os.utime(path)
    return path


def made_pdf(document: StoredDocument, profile: PdfProfile) -> Iterator[bytes]:
    """The PDF as it is made, page by page; when all is made, a copy waits in the cache."""
    with _copied(document.name("pdf", profile)) as copy:
        for data in pdf_parts(document.info, _pdf_pages(document, profile)):
            copy(data)
            yield data


@contextmanager
def _copied(name: str) -> Iterator[Callable[[bytes], object]]:
    """Keep what is given under this name when all of it was given; a full disk costs no reader."""
    folder = _folder()
    handle, unfinished = tempfile.mkstemp(dir=folder, prefix=".")
    part, file, is_whole = Path(unfinished), os.fdopen(handle, "wb"), True

    def copy(data: bytes) -> None:
        nonlocal is_whole
        try:
            file.write(data)
        except OSError:
            is_whole = False

    try:
        yield copy
        try:
            file.close()
        except OSError:
            is_whole = False
        if is_whole:
            part.replace(folder / name)
    finally:
        with suppress(OSError):
            file.close()
        part.unlink(missing_ok=True)
    _make_room(folder)


def made_epub(document: StoredDocument, pages: list[PageQuality]) -> Path:
    """The EPUB, in the cache.

    Raises:
        NotReadableAsBookError: its text is not good enough.
    """
    wrong = require_readable(document.info.title, pages)
    words = EpubWords(gettext("Contents"), gettext("Pages"), gettext("Beginning"), _summary(wrong))
    name = document.name("epub", words)
    if (kept := kept_copy(name)) is not None:
        return kept
    files = stored_files()
    texts = (
        BookPage(page.sequence, _text(files, document, page), page.label) for page in document.pages
    )
    path = _folder() / name
    write_epub(path, Book(document.info, texts, _cover(files, document), words))
    _make_room(path.parent)
    return path


def qualities_of(digital_object: DigitalObject) -> list[PageQuality]:
    """How well each page's text is estimated to be read; one query."""
    rows = digital_object.pages.exclude(state=PageState.SUPERSEDED).values_list(
        "text", "estimated_error", "reading"
    )
    return [
        PageQuality(len(text.split()), wrong, _script((reading or {}).get("script")))
        for text, wrong, reading in rows
    ]


def _script(name: str | None) -> Script | None:
    return Script(name) if name in tuple(Script) else None


def _summary(wrong: float) -> str:
    return gettext(
        "The text was recognised by machine; about {percent} % of its characters are right. "
        "Illustrations are left out."
    ).format(percent=int(100 * (1 - wrong)))


def _pdf_pages(document: StoredDocument, profile: PdfProfile) -> Iterator[PdfPage]:
    files = stored_files()
    for page in document.pages:
        size, image, text = _EMPTY_PAGE, None, _text(files, document, page)
        path = _path(files, document, page.image)
        if path is not None:
            with suppress(pyvips.Error):  # a damaged copy leaves an empty page, not half a book
                size, image = page_size(path), page_image(path, profile)
        if image is None and text is not None and text.width_px and text.height_px:
            size = PageSize(text.width_px, text.height_px, ASSUMED_PPI)
        yield PdfPage(size, image, text, page.label)


def _path(files: StoredFiles, document: StoredDocument, logical_path: str) -> Path | None:
    if not logical_path:
        return None
    return files.path(document.object_id, document.version, logical_path)


def _text(files: StoredFiles, document: StoredDocument, page: StoredPage) -> PageText | None:
    path = _path(files, document, page.alto)
    if path is None:
        return None
    try:
        return parse_alto(path.read_bytes(), name=page.alto)
    except LibraryError:
        return None


def _cover(files: StoredFiles, document: StoredDocument) -> bytes:
    """The first page that can be shown, as reading programs put it on their shelves."""
    for page in document.pages:
        path = _path(files, document, page.image)
        if path is not None:
            with suppress(pyvips.Error):
                small = pyvips.Image.thumbnail(str(path), COVER_PX, height=COVER_PX, size="down")
                return bytes(small.jpegsave_buffer(Q=THUMBNAIL_QUALITY, strip=True))
    return b""


def _folder() -> Path:
    folder = work_settings().home.cache / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make_room(folder: Path) -> None:
    copies = sorted(
        ((path, path.stat()) for path in folder.glob("[!.]*")), key=lambda one: one[1].st_mtime
    )
    total = sum(status.st_size for _, status in copies)
    for path, status in copies[:-1]:
        if total <= CACHE_BYTES:
            break
        path.unlink(missing_ok=True)
        total -= status.st_size
