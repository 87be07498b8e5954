"""Looks at one page for a report: judged, tried for damage, and pictured; runs in the sandbox."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.faults import ScanFailure, ScanFault, ScanFaultError
from pipeline.imaging import find_damage
from pipeline.labels import MarginPicture
from pipeline.labels import picture_of as margin_picture_of
from pipeline.orientation import is_undecided, piece_of
from pipeline.viewing import ScanNotViewableError, view_page
from qa.label_words import find_margins
from qa.page import PageView
from qa.profiles import profile_for
from qa.registry import run_checks
from qa.report import QaReport
from schemas.findings import Region
from schemas.objects import Material
from schemas.pages import ImageFacts

PICTURE_QUALITY = 78
#: The picture of a page without faults, against one with them: a volume fits one report.
SOUND_PICTURE = 0.4
#: Quarter turns clockwise, and flips after them, that bring a TIFF/EXIF orientation upright.
_QUARTERS = {3: 2, 5: 1, 6: 1, 7: 1, 8: 3}
_FLIPPED_ACROSS = (2, 5)
_FLIPPED_DOWN = (4, 7)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of one page."""

    report: QaReport
    damage: ScanFailure | None = None
    """What could not be read; the report then judges the rest."""
    picture: bytes = b""
    """A small JPEG of the page, upright."""
    margins: MarginPicture | None = None
    """The words of its head and foot that may be its number."""
    piece: bytes = b""
    """Print whose direction is still to be asked."""


def look_at_page(
    path: Path,
    image_in_file: int,
    facts: ImageFacts,
    material: Material,
    crop: Region | None,
    picture_px: int,
    reads_labels: bool = False,
) -> Look:
    """Judge one image of a file, or a part of it, without writing anything.

    Args:
        path: the file, which is only read.
        image_in_file: its number within the file.
        facts: what its header says.
        material: kind of original; it chooses the limits.
        crop: the part that is the page, in pixels of the upright scan.
        picture_px: longest side of the picture, less where nothing is to be seen; 0 for none.
        reads_labels: whether the words of the margins are cut out.

    Raises:
        ScanFaultError: nothing of the picture can be read.
    """
    part = stored_region(crop, facts) if crop is not None else None
    damage = None
    try:
        view = view_page(path, image_in_file, facts, part, strict=True)
    except ScanNotViewableError as error:
        damage = _damage(path, image_in_file, error)
        view = _what_is_left(path, image_in_file, facts, part)
    report = run_checks(view, profile_for(material))
    if not (damage or report.needs_person):
        picture_px = int(picture_px * SOUND_PICTURE)
    margins = find_margins(view) if reads_labels else None
    return Look(
        report,
        damage,
        picture_of(view, picture_px) if picture_px else b"",
        margin_picture_of(margins) if margins is not None else None,
        piece_of(view) if is_undecided(report) else b"",
    )


def _damage(path: Path, image_in_file: int, error: ScanNotViewableError) -> ScanFailure:
    found = find_damage(path, image_in_file)
    if found is None:
        return ScanFailure(ScanFault.DAMAGED, str(error.facts["reason"]))
    return ScanFailure(ScanFault.DAMAGED, found.reason, {"first_bad_row": found.first_bad_row})


def _what_is_left(
    path: Path, image_in_file: int, facts: ImageFacts, part: Region | None
) -> PageView:
    try:
        return view_page(path, image_in_file, facts, part)
    except ScanNotViewableError as error:
        reason = str(error.facts["reason"])
        raise ScanFaultError(fault=ScanFault.DAMAGED, reason=reason) from error


def stored_region(region: Region, facts: ImageFacts) -> Region:
    """A region of the upright scan in pixels of the scan as stored."""
    quarters = _QUARTERS.get(facts.orientation, 0)
    width, height = facts.width_px, facts.height_px
    if quarters % 2:
        width, height = height, width
    x, y, w, h = region.x, region.y, region.width, region.height
    if facts.orientation in _FLIPPED_ACROSS:
        x = width - x - w
    if facts.orientation in _FLIPPED_DOWN:
        y = height - y - h
    for _ in range(quarters):
        # One quarter back, counter-clockwise.
        x, y, w, h = y, width - x - w, h, w
        width, height = height, width
    return Region(x, y, w, h)


def picture_of(view: PageView, longest_px: int) -> bytes:
    """The page as a small JPEG, upright."""
    picture = _upright(view.colour, view.facts.orientation)
    height, width = picture.shape[:2]
    if max(height, width) > longest_px:
        scale = longest_px / max(height, width)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    if picture.ndim == 3:
        picture = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8)
    _, data = cv2.imencode(
        ".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, PICTURE_QUALITY, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    )
    return bytes(data)


def _upright(picture: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    picture = np.rot90(picture, -_QUARTERS.get(orientation, 0))
    if orientation in _FLIPPED_ACROSS:
        picture = np.fliplr(picture)
    if orientation in _FLIPPED_DOWN:
        picture = np.flipud(picture)
    return np.ascontiguousarray(picture)
