"""Step 3, OCR: the page's image becomes ALTO text and plain text beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.engines.base import EngineError, EngineTimeoutError, OcrEngine
from pipeline.engines.models import package_of
from pipeline.errors import ModelMissingError, NotValidError, OcrMissingError
from pipeline.files import write_whole
from schemas.alto import build_alto
from schemas.findings import Finding, Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.validation import DocumentKind, check_xml

#: Changes whenever the same page would be read differently; kept results are then read anew.
STEP_VERSION = "ocr-2"
#: A line that is believed in less than this is noise (a fold, a stain), not text. Single words
#: are never dropped: engines doubt many that they read rightly, most of all in Fraktur.
MIN_LINE_CONFIDENCE = 0.20
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
    kept = replace(kept, engine=engine.name, engine_version=engine.version(), model=request.model)
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
            return engine.recognise(request.image, request.model, request.time_limit_seconds)
        except EngineTimeoutError:
            raise
        except EngineError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def result_of(
    page: PageText, request: OcrRequest, engine: OcrEngine, findings: tuple[Finding, ...]
) -> OcrResult:
    """The small value that stands for a reading."""
    confidence = page.confidence
    return OcrResult(
        word_count=len(page.words),
        confidence=None if confidence is None else round(confidence, 4),
        engine=engine.name,
        engine_version=engine.version(),
        model=request.model,
        findings=findings,
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


def keep_legible(page: PageText) -> PageText:
    """Drop blank words, lines the engine hardly believes in, and what is then empty."""
    blocks = tuple(kept for block in page.blocks if (kept := legible_block(block)) is not None)
    return replace(page, blocks=blocks)


def legible_block(block: TextBlock) -> TextBlock | None:
    """The block without its noise; None where a text block has no line left."""
    lines = tuple(kept for line in block.lines if (kept := legible_line(line)) is not None)
    return replace(block, lines=lines) if lines or block.kind != "text" else None


def legible_line(line: TextLine) -> TextLine | None:
    """The line without blank words; None where it is noise."""
    words = tuple(word for word in line.words if word.text.strip())
    believed = sum(word.confidence for word in words) >= MIN_LINE_CONFIDENCE * len(words)
    return replace(line, words=words) if words and believed else None


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
    missing = [part for part in model.split("+") if part not in installed]
    if missing or not model:
        raise ModelMissingError(
            missing=", ".join(missing) or "–",
            packages=" ".join(f"tesseract-ocr-{package_of(part)}" for part in missing),
            installed=", ".join(sorted(installed)),
        )
