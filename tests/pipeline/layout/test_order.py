"""An order of lines that tears them apart is told from one that follows the paper."""

import pytest

from pipeline.layout.order import is_worse, share_that_follows
from schemas.findings import Region
from schemas.pages import TextBlock, TextLine, Word


def line(x, y):
    region = Region(x, y, 400, 30)
    return TextLine(region, (Word("eilutėje", region, 0.9),))


def column(x, count, top=100):
    lines = tuple(line(x, top + 40 * n) for n in range(count))
    return TextBlock(Region(x, top, 400, 40 * count), lines)


RIGHT = [column(100, 30), column(600, 30)]
MIXED = [
    TextBlock(one.region, (first, second))
    for one, other in [RIGHT]
    for first, second in zip(one.lines, other.lines, strict=True)
]


def test_lines_in_columns_follow_each_other_but_from_column_to_column():
    assert share_that_follows(RIGHT) == pytest.approx(58 / 59)
    assert share_that_follows(MIXED) == 0
    assert share_that_follows([]) == 1


def test_order_that_tears_lines_apart_is_worse():
    assert is_worse(MIXED, RIGHT)
    assert not is_worse(RIGHT, MIXED)
    assert not is_worse(RIGHT, RIGHT)


def test_few_lines_tell_nothing():
    few = [column(100, 5), column(600, 5)]

    assert not is_worse([TextBlock(b.region, (one,)) for b in few for one in b.lines[::-1]], few)
