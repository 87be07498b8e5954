"""Dockets: sheets with a QR code, laid before an object while shooting; they part and name it."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pyvips

from pipeline.imaging import ImageDamagedError, open_scan, to_screen

#: A docket's code begins with this; what follows is ``key=value`` in lines or between semicolons.
DOCKET_MARK = "SKRYNIA:"
#: A code that fills a tenth of the sheet is still read at this size.
_LONGEST_PX = 1600
_KEYS = {"title": "title", "antraštė": "title", "shelfmark": "shelfmark", "signatūra": "shelfmark"}


@dataclass(frozen=True, slots=True)
class Docket:
    """What a docket says about the object behind it."""

    title: str = ""
    shelfmark: str = ""


def parse_docket(text: str) -> Docket | None:
    """The docket of a code's text; None where the code is none of ours."""
    if not text.startswith(DOCKET_MARK):
        return None
    said: dict[str, str] = {}
    for line in text.removeprefix(DOCKET_MARK).replace(";", "\n").splitlines():
        key, equals, value = line.partition("=")
        if equals and key.strip().casefold() in _KEYS:
            said[_KEYS[key.strip().casefold()]] = value.strip()
        elif line.strip():
            said.setdefault("title", line.strip())
    return Docket(**said)


def find_docket(path: Path, image: int = 0) -> Docket | None:
    """Look for a docket in a reduced image; for the sandbox, and never an error."""
    try:
        grey = _reduced(path, image)
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(grey)
    except (ImageDamagedError, pyvips.Error, cv2.error):
        return None
    return parse_docket(text)


def _reduced(path: Path, image: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    page = to_screen(open_scan(path, image))
    shrink = max(page.width, page.height) / _LONGEST_PX
    small = page.shrink(shrink, shrink) if shrink > 1 else page
    grey = small.colourspace("b-w") if small.bands == 3 else small
    return np.frombuffer(grey.write_to_memory(), np.uint8).reshape(grey.height, grey.width)
