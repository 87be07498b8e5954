"""An example of a code: pages on which the checks really raise it, with the finding."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from pipeline.folder_inspection import InspectionRequest, inspect_folder
from pipeline.qa import check_volume
from samples.faults.base import Grade
from samples.faults.registry import KINDS
from samples.light import Pixels
from schemas.findings import Finding
from schemas.objects import Material
from tests.evaluation.qa.encoding import coding_of_made
from tests.evaluation.qa.expectations import ANY_GRADE, SEEDED, answers, names
from tests.evaluation.qa.judging import judged
from tests.evaluation.qa.pictures.between import altered_volumes
from tests.evaluation.qa.pictures.files import FILE_RECIPES
from tests.evaluation.qa.pictures.pages import PAGE_RECIPES
from tests.evaluation.qa.plan import Case
from tests.evaluation.qa.seeding import seeded_for
from tests.evaluation.qa.sources import PPI, load, pool_pages

#: Pages that are tried before an example is given up.
TRIES = 6
#: What went wrong in the work, not in a picture: there is nothing to be shown.
WITHOUT_PICTURE = (
    "QA-OCR",
    "QA-DER",
    "QA-FLOW",
    "QA-TARGET",
    "QA-FILE-04",
    "QA-FILE-05",
    "QA-SEQ-10",
)


@dataclass(frozen=True, slots=True)
class Example:
    """Pages and a finding about one of them; no pages where there is nothing to be seen."""

    finding: Finding
    images: tuple[Pixels, ...] = ()
    place: int = 0
    """Which of the pages the finding is about."""
    sound: Pixels | None = None
    """The same page without its fault."""
    is_of_file: bool = False
    """Whether the fault is in the file and not to be seen."""


def examples_of(codes: set[str]) -> Iterator[tuple[str, Example]]:
    """An example for each code that can be shown; each as soon as it is found."""
    left = {code for code in codes if not code.startswith(WITHOUT_PICTURE)}
    for way in (_of_files, _of_recipes, _of_pages, _of_volumes):
        for example in way(left):
            if example.finding.code in left:
                left.discard(example.finding.code)
                yield example.finding.code, example


def _of_files(left: set[str]) -> Iterator[Example]:
    """Files made for a code."""
    for code in sorted(left & FILE_RECIPES.keys()):
        with tempfile.TemporaryDirectory(prefix="qa-pictures-") as folder:
            file, image, material = FILE_RECIPES[code](Path(folder))
            (page, *_) = inspect_folder(InspectionRequest(path=file, material=material)).pages
            images = () if image is None else (image,)
            some = [one for one in page.findings if one.code == code]
            yield from (Example(one, images, is_of_file=True) for one in some)


def _of_recipes(left: set[str]) -> Iterator[Example]:
    """Pages made for a code."""
    coding = coding_of_made(2, PPI)
    for code in sorted(left & PAGE_RECIPES.keys()):
        for image in PAGE_RECIPES[code]():
            picture = np.ascontiguousarray(image)
            with tempfile.TemporaryDirectory(prefix="qa-pictures-") as folder:
                report, _ = judged(picture, coding, Material.BOOK, Path(folder))
            found = [one for one in report.findings if one.code == code]
            yield from (Example(one, (picture,)) for one in found)
            if found:
                break


def _of_pages(left: set[str]) -> Iterator[Example]:
    """Pages with a fault that a code names, from the plainest down."""
    for fault in SEEDED:
        for case in _cases(fault):
            if any(names(fault, code) and code not in PAGE_RECIPES for code in left):
                yield from _judged(case)


def _cases(fault: str) -> Iterator[Case]:
    grades = reversed(Grade) if KINDS[fault].has_grades else (ANY_GRADE,)
    refs = list(islice(pool_pages(SEEDED[fault].pool), TRIES))
    yield from (Case(ref, fault, str(grade)) for grade in grades for ref in refs)


def _judged(case: Case) -> Iterator[Example]:
    page = load(case.ref)
    image = seeded_for(case, page).image
    with tempfile.TemporaryDirectory(prefix="qa-pictures-") as folder:
        report, _ = judged(image, page.coding, page.material, Path(folder))
    for finding in report.findings:
        if answers(case.fault, finding.code):
            yield Example(finding, (image,), 0, page.scene.image)


def _of_volumes(left: set[str]) -> Iterator[Example]:
    """Pages of a volume with a fault between them, the neighbours beside."""
    for altered in altered_volumes():
        if not left:
            return
        for one in check_volume(altered.pages, Material.BOOK):
            if one.finding.code not in left:
                continue
            places = range(max(0, one.position - 1), min(len(altered.pages), one.position + 2))
            shows: list[Callable[[], Pixels]] = [altered.shows[place] for place in places]
            yield Example(one.finding, tuple(show() for show in shows), places.index(one.position))
