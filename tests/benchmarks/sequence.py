"""What the checks between pages cost: made volumes of 250, 500 and 1,000 pages."""

import gzip
import hashlib
import multiprocessing
import pickle
from dataclasses import dataclass, replace
from math import log
from pathlib import Path
from statistics import median
from time import process_time

import cv2
import numpy as np

from pipeline.headers import read_header
from pipeline.qa import check_volume
from pipeline.viewing import view_page
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport
from qa.volume.pages import PrintedLabel, VolumePage
from samples.volume import VolumePlan
from schemas.objects import Material
from tests.benchmarks.digitising import BUILD
from tests.benchmarks.volumes import volume
from tests.evaluation.commands import ROOT

TARGET_SECONDS = 20.0
PAGES = (250, 500, 1000)
RUNS = 3
#: Room for the noise of a measure, over n log n.
ROOM = 1.2
PLAN = VolumePlan(pages=1, megapixels=1.0, lines_in_stock=120, is_grey=True)


@dataclass(frozen=True, slots=True)
class SequenceCost:
    """Seconds of computing, by the number of pages."""

    seconds: dict[int, float]
    findings: int
    """On the largest volume, which is sound."""

    @property
    def growth(self) -> float:
        """The largest over the smallest."""
        return self.seconds[max(self.seconds)] / max(self.seconds[min(self.seconds)], 1e-6)

    @property
    def allowed_growth(self) -> float:
        """What n log n would be, with some room."""
        few, many = min(self.seconds), max(self.seconds)
        return ROOM * many * log(many) / (few * log(few))


def measure() -> SequenceCost:
    """Judge the pages once, keep their reports, and time the checks between them."""
    pages = _pages()
    seconds, found = {}, 0
    for count in PAGES:
        runs = []
        for _ in range(RUNS):
            began = process_time()
            found = len(check_volume(pages[:count], Material.BOOK))
            runs.append(process_time() - began)
        seconds[count] = round(median(runs), 3)
    return SequenceCost(seconds, found)


def _pages() -> list[VolumePage]:
    reports = _reports(sorted(volume("sequence", PLAN, max(PAGES)).iterdir()))
    rng = np.random.default_rng(4)
    return [
        VolumePage(report, _label(number, rng), file_name=f"{number:05d}.jpg")
        for number, report in enumerate(reports, start=1)
    ]


def _label(number: int, rng: np.random.Generator) -> tuple[PrintedLabel, ...]:
    """The printed number, one in ten not read."""
    return () if rng.random() < 0.1 else (PrintedLabel(str(number), 0.9, 0.5, 0.94),)


def _reports(files: list[Path]) -> list[QaReport]:
    kept = BUILD / f"reports-{_code()}.pickle.gz"
    if kept.is_file():
        reports: list[QaReport] = pickle.loads(gzip.decompress(kept.read_bytes()))
        return reports
    with multiprocessing.get_context("spawn").Pool(2, initializer=_begin) as pool:
        reports = pool.map(_report, files, chunksize=20)
    for old in BUILD.glob("reports-*"):
        old.unlink()
    kept.write_bytes(gzip.compress(pickle.dumps(reports), 1))
    return reports


def _report(file: Path) -> QaReport:
    view = view_page(file, 0, read_header(file))
    return replace(run_checks(view, profile_for(Material.BOOK)), seconds={})


def _begin() -> None:
    cv2.setNumThreads(1)


def _code() -> str:
    digest = hashlib.sha256()
    for file in sorted((ROOT / "qa").rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
