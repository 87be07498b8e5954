"""What can be wrong with a scan as a file: a result for the page, never the end of the volume."""

from dataclasses import dataclass, field
from enum import StrEnum

from schemas.errors import LibraryError
from schemas.findings import Finding
from schemas.texts import N_


class ScanFault(StrEnum):
    """What stands in the way of an image; each is reported under a code of its own."""

    NO_IMAGE = "QA-FILE-01"
    """The content is of no image format, whatever the name says."""
    UNSUPPORTED = "QA-FILE-02"
    """An image, but of a kind that is not taken as a master."""
    DAMAGED = "QA-FILE-03"
    """The header or the picture cannot be read, or not to its end."""
    TOO_LARGE = "QA-FILE-04"
    """More pixels than allowed, judged from the header: a decompression bomb."""
    TOO_COSTLY = "QA-FILE-05"
    """Opening it killed the child process or overstepped its memory or time."""


class ScanFaultError(LibraryError):
    """An image cannot be read; ``facts`` hold the fault and the reason."""

    code = "CAP-009"
    message = N_("The scan cannot be read: {reason}.")
    hint = N_("The file is kept. Open it in an image viewer; scan the page again if it is damaged.")


@dataclass(frozen=True, slots=True)
class ScanFailure:
    """A fault of one scan, to be reported as a finding of its page."""

    fault: ScanFault
    reason: str
    facts: dict[str, str | int | float] = field(default_factory=dict)
    """``first_bad_row`` where reading stopped; ``pixels`` and ``limit`` of a too large image."""

    @property
    def finding(self) -> Finding:
        """The finding that says so; its wording stands under its code in ``qa.codes``."""
        return Finding(
            self.fault.value,
            measured=_number(self.facts.get("pixels")),
            limit=_number(self.facts.get("limit")),
            facts={"reason": self.reason, **self.facts},
        )


def _number(value: str | int | float | None) -> float | None:
    return None if value is None else float(value)


def failure_of(error: ScanFaultError) -> ScanFailure:
    """The error as a value."""
    facts = dict(error.facts)
    fault, reason = ScanFault(str(facts.pop("fault"))), str(facts.pop("reason"))
    kept = {name: v for name, v in facts.items() if isinstance(v, str | int | float)}
    return ScanFailure(fault, reason, kept)
