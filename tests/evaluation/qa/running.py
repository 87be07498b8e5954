"""Runs the cases on some processes and keeps each page as soon as it is judged.

What is judged is added to a file named after the code that judged it: a killed run goes on where
it was, and a run with other checks or another generator begins anew.
"""

import hashlib
import json
import multiprocessing
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from samples.faults.base import Grade, SeededFault
from samples.faults.registry import KINDS, seed_fault
from samples.light import GREY_AXES
from tests.evaluation.qa.judging import Record, judged, plain_region
from tests.evaluation.qa.plan import Case
from tests.evaluation.qa.sources import SoundPage, load
from tests.evaluation.scan_sets import ROOT

#: Nothing of the product is tuned on faults drawn from this stream.
STREAM = 20_260_715
_JUDGING = ("qa", "samples", "pipeline/viewing.py", "pipeline/imaging.py", "tests/evaluation/qa")
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
    """Judge all jobs, adding to the file."""
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, initializer=_begin) as pool, file.open("a") as kept:
        for done, records in enumerate(pool.imap_unordered(judge_job, jobs), start=1):
            kept.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
            kept.flush()
            tick(done, len(jobs))


def judge_job(job: tuple[Case, ...]) -> list[Record]:
    """One page, with all the faults that are to be seeded into it."""
    page = load(job[0].ref)
    with tempfile.TemporaryDirectory(prefix="eval-qa-") as folder:
        return list(_judged_cases(page, job, Path(folder)))


def _begin() -> None:
    cv2.setNumThreads(1)


def _judged_cases(page: SoundPage, job: tuple[Case, ...], folder: Path) -> Iterator[Record]:
    _, sound = judged(page.scene.image, page.coding, page.material, folder)
    before = sound["codes"]
    for case in job:
        about = {
            "case": case.name, "source": "real" if page.is_real else "made", "page": page.ref.name,
            "volume": page.volume, "design": page.design, "material": page.material.value,
            "shape": list(page.scene.image.shape[:2]), "degrees": page.degrees,
            "is_grey": page.scene.image.ndim == GREY_AXES, "ppi": page.scene.ppi,
        }  # fmt: skip
        if not case.fault:
            yield about | {"fault": ""} | sound
            continue
        grade = Grade(case.grade)
        seeded = seed_fault(page.scene, case.fault, grade, _chance(case))
        _, seen = judged(seeded.image, page.coding, page.material, folder)
        told = _plain_fault(seeded.fault)
        shape = {"shape": list(seeded.image.shape[:2])}
        yield about | shape | told | {"before": before, "slant_before": sound["slant"]} | seen


def _chance(case: Case) -> np.random.Generator:
    """A case's own chance, whatever else is run."""
    kind = zlib.crc32(case.fault.encode())
    place = zlib.crc32(case.ref.name.encode())
    return np.random.default_rng((STREAM, kind, list(Grade).index(Grade(case.grade)), place))


def _plain_fault(fault: SeededFault) -> Record:
    return {
        "fault": fault.kind,
        "grade": fault.grade.value if fault.grade else "",
        "amount": fault.amount,
        "unit": fault.unit,
        "truth": plain_region(fault.region),
    }


def unknown_faults(names: list[str]) -> list[str]:
    """Names that no fault has."""
    return [name for name in names if name not in KINDS]
