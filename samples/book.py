"""Writes the sample book: a folder of scans as a department gets it, and the truth beside it."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from samples.faults.base import Scene, Seeded, SeededFault
from samples.faults.optics import defocus
from samples.imagefiles import write_tiff
from samples.scan import ScanManner, ScannedPage, scan_page
from samples.sheets import PageStyle, PrintedLine, TypesetPage
from samples.text import Manuscript, read_manuscript
from samples.typeset import typeset_book
from schemas.pages import PageRole

#: Positions in the book, counted from 1, of the pages with a fault.
BLURRED_PAGE, SKEWED_PAGE = 8, 10
BLUR_SIGMA_PX, SKEW_DEGREES = 4.0, 2.5
#: A good scanner's operator lays pages straight to about this much.
STRAIGHT_DEGREES = 0.12
RIGHTS = "https://creativecommons.org/publicdomain/zero/1.0/"
SHELF_MARK = "SKR 821.172-3"


@dataclass(frozen=True, slots=True)
class PageTruth:
    """What is known about one scan of the book."""

    file: str
    sequence: int
    role: PageRole
    label: str
    rotation_degrees: float
    lines: tuple[PrintedLine, ...]
    faults: tuple[SeededFault, ...]

    @property
    def text(self) -> str:
        """The page's text, a line a line, as printed."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class BookTruth:
    """What is known about the whole book."""

    title: str
    seed: int
    ppi: int
    pages: tuple[PageTruth, ...]

    def as_json(self) -> str:
        """The truth as a JSON document."""
        return json.dumps({"schema_version": 1, **asdict(self)}, ensure_ascii=False, indent=1)


def write_sample_book(
    folder: Path,
    *,
    seed: int = 1,
    clean: bool = False,
    truth_file: Path | None = None,
    style: PageStyle | None = None,
    manner: ScanManner | None = None,
) -> BookTruth:
    """Write the book's scans and ``dc.csv`` into a folder, and its truth beside the folder.

    The same seed gives the same bytes. A ``clean`` book has no fault; otherwise one page is out
    of focus and one lies askew.
    """
    style, manner = style or PageStyle(), manner or ScanManner()
    folder.mkdir(parents=True, exist_ok=True)
    manuscript = read_manuscript()
    printed = list(typeset_book(manuscript, replace(style, ppi=manner.ppi)))
    pages = []
    for sequence, page in enumerate(printed, 1):
        behind = _other_side(printed, sequence)
        rng = np.random.default_rng((seed, sequence))
        scan, known = _scan_one(page, behind, sequence, manner, rng, clean=clean)
        write_tiff(folder / known.file, scan.image, manner.ppi)
        pages.append(known)
    write_dublin_core(folder / "dc.csv", manuscript)
    truth = BookTruth(manuscript.title, seed, manner.ppi, tuple(pages))
    beside = truth_file or folder.parent / f"{folder.name}-truth.json"
    beside.write_text(truth.as_json(), encoding="utf-8")
    return truth


def _scan_one(
    page: TypesetPage,
    behind: TypesetPage | None,
    sequence: int,
    manner: ScanManner,
    rng: np.random.Generator,
    *,
    clean: bool,
) -> tuple[ScannedPage, PageTruth]:
    """Scan one page, with the fault that its place in the book asks for."""
    faults: tuple[SeededFault, ...] = ()
    turn = round(float(rng.uniform(-STRAIGHT_DEGREES, STRAIGHT_DEGREES)), 3)
    if sequence == SKEWED_PAGE and not clean:
        turn = SKEW_DEGREES
        faults = (SeededFault("skew", turn, "degrees"),)
    scan = scan_page(page, replace(manner, rotation_degrees=turn), rng, behind=behind)
    if sequence == BLURRED_PAGE and not clean:
        seeded = _blurred(scan, manner, rng)
        scan, faults = replace(scan, image=seeded.image), (seeded.fault,)
    file = f"{sequence:04d}.tif"
    truth = PageTruth(file, sequence, page.role, page.label, turn, scan.lines, faults)
    return scan, truth


def _blurred(scan: ScannedPage, manner: ScanManner, rng: np.random.Generator) -> Seeded:
    return defocus(Scene(scan.image, manner.ppi, scan.page), BLUR_SIGMA_PX, rng)


def _other_side(printed: list[TypesetPage], sequence: int) -> TypesetPage | None:
    """The page printed on the other side of the same leaf; boards have none."""
    other = sequence + 1 if printed[sequence - 1].recto else sequence - 1
    if sequence == 1 or not 2 <= other <= len(printed):
        return None
    return printed[other - 1]


def write_dublin_core(file: Path, manuscript: Manuscript) -> None:
    """The book's description as rows of element and value."""
    rows = [
        ("title", manuscript.title),
        ("creator", manuscript.creator),
        ("date", manuscript.year),
        ("language", "lit"),
        ("publisher", f"{manuscript.publisher}, {manuscript.place}"),
        ("type", "Text"),
        ("description", "Pavyzdinė knyga, kurios niekada nebuvo."),
        ("subject", "Lietuvių prozos pavyzdžiai"),
        ("rights", RIGHTS),
        ("identifier", SHELF_MARK),
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("element", "value"))
        writer.writerows(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sample book from the command line."""
    parser = argparse.ArgumentParser(prog="python -m samples.book", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the scans go")
    parser.add_argument("--clean", action="store_true", help="seed no faults")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another printing")
    parser.add_argument("--ppi", type=int, default=300, help="pixels per inch of the scans")
    given = parser.parse_args(arguments)
    manner = ScanManner(ppi=given.ppi)
    truth = write_sample_book(given.folder, seed=given.seed, clean=given.clean, manner=manner)
    sys.stdout.write(f"{truth.title}: {len(truth.pages)} pages in {given.folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
