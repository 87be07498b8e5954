"""Does the print of the other side shine through?

Between the lines of print and inside its columns paper is compared with the margins: there, too,
it has its grain, but the other side's print stands behind the text. Marks that are as deep as ink
are this side's, rules and pictures are left out.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.paper import Paper
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.text_layout import TextLayout
from schemas.findings import Finding

Mask = NDArray[np.uint8]

#: Fewer tones cannot tell the other side's print from the grain of the paper.
MIN_BITS = 8
#: Every second pixel in both directions is looked at.
THIN = 2
#: Deeper than this share of the ink's depth is print of this side; its soft edges lie so near.
INK_SHARE, EDGE_PX = 0.3, 5
#: The darkest places, but for the very darkest: specks and remains of print.
PERCENTILE = 95
#: So much of the other side's contrast is seen between the lines: strokes are blurred by the paper
#: and cover a part only.
SEEN_SHARE = 1 / 3
#: Fewer letters, or fewer pixels between them or in the margins, allow no comparison.
MIN_LETTERS, MIN_PIXELS = 150, 1000
#: The block of print leaves out so many per cent of the letters on each side; margins begin so far
#: from it, and places so near a mark of its own kind belong to lines of print; shares of the side.
OUTER_PERCENT, CLEAR_SHARE, NEAR_SHARE = 3, 0.015, 0.012
#: Level and upright runs as long as these shares of the side are rules: words are shorter, and
#: letters are lower.
LEVEL_RULE_SHARE, UPRIGHT_RULE_SHARE = 0.06, 0.03
#: Ground darker than the paper by this, in L*, is a tint or a picture; print within the reach of
#: so many places of the paper's map belongs to it.
TINT_L, REACH_PLACES = 3.0, 2
#: Grain everywhere is a screen or a tint; other print leaves half of the places free.
MAX_GRAIN_SHARE = 0.4


def check_show_through(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report print of the other side between the lines."""
    if page.is_bilevel or page.facts.bits_per_channel < MIN_BITS:
        return NotApplicable("bilevel" if page.is_bilevel else "few-tones")
    if page.slant is None or page.paper is None or len(page.text.boxes) < MIN_LETTERS:
        return NotApplicable("no-text")
    percent = show_through_percent(page.text, page.paper)
    if percent is None:
        return NotApplicable("no-margin")
    limit = profile.max_show_through_percent
    if percent <= profile.noted_show_through_percent:
        return []
    code = "QA-SHOW-01" if percent > limit else "QA-SHOW-02"
    return [Finding(code, measured=round(percent), limit=limit)]


def show_through_percent(text: TextLayout, paper: Paper) -> float | None:
    """Contrast of the other side's print, in per cent of this side's; None where not to be told."""
    depth = np.ascontiguousarray(text.depth[::THIN, ::THIN])
    side = max(depth.shape)
    ink = (depth > int(INK_SHARE * text.ink_depth)).astype(np.uint8)
    free = np.asarray(1 - cv2.dilate(ink, np.ones((EDGE_PX, EDGE_PX), np.uint8)), np.uint8)
    inner, outer = _places(text, _fitted(paper.leaf, depth.shape), round(CLEAR_SHARE * side))
    margins = [tones for part in outer if (tones := _tones(depth, free & part)) is not None]
    if not margins:
        return None
    # the other side's print is seldom in the same place: it may stand in one of the margins
    usual, dark = min((_at(tones, 50), _at(tones, PERCENTILE)) for tones in margins)
    rules = _rules((depth > int(dark + 1)).astype(np.uint8), side)
    near = _near(np.ascontiguousarray(text.mask[::THIN, ::THIN]), round(NEAR_SHARE * side))
    ground = _fitted(_untinted(paper), depth.shape)
    between = _tones(depth, free & inner & ground & (1 - rules) & near)
    if between is None:
        return None
    excess = _at(between, PERCENTILE) - dark
    if _at(between, 50) - usual > MAX_GRAIN_SHARE * max(excess, 1.0):
        return None
    return 100 * max(0.0, excess) / (SEEN_SHARE * text.ink_depth)


