"""The same page shot twice.

Pages are laid over each other as small pictures first; those that look alike from afar are then
compared near by, since tables and forms on one grid look alike without being the same page.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.report import MID, Signature
from qa.signature import STEP, read_detail
from qa.volume.detail import detail_agreement
from qa.volume.pages import PageFinding
from schemas.findings import Finding

#: Pages are compared with so many pages before them.
WINDOW = 30
#: Agreement (correlation of the ink, per cent) from which two pages are the same.
MIN_AGREEMENT_PERCENT = 50.0
#: Pairs that agree less than this at half size are not looked at more closely.
MIN_COARSE_PERCENT = 30.0
#: Pages that look alike from afar must agree so far near by, piece by piece; so many are tried.
MIN_NEAR_PERCENT, MOST_LOOKED_AT = 56.0, 3
#: Both ways of looking must agree so far together: what one of them doubts, the other bears out.
#: Pages shot again reach 135 and more, tables on one grid up to 124.
MIN_TOGETHER_PERCENT = 130.0
#: Where several look alike, the same page stands out by this, unless it is the same picture.
SEVERAL, STANDING_OUT_PERCENT, EXACT_PERCENT = 2, 5.0, 98.0
#: Signatures are laid over each other in a square field, moved by at most a few pixels.
FIELD_PX, MAX_SHIFT_PX = 256, 24
#: Pages whose sides differ more than this are not the same page shot twice, unless one lies just
#: beyond a step of the signatures' scale; then the larger is drawn one step smaller.
MAX_SIZE_RATIO, MAX_STEP_RATIO = 1.25, 1.25 * STEP


def check_duplicates(signatures: Sequence[Signature | None]) -> list[PageFinding]:
    """Report pages that show the same as an earlier one; pages without signature are passed over.

    Blank pages are never doubles: they look alike without being the same page.
    """
    before: deque[tuple[int, _Field | None]] = deque(maxlen=WINDOW)
    alike: dict[int, dict[int, Overlay]] = {}
    for position, field in enumerate(map(_field, signatures)):
        for earlier, other in before:
            if field is None or other is None:
                continue
            overlay = _best_overlay(field, other)
            if overlay.percent >= MIN_AGREEMENT_PERCENT:
                alike.setdefault(position, {})[earlier] = overlay
        before.append((position, field))
    return [
        PageFinding(position, double)
        for position in alike
        if (double := _double_among(signatures, position, alike)) is not None
    ]


def _double_among(
    signatures: Sequence[Signature | None],
    position: int,
    alike: dict[int, dict[int, "Overlay"]],
) -> Finding | None:
    """The earlier page that is the same near by, of those that look alike from afar.

    A page that agrees with many others nearly as well is one of a form's.
    """
    earlier = sorted(alike[position].items(), key=lambda one: -one[1].percent)
    found = max(
        (_near_by(signatures[position], signatures[n], overlay), n, overlay.percent)
        for n, overlay in earlier[:MOST_LOOKED_AT]
    )
    if found[0] < MIN_NEAR_PERCENT or found[0] + found[2] < MIN_TOGETHER_PERCENT:
        return None
    later = [(n, position, some[position]) for n, some in alike.items() if position in some]
    pairs = [(position, n, overlay) for n, overlay in earlier if n != found[1]] + later
    others = [
        _near_by(signatures[one], signatures[other], overlay)
        for one, other, overlay in pairs[:MOST_LOOKED_AT]
    ]
    stands_out = found[0] >= np.median(others or [0.0]) + STANDING_OUT_PERCENT
    is_form = len(others) >= SEVERAL and not stands_out and found[0] < EXACT_PERCENT
    return None if is_form else _double(found[2], found[1])


def _near_by(one: Signature | None, other: Signature | None, overlay: "Overlay") -> float:
    """How far the pieces of two pages agree; where there are none, as far as from afar."""
    first = read_detail(one) if one is not None else None
    second = read_detail(other) if other is not None else None
    if first is None or second is None:
        return EXACT_PERCENT
    first = np.ascontiguousarray(np.rot90(first, overlay.turn_of_first))
    second = np.ascontiguousarray(np.rot90(second, overlay.turn_of_second))
    if overlay.scale != 1.0:
        larger = first.shape[0] > second.shape[0]
        first, second = (_smaller(first), second) if larger else (first, _smaller(second))
    near = detail_agreement(first, second, overlay.shift)
    return EXACT_PERCENT if near is None else near


def _smaller(detail: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = (round(side / STEP) for side in detail.shape)
    small = cv2.resize(detail * np.uint8(255), (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small > 127, np.uint8)


def agreements(
    scans: Sequence[Signature | None], pages: Sequence[Signature | None]
) -> list[list[float]]:
    """How far each scan shows the same as each page, in per cent; 0 where either shows nothing."""
    fields = [_field(scan) for scan in scans]
    columns = (_percents(fields, _field(page)) for page in pages)
    return [list(row) for row in zip(*columns, strict=True)] or [[] for _ in scans]


def _percents(fields: Sequence["_Field | None"], other: "_Field | None") -> list[float]:
    """How far each of some scans shows the same as one page; a page's spectra are large."""
    return [_best_overlay(field, other).percent if field and other else 0.0 for field in fields]


