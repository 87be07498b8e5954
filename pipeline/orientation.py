"""Which way up a page stands, asked of Tesseract where its letters alone did not tell.

The checks measure letters in milliseconds and abstain where two scripts could explain what they
see; only then this is worth its cost, one to two seconds a page, most of it for the start.
"""

import io
import os
from dataclasses import dataclass, replace

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image

from qa.page import PageView
from qa.report import QaReport
from schemas.findings import Finding

#: Tesseract's own threads make it slower when pages run side by side.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

UPSIDE_DOWN = "QA-TURN-02"
#: What the check says where Tesseract is worth asking.
UNDECIDED = ("orientation", "no-direction")
#: A piece of so many pixels of the overview holds enough letters, where they are densest.
PIECE_PX = 900
#: Tesseract's own measure of belief: sure answers have 7 to 23, wrong ones up to 2.4.
MIN_CONFIDENCE = 5.0
#: It answers in two; a machine at its limit takes longer.
TIME_LIMIT_SECONDS = 20.0
#: How the stored picture is turned and flipped to be shown, by TIFF/EXIF orientation.
_SHOWN = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,), 5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,), 7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Direction:
    """By how many degrees clockwise the page must be turned, and Tesseract's belief in it."""

    degrees: int
    confidence: float


def is_undecided(report: QaReport) -> bool:
    """Whether print was found, but not which way up it stands; or it seems to stand on its head.

    Pages upside down are so rare that a second opinion costs nothing and saves false alarms.
    """
    return UNDECIDED in report.not_applicable or _is_on_its_head(report)


def _is_on_its_head(report: QaReport) -> bool:
    return any(finding.code == UPSIDE_DOWN for finding in report.findings)


def piece_of(page: PageView) -> bytes:
    """The piece of the page with most print, as shown: a PNG that travels between processes."""
    picture = Image.fromarray(_densest(page))
    for turn in _SHOWN.get(page.facts.orientation, ()):
        picture = picture.transpose(turn)
    with io.BytesIO() as file:
        picture.save(file, "PNG", compress_level=1)
        return file.getvalue()


def ask_direction(piece: bytes, time_limit_seconds: float = TIME_LIMIT_SECONDS) -> Direction | None:
    """Ask Tesseract; None where it is not installed, gives up, or does not know either."""
    try:
        with Image.open(io.BytesIO(piece)) as picture:
            said = pytesseract.image_to_osd(
                picture, timeout=time_limit_seconds, output_type=pytesseract.Output.DICT
            )
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError, OSError):
        return None
    confidence = float(said["orientation_conf"])
    if confidence < MIN_CONFIDENCE:
        return None
    return Direction(int(said["rotate"]) % 360, confidence)


def with_direction(report: QaReport, direction: Direction | None) -> QaReport:
    """The report with what Tesseract said; as it was where it said nothing."""
    if direction is None or not is_undecided(report):
        return report
    code = UPSIDE_DOWN if direction.degrees == 180 else "QA-TURN-01"
    found = (Finding(code, measured=direction.degrees),) if direction.degrees else ()
    others = tuple(finding for finding in report.findings if finding.code != UPSIDE_DOWN)
    return replace(
        report,
        findings=others + found,
        not_applicable=tuple(one for one in report.not_applicable if one != UNDECIDED),
    )


def _densest(page: PageView) -> NDArray[np.uint8]:
    """The piece of the overview in which most letters begin."""
    step, grey = page.text.step, page.grey
    corners = np.asarray(page.text.boxes[:, :2] * step, np.float64)
    places = [_start(corners[:, axis], min(PIECE_PX, grey.shape[1 - axis])) for axis in range(2)]
    left, top = places
    return np.ascontiguousarray(grey[top : top + PIECE_PX, left : left + PIECE_PX])


def _start(values: NDArray[np.float64], length: int) -> int:
    """Where the stretch of a length begins that holds most values."""
    ordered = np.sort(values)
    if not len(ordered):
        return 0
    held = np.searchsorted(ordered, ordered + length) - np.arange(len(ordered))
    return max(0, int(ordered[int(held.argmax())]) - 10)
