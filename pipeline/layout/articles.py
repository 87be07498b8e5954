"""Parts a page in columns into articles, as far as headings and rules tell."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.layout.type_measures import Frame, middle, overlap_across
from schemas.findings import Region
from schemas.pages import BlockKind, TextBlock

#: Kinds that belong to a page, not to an article.
OUTSIDE = (BlockKind.RUNNING_HEAD, BlockKind.PAGE_NUMBER, BlockKind.SIGNATURE_MARK)
#: A rule that ends an article is at least so wide a part of its column; dashes stand between
#: paragraphs.
LEAST_RULE = 0.15


def mark_articles(
    blocks: Sequence[TextBlock], rules: Sequence[Region], frame: Frame
) -> list[TextBlock]:
    """Numbers the articles of a page in columns: each begins at a heading or below a rule."""
    marked: list[TextBlock] = []
    number = 0
    before: TextBlock | None = None
    for block in blocks:
        if block.kind in OUTSIDE:
            marked.append(block)
            continue
        if before is None or _begins(block, before, rules, frame):
            number += 1
        marked.append(replace(block, article=number))
        before = block
    return marked


def _begins(block: TextBlock, before: TextBlock, rules: Sequence[Region], frame: Frame) -> bool:
    if block.kind == BlockKind.HEADING:
        return before.kind != BlockKind.HEADING or block.level < before.level
    upper, lower = before.region, block.region
    if overlap_across(upper, lower) <= 0 or middle(block.lines[0]) < middle(before.lines[-1]):
        return False  # the text goes on in the next column
    column = min(upper.width, lower.width)
    return before.kind != BlockKind.HEADING and any(
        upper.y + upper.height - frame.unit < rule.y < lower.y + frame.unit
        and overlap_across(rule, lower) >= LEAST_RULE * column
        for rule in rules
    )
