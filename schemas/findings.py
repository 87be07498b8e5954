"""Finding: one departure from what a profile or a standard asks; a result, never an exception."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Warnings and errors make the object wait for a person."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Verdict(StrEnum):
    """What a person decides about a page or an object, the same everywhere."""

    ACCEPT = "accept"
    ORIGINAL_DEFECT = "original_defect"
    MEND = "mend"
    RESCAN = "rescan"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in pixels of the scan as stored, origin at the top left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure. Severity, unit and wording stand under ``code`` in ``qa.codes``.

    ``measured`` and ``limit`` are in the code's unit; ``region`` is None where the whole page
    (or no page) is meant; ``facts`` are further values that the wording names.
    """

    code: str
    measured: float | None = None
    limit: float | None = None
    region: Region | None = None
    facts: dict[str, str | int | float] = field(default_factory=dict)
