"""One page judged as the product judges it: written, viewed, held against its profile."""

import traceback
from pathlib import Path
from time import process_time
from typing import Any

from pipeline.viewing import view_page
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport
from samples.light import Pixels
from schemas.findings import Finding, Region
from schemas.objects import Material
from tests.evaluation.qa.encoding import Coding, write_scan

#: One page judged, as JSON holds it.
Record = dict[str, Any]


def judged_or_broken(
    image: Pixels, coding: Coding, material: Material, folder: Path
) -> tuple[QaReport | None, Record]:
    """As ``judged``; a check that breaks down finds nothing, and is told of as the worst miss."""
    try:
        return judged(image, coding, material, folder)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return None, {
            "codes": [], "not_applicable": [], "slant": None, "view_seconds": 0.0,
            "check_seconds": 0.0,
            "broke": f"{type(error).__name__}: {error} ({Path(place.filename).name} {place.name})",
        }  # fmt: skip


def judged(
    image: Pixels, coding: Coding, material: Material, folder: Path
) -> tuple[QaReport, Record]:
    """The report of a scan, and what of it is kept."""
    file, facts = write_scan(folder, image, coding)
    began = process_time()
    view = view_page(file, 0, facts)
    viewed = process_time()
    report = run_checks(view, profile_for(material))
    checked = process_time()
    slant = view.slant
    return report, {
        "codes": [plain_finding(finding) for finding in report.findings],
        "not_applicable": [list(pair) for pair in report.not_applicable],
        "slant": None if slant is None or slant.upright else round(slant.degrees, 4),
        "view_seconds": round(viewed - began, 4),
        "check_seconds": round(checked - viewed, 4),
    }


def plain_finding(finding: Finding) -> Record:
    """A finding as JSON holds it."""
    return {
        "code": finding.code,
        "measured": finding.measured,
        "limit": finding.limit,
        "region": plain_region(finding.region),
    }


def plain_region(region: Region | None) -> list[int] | None:
    """A rectangle as JSON holds it."""
    return None if region is None else [region.x, region.y, region.width, region.height]
