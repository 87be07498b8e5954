"""Joins words divided at line ends, also between columns: both halves know the whole word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from language.hyphenation import is_divided, whole_of
from language.lexicon import Lexicon
from schemas.pages import BlockKind, TextBlock, TextLine, Word

#: Kinds whose text runs on from block to block; others end with their block.
RUNNING_ON = (BlockKind.TEXT, BlockKind.FOOTNOTE)


def join_divided(blocks: Sequence[TextBlock], lexicons: Sequence[Lexicon] = ()) -> list[TextBlock]:
    """The blocks with ``Word.whole`` set on both halves of every divided word.

    Args:
        blocks: of a page, in reading order.
        lexicons: of its languages; without any, what ends in a hyphen is joined.
    """
    wholes: dict[int, str] = {}
    for lines in _flows(blocks):
        for line, following in pairwise(lines):
            first, second = line.words[-1], following.words[0]
            whole = whole_of(first.text, second.text, lexicons)
            if is_divided(first.text) and whole:
                wholes[id(first)] = wholes[id(second)] = whole
    if not wholes:
        return list(blocks)
    return [
        replace(block, lines=tuple(_with_wholes(line, wholes) for line in block.lines))
        for block in blocks
    ]


def _flows(blocks: Sequence[TextBlock]) -> Iterable[list[TextLine]]:
    """Lines that follow each other in reading: text in text, notes in notes."""
    for kind in RUNNING_ON:
        yield [line for b in blocks if b.kind == kind for line in b.lines if line.words]
    for block in blocks:
        if block.kind not in RUNNING_ON:
            yield [line for line in block.lines if line.words]


def _with_wholes(line: TextLine, wholes: dict[int, str]) -> TextLine:
    if not any(id(word) in wholes for word in line.words):
        return line
    return replace(line, words=tuple(_with_whole(word, wholes) for word in line.words))


def _with_whole(word: Word, wholes: dict[int, str]) -> Word:
    return replace(word, whole=wholes[id(word)]) if id(word) in wholes else word
