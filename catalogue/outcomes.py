"""What a flow tells the catalogue: how a page went and what the checks found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.states import PageState
from schemas.findings import Finding, Severity
from schemas.pages import PageRole


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding with the weight and unit that its code has in the table of codes."""

    finding: Finding
    severity: Severity
    unit: str = ""
    check_version: str = ""
    """Profile and check, with their versions: ``book 1.2, focus 3``."""
    page_number: int | None = None
    """The page meant, where the object was looked at whole."""


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """How one page went. ``role`` and ``label`` are None where nothing new is known of them."""

    number: int
    state: PageState
    confidence: float | None = None
    text: str = ""
    language: str = ""
    """The model or models it was read with."""
    languages: tuple[str, ...] = ()
    """ISO 639-3 codes of what was read, the most frequent first."""
    estimated_error: float | None = None
    reading: Mapping[str, Any] | None = None
    """How it was read and why so; None where a person named the model."""
    findings: tuple[JudgedFinding, ...] = ()
    role: PageRole | None = None
    label: str | None = None
