"""The pages of an object as the checks between them see them, and what these checks say."""

from dataclasses import dataclass

from qa.report import QaReport, Signature
from schemas.findings import Finding
from schemas.pages import ImageFacts, PageRole


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A number read at the head or foot of a page, not yet believed.

    ``confidence`` is the reader's own, 0 to 1; ``across`` and ``down`` say where its middle lies,
    as shares of the page's width and height, None where that is not known.
    """

    text: str
    confidence: float
    across: float | None = None
    down: float | None = None


@dataclass(frozen=True, slots=True)
class VolumePage:
    """One page of the object; a page that could not be judged has no report."""

    report: QaReport | None
    labels: tuple[PrintedLabel, ...] = ()
    """Whatever was read that may be its number: several, one, none."""
    known_label: str = ""
    """Its number where a person or the file's name gave it."""
    role: PageRole = PageRole.TEXT
    file_name: str = ""
    """Of its first scan, with the path within the object's folder."""
    image_in_file: int = 0
    facts: ImageFacts | None = None

    @property
    def signature(self) -> Signature | None:
        """What the page shows, where it was looked at."""
        return self.report.signature if self.report else None

    @property
    def measures(self) -> dict[str, float]:
        """The named numbers of the page; none where it was not judged."""
        return self.report.measures if self.report else {}


@dataclass(frozen=True, slots=True)
class PageFinding:
    """A finding about the page at a position (the first is 0) of the sequence."""

    position: int
    finding: Finding
    check: str = ""
    """Which check between pages raised it, and its version."""
