"""Step 1b: where the openings among the scans are to be parted, proposed by what they show."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from pipeline.paging import PlannedFile, PlannedScan, upright_size
from pipeline.sandbox import ConfinedFailure, Limits, confined
from pipeline.viewing import ScanNotViewableError, view_page
from qa.split import find_split
from schemas.pages import ImageFacts, ScanRole

#: Finds the fold of an opening, as a share of the picture's width; None where it is not seen.
FoldReader = Callable[[Path, int, ImageFacts], float | None]
#: A gap between columns alone is believed by half, and no better than the middle.
MIN_CONFIDENCE = 0.6
LIMITS = Limits(cpu_seconds=60, wall_seconds=120)
WORKERS = 2


def fold_reader(path: Path, image: int, facts: ImageFacts) -> float | None:
    """The fold that an image shows, for planning a folder; looked for in the sandbox."""
    try:
        return confined(find_fold, path, image, facts, limits=LIMITS)
    except (ConfinedFailure, ScanNotViewableError):
        return None  # the capture step tells what is wrong with the file


def find_fold(path: Path, image: int, facts: ImageFacts) -> float | None:
    """The fold half-way down an opening, as a share of its width; None where it is not sure.

    Raises:
        ScanNotViewableError: the picture cannot be decoded.
    """
    view = view_page(path, image, facts)
    found = find_split(view)
    if found is None or found.confidence < MIN_CONFIDENCE:
        return None
    return float((found.top + found.bottom) / 2 / view.colour.shape[1])


def with_folds(
    scans: Sequence[PlannedScan], files: Sequence[PlannedFile], reader: FoldReader
) -> list[PlannedScan]:
    """The scans with the folds of those that are openings; several are looked at at once."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda scan: _with_fold(scan, files, reader), scans))


def _with_fold(scan: PlannedScan, files: Sequence[PlannedFile], reader: FoldReader) -> PlannedScan:
    size = upright_size(scan.facts)
    if scan.facts is None or size is None or scan.role is not ScanRole.PAGE or size[0] <= size[1]:
        return scan
    if scan.facts.orientation != 1:
        # The fold is found in the picture as stored; a turned one is parted in the middle.
        return scan
    return replace(scan, fold=reader(files[scan.file].path, scan.image_in_file, scan.facts))
