"""The engines there are, by name."""

from collections.abc import Callable

from pipeline.engines.base import OcrEngine
from pipeline.engines.tesseract import TesseractEngine

ENGINES: dict[str, Callable[[], OcrEngine]] = {TesseractEngine.name: TesseractEngine}


def get_engine(name: str) -> OcrEngine:
    """The engine of this name; a KeyError is a mistake in the program, not of a user."""
    return ENGINES[name]()
