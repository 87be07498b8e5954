"""PREMIS: what is to be preserved, what was done to it, when and by whom or what.

Version 3 is written, 2 and 3 are read, both as streams; the work is in ``premis_writing`` and
``premis_reading``.
"""

from schemas.premis_reading import NotPremisError, PremisRecord, parse_premis
from schemas.premis_writing import write_premis

__all__ = ["NotPremisError", "PremisRecord", "parse_premis", "write_premis"]
