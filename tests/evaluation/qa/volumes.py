"""Pages held against the others of their volume: baselines, doubles, dust, lost and moved leaves.

Reports of pages judged alone are put together to volumes, sound ones and ones with a fault, and
``check_volume`` says what it finds. Printed numbers come as values, as a reader of margins gives
them: most right, some lost, some misread.
"""

import multiprocessing
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from pipeline.qa import check_volume
from qa.report import QaReport
from qa.volume.pages import PageFinding, PrintedLabel, VolumePage
from samples.faults.sequence import OrderFault
from schemas.objects import Material
from tests.evaluation.qa.expectations import ANY_GRADE, BY_VOLUME, DUST_RUNS, RECROPPED, RESHOT
from tests.evaluation.qa.judging import Record, plain_finding
from tests.evaluation.qa.orders import AT_PLATES, NEAR, UNNUMBERED, order_of
from tests.evaluation.qa.plan import Case, Wanted, cases_of
from tests.evaluation.qa.reports import kept_report
from tests.evaluation.qa.running import begin
from tests.evaluation.qa.seeding import STREAM
from tests.evaluation.qa.sources import VOLUME_PAGES, PageRef, made_volume

#: Faulty pages that stand in a volume at once.
AT_ONCE = 5
#: Of a reader's printed numbers so many are lost, and so many misread.
LOST, MISREAD = 0.08, 0.03
_DOUBLES = "QA-SEQ-01"


@dataclass(frozen=True, slots=True)
class WholeVolume:
    """A sound volume as the checks see it."""

    number: int
    pages: tuple[VolumePage, ...]
    found: tuple[PageFinding, ...]


def whole_volume(number: int, reports: Path) -> WholeVolume | None:
    """A sound volume; None where not all its pages are judged."""
    refs = [PageRef("volume", number, position) for position in range(VOLUME_PAGES)]
    kept = [kept_report(reports, Case(ref).name) for ref in refs]
    if None in kept:
        return None
    pages = tuple(_page(number, at, one) for at, one in enumerate(kept) if one is not None)
    return WholeVolume(number, pages, tuple(_checked(pages)))


def judge_volume(number: int, wanted: Wanted, reports: Path) -> list[Record]:
    """All that one volume tells, as records like those of pages."""
    volume = whole_volume(number, reports)
    if volume is None:
        return []
    own = [c for c in cases_of(wanted) if c.ref.kind == "volume" and c.ref.number == number]
    return [
        *_sound(volume),
        *_with_faulty_pages(volume, own, reports),
        *_with_doubles(volume, own, reports),
        *_with_dust(volume, own, reports),
        *_with_other_order(volume, wanted),
    ]


def _checked(pages: Sequence[VolumePage]) -> list[PageFinding]:
    named = [replace(page, file_name=f"{at:04d}.jpg") for at, page in enumerate(pages, start=1)]
    return check_volume(named, Material.BOOK)


def _page(number: int, position: int, report: QaReport) -> VolumePage:
    leaf = made_volume(number).leaves[position]
    rng = np.random.default_rng((STREAM, 3, number, position))
    return VolumePage(report, _read_labels(leaf.number, rng))


def _read_labels(number: int, rng: np.random.Generator) -> tuple[PrintedLabel, ...]:
    """What a reader of margins makes of a printed number."""
    if number == 0 or rng.random() < LOST:
        return ()
    text, confidence = str(number), float(rng.uniform(0.75, 0.99))
    if rng.random() < MISREAD:
        place = int(rng.integers(len(text)))
        text = text[:place] + str(rng.integers(10)) + text[place + 1 :]
        confidence = float(rng.uniform(0.4, 0.9))
    return (PrintedLabel(text, confidence, 0.5, 0.94),)


def _sound(volume: WholeVolume) -> Iterator[Record]:
    """Each page of the sound volume with what is said of it: alarms, all of them."""
    for position in range(len(volume.pages)):
        case = f"volume/{volume.number:02d}/sound/{position:03d}"
        yield _record(volume, case, "", "", position) | {
            "codes": _codes_at(volume.found, [position]), "before": [],
        }  # fmt: skip


def _with_faulty_pages(volume: WholeVolume, cases: list[Case], reports: Path) -> Iterator[Record]:
    """Single faulty pages among sound ones; a record adds to that of the page alone."""
    single = [c for c in cases if c.fault in BY_VOLUME and c.ref.shot == 0 and c.fault != DUST_RUNS]
    for kind in sorted({(c.fault, c.grade) for c in single}):
        some = [c for c in single if (c.fault, c.grade) == kind]
        for start in range(0, len(some), AT_ONCE):
            batch = [(c, kept_report(reports, c.name)) for c in some[start : start + AT_ONCE]]
            pages = list(volume.pages)
            for case, report in batch:
                pages[case.ref.position] = replace(pages[case.ref.position], report=report)
            found = _checked(pages)
            for case, _ in batch:
                at = case.ref.position
                yield {
                    "case": f"beside/{case.name}", "adds_to": case.name,
                    "codes": _codes_at(found, [at]), "before": _codes_at(volume.found, [at]),
                }  # fmt: skip


