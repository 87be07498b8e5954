"""Step 3, OCR: the page's image becomes ALTO text and plain text beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.engines.base import EngineError, EngineTimeoutError, OcrEngine
from pipeline.engines.models import package_of
from pipeline.errors import ModelMissingError, NotValidError, OcrMissingError
from pipeline.files import write_whole
from pipeline.reading.automatic import missing_for, read_automatically, wish_of
from pipeline.reading.legible import keep_legible
from schemas.alto import build_alto
from schemas.findings import Finding, Region
from schemas.pages import PageText, Word
from schemas.reading import PageReading
from schemas.validation import DocumentKind, check_xml

#: Changes whenever the same page would be read differently; kept results are then read anew.
STEP_VERSION = "ocr-3"
#: A page whose reading failed for no reason of its own is tried this often.
ATTEMPTS = 2

ALTO_FILE = "alto.xml"
TEXT_FILE = "text.txt"


@dataclass(frozen=True, slots=True)
class OcrRequest:
    """One page to read: its image, where the text goes, how, and for how long at most."""

    page_id: str
    image: Path
    folder: Path
    model: str
    """``auto`` or ``auto:lit+pol`` (the machine finds out), or Tesseract's models: ``lit+pol``."""
    time_limit_seconds: float
    masked: tuple[Region, ...] = ()
    """Parts of the image that are not the page (a target beside it); what stands there is no text
    of the original."""


@dataclass(frozen=True, slots=True)
class OcrResult:
    """What came of it. ``confidence`` 0 to 1, None where nothing was read."""

    word_count: int
    confidence: float | None
    engine: str
    engine_version: str
    model: str
    findings: tuple[Finding, ...] = ()
    reading: PageReading | None = None
    """How it was read and what it is estimated to be worth, where the machine chose the way."""

    @property
    def estimated_error(self) -> float | None:
        """The estimated character error rate, 0 to 1; None where it is not known."""
        return self.reading.estimated_error if self.reading else None

    @property
    def was_read(self) -> bool:
        """Whether there is a text file, be it empty; else the findings say why not."""
        return not self.findings


def recognise_page(request: OcrRequest, engine: OcrEngine) -> OcrResult:
    """Read one page and write its text. A page that cannot be read is a finding, not an error.

    Running it again replaces the earlier text.
    """
    try:
        page = read_with_patience(request, engine)
    except EngineError as error:
        code = "QA-OCR-02" if isinstance(error, EngineTimeoutError) else "QA-OCR-01"
        finding = Finding(code, facts={"reason": str(error)})
        return result_of(PageText(0, 0, ()), request, engine, (finding,))
    kept = keep_legible(clear_of(page, request.masked))
    kept = replace(
        kept,
        engine=engine.name,
        engine_version=kept.engine_version or engine.version(),
        model=kept.model or request.model,
    )
    alto = build_alto(kept, source_name=request.image.name)
    if problems := check_xml(alto, DocumentKind.ALTO):
        first = problems[0]
        raise NotValidError(document=ALTO_FILE, line=first.line, reason=first.message)
    write_whole(request.folder / ALTO_FILE, alto)
    write_whole(request.folder / TEXT_FILE, (kept.plain + "\n").encode())
    return result_of(kept, request, engine, ())


def read_with_patience(request: OcrRequest, engine: OcrEngine) -> PageText:
    """Read the page; an engine that was killed is called once more, a slow page is not."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return read_as_asked(request, engine)
        except EngineTimeoutError:
            raise
        except EngineError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def read_as_asked(request: OcrRequest, engine: OcrEngine) -> PageText:
    """Read the page by the models named, or by those the machine chooses."""
    wish = wish_of(request.model)
    if wish is None:
        return engine.recognise(request.image, request.model, request.time_limit_seconds)
    return read_automatically(request.image, wish, engine, request.time_limit_seconds)


def result_of(
    page: PageText, request: OcrRequest, engine: OcrEngine, findings: tuple[Finding, ...]
) -> OcrResult:
    """The small value that stands for a reading."""
    confidence = page.confidence
    return OcrResult(
        word_count=len(page.words),
        confidence=None if confidence is None else round(confidence, 4),
        engine=engine.name,
        engine_version=page.engine_version or engine.version(),
        model=page.model or request.model,
        findings=findings,
        reading=page.reading,
    )


def clear_of(page: PageText, regions: tuple[Region, ...]) -> PageText:
    """The page without the words that stand in one of these regions."""
    if not regions:
        return page
    return replace(
        page,
        blocks=tuple(
            replace(
                block,
                lines=tuple(
                    replace(line, words=tuple(w for w in line.words if not lies_in(w, regions)))
                    for line in block.lines
                ),
            )
            for block in page.blocks
        ),
    )


def lies_in(word: Word, regions: tuple[Region, ...]) -> bool:
    """Whether the middle of a word lies in one of these regions."""
    x = word.region.x + word.region.width / 2
    y = word.region.y + word.region.height / 2
    return any(r.x <= x < r.x + r.width and r.y <= y < r.y + r.height for r in regions)


def check_model(model: str, engine: OcrEngine) -> None:
    """See before a run that the engine is there and knows every language asked for.

    Raises:
        OcrMissingError: the engine is not installed.
        ModelMissingError: a language model is not installed.
    """
    try:
        installed = engine.models()
    except EngineError as error:
        raise OcrMissingError(engine=engine.name) from error
    wish = wish_of(model)
    if wish is not None:
        missing = list(missing_for(wish, installed))
    else:
        missing = [part for part in model.split("+") if part not in installed]
    if missing or not model:
        raise ModelMissingError(
            missing=", ".join(missing) or "–",
            packages=" ".join(f"tesseract-ocr-{package_of(part)}" for part in missing),
            installed=", ".join(sorted(installed)),
        )
