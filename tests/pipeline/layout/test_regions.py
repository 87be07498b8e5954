import time

import numpy as np
import pytest
from PIL import Image

from pipeline.layout import arrange, regions_of
from schemas.findings import Region
from schemas.pages import PageText
from tests.pipeline.layout.drawn import Paper
from tests.schemas.made import SHARED


def _newspaper() -> Paper:
    paper = Paper(width=2300, height=3000)
    paper.line(300, 300, "Panevezio laikrastis ir zinios", 3.0)
    for number, name in enumerate("abc"):
        paper.column(name, 100 + 720 * number, 450, 55)
    return paper


def test_columns_are_seen_before_anything_is_read():
    paper = _newspaper()

    found = regions_of(paper.image)

    assert found.is_many_columned
    tall = [one for one in found.columns if one.height > 1500]
    assert [round(one.x, -2) for one in tall] == [100, 800, 1500]
    assert not any(set_apart(one) for one in tall)


def set_apart(column: Region) -> bool:
    """Whether a column holds more than itself."""
    return column.width > 720


def test_a_book_page_is_no_newspaper():
    paper = Paper()
    paper.column("a", 150, 200, 40, width=1300)

    found = regions_of(paper.image)

    assert not found.is_many_columned
    assert len(found.columns) == 1


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_page_without_print_has_no_columns(tone):
    found = regions_of(np.full((900, 700), tone, np.uint8))

    assert found.columns == ()
    assert not found.is_many_columned


def test_rules_and_pictures_are_told():
    paper = Paper()
    paper.column("a", 150, 200, 10, width=1300)
    paper.rule(150, 700, 1200, 4)
    paper.engraving(400, 800, 700, 500)
    paper.column("b", 150, 1450, 10, width=1300)

    found = regions_of(paper.image)

    assert [round(one.width, -2) for one in found.separators] == [1200]
    assert [round(one.width, -2) for one in found.pictures] == [700]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(
    ("pattern", "many"),
    [
        ("scans/lav-bible-1694/images/00013.jpg", True),
        ("scans/lav-bible-1694/images/00015.jpg", True),
        ("scans/deu-nzz-newspaper/images/0056*.tif", True),
        ("scans/deu-bebel-1879/images/*0168.tif", False),
        ("scans/deu-grenzboten-1841/images/179411.tif", False),
    ],
)
def test_real_pages_in_columns_and_without(pattern, many):
    [path] = SHARED.glob(pattern)
    with Image.open(path) as picture:
        found = regions_of(np.asarray(picture.convert("L")))

    assert found.is_many_columned is many


def test_a_newspaper_page_is_arranged_in_time():
    paper = _newspaper()
    text = paper.read_across()
    again: PageText | None = None

    def seconds() -> float:
        nonlocal again
        start = time.process_time()
        again = arrange(text, paper.image)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.3
    assert again is not None
    assert len(again.words) == len(text.words)
