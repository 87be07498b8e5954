"""What of a reading is text, and what are folds, stains and rules taken for letters."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.pages import PageText, TextBlock, TextLine, Word

#: A line that is believed in less than this is noise (a fold, a stain), not text. Single words
#: are never dropped: engines doubt many that they read rightly, most of all in Fraktur.
MIN_LINE_CONFIDENCE = 0.20


def keep_legible(page: PageText) -> PageText:
    """Drop blank words, lines the engine hardly believes in, and what is then empty."""
    blocks = tuple(kept for block in page.blocks if (kept := legible_block(block)) is not None)
    return replace(page, blocks=blocks)


def legible_block(block: TextBlock) -> TextBlock | None:
    """The block without its noise; None where a text block has no line left."""
    lines = tuple(kept for line in block.lines if (kept := legible_line(line)) is not None)
    return replace(block, lines=lines) if lines or block.kind != "text" else None


def legible_line(line: TextLine) -> TextLine | None:
    """The line without blank words; None where it is noise."""
    words = tuple(word for word in line.words if word.text.strip())
    return replace(line, words=words) if words and is_believed(words) else None


def is_believed(words: Sequence[Word]) -> bool:
    """Whether the words of a line are believed in enough to be text."""
    return sum(word.confidence for word in words) >= MIN_LINE_CONFIDENCE * len(words)
