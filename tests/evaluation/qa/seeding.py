"""One case's fault, seeded by the case's own chance, whatever else is run."""

import zlib
from dataclasses import replace

import numpy as np

from samples.faults.base import Grade, Scene, Seeded, SeededFault
from samples.faults.patterns import dust
from samples.faults.registry import KINDS, seed_fault
from samples.faults.things import finger
from schemas.findings import Region
from tests.evaluation.qa.expectations import ANY_GRADE, DUST_RUNS, RECROPPED, RESHOT
from tests.evaluation.qa.plan import Case
from tests.evaluation.qa.sources import SoundPage, made_volume

#: Nothing of the product is tuned on faults drawn from this stream.
STREAM = 20_260_715
#: A camera's frame does not change from page to page: so much is seen beside every page's paper.
FRAME_MM = 4.0


def seeded_for(case: Case, page: SoundPage) -> Seeded:
    """The page with the case's fault."""
    rng = _chance(case)
    if case.fault == RESHOT:
        return Seeded(page.scene.image, SeededFault(RESHOT, 1.0, "degrees"))
    if case.fault == RECROPPED:
        return _recropped(page.scene, rng)
    if case.fault == DUST_RUNS:
        return _dusty(case, page.scene)
    grade = Grade.SEVERE if case.grade == ANY_GRADE else Grade(case.grade)
    return seed_fault(page.scene, case.fault, grade, rng)


def _chance(case: Case) -> np.random.Generator:
    place = zlib.crc32(case.ref.name.encode())
    return np.random.default_rng((STREAM, *_kind(case), place))


def _kind(case: Case) -> tuple[int, int]:
    grades = [*(grade.value for grade in Grade), ANY_GRADE]
    return zlib.crc32(case.fault.encode()), grades.index(case.grade)


def _recropped(scene: Scene, rng: np.random.Generator) -> Seeded:
    """A finger on the page, and up to four per cent of each side not in the picture."""
    touched = finger(scene, 20.0, rng)
    height, width = touched.image.shape[:2]
    left, right, top, bottom = (float(share) for share in rng.uniform(0.005, 0.04, 4))
    rows = slice(round(height * top), round(height * (1 - bottom)))
    image = touched.image[rows, round(width * left) : round(width * (1 - right))]
    return Seeded(np.ascontiguousarray(image), SeededFault(RECROPPED, 1.0, ""))


def _dusty(case: Case, scene: Scene) -> Seeded:
    """The run's own dust: at the same pixels of every frame."""
    style = made_volume(case.ref.number).style
    height, width = style.px(style.height_mm + FRAME_MM), style.px(style.width_mm + FRAME_MM)
    frame = replace(
        scene, image=np.ascontiguousarray(scene.image[:height, :width]),
        page=Region(0, 0, width, height), text=None,
    )  # fmt: skip
    amount = KINDS["dust"].amount(Grade(case.grade), np.random.default_rng(1))
    same = np.random.default_rng((STREAM, *_kind(case), case.ref.number, case.number))
    return dust(frame, amount, same)
