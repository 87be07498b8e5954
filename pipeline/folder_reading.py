"""Reads the pages of a folder or file where they lie; results go to a folder beside them.

Works without catalogue and flow. A page that cannot be read is told and the others go on; what
was read before from the same scan in the same way is not read again.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from pipeline.capture import inspect_file
from pipeline.context import WorkLimits
from pipeline.engines.registry import get_engine
from pipeline.errors import DiskFullError
from pipeline.faults import ScanFailure
from pipeline.files import key_of, write_whole
from pipeline.headers import ScanHeader
from pipeline.labels import labels_in
from pipeline.loose_pages import LooseFolder, LoosePage, plan_reading
from pipeline.loose_reading import (
    ENDINGS,
    LooseReader,
    PageNotRead,
    PageTextResult,
    ReadingPlace,
    forget_image,
    waiting_image,
)
from pipeline.ocr import check_model
from pipeline.output_errors import OutFolderBusyError, OutFolderError
from pipeline.pdf.document import PdfPage, write_pdf
from pipeline.pdf.metadata import DocumentInfo
from pipeline.pdf.page_image import PageSize, PdfProfile
from pipeline.rendering import ASSUMED_PPI
from pipeline.room import NO_ROOM, has_room
from qa.volume.numbers import number_pages
from qa.volume.pages import VolumePage
from schemas.alto import parse_alto
from schemas.findings import Finding
from schemas.pages import PageText

DOCUMENT = "object.pdf"
WORK = ".skrynia"
#: Changes whenever the same texts and images would give another document.
DOCUMENT_VERSION = "1"
#: A page without an image or header is drawn as an empty A4.
_EMPTY_PAGE = PageSize(2480, 3508, ASSUMED_PPI)

#: Told after each page: how many are done, and how many there are.
Tick = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """What is to be read, where to, and how."""

    path: Path
    out: Path
    model: str
    engine: str = "tesseract"
    profile: PdfProfile = PdfProfile.READING
    limits: WorkLimits = field(default_factory=WorkLimits)
    ocr_seconds: float = 300
    workers: int = 1
    still_seconds: float = 0


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of a page."""

    page: LoosePage
    text: PageTextResult | None = None
    was_kept: bool = False
    """Read by an earlier run."""
    findings: tuple[Finding, ...] = ()
    """Why there is no text, or what of the scan could not be read."""
    seconds: float = 0.0

    @property
    def files(self) -> dict[str, str]:
        """Names of the results by kind."""
        names = zip(("text", "alto", "hocr"), ENDINGS, strict=True)
        return {kind: f"{self.page.name}{end}" for kind, end in names} if self.text else {}


@dataclass(frozen=True, slots=True)
class FolderReading:
    """A folder as it was read."""

    folder: LooseFolder
    pages: tuple[PageOutcome, ...]
    document: Path
    seconds: float

    @property
    def failed(self) -> tuple[PageOutcome, ...]:
        """Pages without a text; a page with nothing to read is none of them."""
        return tuple(page for page in self.pages if page.text is None)


def read_folder_text(request: ReadingRequest, tick: Tick = lambda done, of: None) -> FolderReading:
    """Read all pages, and put them together as one searchable document.

    Raises:
        LibraryError: there is nothing to read, or nowhere to write.
    """
    began = perf_counter()
    check_model(request.model, get_engine(request.engine))
    failures: dict[Path, ScanFailure] = {}

    def header(path: Path) -> tuple[ScanHeader, ...]:
        headers, failure = inspect_file(path, request.limits.max_pixels)
        if failure is not None:
            failures[path] = failure
        return headers

    document = request.out.absolute() / DOCUMENT
    folder = plan_reading(
        request.path, header, still_seconds=request.still_seconds, without=document
    )
    place = _place(request)
    with _held(place.out, place.work):
        outcomes = _read_all(folder, failures, place, request.workers, tick)
    return FolderReading(folder, outcomes, document, round(perf_counter() - began, 3))


def _place(request: ReadingRequest) -> ReadingPlace:
    out = request.out.absolute()
    work = out / WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
        write_whole(work / "written", b"")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutFolderError(folder=str(request.out), reason=reason) from error
    return ReadingPlace(
        out, work, request.model, request.engine, request.ocr_seconds, request.limits,
        request.profile,
    )  # fmt: skip


