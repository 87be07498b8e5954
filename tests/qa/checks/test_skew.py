import csv

import cv2
import numpy as np
import pytest

from pipeline.viewing import view_page
from qa.checks.skew import check_skew
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import DATA, codes, facts_of, paper, printed, turned, view_of

BOOK = profile_for(Material.BOOK)
DEFECTS = DATA / "images" / "defects"


@pytest.mark.parametrize("degrees", [-5, -2, -1, -0.5, -0.2, 0, 0.2, 0.5, 1, 2, 5, 9])
def test_slant_is_right_to_a_tenth_of_a_degree(tmp_path, degrees):
    slant = view_of(turned(printed(noise=6), degrees), tmp_path).slant

    assert slant.degrees == pytest.approx(degrees, abs=0.1)


def test_within_the_note_limit_nothing_within_the_limit_a_note_beyond_a_warning(tmp_path):
    found = [
        codes(check_skew(view_of(turned(printed(), degrees), tmp_path), BOOK))
        for degrees in (0.1, -0.6, 1.5)
    ]

    assert found == [[], ["QA-SKEW-02"], ["QA-SKEW-01"]]


def test_clockwise_is_positive(tmp_path):
    [finding] = check_skew(view_of(turned(printed(), 2), tmp_path), BOOK)

    assert finding.measured == pytest.approx(2, abs=0.1)


def test_dark_border_standing_otherwise_does_not_mislead(tmp_path):
    page = turned(printed(), 1)
    border = np.array([[0, 0], [90, 0], [20, page.shape[0]], [0, page.shape[0]]])
    cv2.fillPoly(page, [border], 10)

    assert view_of(page, tmp_path).slant.degrees == pytest.approx(1, abs=0.1)


def test_picture_with_slanting_hatches_does_not_mislead(tmp_path):
    page = turned(printed(), 1)
    for offset in range(0, 500, 9):
        cv2.line(page, (200 + offset, 500), (200 + offset + 90, 900), 60, 2)

    assert view_of(page, tmp_path).slant.degrees == pytest.approx(1, abs=0.15)


def test_text_from_top_to_bottom(tmp_path):
    page = turned(printed(), 2)
    sideways = np.ascontiguousarray(np.rot90(page))

    slant = view_of(sideways, tmp_path).slant

    assert slant.upright
    assert slant.degrees == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("kind", ["blank", "noise", "hatches"])
def test_without_lines_of_text_it_abstains(tmp_path, kind):
    page = paper()
    if kind == "noise":
        page = np.random.default_rng(0).integers(0, 256, page.shape).astype(np.uint8)
    if kind == "hatches":
        rng = np.random.default_rng(0)
        for x, y in rng.integers(50, 1000, (600, 2)):
            cv2.line(page, (x, y), (x + int(rng.integers(-20, 20)), y + 25), 40, 3)

    assert check_skew(view_of(page, tmp_path), BOOK) == NotApplicable("no-lines")


def truths():
    table = DEFECTS / "skew-truth.tsv"
    if not table.exists():
        return []
    rows = list(csv.reader(table.read_text().splitlines(), delimiter="\t"))[1:]
    return [(name, float(degrees)) for name, degrees in rows]


@pytest.mark.skipif(not DEFECTS.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize(("name", "degrees"), truths())
def test_real_skewed_pages(name, degrees):
    """The published truths are rounded to whole degrees; rules drawn through the lines agree
    with what is measured. The score (deskew-2) has staves and hardly any text."""
    path = DEFECTS / name
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)

    slant = view_page(path, 0, facts_of(image)).slant

    if name == "deskew-2.png":
        assert slant is None
    else:
        assert slant.degrees == pytest.approx(degrees, abs=0.5)