def _fitted(places: NDArray[np.bool_], shape: tuple[int, ...]) -> Mask:
    """Places of the paper's map in pixels, but for the outermost."""
    inside = cv2.erode(
        places.astype(np.uint8), np.ones((3, 3), np.uint8),
        borderType=cv2.BORDER_CONSTANT, borderValue=0,
    )  # fmt: skip
    return np.asarray(cv2.resize(inside, shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)


def _untinted(paper: Paper) -> NDArray[np.bool_]:
    """Where the ground is as light as the paper, print included."""
    light = paper.seen & (paper.lab[:, :, 0] > paper.typical[0] - TINT_L)
    dark = paper.seen & ~light
    kernel = np.ones((2 * REACH_PLACES + 1, 2 * REACH_PLACES + 1), np.uint8)
    reached = cv2.dilate(light.astype(np.uint8), kernel) > 0
    return np.asarray(reached & (cv2.dilate(dark.astype(np.uint8), kernel) == 0), np.bool_)


def _places(text: TextLayout, leaf: Mask, clear: int) -> tuple[Mask, list[Mask]]:
    """The block of print, and the margins: left, right, above with below."""
    starts, ends = text.boxes[:, :2], text.boxes[:, :2] + text.boxes[:, 2:4]
    left, top = (np.percentile(starts, OUTER_PERCENT, axis=0) / THIN).astype(int)
    right, bottom = (np.percentile(ends, 100 - OUTER_PERCENT, axis=0) / THIN).astype(int)
    inner = np.zeros_like(leaf)
    inner[top:bottom, left:right] = leaf[top:bottom, left:right]
    outer = [np.zeros_like(leaf) for _ in range(3)]
    outer[0][:, : max(0, left - clear)] = leaf[:, : max(0, left - clear)]
    outer[1][:, right + clear :] = leaf[:, right + clear :]
    outer[2][: max(0, top - clear)] = leaf[: max(0, top - clear)]
    outer[2][bottom + clear :] = leaf[bottom + clear :]
    return inner, outer


def _near(letters: Mask, reach: int) -> Mask:
    """Letters and what lies so near."""
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return np.asarray(cv2.dilate(letters, kernel), np.uint8)


def _rules(dark: Mask, side: int) -> Mask:
    """Straight runs, and what lies beside them."""
    # a rule stands a little askew: it is thickened across before its length is asked for
    thick = np.ones((3, 1), np.uint8)
    long = np.ones((1, max(15, round(LEVEL_RULE_SHARE * side))), np.uint8)
    tall = np.ones((max(15, round(UPRIGHT_RULE_SHARE * side)), 1), np.uint8)
    level = cv2.morphologyEx(cv2.dilate(dark, thick), cv2.MORPH_OPEN, long)
    upright = cv2.morphologyEx(cv2.dilate(dark, thick.T), cv2.MORPH_OPEN, tall)
    either = cv2.max(level, upright)
    return np.asarray(cv2.dilate(either, np.ones((3, 3), np.uint8)), np.uint8)


def _tones(depth: Mask, places: Mask) -> NDArray[np.float64] | None:
    """How often each depth occurs there, summed up; None where it is seen at too few places."""
    counts = np.cumsum(cv2.calcHist([depth], [0], places, [256], [0, 256]).ravel())
    return np.asarray(counts / counts[-1], np.float64) if counts[-1] >= MIN_PIXELS else None


def _at(tones: NDArray[np.float64], percent: float) -> float:
    """The depth below which so many per cent lie, between whole levels too."""
    above = int(np.searchsorted(tones, percent / 100))
    below = float(tones[above - 1]) if above else 0.0
    return above + (percent / 100 - below) / max(1e-9, float(tones[above]) - below)
