"""How a page was read: which letters and language were seen, which way was chosen, and why.

Reasons are codes with facts; ``pipeline.reading.wording`` says them in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: In place of a language or model: the machine chooses for each page.
AUTO = "auto"


class Script(StrEnum):
    """The letters of a page or line."""

    ANTIQUA = "antiqua"
    FRAKTUR = "fraktur"
    CYRILLIC = "cyrillic"
    HEBREW = "hebrew"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a choice, and what it rests on: ``script-seen``, share 0.93."""

    code: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading of a page: by which engine and model, prepared how, and what it was worth."""

    engine: str
    model: str
    preparation: tuple[str, ...] = ()
    """What was done to the image first: ``deskew:1.8``, ``upscale:2``, ``background``."""
    estimated_error: float | None = None
    """Estimated character error rate, 0 to 1; None where nothing was read."""
    seconds: float = 0.0
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class PageReading:
    """The way a page was read."""

    script: Script | None = None
    """None where no letters were found."""
    languages: tuple[str, ...] = ()
    """ISO 639-3 codes, the most frequent first: lit, pol, deu, lat, rus, lav, yid."""
    model: str = ""
    reasons: tuple[Reason, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    estimated_error: float | None = None
    """Estimated character error rate of the text that was kept, 0 to 1."""
    is_by_person: bool = False
    """Whether a person chose language or model for the title."""


@dataclass(frozen=True, slots=True)
class ProcessingStep:
    """One thing done to a page's text after it was read (ALTO Processing)."""

    what: str
    """``correction`` or ``transcription``."""
    at: str
    """ISO 8601 with its zone."""
    by: str
    """Who did it: a person's name."""
    description: str = ""
