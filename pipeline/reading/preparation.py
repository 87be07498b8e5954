"""A page's picture made readable where it needs it, and only there; every step is told.

The limits are those at which readers begin to fail (reference figures of rendered pages): what
lies within them is left as it was scanned, since every change costs somewhere.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.reading.line_samples import Ink, Look, look_at
from pipeline.reading.pictures import Grey
from pipeline.reading.placement import Placement

#: Larger letters are made smaller to ``USUAL_LETTER_PX``: readers scale lines to 36 px anyway, and
#: finding lines costs by the pixel. Of black and white alone nothing is lost by it, the grey that
#: comes takes over; worn print in grey loses fine strokes. Smaller letters than
#: ``SMALL_LETTER_PX`` are enlarged.
LARGE_BILEVEL_PX, LARGE_LETTER_PX, USUAL_LETTER_PX = 34.0, 60.0, 25.0
SMALL_LETTER_PX, ENLARGED_LETTER_PX, MOST_ENLARGED = 11.0, 20.0, 3.0
#: Readers follow lines that rise by less; at 8 degrees nothing is read.
LEAST_SKEW_DEGREES, MOST_SKEW_DEGREES = 2.0, 15.0
SKEW_STEP_DEGREES = 1.0
#: Noise up to 20 costs one letter in a hundred, 40 the whole page.
NOISY_SIGMA = 25.0
#: Paper in shade this much darker than in light: one threshold no longer parts it from ink.
UNEVEN_SHARE = 0.65
#: The page is looked at in so many parts down and across; those count whose ink is that of print.
PARTS, LEAST_PARTS = 8, 4
LEAST_INK, MOST_INK = 0.03, 0.4
#: A page darker than this in the middle of its values may be printed white on black.
DARK_VALUE = 110
#: A bilevel picture has at most this share of values between.
MOST_GREY = 0.01
_NOISE = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The picture to be read, what was done to it, and where it lies on the page."""

    grey: Grey
    look: Look
    placement: Placement
    steps: tuple[str, ...]


def prepare(page: Grey, turn_degrees: int = 0) -> Prepared:
    """Turn, invert, scale, even, clean and straighten a page as far as it needs it."""
    steps = [f"turn:{turn_degrees}"] if turn_degrees else []
    grey = np.ascontiguousarray(np.rot90(page, -(turn_degrees // 90)))
    grey, look = _dark_on_light(_cleaned(grey, steps), steps)
    if look.letters:
        grey, scale = _scaled(grey, look, steps)
        grey = _evened(grey, steps)
        grey, angle = _straightened(grey, steps)
        if scale != 1.0 or angle or "background" in steps:
            look = look_at(grey)
    else:
        scale, angle = 1.0, 0.0
    height, width = page.shape
    placement = Placement(width, height, turn_degrees, scale, angle)
    return Prepared(grey, look, placement, tuple(steps))


def _dark_on_light(grey: Grey, steps: list[str]) -> tuple[Grey, Look]:
    look = look_at(grey)
    if float(np.median(grey[::8, ::8])) < DARK_VALUE:
        other = np.ascontiguousarray(255 - grey)
        seen = look_at(other)
        if seen.letters > look.letters and len(seen.stretches) > len(look.stretches):
            steps.append("invert")
            return other, seen
    return grey, look


def _scaled(grey: Grey, look: Look, steps: list[str]) -> tuple[Grey, float]:
    scale = 1.0
    if look.letter_px > (LARGE_BILEVEL_PX if is_bilevel(grey) else LARGE_LETTER_PX):
        scale = USUAL_LETTER_PX / look.letter_px
    elif look.letter_px < SMALL_LETTER_PX:
        scale = min(MOST_ENLARGED, ENLARGED_LETTER_PX / look.letter_px)
    if scale == 1.0:
        return grey, 1.0
    steps.append(f"scale:{scale:.2f}")
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
    return cv2.resize(grey, size, interpolation=way).astype(np.uint8), scale


def is_bilevel(grey: Grey) -> bool:
    """Whether a picture holds hardly anything but black and white."""
    part = grey[::5, ::5]
    return float(((part > 10) & (part < 245)).mean()) < MOST_GREY


def _cleaned(grey: Grey, steps: list[str]) -> Grey:
    sigma = noise_of(grey)
    if sigma < NOISY_SIGMA:
        return grey
    steps.append("median:3")
    return cv2.medianBlur(grey, 3).astype(np.uint8)


def noise_of(grey: Grey) -> float:
    """Standard deviation of noise from pixel to pixel, by the middle of a second difference."""
    part = grey[: 1 << 11, : 1 << 11].astype(np.float32)
    difference = np.abs(cv2.filter2D(part, -1, _NOISE))
    return float(np.median(difference)) / 0.6745 / 6


def _evened(grey: Grey, steps: list[str]) -> Grey:
    papers = paper_of(grey)
    if len(papers) < LEAST_PARTS:
        return grey
    # Fifths, not ends: a gutter in shade along one edge is no uneven light.
    dark, light = np.percentile(papers, (20, 80))
    if dark > UNEVEN_SHARE * light:
        return grey
    steps.append("background")
    return divided(grey)


def paper_of(grey: Grey) -> list[float]:
    """The brightness of the paper in the parts of a page where there is print."""
    ink = Ink(grey)
    rows, columns = (np.array_split(np.arange(n), PARTS) for n in ink.small.shape)
    papers = []
    for down in rows:
        for across in columns:
            part = np.ix_(down, across)
            share = float(ink.mask[part].mean()) / 255 if len(down) and len(across) else 0.0
            if LEAST_INK < share < MOST_INK:
                papers.append(float(np.percentile(ink.small[part], 80)))
    return papers


def divided(grey: Grey) -> Grey:
    """The picture divided by its paper: light falls evenly, ink keeps its share of it."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (0, 0), 6)
    wide = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(wide, 8), scale=255).astype(np.uint8)


def _straightened(grey: Grey, steps: list[str]) -> tuple[Grey, float]:
    angle = rise_of(grey)
    if abs(angle) < LEAST_SKEW_DEGREES:
        return grey, 0.0
    steps.append(f"deskew:{angle:.1f}")
    height, width = grey.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    straight = cv2.warpAffine(
        grey, turned, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return straight.astype(np.uint8), angle


def rise_of(grey: Grey) -> float:
    """By how many degrees lines rise to the right; 0 where no angle stands out."""
    mask = Ink(grey).mask
    third = max(1, mask.shape[1] // 3), max(1, mask.shape[0] // 3)
    small = cv2.resize(mask, third, interpolation=cv2.INTER_AREA).astype(np.uint8)
    coarse = np.arange(-MOST_SKEW_DEGREES, MOST_SKEW_DEGREES + 0.1, SKEW_STEP_DEGREES)
    best = max(coarse, key=lambda angle: _sharpness(small, angle))
    if abs(best) < SKEW_STEP_DEGREES or _sharpness(small, best) < 1.3 * _sharpness(small, 0.0):
        return 0.0
    fine = best + np.arange(-SKEW_STEP_DEGREES, SKEW_STEP_DEGREES + 0.1, SKEW_STEP_DEGREES / 4)
    return float(max(fine, key=lambda angle: _sharpness(small, angle)))


def _sharpness(mask: Grey, angle: float) -> float:
    """How much rows differ from the next when the page is turned: most along its lines."""
    height, width = mask.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), -float(angle), 1.0)
    rows = cv2.warpAffine(mask, turned, (width, height)).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
