"""Which way a line of print runs on the page image: level, up, down, or on its head."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.findings import Region
from schemas.pages import TextLine

#: A line of fewer words does not tell its direction by itself.
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Direction:
    """The way of reading as a step (right, down) in the image."""

    x: int
    y: int

    def upright(self, region: Region) -> tuple[float, float, float, float]:
        """A region's left, right, top and bottom, seen by somebody who reads this way."""
        corners = ((region.x, region.y), (region.x + region.width, region.y + region.height))
        along = sorted(x * self.x + y * self.y for x, y in corners)
        across = sorted(y * self.x - x * self.y for x, y in corners)
        return along[0], along[1], across[0], across[1]

    def back(self, along: float, across: float) -> tuple[float, float]:
        """A place as that reader sees it, in pixels of the image."""
        return along * self.x - across * self.y, along * self.y + across * self.x

    def matrix(self, cosine: float, sine: float) -> tuple[float, float, float, float]:
        """The turn of the letters in a PDF, whose y grows upward, for a line that leans."""
        x = cosine * self.x - sine * self.y
        y = cosine * self.y + sine * self.x
        return x, -y, y, x


LEVEL = Direction(1, 0)


def direction_of(line: TextLine) -> Direction | None:
    """The way from its first word to its last; None for a line too short to tell.

    Right-to-left script is level too: letters stand upright, only words follow leftward.
    """
    if len(line.words) < _TELLING_WORDS:
        return None
    first, last = line.words[0].region, line.words[-1].region
    right = (2 * last.x + last.width) - (2 * first.x + first.width)
    down = (2 * last.y + last.height) - (2 * first.y + first.height)
    if abs(down) > 2 * abs(right):
        return Direction(0, 1 if down > 0 else -1)
    if right < 0 and not _is_hebrew(line):
        return Direction(-1, 0)
    return LEVEL


def usual_direction(lines: Iterable[TextLine]) -> Direction:
    """The way most lines of a page run."""
    found = Counter(way for line in lines if (way := direction_of(line)) is not None)
    return found.most_common(1)[0][0] if found else LEVEL


def _is_hebrew(line: TextLine) -> bool:
    return any("\u0590" <= c <= "\u08ff" for word in line.words for c in word.text)
