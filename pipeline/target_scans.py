"""Step 1b: shots of a colour chart at an object's beginning or end are targets, and no pages."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pyvips

from pipeline.formats import JPEG, media_type_of
from pipeline.imaging import ImageDamagedError, open_scan, to_screen
from pipeline.paging import PlannedFile, PlannedScan
from pipeline.sandbox import ConfinedFailure, Limits, confined
from qa.targets.recognition import CLOSE_LOOK_PX, recognise
from schemas.pages import ScanRole

#: Tells whether an image of a file is the shot of a target and nothing else.
TargetReader = Callable[[Path, int], bool]

#: Shots at each end of an object that may be targets: front and back of a chart, and a second.
MOST_TARGETS = 3
#: Smaller pictures hold neither a chart nor a page.
MIN_SIDE_PX = 200
LOOK_LIMITS = Limits(cpu_seconds=60, wall_seconds=120)


def target_reader(path: Path, image: int) -> bool:
    """Whether an image shows a target alone; looked at in the sandbox, and never an error."""
    try:
        return bool(confined(shows_target, path, image, limits=LOOK_LIMITS))
    except ConfinedFailure:
        return False


def shows_target(path: Path, image: int) -> bool:
    """The same in this process; for the sandbox."""
    try:
        small = _reduced(path, image)
    except (ImageDamagedError, pyvips.Error):
        return False
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    found = recognise(small, np.asarray(grey, np.uint8), CLOSE_LOOK_PX)
    return found is not None and found.is_alone


def _reduced(path: Path, image: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture about twice as large as it is looked at; JPEG is not even decoded larger."""
    opened = open_scan(path, image)
    shrink = max(1, max(opened.width, opened.height) // (2 * CLOSE_LOOK_PX))
    if shrink >= 2 and media_type_of(path) == JPEG:
        on_load = 1 << min(3, shrink.bit_length() - 1)
        opened = pyvips.Image.jpegload(str(path), shrink=on_load, access="sequential")
        shrink = max(1, shrink // on_load)
    page = to_screen(opened)
    small = page.shrink(shrink, shrink) if shrink > 1 else page
    shape = (small.height, small.width, small.bands)[: 2 if small.bands == 1 else 3]
    return np.frombuffer(small.write_to_memory(), np.uint8).reshape(shape)


def with_targets(
    scans: Sequence[PlannedScan], files: Sequence[PlannedFile], reader: TargetReader
) -> list[PlannedScan]:
    """The scans of an object, those at both ends that show a target told apart from pages."""
    told = list(scans)
    for places in (range(len(told)), range(len(told) - 1, -1, -1)):
        seen = 0
        for place in places:
            scan = told[place]
            if scan.role is not ScanRole.PAGE:
                continue
            if seen == MOST_TARGETS or not _is_target(scan, files, reader):
                break
            told[place] = replace(scan, role=ScanRole.TARGET)
            seen += 1
    return told


def _is_target(scan: PlannedScan, files: Sequence[PlannedFile], reader: TargetReader) -> bool:
    facts = scan.facts
    if facts is None or min(facts.width_px, facts.height_px) < MIN_SIDE_PX:
        return False
    if facts.colour_space == "bilevel":
        return False
    return reader(files[scan.file].path, scan.image_in_file)
