"""Faults of files, judged as ``skrynia qa`` judges a file: header, damage and picture."""

from pathlib import Path
from time import process_time

from pipeline.folder_inspection import InspectionRequest, inspect_folder
from samples.faults.base import Scene
from samples.faults.coding import FileFault, write_faulty_file
from samples.imagefiles import write_tiff
from schemas.findings import Finding
from schemas.objects import Material
from tests.evaluation.qa.expectations import ANY_GRADE
from tests.evaluation.qa.judging import Record, plain_finding


def judged_file(scene: Scene, fault: str, folder: Path) -> Record:
    """A scan written as a sound TIFF and as a faulty one."""
    sound, faulty = folder / "sound.tif", folder / "faulty.tif"
    write_tiff(sound, scene.image, scene.ppi, compression="raw")
    before = findings_of(sound)
    write_faulty_file(faulty, scene.image, scene.ppi, FileFault(fault.removeprefix("file_")))
    began = process_time()
    found = findings_of(faulty)
    return {
        "fault": fault, "grade": ANY_GRADE, "amount": 1.0, "unit": "", "truth": None,
        "before": [plain_finding(one) for one in before],
        "codes": [plain_finding(one) for one in found],
        "not_applicable": [], "slant": None, "slant_before": None,
        "view_seconds": 0.0, "check_seconds": round(process_time() - began, 4),
    }  # fmt: skip


def findings_of(file: Path, material: Material = Material.BOOK) -> tuple[Finding, ...]:
    """All that is said of one file alone."""
    (page,) = inspect_folder(InspectionRequest(path=file, material=material)).pages
    return page.findings
