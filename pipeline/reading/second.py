"""The second reading: what the first one doubts is read again, and the likelier word is kept.

Only stretches of doubtful words go to the second reader, each with a sure neighbour on both sides
that ties the two readings together; so a good page costs little and a bad one at most twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.engines.rapidocr import read_lines
from pipeline.reading.legible import is_believed
from pipeline.reading.pictures import Grey
from pipeline.reading.placement import around
from pipeline.reading.tongues import Tongue
from pipeline.reading.voting import Judge
from schemas.findings import Region
from schemas.pages import PageText, TextBlock, TextLine, Word
from schemas.reading import Script

#: Words believed in less are read again; of wrongly read words most lie below.
DOUBTED = 0.80
#: Words that are none of the language are doubted up to here.
DOUBTED_UNKNOWN = 0.94
#: Shorter ones are not held against the language's words.
TELLING_LETTERS = 4
#: A line of which more than this is doubted is read whole.
MOSTLY = 0.6
#: Mean belief of the second reader in lines that the first one takes for stains.
SURE = 0.8
#: Scripts whose letters the second reader knows.
KNOWN_SCRIPTS = (Script.ANTIQUA, Script.FRAKTUR)


@dataclass(frozen=True, slots=True)
class SecondReading:
    """The page as voted, and how often both readers agreed where the second one was asked."""

    text: PageText
    asked: int = 0
    agreed: int = 0
    changed: int = 0


def read_again(
    text: PageText,
    grey: Grey,
    script: Script,
    tongues: Sequence[Tongue],
    missing: frozenset[str] = frozenset(),
) -> SecondReading:
    """Have the doubtful words of a page read by the second reader.

    Args:
        text: the page as the first reader read it.
        grey: its picture.
        script: its letters.
        tongues: what is known of its languages.
        missing: letters of its languages that the first reader cannot print; then every line is
            read again, since it is sure of what it had no choice to read otherwise.

    Raises:
        EngineError: the second reader gave up.
    """
    judge = Judge(tuple(tongues), script, missing)
    counts = np.zeros(3, int)

    def line_of(line: TextLine) -> TextLine:
        words = list(line.words)
        # What the first reader takes for a stain is text only if the second one is sure of it.
        least = SURE if words and not is_believed(words) else 0.0
        whole = [(0, len(words))] if missing and words else None
        for start, end in whole or doubtful(line, tongues):
            region = around([word.region for word in words[start:end]])
            [reading] = read_lines([cut(grey, region)])
            if reading.confidence < least:
                continue
            vote = judge.vote(words[start:end], reading)
            words[start:end] = vote.words
            counts[:] += (end - start, vote.agreed, vote.changed)
        return replace(line, words=tuple(words))

    blocks = tuple(_with_lines(block, line_of) for block in text.blocks)
    asked, agreed, changed = (int(count) for count in counts)
    return SecondReading(replace(text, blocks=blocks), asked, agreed, changed)


def _with_lines(block: TextBlock, line_of: object) -> TextBlock:
    assert callable(line_of)
    return replace(block, lines=tuple(line_of(line) for line in block.lines))


def doubtful(line: TextLine, tongues: Sequence[Tongue]) -> Iterator[tuple[int, int]]:
    """Stretches of words that are to be read again, with their neighbours, from left to right."""
    count = len(line.words)
    marked = [is_doubted(word, tongues) for word in line.words]
    if not any(marked):
        return
    width = sum(word.region.width for word in line.words)
    doubted = sum(
        word.region.width for word, is_so in zip(line.words, marked, strict=True) if is_so
    )
    if doubted > MOSTLY * width:
        yield 0, count
        return
    taken = [any(marked[max(0, n - 1) : n + 2]) for n in range(count)]
    start = None
    for n, is_taken in enumerate([*taken, False]):
        if is_taken and start is None:
            start = n
        elif not is_taken and start is not None:
            yield start, n
            start = None


def is_doubted(word: Word, tongues: Sequence[Tongue]) -> bool:
    """Whether a word is worth a second look."""
    if word.confidence < DOUBTED:
        return True
    letters = word.text.strip(".,:;!?-=⸗\"'„“”»«()")
    if word.confidence >= DOUBTED_UNKNOWN or len(letters) < TELLING_LETTERS:
        return False
    return bool(tongues) and not any(tongue.knows(letters) for tongue in tongues)


def cut(grey: Grey, region: Region) -> Grey:
    """A stretch of a line with a little of what surrounds it."""
    margin = max(2, region.height // 8)
    top, left = max(0, region.y - margin), max(0, region.x - margin)
    part = grey[top : region.y + region.height + margin, left : region.x + region.width + margin]
    return part if part.size else np.full((8, 8), 255, np.uint8)
