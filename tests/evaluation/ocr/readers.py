"""Who reads: our default configuration, plain Tesseract with a model by hand, OCRmyPDF."""

import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.engines.base import EngineError
from pipeline.engines.registry import get_engine
from pipeline.reading.automatic import Wish, read_automatically
from schemas.reading import PageReading
from tests.evaluation.ocr.sources import JudgedPage
from tests.evaluation.scan_sets import ROOT
from tests.judges import judge_folder

SECONDS_A_PAGE = 600.0
OCRMYPDF = judge_folder("ocrmypdf") / "bin/ocrmypdf"
#: What the readings of ours hang on.
_OURS = ("language", "pipeline/engines", "pipeline/reading", "pipeline/layout", "pipeline/ocr.py")
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
#: A page without resolution in its header is taken for one of this.
USUAL_PPI = "300"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader made of a page."""

    text: str
    seconds: float
    script: str = ""
    languages: tuple[str, ...] = ()
    model: str = ""
    estimated: float | None = None
    """Its own estimate of the error rate."""
    attempts: int = 0
    failed: str = ""

    def plain(self) -> dict[str, Any]:
        """The answer for JSON."""
        return asdict(self)


def read_ours(page: JudgedPage) -> Answer:
    """The default configuration: everything is found out by the machine."""
    began = time.monotonic()
    try:
        text = read_automatically(page.image, Wish(), get_engine("tesseract"), SECONDS_A_PAGE)
    except EngineError as error:
        return Answer("", round(time.monotonic() - began, 3), failed=str(error))
    reading = text.reading or PageReading()
    return Answer(
        text.plain, round(time.monotonic() - began, 3), reading.script or "", reading.languages,
        reading.model, reading.estimated_error, len(reading.attempts),
    )  # fmt: skip


def read_plain(page: JudgedPage) -> Answer:
    """The bare program, one pass, with the model a person would choose."""
    command = ["tesseract", str(page.image), "-", "-l", page.model]
    return _called(command, page.model, None)


def read_ocrmypdf(page: JudgedPage) -> Answer:
    """The text that OCRmyPDF leaves beside its PDF, with the same model and its own defaults."""
    with tempfile.TemporaryDirectory(prefix="eval-ocr-") as folder:
        text = Path(folder) / "text.txt"
        with Image.open(page.image) as opened:
            ppi = [] if opened.info.get("dpi") else ["--image-dpi", USUAL_PPI]
        command = [
            str(OCRMYPDF), "-q", "-l", page.model, "--jobs", "1", *ppi,
            "--sidecar", str(text), str(page.image), str(Path(folder) / "page.pdf"),
        ]  # fmt: skip
        return _called(command, page.model, text)


def _called(command: list[str], model: str, sidecar: Path | None) -> Answer:
    began = time.monotonic()
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=SECONDS_A_PAGE,
            env=os.environ | _ONE_THREAD,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        failed = type(error).__name__
        return Answer("", round(time.monotonic() - began, 3), model=model, failed=failed)
    text = ran.stdout if sidecar is None else sidecar.read_text(encoding="utf-8")
    return Answer(text, round(time.monotonic() - began, 3), model=model)


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read, and what its answers hang on."""

    name: str
    read: Callable[[JudgedPage], Answer]
    digest: Callable[[], str]
    missing: Callable[[], str]
    """Why it cannot be asked; empty where it can."""


def _our_digest() -> str:
    digest = hashlib.sha256(_program("tesseract").encode())
    for name in _OURS:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _program(program: str) -> str:
    try:
        ran = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return (ran.stdout or ran.stderr).strip()


def _digest_of(program: str) -> Callable[[], str]:
    return lambda: hashlib.sha256(_program(program).encode()).hexdigest()[:12]


READERS = {
    one.name: one
    for one in (
        Reader(
            "skrynia", read_ours, _our_digest,
            lambda: "" if _program("tesseract") else "tesseract is not installed",
        ),
        Reader(
            "tesseract", read_plain, _digest_of("tesseract"),
            lambda: "" if _program("tesseract") else "tesseract is not installed",
        ),
        Reader(
            "ocrmypdf", read_ocrmypdf, _digest_of(str(OCRMYPDF)),
            lambda: "" if OCRMYPDF.is_file() else "python -m tests.judges ocrmypdf makes it",
        ),
    )
}  # fmt: skip
