"""Where things that were read in a prepared picture stand on the page itself."""

import math
from dataclasses import dataclass, replace

from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word


@dataclass(frozen=True, slots=True)
class Placement:
    """How the prepared picture came from the page: turned, then scaled, then straightened."""

    width_px: int
    height_px: int
    turn_degrees: int = 0
    """Clockwise, in quarters."""
    scale: float = 1.0
    angle_degrees: float = 0.0
    """By so much the lines rose to the right and were turned back, about the middle."""

    def on_page(self, text: PageText) -> PageText:
        """The text with every region as it stands on the page."""
        if not self.turn_degrees and self.scale == 1.0 and not self.angle_degrees:
            return replace(text, width_px=self.width_px, height_px=self.height_px)
        blocks = tuple(self._block(block) for block in text.blocks)
        return replace(text, width_px=self.width_px, height_px=self.height_px, blocks=blocks)

    def region(self, region: Region) -> Region:
        """One region of the prepared picture as it stands on the page."""
        x, y = self._straight(region.x + region.width / 2, region.y + region.height / 2)
        x, y = x / self.scale, y / self.scale
        width, height = region.width / self.scale, region.height / self.scale
        x, y = self._turned_back(x, y)
        if self.turn_degrees % 180:
            width, height = height, width
        return self._within(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def _straight(self, x: float, y: float) -> tuple[float, float]:
        """A point of the straightened picture before it was straightened."""
        if not self.angle_degrees:
            return x, y
        wide, high = self.width_px, self.height_px
        if self.turn_degrees % 180:
            wide, high = high, wide
        middle = wide * self.scale / 2, high * self.scale / 2
        angle = math.radians(self.angle_degrees)
        across, down = x - middle[0], y - middle[1]
        return (
            middle[0] + across * math.cos(angle) + down * math.sin(angle),
            middle[1] - across * math.sin(angle) + down * math.cos(angle),
        )

    def _turned_back(self, x: float, y: float) -> tuple[float, float]:
        match self.turn_degrees % 360:
            case 90:
                return y, self.height_px - x
            case 180:
                return self.width_px - x, self.height_px - y
            case 270:
                return self.width_px - y, x
        return x, y

    def _within(self, left: float, top: float, right: float, bottom: float) -> Region:
        x, y = max(0, round(left)), max(0, round(top))
        x, y = min(x, self.width_px - 1), min(y, self.height_px - 1)
        return Region(
            x, y,
            max(1, min(round(right), self.width_px) - x),
            max(1, min(round(bottom), self.height_px) - y),
        )  # fmt: skip

    def _block(self, block: TextBlock) -> TextBlock:
        lines = tuple(self._line(line) for line in block.lines)
        parts = [line.region for line in lines]
        region = around(parts) if parts and self.angle_degrees else self.region(block.region)
        return replace(block, lines=lines, region=region)

    def _line(self, line: TextLine) -> TextLine:
        words = tuple(self._word(word) for word in line.words)
        parts = [word.region for word in words]
        region = around(parts) if parts and self.angle_degrees else self.region(line.region)
        return replace(line, words=words, region=region)

    def _word(self, word: Word) -> Word:
        return replace(word, region=self.region(word.region))


def around(regions: list[Region]) -> Region:
    """The smallest region that holds all of these."""
    left, top = min(r.x for r in regions), min(r.y for r in regions)
    right = max(r.x + r.width for r in regions)
    bottom = max(r.y + r.height for r in regions)
    return Region(left, top, right - left, bottom - top)
