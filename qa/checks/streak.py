"""Do thin straight lines run along the scan: a soiled calibration strip, dust on a line sensor?

A streak stands on the same columns (or rows) of pixels all the way. Chain lines, folds and rules
belong to the leaf, which never lies so straight: along a line a little aslant they are stronger.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.page import PageView
from qa.profiles import QaProfile
from qa.report import NotApplicable
from qa.stripes import Profile, Striping
from schemas.findings import Finding, Region

#: Widths of streaks that are looked for, in places of the profile.
WIDTHS_PX = (1, 3, 7)
#: What a streak is held against: paper so near on both sides, in millimetres.
AROUND_MM = 3.0
#: A band is heard where so many pieces of paper stand behind it.
MIN_PIECES = 3
#: So many bands and such a share of those heard must agree: each by such a share of all,
#: the first and the last too, where a rule or a light sky has ended.
MIN_BANDS, MIN_AGREEING, ALIKE, AT_ENDS = 5, 0.8, 0.5, 0.35
#: Above the unrest of all places by so many times its deviation, and above that of the nearest.
MIN_TIMES, MIN_TIMES_NEAR, NEAR_WIDTHS = 7.0, 4.0, 6
#: Lines aslant by up to so many pixels from end to end are tried as well, in such steps.
MAX_ASLANT_PX, ASLANT_STEP_PX = 12, 2
#: Print on both sides, within such distances in millimetres, leaves less than this share clear.
GAP_MM, GAP_SHARE = (1.5, 7.0), 0.75
#: A rule darker than paper leaves less than this share of the paper around clear, so near to it.
RULE_MM, RULE_SHARE = 0.8, 0.6
#: What is printed ends with the print. Rows with less clear paper than this share of the clearest
#: hold print; of the margins before and behind them the outer half is asked, so many rows each,
#: and a streak goes on in it by so many times the unrest there.
BLANK_SHARE, MIN_MARGIN_ROWS, MIN_TIMES_IN_MARGIN = 0.8, 4, 4.0
#: More lines than this are ruled or laid paper, or a table.
MAX_STREAKS = 6
#: Lines at equal distances are chain lines or ruled: so many, spread by no more than this share.
MIN_EQUAL, EQUAL_SHARE = 4, 0.2


def check_streak(page: PageView, profile: QaProfile) -> Sequence[Finding] | NotApplicable:
    """Report each streak with its difference in L* to the paper beside it."""
    if page.is_bilevel:
        return NotApplicable("bilevel")
    if page.stripings is None:
        return NotApplicable("no-paper")
    findings = []
    for striping in page.stripings:
        if streaks := find_streaks(striping, profile.max_streak_l):
            strongest = round(max(strength for _, _, strength in streaks), 2)
            region = _region(page, striping.is_upright, streaks)
            limit = profile.max_streak_l
            facts: dict[str, str | int | float] = {"count": len(streaks)}
            findings.append(Finding("QA-STREAK-01", strongest, limit, region, facts))
    return findings


def find_streaks(striping: Striping, limit: float) -> list[tuple[int, int, float]]:
    """Place, width and strength of each streak stronger than ``limit``."""
    found: dict[int, tuple[int, int, float]] = {}
    for width in WIDTHS_PX:
        for place, strength in _lines(striping, width, limit):
            near = [x for x in found if abs(x - place) <= 2 * max(WIDTHS_PX)]
            if all(abs(strength) > 1.2 * found[x][2] for x in near):
                for x in near:
                    del found[x]
                found[place] = (place, width, abs(strength))
    streaks = sorted(found.values())
    return [] if len(streaks) > MAX_STREAKS or _are_equal(streaks) else streaks


def _lines(striping: Striping, width: int, limit: float) -> list[tuple[int, float]]:
    """Places of one width at which most bands stand out alike, and by how much."""
    standing, heard = _standing_out(striping, width)
    straight = _along(standing, heard, 0)
    places = np.flatnonzero(np.abs(straight) >= np.maximum(limit, _unrest(straight, width)))
    if not places.size:
        return []
    aslant = np.zeros_like(straight)
    for shift in range(-MAX_ASLANT_PX, MAX_ASLANT_PX + 1, ASLANT_STEP_PX):
        if shift:
            aslant = np.maximum(aslant, np.abs(_along(standing, heard, shift)))
    around = cv2.dilate(aslant[None, :], np.ones((1, 2 * MAX_ASLANT_PX + 1), np.uint8))[0]
    return [
        (int(x), float(straight[x]))
        for x in places
        if abs(straight[x]) >= np.abs(straight[max(0, x - 2) : x + 3]).max()
        and abs(straight[x]) >= around[x]
        and _agree(standing[:, x], heard[:, x], float(straight[x]))
        and (
            not _is_printed(striping, int(x))
            or runs_on(striping, int(x), width, float(straight[x]))
        )
    ]


def _unrest(straight: Profile, width: int) -> Profile:
    """What chance and the grain of half-tones bring about at each place."""
    heard = np.abs(straight[straight != 0])
    usual = 1.4826 * float(np.median(heard)) if heard.size else 0.0
    weight = (straight != 0).astype(np.float32)[None, :]
    amount = np.abs(straight)[None, :]
    wide, gap = NEAR_WIDTHS * width + 60, 3 * width + 4
    sums = _summed(amount, wide) - _summed(amount, gap)
    local = 1.25 * sums / np.maximum(_summed(weight, wide) - _summed(weight, gap), 1)
    return np.asarray(np.maximum(MIN_TIMES * usual, MIN_TIMES_NEAR * local[0]), np.float32)


def _standing_out(striping: Striping, width: int) -> tuple[Profile, NDArray[np.bool_]]:
    """By how much each place of each band differs from the paper on both sides."""
    weight = striping.count
    sums = striping.tone * weight
    reach = 2 * max(2 * width, round(AROUND_MM * striping.px)) + 1
    gap = 3 * width + 2
    here, here_weight = _summed(sums, width), _summed(weight, width)
    wide, wide_weight = _summed(sums, reach), _summed(weight, reach)
    inner, inner_weight = _summed(sums, gap), _summed(weight, gap)
    beside_weight = wide_weight - inner_weight
    heard = (here_weight >= MIN_PIECES * width) & (beside_weight >= 0.3 * reach * MIN_PIECES)
    beside = (wide - inner) / np.maximum(beside_weight, 1)
    standing = np.where(heard, here / np.maximum(here_weight, 1) - beside, 0)
    return np.asarray(standing, np.float32), heard


def _summed(values: Profile, width: int) -> Profile:
    kernel = (width, 1)
    border = cv2.BORDER_CONSTANT
    return np.asarray(cv2.boxFilter(values, -1, kernel, normalize=False, borderType=border))


def _along(standing: Profile, heard: NDArray[np.bool_], shift: int) -> Profile:
    """The mean of the bands along a line that moves by ``shift`` places from end to end."""
    bands = len(standing)
    moves = [round(shift * (band / max(1, bands - 1) - 0.5)) for band in range(bands)]
    total = sum(np.roll(standing[band], -move) for band, move in enumerate(moves))
    count = sum(np.roll(heard[band], -move).astype(np.float32) for band, move in enumerate(moves))
    enough = np.asarray(count) >= MIN_BANDS
    return np.asarray(np.where(enough, total / np.maximum(count, 1), 0), np.float32)


def _agree(standing: Profile, heard: NDArray[np.bool_], strength: float) -> bool:
    share = standing[heard] * np.sign(strength) / abs(strength)
    if not share.size or min(share[0], share[-1]) < AT_ENDS:
        return False
    return int((share > ALIKE).sum()) >= max(MIN_BANDS, MIN_AGREEING * len(share))


def _is_printed(striping: Striping, place: int) -> bool:
    """Whether the line is a pale rule between columns, or the flank of a darker one."""
    clear = striping.count.sum(axis=0)
    rule, near, far = (round(mm * striping.px) for mm in (RULE_MM, *GAP_MM))
    at_line = clear[max(0, place - rule) : place + rule + 1]
    before, behind = clear[max(0, place - far) : max(0, place - near)], clear[place + near :][:far]
    if not before.size or not behind.size:
        return False
    sides = float(np.median(before)), float(np.median(behind))
    is_flank = float(at_line.min()) < RULE_SHARE * max(sides)
    return is_flank or max(sides) < GAP_SHARE * float(at_line.max())


def runs_on(striping: Striping, place: int, width: int, strength: float) -> bool:
    """Whether the line is there in both margins as well, beyond the print."""
    shares = striping.clear.sum(axis=1)
    if not shares.any():
        return False
    printed = np.flatnonzero((shares < BLANK_SHARE * shares.max()) & (shares > 0))
    seen = np.flatnonzero(shares)
    if not printed.size:
        return False
    ends = (
        seen[seen < printed[0]][: (printed[0] - seen[0]) // 2],
        seen[seen > printed[-1]][::-1][: (seen[-1] - printed[-1]) // 2],
    )
    return all(_is_in(striping, rows, (place, width), strength) for rows in ends)


def _is_in(
    striping: Striping, rows: NDArray[np.intp], line: tuple[int, int], strength: float
) -> bool:
    """Whether a line (place, width) stands in some rows, nearly as strong as elsewhere."""
    place, width = line
    if len(rows) < MIN_MARGIN_ROWS:
        return False
    reach = width * NEAR_WIDTHS + 30
    start = max(0, place - reach)
    part = (rows, slice(start, place + reach + 1))
    clear = striping.clear[part]
    count = clear.sum(axis=0, dtype=np.float32)[None, :]
    sums = (striping.away[part] * clear).sum(axis=0, dtype=np.float32)[None, :]
    tone = (_summed(sums, width) / np.maximum(_summed(count, width), 1))[0]
    if count[0, place - start] < MIN_MARGIN_ROWS:
        return False
    beside = np.abs(np.arange(tone.size) - (place - start)) > width
    level = float(np.median(tone[beside]))
    unrest = 1.4826 * float(np.median(np.abs(tone[beside] - level)))
    here = (float(tone[place - start]) - level) * float(np.sign(strength))
    return here >= max(ALIKE * abs(strength), MIN_TIMES_IN_MARGIN * unrest)


def _are_equal(streaks: Sequence[tuple[int, int, float]]) -> bool:
    """Whether the lines stand at equal distances."""
    if len(streaks) < MIN_EQUAL:
        return False
    gaps = np.diff([place for place, _, _ in streaks])
    return float(np.ptp(gaps)) <= EQUAL_SHARE * float(gaps.mean())


def _region(page: PageView, is_upright: bool, streaks: Sequence[tuple[int, int, float]]) -> Region:
    """The strip from the first streak to the last."""
    height, across = page.grey.shape
    start = max(0, min(place - width // 2 for place, width, _ in streaks))
    stop = max(place + width // 2 + 1 for place, width, _ in streaks)
    if is_upright:
        return page.region_of(start, 0, min(stop, across) - start, height)
    return page.region_of(0, start, across, min(stop, height) - start)
