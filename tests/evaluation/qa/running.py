"""Runs the cases on some processes and keeps each page as soon as it is judged.

What is judged is added to a file named after the code that judged it: a killed run goes on where
it was, and a run with other checks or another generator begins anew.
"""

import hashlib
import json
import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2

from samples.faults.base import SeededFault
from samples.light import GREY_AXES
from tests.evaluation.qa.expectations import FILES
from tests.evaluation.qa.files import judged_file
from tests.evaluation.qa.judging import Record, judged_or_broken, plain_region
from tests.evaluation.qa.plan import Case, Wanted
from tests.evaluation.qa.reports import keep_report, reports_beside
from tests.evaluation.qa.seeding import seeded_for
from tests.evaluation.qa.sources import SoundPage, load
from tests.evaluation.scan_sets import ROOT

_HERE = Path(__file__).parent.relative_to(ROOT)
_JUDGING = (
    "qa", "samples", "pipeline/viewing.py", "pipeline/imaging.py",
    *(f"{_HERE}/{name}.py" for name in ("encoding", "files", "judging", "seeding", "sources")),
)  # fmt: skip
Tick = Callable[[int, int], object]


def code_digest() -> str:
    """What the results of a run hang on."""
    digest = hashlib.sha256()
    for name in _JUDGING:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix in (".py", ".toml", ".txt"):
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def known_records(file: Path) -> dict[str, Record]:
    """What was judged before, by the name of the case; a line cut short by a kill is left out."""
    found: dict[str, Record] = {}
    if not file.is_file():
        return found
    for line in file.read_text().splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue
        found[record["case"]] = record
    return found


def run(jobs: list[tuple[Case, ...]], file: Path, workers: int, tick: Tick) -> None:
    """Judge all jobs, adding to the file, and to the reports beside it."""
    context = multiprocessing.get_context("spawn")
    judge = partial(judge_job, reports=reports_beside(file))
    with context.Pool(workers, initializer=begin) as pool, file.open("a") as kept:
        for done, records in enumerate(pool.imap_unordered(judge, jobs), start=1):
            kept.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
            kept.flush()
            tick(done, len(jobs))


def judge_job(job: tuple[Case, ...], reports: Path) -> list[Record]:
    """One page, with all the faults that are to be seeded into it."""
    page = load(job[0].ref)
    with tempfile.TemporaryDirectory(prefix="eval-qa-") as folder:
        return list(_judged_cases(page, job, Path(folder), reports))


def begin() -> None:
    """One thread a process."""
    cv2.setNumThreads(1)


def _judged_cases(
    page: SoundPage, job: tuple[Case, ...], folder: Path, reports: Path
) -> Iterator[Record]:
    sound_report, sound = judged_or_broken(page.scene.image, page.coding, page.material, folder)
    before = sound["codes"]
    for case in job:
        about = {
            "case": case.name, "source": "real" if page.is_real else "made", "page": page.ref.name,
            "volume": page.volume, "design": page.design, "material": page.material.value,
            "shape": list(page.scene.image.shape[:2]), "degrees": page.degrees,
            "is_grey": page.scene.image.ndim == GREY_AXES, "ppi": page.scene.ppi,
        }  # fmt: skip
        if not case.fault:
            if case.is_kept_whole and sound_report is not None:
                keep_report(reports, case.name, sound_report)
            yield about | {"fault": ""} | sound
            continue
        if case.fault in FILES:
            yield about | judged_file(page.scene, case.fault, folder)
            continue
        seeded = seeded_for(case, page)
        report, seen = judged_or_broken(seeded.image, page.coding, page.material, folder)
        if case.is_kept_whole and report is not None:
            keep_report(reports, case.name, report)
        told = _plain_fault(seeded.fault) | {"fault": case.fault, "grade": case.grade}
        shape = {"shape": list(seeded.image.shape[:2])}
        yield about | shape | told | {"before": before, "slant_before": sound["slant"]} | seen


def _plain_fault(fault: SeededFault) -> Record:
    return {
        "fault": fault.kind,
        "amount": fault.amount,
        "unit": fault.unit,
        "truth": plain_region(fault.region),
    }


def unknown_faults(names: list[str]) -> list[str]:
    """Names that no fault has."""
    return [name for name in names if name not in Wanted().faults]
