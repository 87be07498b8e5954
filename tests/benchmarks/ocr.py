"""Speed of reading: text and searchable PDF/A of the same pages, by ``skrynia ocr`` and OCRmyPDF.

Both run on the same cores, one after the other. OCRmyPDF gets its pages as one PDF, made for it
beforehand and not counted, and the model that is best for the pages, chosen by hand; ours finds it.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.digitising import BUILD, RunFailedError
from tests.evaluation.character_errors import CharacterErrors, character_errors
from tests.evaluation.commands import call
from tests.evaluation.folding import folded
from tests.evaluation.scan_sets import SETS, ScanSet
from tests.evaluation.truths import truth_in
from tests.judges import is_ready, judge_folder

#: How many times as fast ours has to be, and how much worse its reading may be (rounding).
TARGET, WORSE_ALLOWED = 1.7, 0.0005
#: Sets with a truth by hand, and how many of their pages a run takes.
PAGES = {
    "deu-grenzboten-1841": 6, "deu-bebel-1879": 4, "lav-bible-1694": 4, "deu-kant-1784": 2,
    "deu-nzz-newspaper": 1,
}  # fmt: skip
FULL = {name: 100 for name in PAGES}
_IMAGES = (".tif", ".jpg", ".png")


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of the comparison, on one set of pages."""

    seconds: float
    errors: CharacterErrors
    pdf_bytes: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides on one set."""

    name: str
    pages: int
    ours: Reading
    theirs: Reading


@dataclass(frozen=True, slots=True)
class ReadingSpeed:
    """All sets."""

    cores: int
    sets: tuple[Compared, ...]

    @property
    def ratio(self) -> float:
        """How many times as fast ours is, over all pages."""
        return self.seconds("theirs") / self.seconds("ours")

    def seconds(self, side: str) -> float:
        """Of one side."""
        return sum(getattr(one, side).seconds for one in self.sets)

    def pages_a_minute(self, side: str) -> float:
        """Of one side."""
        return 60 * sum(one.pages for one in self.sets) / self.seconds(side)

    def rate(self, side: str) -> float:
        """Character errors of one side over all sets."""
        errors = [getattr(one, side).errors for one in self.sets]
        total = sum(errors, CharacterErrors(0, 0))
        return total.rate or 0.0


def measure(size: str, console: Console) -> ReadingSpeed | None:
    """Measure the sets that are there; None where the scans or OCRmyPDF are not."""
    chosen = FULL if size == "full" else PAGES
    sets = [one for one in SETS if one.name in chosen and one.folder.is_dir()]
    if not (sets and is_ready("ocrmypdf")):
        console.print("No scans, or no OCRmyPDF: the speed of reading is not measured.")
        return None
    cores = os.cpu_count() or 1
    return ReadingSpeed(cores, tuple(compare(one, chosen[one.name], cores) for one in sets))


def compare(pages: ScanSet, at_most: int, cores: int) -> Compared:
    """Read the first pages of a set both ways."""
    images = sorted(path for path in pages.folder.iterdir() if path.suffix in _IMAGES)[:at_most]
    truths = []
    for image in images:
        truth = pages.truth_of(image.name)
        assert truth is not None, f"{pages.name} has no truth"
        truths.append(folded(truth_in(truth)))
    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        ours = read_with_skrynia(images, truths, Path(folder), cores)
        theirs = read_with_ocrmypdf(images, truths, Path(folder), cores, pages.language)
    return Compared(pages.name, len(images), ours, theirs)


def read_with_skrynia(
    images: Sequence[Path], truths: Sequence[str], folder: Path, cores: int
) -> Reading:
    """By ``skrynia ocr`` with nothing chosen, in a process of its own.

    Raises:
        RunFailedError: a page was not read.
    """
    scans, out = folder / "scans", folder / "out"
    scans.mkdir()
    for image in images:
        shutil.copy2(image, scans / image.name)
        os.utime(scans / image.name, (0, 0))
    ended = call(folder / "home", "ocr", scans, "--out", out, "--workers", str(cores))
    if ended.status != 0:
        raise RunFailedError(ended.errors)
    texts = [(out / page["files"]["text"]).read_text() for page in ended.answer["pages"]]
    pdf = out / ended.answer["document"]
    return Reading(ended.seconds, errors_in(texts, truths), pdf.stat().st_size)


def read_with_ocrmypdf(
    images: Sequence[Path], truths: Sequence[str], folder: Path, cores: int, model: str
) -> Reading:
    """By OCRmyPDF to PDF/A-2b with the text beside it; without Ghostscript, which is slower.

    Raises:
        RunFailedError: it did not end well.
    """
    programs = judge_folder("ocrmypdf") / "bin"
    source, made, text = folder / "in.pdf", folder / "out.pdf", folder / "out.txt"
    _call([programs / "img2pdf", "--rotation=ifvalid", *images, "-o", source])
    words: list[str | Path] = [
        programs / "ocrmypdf", "-l", model, "-j", str(cores), "--output-type", "pdfa-2",
        "--pdfa-backend", "internal", "--rasterizer", "pypdfium", "--sidecar", text, source, made,
    ]  # fmt: skip
    began = time.perf_counter()
    _call(words)
    seconds = time.perf_counter() - began
    texts = re.split("\f", text.read_text())[: len(images)]
    return Reading(seconds, errors_in(texts, truths), made.stat().st_size)


def _call(words: list[str | Path]) -> None:
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RunFailedError(ran.stderr[-2000:])


def errors_in(texts: Sequence[str], truths: Sequence[str]) -> CharacterErrors:
    """Character errors of the pages together, folded alike."""
    found = CharacterErrors(0, 0)
    for text, truth in zip(texts, truths, strict=True):
        found = found + character_errors(folded(text), truth)
    return found


def missed(speed: ReadingSpeed | None) -> list[str]:
    """The targets that were not met."""
    if speed is None:
        return []
    found = []
    if speed.ratio < TARGET:
        found.append(f"reading {speed.ratio:.2f} × as fast as OCRmyPDF, {TARGET} is wanted")
    ours, theirs = speed.rate("ours"), speed.rate("theirs")
    if ours > theirs + WORSE_ALLOWED:
        found.append(f"reading has {ours:.2%} character errors, OCRmyPDF {theirs:.2%}")
    return found


def plain(speed: ReadingSpeed | None) -> dict[str, Any] | None:
    """Both sides for JSON."""
    if speed is None:
        return None
    return asdict(speed) | {
        "ratio": round(speed.ratio, 3), "target": TARGET,
        **{
            side: {
                "pages_a_minute": round(speed.pages_a_minute(side), 2),
                "character_errors": round(speed.rate(side), 5),
            }
            for side in ("ours", "theirs")
        },
    }  # fmt: skip


def print_speed(speed: ReadingSpeed | None, console: Console) -> None:
    """Both sides for people."""
    if speed is None:
        return
    table = Table(title="Text and searchable PDF/A: ours · OCRmyPDF", title_justify="left")
    table.add_column("set")
    for heading in ("pages", "s", "CER", "PDF kB a page"):
        table.add_column(heading, justify="right")
    for one in speed.sets:
        a, b = one.ours, one.theirs
        table.add_row(
            one.name, str(one.pages), f"{a.seconds:.1f} · {b.seconds:.1f}",
            f"{a.errors.rate or 0:.2%} · {b.errors.rate or 0:.2%}",
            f"{a.pdf_bytes // 1000 // one.pages} · {b.pdf_bytes // 1000 // one.pages}",
        )  # fmt: skip
    console.print(table)
    console.print(
        f"{speed.ratio:.2f} × as fast on {speed.cores} cores (target {TARGET}): "
        f"{speed.pages_a_minute('ours'):.1f} and {speed.pages_a_minute('theirs'):.1f} pages a "
        f"minute; CER {speed.rate('ours'):.2%} and {speed.rate('theirs'):.2%}."
    )
