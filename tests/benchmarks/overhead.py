"""What the whole way costs over reading alone: 24 real pages, by turns with bare Tesseract."""

import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.digitising import BUILD, Digitised, digitise
from tests.evaluation.commands import ROOT
from tests.evaluation.scan_sets import SCANS

RUNS = 3
TARGET = 1.25
MODEL = "Fraktur"
CORES = len(os.sched_getaffinity(0))
_GRENZBOTEN = [f"deu-grenzboten-1841/images/{number}.tif" for number in range(179411, 179423)]
PAGES = (
    *_GRENZBOTEN,
    "deu-bebel-1879/images/bebel_frau_1879_0146.tif",
    "deu-bebel-1879/images/bebel_frau_1879_0168.tif",
    "deu-bebel-1879/images/bebel_frau_1879_0176.tif",
    "deu-bebel-1879/images/bebel_frau_1879_0186.tif",
    "deu-nzz-newspaper/images/0013_nzz_17921121_0_0_a1_p1_1.tif",
    "deu-nzz-newspaper/images/0056_nzz_18350715_0_0_a1_p1_1.tif",
    "deu-nzz-newspaper/images/0073_nzz_18520329_0_0_a1_p1_1.tif",
    "lav-bible-1694/images/00014.jpg",
    "lav-bible-1694/images/00016.jpg",
    "deu-kant-1784/bag/data/OCR-D-IMG/INPUT_0017.tif",
    "deu-kant-1784/bag/data/OCR-D-IMG/INPUT_0020.tif",
    "ces-typescript/images/EHRI-ET-JMP001_01.jpg",
)
_SERVER_TIMES = """
import sys, time
from pathlib import Path
from flows.prefect_server import ServerFiles, prefect_server
folder = Path(sys.argv[1])
began = time.perf_counter()
with prefect_server(folder):
    print(time.perf_counter() - began)
    began = time.perf_counter()
while ServerFiles(folder).address.exists():
    time.sleep(0.02)
print(time.perf_counter() - began)
"""


@dataclass(frozen=True, slots=True)
class Bare:
    """One bare run over all pages."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Overhead:
    """Both sides, run by turns."""

    bare: list[Bare]
    ours: list[Digitised]
    first_server_start: float
    server_start: float
    server_stop: float

    @property
    def ratio(self) -> float:
        """The span of the whole way over bare reading, medians by the wall clock."""
        return median(o.span_seconds for o in self.ours) / median(b.seconds for b in self.bare)

    @property
    def cpu_ratio(self) -> float:
        """The same by time of computing, program start and export of ours included.

        It holds still where the machine is busy with other things.
        """
        ours = median(one.cpu_seconds for one in self.ours)
        return ours / median(one.cpu_seconds for one in self.bare)


def measure(runs: int = RUNS) -> Overhead:
    """Read all pages once to warm the caches, then bare and whole by turns."""
    folder = copied_pages()
    bare_run(folder)
    bare, ours = [], []
    for _ in range(runs):
        bare.append(bare_run(folder))
        ours.append(digitise(folder, "--language", MODEL))
    first, _ = server_times(afresh=True)
    again, stop = server_times(afresh=False)
    return Overhead(bare, ours, first, again, stop)


def copied_pages() -> Path:
    """The named pages in one folder."""
    folder = BUILD / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for page in PAGES:
        shutil.copyfile(SCANS / page, folder / Path(page).name)
    return folder


def bare_run(folder: Path) -> Bare:
    """``xargs -P`` of one single-threaded Tesseract a page, plain text only."""
    texts = BUILD / "bare"
    texts.mkdir(exist_ok=True)
    lines = "".join(
        f"{f.name} ../{texts.name}/{f.name} -l {MODEL} txt\n" for f in sorted_pages(folder)
    )
    before, began = children_cpu(), time.perf_counter()
    subprocess.run(
        ["xargs", "-P", str(CORES), "-L", "1", "tesseract"],
        cwd=folder,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        input=lines,
        text=True,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return Bare(round(time.perf_counter() - began, 2), round(children_cpu() - before, 2))


def sorted_pages(folder: Path) -> list[Path]:
    """The pages in the order in which both sides take them."""
    return sorted(folder.iterdir())


def children_cpu() -> float:
    """Seconds of computing of all children that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def server_times(*, afresh: bool) -> tuple[float, float]:
    """Seconds until the local Prefect server answers, and until it is gone again."""
    folder = BUILD / "prefect"
    if afresh:
        shutil.rmtree(folder, ignore_errors=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
    ran = subprocess.run(
        [sys.executable, "-c", _SERVER_TIMES, folder],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    start, stop = map(float, ran.stdout.split())
    return start, stop
