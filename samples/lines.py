"""Paragraphs become lines: first fit, words parted where a line would otherwise be loose."""

import re
from dataclasses import dataclass

from PIL import ImageFont

from samples.hyphenation import break_points

#: A line is loose when its spaces would grow beyond this many times their width.
LOOSE = 1.7
_WORD = re.compile(r"^(\W*)(\w+)(\W*)$")


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of a paragraph; the first may be indented, the last stays ragged."""

    text: str
    indent: float
    is_last: bool


def break_lines(
    paragraph: str, width: float, font: ImageFont.FreeTypeFont, indent: float = 0.0
) -> list[SetLine]:
    """The paragraph's lines for a column of this width; ``indent`` is for the first line."""
    waiting = units_of(paragraph)
    lines: list[SetLine] = []
    while waiting:
        room = width if lines else width - indent
        text, waiting = _fill_line(waiting, room, font)
        lines.append(SetLine(text, 0.0 if lines else indent, not waiting))
    return lines


def units_of(paragraph: str) -> list[str]:
    """Words, with each dash kept on the line of its word."""
    units: list[str] = []
    for word in paragraph.split():
        if units and (word == "–" or units[-1] == "–"):
            units[-1] += f" {word}"
        else:
            units.append(word)
    return units


def _fill_line(
    units: list[str], room: float, font: ImageFont.FreeTypeFont
) -> tuple[str, list[str]]:
    """As many units as fit, and what is left for the next lines."""
    taken = 1
    while taken < len(units) and font.getlength(" ".join(units[: taken + 1])) <= room:
        taken += 1
    text = " ".join(units[:taken])
    if taken == len(units):
        return text, []
    spaces = text.count(" ") or 1
    slack = (room - font.getlength(text)) / spaces
    if slack > (LOOSE - 1) * font.getlength(" "):
        for head, tail in _parted(units[taken]):
            if font.getlength(f"{text} {head}") <= room:
                return f"{text} {head}", [tail, *units[taken + 1 :]]
    return text, units[taken:]


def _parted(unit: str) -> list[tuple[str, str]]:
    """Ways to part a word, the longest beginning first."""
    found = _WORD.match(unit)
    if not found:
        return []
    before, word, after = found.groups()
    return [
        (f"{before}{word[:place]}-", f"{word[place:]}{after}")
        for place in reversed(break_points(word))
    ]
