"""What judging costs: all checks of a page beside one decoding of its file, and a map's memory."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyvips

from samples.volume import VolumePlan
from tests.benchmarks.digitising import BUILD
from tests.benchmarks.volumes import volume
from tests.evaluation.commands import ROOT

#: Over pyvips' decoding of the whole file: the checks alone, and with the making of the view.
CHECKS_TARGET, VIEW_TARGET = 1.5, 2.5
MAP_MEMORY_TARGET_BYTES = 400_000_000
PAGE = VolumePlan(pages=1, megapixels=21.0)
#: Sides of the map: 200 megapixels.
MAP_PX = (16_000, 12_500)


@dataclass(frozen=True, slots=True)
class ChecksCost:
    """Seconds of computing in one thread, medians of five with warm caches."""

    megapixels: float
    decode_seconds: float
    view_seconds: float
    checks_seconds: float
    shares: dict[str, float]
    """Seconds of each check; what several share is counted with the first that asks for it."""
    map_megapixels: float
    map_peak_bytes: int
    map_seconds: float

    @property
    def ratio(self) -> float:
        """The checks alone over the decoding."""
        return self.checks_seconds / self.decode_seconds

    @property
    def ratio_with_view(self) -> float:
        """The checks and the making of the view over the decoding."""
        return (self.checks_seconds + self.view_seconds) / self.decode_seconds


def measure() -> ChecksCost:
    """Measure in processes of their own, so that nothing is warm but the caches meant."""
    folder = volume("checks", PAGE, 1)
    page = _alone("page", next(folder.iterdir()))
    big = _alone("map", _map_file(folder))
    return ChecksCost(
        page["megapixels"], page["decode"], page["view"], page["checks"], page["shares"],
        big["megapixels"], round(big["peak_bytes"]), big["seconds"],
    )  # fmt: skip


def _alone(what: str, file: Path) -> dict:  # type: ignore[type-arg]  # JSON
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.checks_alone", what, str(file)],
        cwd=ROOT,
        env=os.environ | {"VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict = json.loads(ran.stdout)  # type: ignore[type-arg]  # JSON
    return answer


def _map_file(folder: Path) -> Path:
    """A large colour JPEG, written without ever being in memory: pages side by side."""
    file = BUILD / "volumes" / "map.jpg"
    if not file.is_file():
        page = pyvips.Image.new_from_file(str(next(folder.iterdir())))
        width, height = MAP_PX
        across, down = -(-width // page.width), -(-height // page.height)
        whole = page.replicate(across, down).crop(0, 0, width, height)
        whole.write_to_file(str(file), Q=90)
    return file
