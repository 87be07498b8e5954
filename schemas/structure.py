"""What a page says of its own place in a work: number, running head, headings, contents.

Everything is offered with a confidence; people or later steps decide.
"""

from dataclasses import dataclass
from enum import StrEnum

from schemas.findings import Region


@dataclass(frozen=True, slots=True)
class Offered:
    """A text read on a page that may be its label or head, and how sure that is, 0 to 1."""

    text: str
    confidence: float
    region: Region
    level: int = 0
    """Of a heading: 1 for the highest."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of a table of contents: what begins on which printed page."""

    title: str
    label: str
    """The page as printed: 12, xiv."""
    confidence: float
    region: Region


@dataclass(frozen=True, slots=True)
class PageStructure:
    """What one page offers; becomes METS ORDERLABEL and logical divisions."""

    number: Offered | None = None
    running_head: Offered | None = None
    headings: tuple[Offered, ...] = ()
    entries: tuple[ContentsEntry, ...] = ()


class SectionSource(StrEnum):
    """Where a section is known from."""

    CONTENTS = "contents"
    HEADING = "heading"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a work that begins on a page."""

    title: str
    page: int
    """Place of the page in the sequence, from 0."""
    level: int
    label: str
    """The printed number it begins at, where the contents say it."""
    source: SectionSource
    confidence: float