@dataclass(frozen=True, slots=True)
class Overlay:
    """How far two pages agree, laid over each other at their best."""

    percent: float
    shift: tuple[int, int] = (0, 0)
    """By which the second lies lower and farther right, in pixels of its signature."""
    scale: float = 1.0
    """Other than 1 where the larger was drawn one step smaller."""
    turn_of_first: int = 0
    turn_of_second: int = 0
    """Quarters counter-clockwise by which they were turned for it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """A signature prepared for comparison, at half and at full size, and one step smaller."""

    size: tuple[int, int]
    coarse: NDArray[np.complex64]
    fine: NDArray[np.complex64]
    smaller: "_Field | None" = None
    turned: tuple[tuple[int, "_Field"], ...] = ()
    """A page that lies on its side, turned upright either way."""


def _field(signature: Signature | None) -> _Field | None:
    if signature is None or signature.blank:
        return None
    ink = np.frombuffer(signature.ink, np.uint8).reshape(signature.height, signature.width)
    values = ink.astype(np.float32) - MID
    field = _with_smaller(values)
    if not signature.turned:
        return field
    return replace(field, turned=tuple((k, _with_smaller(np.rot90(values, k))) for k in (1, 3)))


def _with_smaller(values: NDArray[np.float32]) -> _Field:
    height, width = (max(2, round(side / STEP)) for side in values.shape)
    smaller = cv2.resize(values, (width, height), interpolation=cv2.INTER_AREA)
    return _prepared(values, _prepared(np.asarray(smaller, dtype=np.float32)))


def _prepared(values: NDArray[np.float32], smaller: _Field | None = None) -> _Field:
    room = FIELD_PX - MAX_SHIFT_PX
    values = values[:room, :room]
    even = values[: values.shape[0] // 2 * 2, : values.shape[1] // 2 * 2]
    half = even.reshape(even.shape[0] // 2, 2, -1, 2).mean(axis=(1, 3))
    size = (values.shape[0], values.shape[1])
    return _Field(size, _spectrum(half, FIELD_PX // 2), _spectrum(values, FIELD_PX), smaller)


def _spectrum(values: NDArray[np.float32], side: int) -> NDArray[np.complex64]:
    """The spectrum of the ink, scaled to energy one."""
    energy = float(np.sqrt(np.square(values).sum()))
    return np.asarray(np.fft.rfft2(values / max(energy, 1e-6), (side, side)), dtype=np.complex64)


def _best_overlay(one: _Field, other: _Field) -> Overlay:
    """The best overlay of two pages; where one lies on its side, turned upright as well."""
    ways = [_laid_over(one, other)]
    if ways[0].percent < MIN_AGREEMENT_PERCENT and bool(one.turned) != bool(other.turned):
        ways += [replace(_laid_over(f, other), turn_of_first=k) for k, f in one.turned]
        ways += [replace(_laid_over(one, f), turn_of_second=k) for k, f in other.turned]
    return max(ways, key=lambda overlay: overlay.percent)


def _laid_over(one: _Field, other: _Field) -> Overlay:
    """The best correlation of two pages, moved over each other a little."""
    ratio, scale = _ratio(one, other), 1.0
    if MAX_SIZE_RATIO < ratio <= MAX_STEP_RATIO:
        if one.size > other.size:
            one = one.smaller or one
        else:
            other = other.smaller or other
        ratio, scale = _ratio(one, other), STEP
    if ratio > MAX_SIZE_RATIO:
        return Overlay(0.0)
    coarse = _overlay(one.coarse, other.coarse, FIELD_PX // 2, MAX_SHIFT_PX // 2)
    if coarse[0] < MIN_COARSE_PERCENT:
        return Overlay(coarse[0])
    percent, shift = _overlay(one.fine, other.fine, FIELD_PX, MAX_SHIFT_PX)
    return Overlay(percent, shift, scale)


def _ratio(one: _Field, other: _Field) -> float:
    """By how much the sides of two pages differ."""
    return max(max(a, b) / min(a, b) for a, b in zip(one.size, other.size, strict=True))


def _overlay(
    one: NDArray[np.complex64], other: NDArray[np.complex64], side: int, reach: int
) -> tuple[float, tuple[int, int]]:
    """The best agreement in per cent, and how far the second lies from the first for it."""
    overlay = np.fft.irfft2(other * np.conj(one), (side, side))
    near = np.concatenate((overlay[:reach], overlay[-reach:]))
    near = np.concatenate((near[:, :reach], near[:, -reach:]), axis=1)
    y, x = (int(place) for place in np.unravel_index(int(near.argmax()), near.shape))
    shift = (y if y < reach else y - 2 * reach, x if x < reach else x - 2 * reach)
    return 100 * float(near[y, x]), shift


def _double(agreement: float, earlier: int) -> Finding:
    return Finding(
        "QA-SEQ-01",
        measured=round(min(agreement, 100.0), 1),
        limit=MIN_AGREEMENT_PERCENT,
        facts={"other": earlier + 1},
    )
