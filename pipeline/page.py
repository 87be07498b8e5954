"""A page's way through its steps: taken in, judged, derived, read; each remembered when done."""

import fcntl
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import ocr
from pipeline.capture import CaptureResult, take_in
from pipeline.context import PageContext, PagePart, ScanSource, WorkLimits
from pipeline.derivatives import derive_page
from pipeline.engines.registry import get_engine
from pipeline.errors import DiskFullError, ScanUnreadableError
from pipeline.faults import ScanFailure
from pipeline.files import UNFINISHED, key_of, remembered
from pipeline.human_text import write_human_text
from pipeline.inspection import PageNotJudged, judge_page
from pipeline.numbering import labels_of_page
from pipeline.ocr import OcrRequest, OcrResult
from pipeline.plain import plain_of, value_of
from pipeline.rendering import PYRAMID, write_jpeg
from pipeline.room import NO_ROOM, has_room
from pipeline.target_grading import GradedScan, grade_beside
from pipeline.timing import Clock
from qa.report import QaReport
from qa.targets.masking import BESIDE
from qa.volume.pages import PrintedLabel
from schemas.alto import parse_alto
from schemas.errors import LibraryError
from schemas.findings import Finding, Region
from schemas.human_text import TextCorrection, Transcription
from schemas.pages import ImageFacts, PageRole

#: The steps of a page in order, as progress shows them.
STEPS = ("capture", "qa", "derivatives", "ocr")
#: What of it is timed apart: numbers in the margins are read within the last step.
TIMED = (*STEPS, "labels")


@dataclass(frozen=True, slots=True)
class FileToTake:
    """One file of the source folder and the digest it had when it was planned."""

    number: int
    source: Path
    name: str
    """Its path within the source folder."""
    sha512: str

    @property
    def copy_name(self) -> str:
        """The name of its copy in the work folder."""
        return f"{self.number:04d}{self.source.suffix.lower()}"


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page, the files it needs, and how it is to be read."""

    page: PageContext
    number: int
    role: PageRole
    label: str
    files: tuple[FileToTake, ...]
    file_of_scan: tuple[tuple[int, int], ...]
    """Scan number and the number of the file it lies in."""
    capture_folder: Path
    model: str
    engine: str
    ocr_seconds: float
    label_is_read: bool = False
    """Whether the machine read the label before."""
    corrections: tuple[TextCorrection, ...] = ()
    transcription: Transcription | None = None

    def file_of(self, scan_number: int) -> int:
        """The number of the file a scan lies in."""
        return dict(self.file_of_scan)[scan_number]


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of a page. ``error`` is set where a scan could not be taken in."""

    page_id: str
    sequence: int
    findings: tuple[Finding, ...] = ()
    report: QaReport | None = None
    ocr: OcrResult | None = None
    has_image: bool = False
    captured: tuple[tuple[int, CaptureResult], ...] = ()
    text: str = ""
    targets: tuple[GradedScan, ...] = ()
    """The target that lies beside the page, as it was graded."""
    writers: tuple[tuple[str, str, str], ...] = ()
    """Who wrote the text over, as it now stands: name, moment, and whether it is a
    ``correction`` or a ``transcription``."""
    labels: tuple[PrintedLabel, ...] = ()
    """Words of its text or its margins that may be its number."""
    seconds: dict[str, float] = field(default_factory=dict)
    error: LibraryError | None = None
    worker: str = ""
    """Host and process that did it; pages may be spread over machines."""

    @property
    def is_done(self) -> bool:
        """Whether the page has an image and its text was looked for."""
        return self.error is None and self.has_image and self.ocr is not None and self.ocr.was_read


def walk_page(job: PageJob) -> PageOutcome:
    """Take one page through all its steps; what fails becomes a finding or the outcome's error."""
    job.page.folder.mkdir(parents=True, exist_ok=True)
    job.capture_folder.mkdir(parents=True, exist_ok=True)
    worker = f"{socket.gethostname()}:{os.getpid()}"
    outcome = PageOutcome(job.page.page_id, job.page.sequence, worker=worker)
    full = DiskFullError(folder=job.page.folder)
    try:
        outcome = _walked(job, outcome)
    except LibraryError as error:
        return replace(outcome, error=error)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        return replace(outcome, error=full)
    # Decoders and engines report a full disk as a fault of the scan.
    return outcome if outcome.is_done or has_room(job.page.folder) else replace(outcome, error=full)


