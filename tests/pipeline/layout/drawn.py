"""Pages drawn for tests: words in known places, as ink and as an engine would have read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import cv2
import numpy as np

from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word

FONT = cv2.FONT_HERSHEY_COMPLEX
#: A line of text at scale 1 is so high from line to line.
PITCH = 44


@dataclass
class Paper:
    """A page that words are set on."""

    width: int = 1600
    height: int = 2200
    lines: list[TextLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = np.full((self.height, self.width), 235, np.uint8)

    def line(
        self, x: int, y: int, text: str, scale: float = 1.0, *, confidence: float = 0.9
    ) -> TextLine:
        """Set words on one line, its foot at y; remembered as one line."""
        words = []
        for one in text.split():
            (width, height), below = cv2.getTextSize(one, FONT, scale, 2)
            cv2.putText(self.image, one, (x, y), FONT, scale, 20, 2, cv2.LINE_AA)
            place = Region(
                x, y - height, width, height + (below if set(one) & set("gjpqy,") else 0)
            )
            words.append(Word(one, place, confidence))
            x += width + round(14 * scale)
        line = TextLine(_around(words), tuple(words))
        self.lines.append(line)
        return line

    def column(
        self, name: str, x: int, y: int, count: int, width: int = 620, scale: float = 1.0
    ) -> list[TextLine]:
        """Set lines of words that tell their column, line and place: ``an3boo``."""
        done = []
        lengths = Random(name)
        for number in range(count):
            words, at = [], 0
            for letter in "abcdefghijklmnop":
                # Words of many lengths: spaces do not stand below each other, as in no print.
                longer = "o" * lengths.randrange(7)
                word = f"{name}n{number}{letter}{longer}"
                at += cv2.getTextSize(word, FONT, scale, 2)[0][0] + round(14 * scale)
                if at > width:
                    break
                words.append(word)
            done.append(self.line(x, y + round(number * PITCH * scale), " ".join(words), scale))
        return done

    def rule(self, x: int, y: int, width: int, height: int) -> None:
        """A ruled line."""
        cv2.rectangle(self.image, (x, y), (x + width - 1, y + height - 1), 30, -1)

    def engraving(self, x: int, y: int, width: int, height: int) -> None:
        """A hatched picture."""
        for step in range(0, width + height, 9):
            start = (x + min(step, width), y + max(0, step - width))
            end = (x + max(0, step - height), y + min(step, height))
            cv2.line(self.image, start, end, 40, 2)
        cv2.rectangle(self.image, (x, y), (x + width, y + height), 30, 2)

    def as_blocks(self) -> PageText:
        """Each line a block of its own, in the order of setting."""
        return self._text([TextBlock(line.region, (line,)) for line in self.lines])

    def as_one_block(self) -> PageText:
        """All lines in one block, in the order of setting."""
        return self._text([_block(self.lines)])

    def read_across(self) -> PageText:
        """As an engine reads that sees no columns: what stands at one height is one line."""
        rows: list[list[TextLine]] = []
        for line in sorted(self.lines, key=lambda one: one.region.y + one.region.height):
            foot = line.region.y + line.region.height
            last = rows[-1][0].region if rows else None
            if last is not None and abs(foot - last.y - last.height) < PITCH / 3:
                rows[-1].append(line)
            else:
                rows.append([line])
        joined = []
        for row in rows:
            words = sorted((w for line in row for w in line.words), key=lambda w: w.region.x)
            joined.append(TextLine(_around(words), tuple(words)))
        return self._text([_block(joined)])

    def _text(self, blocks: Sequence[TextBlock]) -> PageText:
        return PageText(self.width, self.height, tuple(blocks), engine="drawn")


def _block(lines: Sequence[TextLine]) -> TextBlock:
    return TextBlock(_around([w for line in lines for w in line.words]), tuple(lines))


def _around(words: Iterable[Word]) -> Region:
    regions = [word.region for word in words]
    left, top = min(r.x for r in regions), min(r.y for r in regions)
    right = max(r.x + r.width for r in regions)
    bottom = max(r.y + r.height for r in regions)
    return Region(left, top, right - left, bottom - top)


def texts(lines: Iterable[TextLine]) -> list[str]:
    """The words of lines."""
    return [word.text for line in lines for word in line.words]


def read(page: PageText) -> list[str]:
    """The words of a page in its order."""
    return [word.text for word in page.words]


def kinds(page: PageText) -> dict[str, str]:
    """The kind of every word (without what makes it longer)."""
    return {
        word.text.rstrip("o"): str(block.kind)
        for block in page.blocks
        for line in block.lines
        for word in line.words
    }


def leaning(page: PageText, image: np.ndarray, degrees: float) -> tuple[PageText, np.ndarray]:
    """The page turned: its ink, and the middles of its words."""
    turn = cv2.getRotationMatrix2D((page.width_px / 2, page.height_px / 2), -degrees, 1)
    turned = cv2.warpAffine(image, turn, (page.width_px, page.height_px), borderValue=235)

    def moved(word: Word) -> Word:
        r = word.region
        x, y = turn @ (r.x + r.width / 2, r.y + r.height / 2, 1)
        return replace(word, region=replace(r, x=int(x - r.width / 2), y=int(y - r.height / 2)))

    blocks = []
    for block in page.blocks:
        lines = [tuple(map(moved, line.words)) for line in block.lines]
        blocks.append(
            replace(block, lines=tuple(TextLine(_around(words), words) for words in lines))
        )
    return replace(page, blocks=tuple(blocks)), turned
