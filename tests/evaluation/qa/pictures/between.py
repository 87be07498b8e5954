"""Volumes with something wrong between their pages, one after another, for examples."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from qa.report import QaReport
from qa.volume.pages import PrintedLabel, VolumePage
from samples.faults.base import Grade
from samples.faults.sequence import OrderFault, seed_order
from samples.light import Pixels
from schemas.pages import ImageFacts
from tests.evaluation.qa.expectations import DUST_RUNS
from tests.evaluation.qa.judging import judged
from tests.evaluation.qa.plan import Case
from tests.evaluation.qa.seeding import seeded_for
from tests.evaluation.qa.sources import VOLUMES, PageRef, load, made_volume

#: The volume the examples stand in, so many of its pages, and the page that is spoilt.
VOLUME = next(n for n in range(VOLUMES) if not made_volume(n).manner.is_grey)
PAGES, PLACE = 36, 17
DUSTY = range(14, 21)
#: What a page can have that shows beside the others only.
SPOILING = ("cast", "exposure", "other_size", "defocus")

Show = Callable[[], Pixels]


@dataclass(frozen=True, slots=True)
class Altered:
    """A volume with one fault: its pages, and what each looks like."""

    pages: list[VolumePage]
    shows: list[Show]


def altered_volumes() -> Iterator[Altered]:
    """Every kind of fault between pages; each is made when it is asked for."""
    for margin in (4, 10):
        for seed in range(1, 4):
            yield from (_ordered(fault, seed, margin) for fault in OrderFault)
    yield _named_otherwise()
    yield _other_ppi()
    yield _dusty()
    for fault in SPOILING:
        yield from (_spoilt(fault, grade) for grade in (Grade.SEVERE, Grade.MODERATE))


@cache
def _sound() -> tuple[list[VolumePage], list[Show]]:
    refs = [PageRef("volume", VOLUME, position) for position in range(PAGES)]
    leaves = made_volume(VOLUME).leaves
    pages = []
    for ref in refs:
        page = load(ref)
        report = _report(page.scene.image, ref)
        number = leaves[ref.position].number
        labels = (PrintedLabel(str(number), 0.95, 0.5, 0.94),) if number else ()
        pages.append(VolumePage(report, labels))
    return pages, [_shown(ref) for ref in refs]


def _shown(ref: PageRef) -> Show:
    return lambda: load(ref).scene.image


def _report(image: Pixels, ref: PageRef) -> QaReport:
    page = load(ref)
    with tempfile.TemporaryDirectory(prefix="qa-pictures-") as folder:
        return judged(image, page.coding, page.material, Path(folder))[0]


def _ordered(fault: OrderFault, seed: int, margin: int) -> Altered:
    pages, shows = _sound()
    seeded = seed_order(PAGES, fault, np.random.default_rng(seed), margin=margin)
    return Altered([pages[i] for i in seeded.order], [shows[i] for i in seeded.order])


def _named_otherwise() -> Altered:
    """Files named in another order than they stand."""
    pages, shows = _sound()
    names = [f"{n:04d}.jpg" for n in range(1, PAGES + 1)]
    names[PLACE], names[PLACE + 1] = names[PLACE + 1], names[PLACE]
    named = [replace(page, file_name=name) for page, name in zip(pages, names, strict=True)]
    return Altered(named, shows)


def _other_ppi() -> Altered:
    """From one page on the scanner was set otherwise."""
    pages, shows = _sound()
    facts = ImageFacts("image/tiff", 1300, 2000, 3, 8, "rgb", "", 300.0, 300.0)
    other = replace(facts, ppi_x=400.0, ppi_y=400.0)
    told = [replace(page, facts=facts if n < PLACE else other) for n, page in enumerate(pages)]
    return Altered(told, shows)


def _spoilt(fault: str, grade: Grade) -> Altered:
    """One page with a fault that the others do not have."""
    pages, shows = (list(some) for some in _sound())
    ref = PageRef("volume", VOLUME, PLACE)
    image = seeded_for(Case(ref, fault, grade.value), load(ref)).image
    pages[PLACE] = replace(pages[PLACE], report=_report(image, ref))
    shows[PLACE] = lambda: image
    return Altered(pages, shows)


def _dusty() -> Altered:
    pages, shows = (list(some) for some in _sound())
    for place in DUSTY:
        ref = PageRef("volume", VOLUME, place)
        image = seeded_for(Case(ref, DUST_RUNS, Grade.SEVERE.value), load(ref)).image
        pages[place] = replace(pages[place], report=_report(image, ref))
        shows[place] = _constant(image)
    return Altered(pages, shows)


def _constant(image: Pixels) -> Show:
    return lambda: image
