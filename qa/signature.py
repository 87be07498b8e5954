"""What a page shows, as a small picture of its ink that can be laid over another's.

Of text only the letters count, since the table, the edges of the leaf and the fold lie alike on
every scan of a volume; of a picture the tones, of which no single edge may outweigh the rest. The
picture is turned level by the page's own lines and drawn at a fixed size, so that the same page
shot again, a little turned, lighter or moved, gives nearly the same signature.
"""

import math
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.checks.blank import is_blank
from qa.page import PageView
from qa.reduction import reduced
from qa.report import DETAIL, MID, Signature
from qa.upright import EXCHANGED, MIRRORED, upright

#: A signature pixel: in millimetres where the resolution is known, else in pixels of the scan.
PIXEL_MM, PIXEL_PX = 1.6, 12.0
#: Signatures are no longer than this; pixels grow by steps, so that a page cropped a little
#: otherwise is drawn to the same scale.
MAX_SIDE_PX, STEP = 220, 2**0.5
#: Lines of print repeat along a page, and alike on all; what repeats so far does not count.
LINE_PX, AROUND_PX = 41, 4.0


#: Pages with fewer marks of letter size, and without lines of text, are pictures or drawings.
MIN_LETTERS = 60
#: What stands out more than this, in units of the usual, counts no more: a frame, an edge.
MOST_UNITS, MOST_UNITS_OF_TEXT = 2.0, 4.0
#: The usual is what this share of the pixels does not exceed.
USUAL_PERCENTILE = 80
#: Of the detail: what is deeper than most is only so deep, and what stands out this share of it,
#: against so many pixels around, is a bit.
DEEPEST_PERCENT, STANDING_SHARE, AROUND_DETAIL_PX = 98, 0.12, 9


def signature_of(page: PageView) -> Signature:
    """The page's signature."""
    if is_blank(page):
        return Signature(0, 0, b"", blank=True)
    text, pose = page.text, _pose(page)
    is_text = page.slant is not None or len(text.boxes) >= MIN_LETTERS
    source = _fit(text.depth * text.mask if is_text else page.grey, page, DETAIL, pose)
    height, width = (round(side / DETAIL) for side in source.shape)
    small = np.asarray(
        cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA), np.float32
    )
    along = (1, LINE_PX) if pose.turned else (LINE_PX, 1)
    ink = _standing_out(small, MOST_UNITS_OF_TEXT if is_text else MOST_UNITS, along)
    return Signature(
        width, height, ink.tobytes(), blank=False, detail=_detail(source), turned=pose.turned
    )


@dataclass(frozen=True, slots=True)
class _Pose:
    """How a page is brought upright by its tag, and level by its lines, which may stand upright."""

    orientation: int
    turned: bool
    degrees: float


def _pose(page: PageView) -> _Pose:
    orientation = page.facts.orientation
    if page.slant is None:
        return _Pose(orientation, False, 0.0)
    degrees = -page.slant.degrees if orientation in MIRRORED else page.slant.degrees
    return _Pose(orientation, page.slant.upright != (orientation in EXCHANGED), degrees)


def _fit(
    picture: NDArray[np.uint8], page: PageView, times: int, pose: _Pose
) -> NDArray[np.float32]:
    """The picture upright and level, so many times as large as the signature."""
    unit = page.ppi / 25.4 * PIXEL_MM if page.ppi else PIXEL_PX
    longest = max(page.grey.shape) * page.shrink / unit
    steps = math.ceil(math.log(longest / MAX_SIDE_PX, STEP))
    scale = page.shrink / (unit * STEP**steps)
    height, width = (times * max(8, round(side * scale)) for side in page.grey.shape)
    if min(picture.shape[0] // height, picture.shape[1] // width) >= 2:
        picture = reduced(picture, 2)
    fitted = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    fitted = upright(np.asarray(fitted, np.uint8), pose.orientation)
    if pose.degrees:
        height, width = fitted.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), pose.degrees, 1.0)
        fitted = cv2.warpAffine(fitted, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(fitted, dtype=np.float32)


def _standing_out(
    small: NDArray[np.float32], most: float, along: tuple[int, int]
) -> NDArray[np.uint8]:
    """Each pixel against its surroundings, in units of what is usual on the page."""
    rest = small - cv2.GaussianBlur(small, (0, 0), AROUND_PX)
    rest -= cv2.blur(rest, along)
    usual = max(0.5, float(np.percentile(np.abs(rest), USUAL_PERCENTILE)))
    levels = np.clip(rest / usual, -most, most) * (127 / most)
    return np.asarray(MID + levels, dtype=np.uint8)


def _detail(source: NDArray[np.float32]) -> bytes:
    """A bit for each pixel that stands out from its surroundings."""
    even = np.minimum(source, np.percentile(source[::2, ::2], DEEPEST_PERCENT))
    rest = even - cv2.blur(even, (AROUND_DETAIL_PX, AROUND_DETAIL_PX))
    bits = rest > STANDING_SHARE * float(even.max() - even.min())
    return zlib.compress(np.packbits(bits).tobytes(), 1)


def read_detail(signature: Signature) -> NDArray[np.uint8] | None:
    """The bits of a signature's detail as a picture; None where it has none."""
    if not signature.detail:
        return None
    height, width = DETAIL * signature.height, DETAIL * signature.width
    bits = np.frombuffer(zlib.decompress(signature.detail), np.uint8)
    return np.unpackbits(bits, count=height * width).reshape(height, width)
