"""Generated volumes, kept between runs; a shorter one is the beginning of a longer one."""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from samples.volume import VolumePlan, write_volume
from tests.benchmarks.digitising import BUILD

#: A page of a few lines is read in a second or two; its pixels are as many as any page's.
FEW_LINES = 8
LARGE = VolumePlan(pages=1, megapixels=20.0, lines_in_stock=FEW_LINES)
LARGE_FULL_OF_TEXT = VolumePlan(pages=1, megapixels=20.0)
SMALL = VolumePlan(pages=1, megapixels=1.5, lines_in_stock=FEW_LINES, is_grey=True)
_STAMP = "plan.json"


def volume(name: str, plan: VolumePlan, pages: int) -> Path:
    """A folder with this many pages of the plan; made at the first call."""
    folder = BUILD / "volumes" / f"{name}-{pages}"
    plan = replace(plan, pages=pages)
    stamp = json.dumps(asdict(plan), default=str)
    marker = folder.with_suffix(".json")
    if marker.is_file() and marker.read_text() == stamp and folder.is_dir():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    write_volume(folder, plan)
    marker.write_text(stamp)
    return folder


def beginning(whole: Path, pages: int) -> Path:
    """The first pages of a volume as a folder of its own, sharing the files."""
    folder = whole.with_name(f"{whole.name}-first-{pages}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for page in sorted(whole.iterdir())[:pages]:
        (folder / page.name).hardlink_to(page)
    return folder
