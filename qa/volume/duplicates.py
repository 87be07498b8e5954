"""The same page shot twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from qa.report import MID, Signature
from qa.signature import STEP
from qa.volume.pages import PageFinding
from schemas.findings import Finding

#: Pages are compared with so many pages before them.
WINDOW = 30
#: Agreement (correlation of the ink, per cent) from which two pages are the same.
MIN_AGREEMENT_PERCENT = 50.0
#: Pairs that agree less than this at half size are not looked at more closely.
MIN_COARSE_PERCENT = 30.0
#: Signatures are laid over each other in a square field, moved by at most a few pixels.
FIELD_PX, MAX_SHIFT_PX = 256, 24
#: Pages whose sides differ more than this are not the same page shot twice, unless one lies just
#: beyond a step of the signatures' scale; then the larger is drawn one step smaller.
MAX_SIZE_RATIO, MAX_STEP_RATIO = 1.25, 1.25 * STEP


def check_duplicates(signatures: Sequence[Signature | None]) -> list[PageFinding]:
    """Report pages that show the same as an earlier one; pages without signature are passed over.

    Blank pages are never doubles: they look alike without being the same page.
    """
    fields = [_field(signature) for signature in signatures]
    findings = []
    for position, field in enumerate(fields):
        if field is None:
            continue
        best = max(
            ((_agreement(field, other), earlier) for earlier, other in _before(fields, position)),
            default=(0.0, 0),
        )
        if best[0] >= MIN_AGREEMENT_PERCENT:
            findings.append(PageFinding(position, _double(best[0], best[1])))
    return findings


def agreements(
    scans: Sequence[Signature | None], pages: Sequence[Signature | None]
) -> list[list[float]]:
    """How far each scan shows the same as each page, in per cent; 0 where either shows nothing."""
    others = [_field(page) for page in pages]
    fields = (_field(scan) for scan in scans)
    return [
        [_agreement(field, other) if field and other else 0.0 for other in others]
        for field in fields
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """A signature prepared for comparison, at half and at full size, and one step smaller."""

    size: tuple[int, int]
    coarse: NDArray[np.complex64]
    fine: NDArray[np.complex64]
    smaller: "_Field | None" = None


def _before(fields: Sequence[_Field | None], position: int) -> list[tuple[int, _Field]]:
    first = max(0, position - WINDOW)
    return [(n, f) for n, f in enumerate(fields[first:position], start=first) if f is not None]


def _field(signature: Signature | None) -> _Field | None:
    if signature is None or signature.blank:
        return None
    ink = np.frombuffer(signature.ink, np.uint8).reshape(signature.height, signature.width)
    values = ink.astype(np.float32) - MID
    height, width = (max(2, round(side / STEP)) for side in ink.shape)
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


def _agreement(one: _Field, other: _Field) -> float:
    """The best correlation of two pages, moved over each other a little, in per cent."""
    ratio = _ratio(one, other)
    if MAX_SIZE_RATIO < ratio <= MAX_STEP_RATIO:
        larger, lesser = sorted((one, other), key=lambda f: f.size, reverse=True)
        one, other = larger.smaller or larger, lesser
        ratio = _ratio(one, other)
    if ratio > MAX_SIZE_RATIO:
        return 0.0
    coarse = _overlay(one.coarse, other.coarse, FIELD_PX // 2, MAX_SHIFT_PX // 2)
    if coarse < MIN_COARSE_PERCENT:
        return coarse
    return _overlay(one.fine, other.fine, FIELD_PX, MAX_SHIFT_PX)


def _ratio(one: _Field, other: _Field) -> float:
    """By how much the sides of two pages differ."""
    return max(max(a, b) / min(a, b) for a, b in zip(one.size, other.size, strict=True))


def _overlay(
    one: NDArray[np.complex64], other: NDArray[np.complex64], side: int, shift: int
) -> float:
    overlay = np.fft.irfft2(one * np.conj(other), (side, side))
    near = np.concatenate((overlay[:shift], overlay[-shift:]))
    near = np.concatenate((near[:, :shift], near[:, -shift:]), axis=1)
    return 100 * float(near.max())


def _double(agreement: float, earlier: int) -> Finding:
    return Finding(
        "QA-SEQ-01",
        measured=round(min(agreement, 100.0), 1),
        limit=MIN_AGREEMENT_PERCENT,
        facts={"other": earlier + 1},
    )