def _walked(job: PageJob, outcome: PageOutcome) -> PageOutcome:
    clock = Clock()
    captured = clock.timed("capture", lambda: _captured(job))
    outcome = replace(outcome, captured=captured, seconds=clock.seconds)
    if failures := tuple(c.failure.finding for _, c in captured if c.failure is not None):
        return replace(outcome, findings=failures)
    page = with_facts(job, dict(captured))
    try:
        made = clock.timed("derivatives", lambda: derive_page(page))
    except ScanUnreadableError as error:
        return replace(outcome, findings=(unreadable(error),))
    found = (made.damage.finding,) if made.damage else ()
    outcome = replace(outcome, has_image=True)
    try:
        outcome = replace(outcome, report=clock.timed("qa", lambda: judge_page(page)))
    except PageNotJudged as reason:
        found = found or (reason.finding,)
    judged = outcome.report.findings if outcome.report else ()
    outcome = replace(outcome, targets=grade_beside(page, judged))
    image = page.file(made.ocr_image) if made.ocr_image else page.parts[0].scan.path
    masked = masked_in(page, judged)
    read = clock.timed("ocr", lambda: _read(job, page, image, masked))
    text = page.file(ocr.TEXT_FILE).read_text() if read.was_read else ""
    unread = (Finding("QA-OCR-03"),) if is_unread_print(outcome.report, read) else ()
    findings = (*found, *judged, *read.findings, *unread)
    written = write_human_text(
        page.folder, job.corrections, job.transcription, was_read=read.was_read
    )
    outcome = replace(outcome, ocr=read, text=text, findings=findings)
    if written is not None:
        outcome = replace(outcome, text=written, writers=writers_of(job))
    labels = clock.timed("labels", lambda: _labels(outcome, page, image, masked))
    return replace(outcome, labels=labels)


def writers_of(job: PageJob) -> tuple[tuple[str, str, str], ...]:
    """The people whose text stands, and when each wrote last."""
    if job.transcription is not None:
        return ((job.transcription.by, job.transcription.at, "transcription"),)
    last = {one.by: one.at for one in job.corrections}
    return tuple((by, at, "correction") for by, at in last.items())


def _labels(
    outcome: PageOutcome, page: PageContext, image: Path, masked: tuple[Region, ...]
) -> tuple[PrintedLabel, ...]:
    was_read = outcome.ocr is not None and outcome.ocr.was_read
    words = parse_alto(page.file(ocr.ALTO_FILE).read_bytes()) if was_read else None
    return labels_of_page(page, image, words, masked, shows_lines(outcome.report))


def is_unread_print(report: QaReport | None, read: OcrResult) -> bool:
    """Whether the checks saw lines of print of which not one word was read."""
    return shows_lines(report) and read.was_read and not read.word_count


def shows_lines(report: QaReport | None) -> bool:
    """Whether the checks saw lines of print: they can tell how straight they stand."""
    return report is not None and all(check != "skew" for check, _ in report.not_applicable)


def _captured(job: PageJob) -> tuple[tuple[int, CaptureResult], ...]:
    return tuple(
        (file.number, capture_file(file, job.capture_folder, job.page.limits)) for file in job.files
    )


def capture_file(file: FileToTake, folder: Path, limits: WorkLimits) -> CaptureResult:
    """Take one file in; pages that share a file wait for each other."""
    with (folder / f"{file.copy_name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return take_in(
            file.source, folder, file.copy_name, expected_sha512=file.sha512, limits=limits
        )


def unreadable(error: ScanUnreadableError) -> Finding:
    """A page without an image, as a finding."""
    failure = error.facts["failure"]
    assert isinstance(failure, ScanFailure)
    return failure.finding


def masked_in(page: PageContext, found: Sequence[Finding]) -> tuple[Region, ...]:
    """Where a target lies in the image that is read; known where that shows the scan as stored."""
    part = page.parts[0]
    facts = part.scan.facts
    if len(page.parts) > 1 or not part.is_whole or facts is None or facts.orientation != 1:
        return ()
    return tuple(one.region for one in found if one.code == BESIDE and one.region is not None)


def _read(job: PageJob, page: PageContext, image: Path, masked: tuple[Region, ...]) -> OcrResult:
    """Read the page's text unless it was read before the same way from the same image."""
    request = OcrRequest(page.page_id, image, page.folder, job.model, job.ocr_seconds, masked)
    scans = [(p.scan.sha512, p.scan.image_in_file, p.recipe) for p in page.parts]
    return remembered(
        page.folder,
        "ocr",
        key_of(ocr.STEP_VERSION, job.model, job.engine, *scans, *masked),
        lambda: _read_anyhow(request, page, job.engine),
        encode=plain_of,
        decode=lambda plain: value_of(OcrResult, plain),
        files=lambda result: (ocr.ALTO_FILE, ocr.TEXT_FILE) if result.was_read else (),
    )


def _read_anyhow(request: OcrRequest, page: PageContext, engine_name: str) -> OcrResult:
    """Read the image; a master that the engine cannot open is read from its access copy."""
    engine = get_engine(engine_name)
    result = ocr.recognise_page(request, engine)
    if result.was_read or request.image.parent == page.folder:
        return result
    image = page.file(f"{UNFINISHED}ocr.jpg")
    write_jpeg(page.file(PYRAMID), image, quality=95)
    try:
        return ocr.recognise_page(replace(request, image=image), engine)
    finally:
        image.unlink(missing_ok=True)


def with_facts(job: PageJob, captured: dict[int, CaptureResult]) -> PageContext:
    """The page with what the headers of its scans say."""

    def informed(part: PagePart) -> PagePart:
        taken = captured[job.file_of(part.scan.number)]
        return replace(part, scan=replace(part.scan, facts=facts_in(taken, part.scan)))

    return replace(job.page, parts=tuple(informed(part) for part in job.page.parts))


def facts_in(captured: CaptureResult, scan: ScanSource) -> ImageFacts | None:
    """What the header of a scan says; None where there is none."""
    headers = {one.image_in_file: one.facts for one in captured.images}
    return headers.get(scan.image_in_file)
