"""Faults that show only between the pages of an object: the same page shot twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.report import Signature
from schemas.findings import Finding

#: Pages are compared with so many pages before them.
WINDOW = 30
#: Agreement (correlation of the ink, per cent) from which two pages are the same.
MIN_AGREEMENT_PERCENT = 60.0
#: Signatures are laid over each other in a field of this size.
FIELD = (256, 256)
#: The best overlay may be shifted by at most this share of the field.
MAX_SHIFT = 24


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding about the page at a position (the first is 0) of the sequence."""

    position: int
    finding: Finding


def check_sequence(signatures: Sequence[Signature | None]) -> list[PageFinding]:
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


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """A signature prepared for comparison: its spectrum, its size and its energy."""

    spectrum: NDArray[np.complex64]
    size: tuple[int, int]
    energy: float


def _before(fields: Sequence[_Field | None], position: int) -> list[tuple[int, _Field]]:
    first = max(0, position - WINDOW)
    return [(n, f) for n, f in enumerate(fields[first:position], start=first) if f is not None]


def _field(signature: Signature | None) -> _Field | None:
    if signature is None or signature.blank:
        return None
    ink = np.frombuffer(signature.ink, np.uint8).reshape(signature.height, signature.width)
    values = (ink.astype(np.float32) - 128)[: FIELD[0] - MAX_SHIFT, : FIELD[1] - MAX_SHIFT]
    spectrum = np.fft.rfft2(values, FIELD).astype(np.complex64)
    return _Field(spectrum, values.shape, float(np.square(values).sum()))


def _agreement(one: _Field, other: _Field) -> float:
    """The best correlation of two pages, moved over each other a little, in per cent."""
    sizes = [max(a, b) / min(a, b) for a, b in zip(one.size, other.size, strict=True)]
    if max(sizes) > 1.25 or not one.energy or not other.energy:
        return 0.0
    overlay = np.fft.irfft2(one.spectrum * np.conj(other.spectrum), FIELD)
    near = np.concatenate((overlay[:MAX_SHIFT], overlay[-MAX_SHIFT:]))
    near = np.concatenate((near[:, :MAX_SHIFT], near[:, -MAX_SHIFT:]), axis=1)
    return 100 * float(near.max()) / float(np.sqrt(one.energy * other.energy))


def _double(agreement: float, earlier: int) -> Finding:
    return Finding(
        "QA-SEQ-01",
        measured=round(min(agreement, 100.0), 1),
        limit=MIN_AGREEMENT_PERCENT,
        facts={"other": earlier + 1},
    )
