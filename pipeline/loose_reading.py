"""Reads one page where its scan lies: text, ALTO and hOCR beside each other, and its PDF image."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from pipeline import ocr
from pipeline.context import PageContext, PagePart, ScanSource, WorkLimits
from pipeline.engines.registry import get_engine
from pipeline.files import key_of, remembered, write_whole
from pipeline.loose_images import VERSION as IMAGES
from pipeline.loose_images import LooseImages, PageNotDrawn, draw_loose
from pipeline.loose_pages import LoosePage
from pipeline.ocr import OcrRequest, OcrResult
from pipeline.pdf.page_image import PageImage, PageSize, PdfProfile
from pipeline.plain import plain_of, value_of
from schemas.alto import parse_alto
from schemas.findings import Finding
from schemas.hocr import build_hocr
from schemas.pages import PageText
from schemas.reading import PageReading

#: Changes whenever the same page would give other files; kept ones are then made anew.
VERSION = "loose-1"
ENDINGS = (".txt", ".alto.xml", ".hocr")
#: The engine ended without a text, for another reason than time.
_GAVE_UP = "QA-OCR-01"
#: Of the image of a page that waits to go into the PDF.
_WAITING = ".page"


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where results go, and how pages are read."""

    out: Path
    work: Path
    """A hidden folder within it."""
    model: str
    engine: str
    ocr_seconds: float
    limits: WorkLimits
    profile: PdfProfile


@dataclass(frozen=True, slots=True)
class PageTextResult:
    """What was read of a page."""

    words: int
    confidence: float | None
    engine: str
    engine_version: str
    reading: PageReading
    seconds: float
    findings: tuple[Finding, ...] = ()
    """What could not be read of its scan although there is a text."""


@dataclass(frozen=True, slots=True)
class WaitingImage:
    """A page's image as it waits in the work folder."""

    size: PageSize
    channels: int
    width_px: int
    height_px: int
    is_bilevel: bool
    white_is_zero: bool


