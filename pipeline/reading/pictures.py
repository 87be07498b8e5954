"""The page's picture as readers take it: 8-bit grey, black on white as it was scanned."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.engines.base import EngineError

#: Resolutions outside of these are marks of a program, not of a scanner.
LEAST_PPI, MOST_PPI, USUAL_PPI = 70, 2400, 300

Grey = NDArray[np.uint8]


def open_grey(image: Path) -> tuple[Grey, int]:
    """The first picture of a file in grey, and its resolution as far as the file says.

    Raises:
        EngineError: it cannot be decoded.
    """
    # Sizes were judged when the page was taken in; the child's memory is limited besides.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(image) as opened:
            ppi = float(opened.info.get("dpi", (0.0,))[0])
            grey = _grey(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise EngineError("the image cannot be decoded") from error
    return grey, round(ppi) if LEAST_PPI <= ppi <= MOST_PPI else USUAL_PPI


def _grey(opened: Image.Image) -> Grey:
    if opened.mode.startswith("I;16"):
        return np.ascontiguousarray((np.asarray(opened).astype(np.uint16) >> 8).astype(np.uint8))
    if opened.mode in ("LA", "PA", "RGBA") or "transparency" in opened.info:
        see_through = opened.convert("RGBA")
        opened = Image.new("RGBA", see_through.size, "white")
        opened.alpha_composite(see_through)
    return np.ascontiguousarray(np.asarray(opened.convert("L")))