@contextmanager
def _held(out: Path, work: Path) -> Iterator[None]:
    with (work / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutFolderBusyError(folder=str(out)) from error
        try:
            yield
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise DiskFullError(folder=str(out)) from error


def _read_all(
    folder: LooseFolder,
    failures: dict[Path, ScanFailure],
    place: ReadingPlace,
    workers: int,
    tick: Tick,
) -> tuple[PageOutcome, ...]:
    digests = _Digests()
    readers = [
        None if page.first.path in failures
        else LooseReader(page, [digests.of(one.path) for one, _ in page.parts], place)
        for page in folder.pages
    ]  # fmt: skip
    key = key_of(DOCUMENT_VERSION, place.profile, *(r.key if r else "" for r in readers))
    is_made = _is_made(place, key)

    def work(page: LoosePage, reader: LooseReader | None) -> PageOutcome:
        if reader is None:
            return PageOutcome(page, findings=(failures[page.first.path].finding,))
        return _worked(page, reader, wants_image=not is_made)

    outcomes = tuple(_counted(folder.pages, readers, work, workers, tick))
    if not has_room(place.out):
        raise DiskFullError(folder=str(place.out))
    _write_document(folder, outcomes, place, key)
    return outcomes


def _counted(
    pages: tuple[LoosePage, ...],
    readers: list[LooseReader | None],
    work: Callable[[LoosePage, LooseReader | None], PageOutcome],
    workers: int,
    tick: Tick,
) -> Iterator[PageOutcome]:
    pool = ThreadPoolExecutor(workers)
    tick(0, len(pages))
    try:
        for done, outcome in enumerate(pool.map(work, pages, readers), start=1):
            tick(done, len(pages))
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _worked(page: LoosePage, reader: LooseReader, *, wants_image: bool) -> PageOutcome:
    began = perf_counter()
    outcome = PageOutcome(page)
    try:
        try:
            text, was_kept = reader.read()
            outcome = replace(outcome, text=text, was_kept=was_kept, findings=text.findings)
        except PageNotRead as reason:
            outcome = replace(outcome, findings=reason.findings)
        if wants_image or outcome.text is None:
            reader.image()
    except PageNotRead as reason:
        outcome = replace(outcome, findings=outcome.findings or reason.findings)
    finally:
        reader.close()
    return replace(outcome, seconds=round(perf_counter() - began, 3))


class _Digests:
    """Of files, each taken once however many pages it holds."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        if path not in self._known:
            with path.open("rb") as file:
                self._known[path] = hashlib.file_digest(file, "sha512").hexdigest()
        return self._known[path]


def _is_made(place: ReadingPlace, key: str) -> bool:
    """Whether the document stands as all these pages would give it."""
    marker = place.work / "document.key"
    return (place.out / DOCUMENT).is_file() and marker.is_file() and marker.read_text() == key


def _write_document(
    folder: LooseFolder, outcomes: tuple[PageOutcome, ...], place: ReadingPlace, key: str
) -> None:
    """Write the document unless it stands; images are kept while a page has yet to be read."""
    if _is_made(place, key):
        return
    (place.work / "document.key").unlink(missing_ok=True)
    texts = {one.page.name: one for one in outcomes if one.text is not None}
    languages = dict.fromkeys(
        code for one in texts.values() if one.text for code in one.text.reading.languages
    )
    labels = _labels(place, outcomes)
    info = DocumentInfo(folder.title, languages=tuple(languages))
    pages = (_pdf_page(place, one, labels.get(at, "")) for at, one in enumerate(outcomes))
    write_pdf(place.out / DOCUMENT, info, pages)
    if len(texts) == len(outcomes):
        write_whole(place.work / "document.key", key.encode())
        for one in outcomes:
            forget_image(place, one.page.name)


def _labels(place: ReadingPlace, outcomes: tuple[PageOutcome, ...]) -> dict[int, str]:
    """Places to the numbers printed on the pages, where the pages around bear them out."""
    pages = []
    for outcome in outcomes:
        text = _text(place, outcome)
        labels = labels_in(text) if text is not None else ()
        pages.append(VolumePage(None, labels))
    return number_pages(pages).labels


def _text(place: ReadingPlace, outcome: PageOutcome) -> PageText | None:
    if outcome.text is None:
        return None
    return parse_alto((place.out / f"{outcome.page.name}{ENDINGS[1]}").read_bytes())


def _pdf_page(place: ReadingPlace, outcome: PageOutcome, label: str) -> PdfPage:
    waiting = waiting_image(place, outcome.page.name)
    text = _text(place, outcome)
    if waiting is None:
        return PdfPage(_EMPTY_PAGE, None, None, label)
    size, image = waiting
    return PdfPage(size, image, text, label)
