"""The files as they came, ready for the package."""

from pathlib import Path

from pipeline.context import WorkLimits
from pipeline.package import Master
from pipeline.page import FileToTake, capture_file


def master_of(file: FileToTake, folder: Path, limits: WorkLimits) -> Master:
    """A file of the object, taken in where no page has done so (a target, a docket)."""
    folder.mkdir(parents=True, exist_ok=True)
    captured = capture_file(file, folder, limits)
    return Master(
        number=file.number,
        path=folder / captured.file,
        sha512=captured.sha512,
        original_name=file.name,
        facts=captured.images[0].facts if captured.images else None,
    )
