"""Puts each picture under its code's paragraph in ``docs/qa-codes.md``."""

import re
from pathlib import Path

from tests.evaluation.scan_sets import ROOT

MANUAL = ROOT / "docs/qa-codes.md"
FOLDER = ROOT / "docs/qa-codes"
_HEADING = re.compile(r"^### (QA-[A-Z]+-\d\d) (.+?) \((?:info|warning|error)\)$")


def picture_of(code: str) -> Path:
    """Where a code's picture is kept."""
    return FOLDER / f"{code}.jpg"


def link_pictures(manual: Path = MANUAL) -> int:
    """Add the links that are missing; returns how many."""
    sections = re.split(r"(?m)^(?=#{2,3} )", manual.read_text())
    linked = [_linked(section) for section in sections]
    manual.write_text("".join(linked))
    return sum(before != after for before, after in zip(sections, linked, strict=True))


def _linked(section: str) -> str:
    heading = _HEADING.match(section.split("\n", 1)[0])
    if heading is None or f"qa-codes/{heading[1]}.jpg" in section:
        return section
    body = section.rstrip("\n")
    link = f"![{heading[2]}](qa-codes/{heading[1]}.jpg)"
    return f"{body}\n\n{link}{section[len(body) :] or chr(10)}"
