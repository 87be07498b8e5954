"""METS: how a digital object is made up of files, pages and parts.

Written in version 1.12 and read back, both as streams; the work is in ``mets_writing`` and
``mets_reading``.
"""

from schemas.mets_reading import NotMetsError, parse_mets
from schemas.mets_writing import write_mets

__all__ = ["NotMetsError", "parse_mets", "write_mets"]
