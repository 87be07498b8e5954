"""Step 2, quality assurance: a scan is looked at once and held against its material's limits."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.viewing import view_page
from qa import sequence
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport, Signature
from qa.sequence import PageFinding
from schemas.findings import Region
from schemas.objects import Material
from schemas.pages import ImageFacts


def inspect_page(
    path: Path,
    image_in_file: int,
    facts: ImageFacts,
    material: Material,
    crop: Region | None = None,
) -> QaReport:
    """Judge one image of a file, or the part of a scan that is one page.

    Nothing is turned on the way, so regions of findings and ``crop`` are pixels of the scan as
    stored.

    Raises:
        ScanNotViewableError: the picture cannot be decoded.
    """
    return run_checks(view_page(path, image_in_file, facts, crop), profile_for(material))


def check_sequence(signatures: Sequence[Signature | None]) -> list[PageFinding]:
    """Judge the pages of an object against each other, in their order."""
    return sequence.check_sequence(signatures)
