"""What an OCR engine must do; ``pipeline.engines.registry`` names those there are."""

from pathlib import Path
from typing import Protocol

from schemas.pages import PageText


class EngineError(Exception):
    """The engine gave up on a page; the text says why in a few words."""


class EngineTimeoutError(EngineError):
    """The engine was stopped because a page took it too long."""


class OcrEngine(Protocol):
    """Reads one page image."""

    name: str

    def version(self) -> str:
        """The engine's own version, kept with every text it read."""

    def models(self) -> frozenset[str]:
        """The language models that are installed, by the engine's names (lit, frk, Fraktur)."""

    def recognise(self, image: Path, model: str, time_limit_seconds: float) -> PageText:
        """Read the page.

        Raises:
            EngineError: it gave up; ``EngineTimeoutError`` where time ran out.
        """
