"""ALTO: what was read on a page, with its place.

Versions 2 to 4 are read, version 4 is written; the work is in ``alto_reading`` and
``alto_writing``.
"""

from schemas.alto_reading import NotAltoError, parse_alto
from schemas.alto_writing import build_alto

__all__ = ["NotAltoError", "build_alto", "parse_alto"]
