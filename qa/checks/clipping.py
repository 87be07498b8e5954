"""Are tones lost at an end of the scale?

On pages of print everything within the leaf is counted at full resolution, since averages hide
single pixels; a black backing does not matter. Pictures are judged by what is lost inside them,
not at their rim.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView, Tile
from qa.paper import Paper
from qa.profiles import QaProfile
from qa.report import NotApplicable
from schemas.findings import Finding

#: So near to an end of the scale a level is lost: JPEG spreads a clipped tone by two levels.
WHITE, BLACK = 253, 2
#: With fewer bits the outermost tone is a sixteenth of the scale or more, and no end.
MIN_BITS = 8
#: Only paper as light as this, in L*, can burn out; white on darker paper is a patch or a mask.
LIGHT_PAPER_L, LIGHT_PERCENTILE = 93.0, 95
#: Pure white on so much of the leaf is how the scanner was set, not where light fell.
SET_WHITE_PERCENT = 25
#: The levels next to black: a scale that ends before them has black and white only, and ink that is
#: merely deep has at black no more than so many times what each of these has.
NEXT, NEXT_TIMES, LEAST_USED = slice(BLACK + 1, 24), 2.0, 0.4
#: Longest side of the picture in which lost tones are looked for.
MAX_SIDE_PX = 1500
#: A stretched scale leaves so many of its levels empty, each between two used ones.
COMB_PERCENT, COMB_SPAN, USED_SHARE = 8.0, 60, 2e-4


def check_clipping(page: PageView, profile: QaProfile) -> list[Finding] | NotApplicable:
    """Report tones lost in black or white, and a scale that was stretched."""
    if page.is_bilevel or page.facts.bits_per_channel < MIN_BITS:
        return NotApplicable("bilevel" if page.is_bilevel else "few-tones")
    if int(page.grey.max()) == int(page.grey.min()):
        return NotApplicable("no-tones")
    if profile.is_pictorial:
        return _in_picture(page, profile)
    if page.paper is None:
        return NotApplicable("no-paper")
    tones = leaf_tones(page, page.paper)
    return [*_white(page.paper, tones, profile), *_black(tones, profile), *_comb(page, tones)]


def leaf_tones(page: PageView, paper: Paper) -> NDArray[np.float64]:
    """How many per cent of the leaf have each of 256 grey levels, at the scan's own resolution."""
    if page.shrink == 1:
        grey = np.ascontiguousarray(page.grey[::2, ::2])
        leaf = cv2.erode(
            paper.leaf.astype(np.uint8), np.ones((5, 5), np.uint8),
            borderType=cv2.BORDER_CONSTANT, borderValue=0,
        )  # fmt: skip
        mask = cv2.resize(leaf, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
        counts = cv2.calcHist([grey], [0], np.asarray(mask), [256], [0, 256]).ravel()
        return np.asarray(100 * counts / max(1.0, counts.sum()), np.float64)
    counts = np.zeros(256)
    for tile in _inside(page, paper):
        counts += cv2.calcHist([tile.grey], [0], None, [256], [0, 256]).ravel()
    return _unbiased(100 * counts / max(1.0, counts.sum()), page)


def _inside(page: PageView, paper: Paper) -> Iterator[Tile]:
    """The pieces that lie within the leaf."""
    across = page.grey.shape[1] * page.shrink / paper.leaf.shape[1]
    for tile in page.tiles:
        left, top = tile.x - page.origin[0], tile.y - page.origin[1]
        ends = (top, top + tile.grey.shape[0], left, left + tile.grey.shape[1])
        first_row, last_row, first, last = (int(end / across) for end in ends)
        if paper.leaf[first_row : last_row + 1, first : last + 1].all():
            yield tile


def _unbiased(tones: NDArray[np.float64], page: PageView) -> NDArray[np.float64]:
    """Tones of the pieces, of which too many lie on print, as those of the whole leaf."""
    paper = page.text.paper_level
    if paper is None or not tones.any():
        return tones
    depths = np.maximum(0, paper - np.arange(256))
    in_pieces = float((tones * depths).sum()) / 100
    inked = float(page.text.depth.mean())
    share = min(1.0, inked / in_pieces) if in_pieces > 0 else 1.0
    unbiased = tones.copy()
    unbiased[depths > 0] *= share
    return unbiased


def _white(paper: Paper, tones: NDArray[np.float64], profile: QaProfile) -> list[Finding]:
    lightest = float(np.percentile(paper.lab[paper.seen][:, 0], LIGHT_PERCENTILE))
    percent = float(tones[WHITE:].sum())
    if lightest < LIGHT_PAPER_L:
        return []
    if percent >= SET_WHITE_PERCENT:
        return [Finding("QA-EXP-05", measured=round(percent, 1))]
    return _graded(percent, profile, "QA-EXP-03", "QA-EXP-06")


def _black(tones: NDArray[np.float64], profile: QaProfile) -> list[Finding]:
    """A note where ink runs out into black evenly; a fault where tones are heaped up at the end."""
    percent = float(tones[: BLACK + 1].sum())
    if percent <= profile.noted_clipped_percent:
        return []
    heaped = percent - NEXT_TIMES * float(tones[NEXT].mean()) * (BLACK + 1)
    if heaped > profile.max_clipped_percent and _is_gradual(tones):
        limit = profile.max_clipped_percent
        return [Finding("QA-EXP-04", measured=round(percent, 2), limit=limit)]
    return [Finding("QA-EXP-07", measured=round(percent, 2), limit=profile.max_clipped_percent)]


def _is_gradual(tones: NDArray[np.float64]) -> bool:
    """Whether a camera's own tones follow the end, and no scale of a few tones or hard contrast."""
    used = float((tones[NEXT] > 0).mean())
    return used >= LEAST_USED and float(tones[WHITE:].sum()) < SET_WHITE_PERCENT


def _graded(percent: float, profile: QaProfile, code: str, note: str) -> list[Finding]:
    limit = profile.max_clipped_percent
    if percent <= profile.noted_clipped_percent:
        return []
    return [Finding(code if percent > limit else note, measured=round(percent, 2), limit=limit)]


def _comb(page: PageView, tones: NDArray[np.float64]) -> list[Finding]:
    """Empty levels between used ones: the tones were pulled apart after the scan."""
    if page.facts.is_lossy is not False or page.colour.ndim == 3:
        return []
    used = tones > 100 * USED_SHARE
    between = ~used[1:-1] & used[:-2] & used[2:]
    span = int(used.sum() + between.sum())
    if span < COMB_SPAN or 100 * between.sum() / span < COMB_PERCENT:
        return []
    return [Finding("QA-EXP-08", measured=round(100 * float(between.sum()) / span))]


def _in_picture(page: PageView, profile: QaProfile) -> list[Finding]:
    step = -(-max(page.colour.shape[:2]) // MAX_SIDE_PX)
    # every n-th pixel: averaging would hide single burnt-out ones
    colour = page.colour[::step, ::step]
    channels = colour if colour.ndim == 3 else colour[:, :, None]
    findings = []
    for code, lost in (
        ("QA-EXP-03", np.asarray((channels > WHITE).all(axis=2))),
        ("QA-EXP-04", np.asarray((channels < BLACK).all(axis=2))),
    ):
        percent, box = _inner_patches(lost)
        if percent > profile.max_clipped_percent:
            scale = page.grey.shape[1] / lost.shape[1]
            region = page.region_of(*(round(side * scale) for side in box))
            limit = profile.max_clipped_percent
            findings.append(Finding(code, round(percent, 1), limit, region))
    return findings


def _inner_patches(lost: NDArray[np.bool_]) -> tuple[float, tuple[int, int, int, int]]:
    """Per cent of the picture in patches that do not reach its rim, and the box of the largest."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(lost.astype(np.uint8), connectivity=8)
    x, y, width, height, area = stats.T
    inner = (x > 0) & (y > 0) & (x + width < lost.shape[1]) & (y + height < lost.shape[0])
    inner[0] = False
    if not inner.any():
        return 0.0, (0, 0, 0, 0)
    largest = int(np.where(inner, area, 0).argmax())
    left, top, wide, high = (int(side) for side in stats[largest, :4])
    return 100 * float(area[inner].sum()) / lost.size, (left, top, wide, high)