def _with_doubles(volume: WholeVolume, cases: list[Case], reports: Path) -> Iterator[Record]:
    """A page that comes again right behind itself: the same file, or another shot."""
    rng = np.random.default_rng((STREAM, 4, volume.number))
    again = [c for c in cases if c.fault in (RESHOT, RECROPPED)]
    exact = [replace(c, fault="duplicate", grade=ANY_GRADE) for c in again if c.fault == RESHOT]
    for case in (*exact, *again):
        at = case.ref.position
        shot = volume.pages[at].report if case in exact else kept_report(reports, case.name)
        behind = at + 1 + int(rng.integers(0, 3))
        second = replace(volume.pages[at], report=shot)
        found = _checked([*volume.pages[:behind], second, *volume.pages[behind:]])
        codes = [
            plain_finding(one.finding)
            for one in found
            if one.position in (at, behind) and one.finding.code == _DOUBLES
        ]
        name = f"volume/{volume.number:02d}/{case.fault}/{case.number:03d}"
        yield _record(volume, name, case.fault, case.grade, at) | {"codes": codes, "before": []}


def _with_dust(volume: WholeVolume, cases: list[Case], reports: Path) -> Iterator[Record]:
    """Neighbouring pages with the same specks."""
    runs = [c for c in cases if c.fault == DUST_RUNS]
    for kind in sorted({(c.grade, c.number) for c in runs}):
        run = [c for c in runs if (c.grade, c.number) == kind]
        pages = list(volume.pages)
        for case in run:
            report = kept_report(reports, case.name)
            pages[case.ref.position] = replace(pages[case.ref.position], report=report)
        places = [case.ref.position for case in run]
        name = f"volume/{volume.number:02d}/{DUST_RUNS}/{kind[0]}/{kind[1]:03d}"
        yield _record(volume, name, DUST_RUNS, kind[0], places[0]) | {
            "codes": _codes_at(_checked(pages), places),
            "before": _codes_at(volume.found, places),
        }


def _with_other_order(volume: WholeVolume, wanted: Wanted) -> Iterator[Record]:
    """Leaves lost and moved: in numbered text, beside plates, and where no number was read."""
    times = max(1, wanted.seeds // max(1, wanted.volumes))
    unread = tuple(replace(page, labels=()) for page in volume.pages)
    sound_unread = _checked(unread)
    for fault in OrderFault:
        if fault is OrderFault.DUPLICATE:
            continue
        for number in range(times):
            for place, pages, sound in (
                ("", volume.pages, volume.found),
                (AT_PLATES, volume.pages, volume.found),
                (UNNUMBERED, unread, sound_unread),
            ):
                yield from _ordered(pages, sound, volume, fault.value + place, number)


def _ordered(
    pages: Sequence[VolumePage], sound: Sequence[PageFinding], volume: WholeVolume, name: str,
    number: int,
) -> Iterator[Record]:  # fmt: skip
    rng = np.random.default_rng((STREAM, zlib.crc32(name.encode()), volume.number, number))
    seeded = order_of(volume.number, len(pages), name, rng)
    if seeded is None:
        return
    found = _checked([pages[i] for i in seeded.order])
    near = sorted({p + step for p in seeded.places for step in range(-NEAR, NEAR + 1)})
    sources = {seeded.order[p] for p in near if 0 <= p < len(seeded.order)}
    case = f"volume/{volume.number:02d}/{name}/{number:03d}"
    yield _record(volume, case, name, ANY_GRADE, seeded.places[0]) | {
        "codes": _codes_at(found, near), "before": _codes_at(sound, sorted(sources)),
    }  # fmt: skip


def _codes_at(found: Sequence[PageFinding], places: Sequence[int]) -> list[Record]:
    return [plain_finding(one.finding) for one in found if one.position in places]


def _record(volume: WholeVolume, case: str, fault: str, grade: str, position: int) -> Record:
    leaf = made_volume(volume.number).leaves[position]
    return {
        "case": case, "source": "volume", "page": f"volume-{volume.number:04d}-{position:04d}",
        "volume": f"made-{volume.number:02d}", "design": leaf.design, "material": "book",
        "shape": [0, 0], "degrees": None, "ppi": 300, "fault": fault, "grade": grade,
        "amount": 1.0, "unit": "", "truth": None, "not_applicable": [], "slant": None,
        "slant_before": None, "view_seconds": 0.0, "check_seconds": 0.0,
    }  # fmt: skip


def with_volume_codes(pages: list[Record], volumes: list[Record]) -> list[Record]:
    """Pages with what their volumes add to them, and what only volumes tell."""
    adding = {record["adds_to"]: record for record in volumes if "adds_to" in record}
    joined = [
        record
        | {
            name: record[name] + adding[record["case"]][name]
            for name in ("codes", "before")
            if record["case"] in adding
        }
        for record in pages
        if record["fault"] not in (RESHOT, RECROPPED, DUST_RUNS)
    ]
    return joined + [record for record in volumes if "adds_to" not in record]


def judge_volumes(wanted: Wanted, reports: Path, workers: int) -> list[Record]:
    """What all volumes tell."""
    judge = partial(judge_volume, wanted=wanted, reports=reports)
    with multiprocessing.get_context("spawn").Pool(workers, initializer=begin) as pool:
        told = pool.map(judge, range(wanted.volumes), chunksize=1)
    return [record for some in told for record in some]