class PageNotRead(Exception):  # noqa: N818 -- an outcome of the step, never shown
    """There is no text of a page; the findings say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(*(finding.code for finding in findings))
        self.findings = findings


class LooseReader:
    """One page on its way: its images are made once, whichever of its results is missing."""

    def __init__(self, page: LoosePage, digests: Iterable[str], place: ReadingPlace) -> None:
        self.page = page
        self.place = place
        parts = tuple(
            PagePart(
                ScanSource(number, one.path, one.scan.image_in_file, digest, one.scan.facts),
                replace(recipe, scan_number=number),
            )
            for number, ((one, recipe), digest) in enumerate(
                zip(page.parts, digests, strict=True), start=1
            )
        )
        folder = place.work / f"{page.name}.work"
        self.context = PageContext("", "", page.sequence, folder, parts, limits=place.limits)
        self._drawn: LooseImages | None = None

    @property
    def key(self) -> str:
        """All that the text of this page depends on."""
        scans = [(p.scan.sha512, p.scan.image_in_file, p.recipe) for p in self.context.parts]
        place = self.place
        return key_of(VERSION, ocr.STEP_VERSION, IMAGES, place.model, place.engine, *scans)

    def read(self) -> tuple[PageTextResult, bool]:
        """The page's text, and whether it was read before.

        Raises:
            PageNotRead: there is none.
        """
        fresh: list[bool] = []

        def compute() -> PageTextResult:
            fresh.append(True)
            return self._read()

        result = remembered(
            self.place.work, f"{self.page.name}.text", self.key, compute,
            encode=plain_of, decode=lambda plain: value_of(PageTextResult, plain),
            files=lambda _: [f"../{self.page.name}{ending}" for ending in ENDINGS],
        )  # fmt: skip
        return result, not fresh

    def image(self) -> WaitingImage:
        """The page's image for the PDF, on disk until the PDF is written.

        Raises:
            PageNotRead: no image can be made.
        """
        name = f"{self.page.name}{_WAITING}"

        def compute() -> WaitingImage:
            drawn = self._draw()
            packed = drawn.packed
            write_whole(self.place.work / name, packed.data)
            return WaitingImage(
                drawn.size, packed.channels, packed.width_px, packed.height_px,
                packed.is_bilevel, packed.white_is_zero,
            )  # fmt: skip

        return remembered(
            self.place.work, f"{self.page.name}.image", key_of(self.key, self.place.profile),
            compute, encode=plain_of, decode=lambda plain: value_of(WaitingImage, plain),
            files=lambda _: (name,),
        )  # fmt: skip

    def close(self) -> None:
        """Remove what was needed on the way only."""
        shutil.rmtree(self.context.folder, ignore_errors=True)

    def _draw(self, *, for_reading: bool = False) -> LooseImages:
        if self._drawn is None or for_reading:
            context, place = self.context, self.place
            try:
                self._drawn = draw_loose(
                    context.parts, context.folder, place.profile, place.limits,
                    for_reading=for_reading,
                )  # fmt: skip
            except PageNotDrawn as error:
                raise PageNotRead((error.failure.finding,)) from error
        return self._drawn

    def _read(self) -> PageTextResult:
        began = perf_counter()
        drawn = self._draw()
        result = self._recognise(drawn)
        if _GAVE_UP in [finding.code for finding in result.findings] and not drawn.ocr_image:
            # The engine may not be able to open the scan itself, though we can.
            result = self._recognise(self._draw(for_reading=True))
        if not result.was_read:
            raise PageNotRead(result.findings)
        folder = self.context.folder
        alto = (folder / ocr.ALTO_FILE).read_bytes()
        text = parse_alto(alto)
        self._write(alto, (folder / ocr.TEXT_FILE).read_bytes(), text)
        return PageTextResult(
            result.word_count, result.confidence, result.engine, result.engine_version,
            reading_of(text, result.model), round(perf_counter() - began, 3),
            (drawn.damage.finding,) if drawn.damage else (),
        )  # fmt: skip

    def _recognise(self, drawn: LooseImages) -> OcrResult:
        context, place = self.context, self.place
        image = context.file(drawn.ocr_image) if drawn.ocr_image else context.parts[0].scan.path
        request = OcrRequest(self.page.name, image, context.folder, place.model, place.ocr_seconds)
        return ocr.recognise_page(request, get_engine(place.engine))

    def _write(self, alto: bytes, plain: bytes, text: PageText) -> None:
        name, source = self.page.name, Path(self.page.first.relative).name
        hocr = build_hocr(text, source, page_number=self.page.sequence)
        for ending, content in zip(ENDINGS, (plain, alto, hocr), strict=True):
            write_whole(self.place.out / f"{name}{ending}", content)


def reading_of(text: PageText, model: str) -> PageReading:
    """The way a page was read; where a person named the model, only that and what ALTO tells."""
    if text.reading is not None:
        return text.reading
    languages = tuple(dict.fromkeys(filter(None, (text.language, *_languages(text)))))
    return PageReading(languages=languages, model=model)


def _languages(text: PageText) -> Iterable[str]:
    for block in text.blocks:
        yield block.language
        yield from (line.language for line in block.lines)


def waiting_image(place: ReadingPlace, name: str) -> tuple[PageSize, PageImage] | None:
    """The image of a page out of the work folder; None where none was made."""
    marker, file = place.work / f"{name}.image.done.json", place.work / f"{name}{_WAITING}"
    if not (marker.is_file() and file.is_file()):
        return None
    known = value_of(WaitingImage, json.loads(marker.read_bytes())["result"])
    packed = PageImage(
        file.read_bytes(), known.width_px, known.height_px, known.channels,
        known.is_bilevel, known.white_is_zero,
    )  # fmt: skip
    return known.size, packed


def forget_image(place: ReadingPlace, name: str) -> None:
    """Remove a page's image when the PDF has it."""
    for file in (f"{name}.image.done.json", f"{name}{_WAITING}"):
        (place.work / file).unlink(missing_ok=True)
