"""Step 2, quality assurance: a scan is looked at once and held against its material's limits."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.orientation import is_undecided, piece_of
from pipeline.readiness import make_ready as make_ready
from pipeline.viewing import view_page
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport
from qa.volume import volume
from qa.volume.pages import PageFinding, VolumePage
from schemas.findings import Region
from schemas.objects import Material
from schemas.pages import ImageFacts
from schemas.preparation import NOTHING_COUNTED, PreparationSheet


class Inspection(NamedTuple):
    """A page as it was judged, and a piece of it where its direction is still to be asked."""

    report: QaReport
    piece: bytes = b""


def inspect_page(
    path: Path,
    image_in_file: int,
    facts: ImageFacts,
    material: Material,
    crop: Region | None = None,
) -> Inspection:
    """Judge one image of a file, or the part of a scan that is one page.

    Nothing is turned on the way, so regions of findings and ``crop`` are pixels of the scan as
    stored.

    Raises:
        ScanNotViewableError: the picture cannot be decoded.
    """
    view = view_page(path, image_in_file, facts, crop)
    report = run_checks(view, profile_for(material))
    return Inspection(report, piece_of(view) if is_undecided(report) else b"")


def check_volume(
    pages: Sequence[VolumePage],
    material: Material,
    preparation: PreparationSheet = NOTHING_COUNTED,
) -> list[PageFinding]:
    """Judge the pages of an object against each other, in their order, and against the sheet."""
    return volume.check_volume(pages, profile_for(material), preparation)


def labels_of(pages: Sequence[VolumePage]) -> dict[int, str]:
    """Position to the printed number, where the pages around bear it out."""
    return volume.labels_of(pages)
