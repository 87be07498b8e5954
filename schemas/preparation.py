"""The preparation sheet: what was counted in the original before it was scanned."""

import re
from dataclasses import dataclass

#: What parts one entry from the next, and the first number of a stretch from its last.
_BETWEEN = re.compile(r"[;,\n]+")
_STRETCH = re.compile(r"(\d{1,4})([rv]?)\s*[-–—]\s*(\d{1,4})([rv]?)")
#: A longer stretch is a slip of the pen.
MOST_NUMBERS = 400


@dataclass(frozen=True, slots=True)
class PreparationSheet:
    """Counts of the original, and the printed numbers of leaves that it lacks itself."""

    pages: int | None = None
    """Scans that are to become pages, covers included."""
    leaves: int | None = None
    """Leaves of the text block; each is two pages."""
    missing: tuple[str, ...] = ()
    """As printed: "17–18", "xii", "5r"."""

    @property
    def missing_numbers(self) -> frozenset[str]:
        """Every printed number that is missing; a leaf's number stands for both its sides."""
        return frozenset(number for entry in self.missing for number in numbers_in(entry))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted or declared."""
        return self == PreparationSheet()


#: The sheet of an object for which nothing was counted.
NOTHING_COUNTED = PreparationSheet()


def missing_entries(text: str) -> tuple[str, ...]:
    """Entries as a person writes them in one line, parted by commas or semicolons."""
    entries = (re.sub(r"\s*[-–—]\s*", "–", entry.strip()) for entry in _BETWEEN.split(text))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def numbers_in(entry: str) -> list[str]:
    """The printed numbers of one entry."""
    match = _STRETCH.fullmatch(entry.strip("[] "))
    if match is None:
        return _sides(entry.strip("[] "))
    first, last = int(match[1]), int(match[3])
    if not first <= last < first + MOST_NUMBERS:
        return [match[1] + match[2], match[3] + match[4]]
    return [one for number in range(first, last + 1) for one in _sides(str(number))]


def _sides(number: str) -> list[str]:
    return [number, f"{number}r", f"{number}v"] if number.isdecimal() else [number.lower()]
