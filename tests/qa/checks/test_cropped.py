from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.viewing import view_page
from qa.checks.cropped import check_cropped
from qa.codes import sentence
from qa.profiles import QaProfile, profile_for
from qa.report import NotApplicable
from schemas.findings import Region
from schemas.objects import Material
from tests.qa.drawn import DATA, codes, facts_of, paper, printed, view_of
from tests.qa.test_frame import laid

BOOK = profile_for(Material.BOOK)
DEFECTS = DATA / "images" / "defects"
#: Where the drawn print begins: its first letters, its first line, its last line.
LEFT, TOP, BOTTOM = 121, 135, 1294


def asking_for_edges() -> QaProfile:
    return replace(BOOK, requires_edges=True)


def table(columns=5, rows=14):
    page = paper()
    right = 150 + 180 * columns
    for row in range(rows + 1):
        cv2.line(page, (150, 200 + 75 * row), (right, 200 + 75 * row), 120, 2)
    for row in range(rows):
        for column in range(columns):
            place = (180 + 180 * column, 252 + 75 * row)
            cv2.putText(page, f"{1860 + row}", place, 0, 1.0, 40, 2, cv2.LINE_AA)
    return page


def findings(picture, tmp_path, profile=BOOK):
    return check_cropped(view_of(picture, tmp_path), profile)


def test_whole_page_with_margins_is_left_alone(tmp_path):
    assert findings(printed(), tmp_path) == []
    assert findings(laid(printed()), tmp_path) == []


def test_letters_cut_at_the_beginning_of_lines_and_where(tmp_path):
    picture = laid(printed(), border=(0, 50, 70, 80))[:, LEFT + 8 :]

    [finding] = findings(picture, tmp_path)

    assert finding.code == "QA-CROP-01"
    assert finding.measured > 10
    assert finding.region.x == 0
    assert finding.region.height > 1000
    assert "left edge" in sentence(finding)


def test_letters_cut_at_the_ends_of_lines(tmp_path):
    assert "QA-CROP-01" in codes(findings(printed()[:, :600], tmp_path))


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_row_of_letters_cut_lengthways(tmp_path, side):
    page = printed()
    picture = page[TOP + 12 :] if side == "top" else page[: BOTTOM - 7]

    found = findings(picture, tmp_path)

    assert codes(found) == ["QA-CROP-01"]
    assert found[0].region.width > 300


def test_page_on_its_side_is_cut_too(tmp_path):
    picture = np.ascontiguousarray(np.rot90(printed()[:, LEFT + 8 :]))

    [finding] = findings(picture, tmp_path)

    assert finding.code == "QA-CROP-01"
    assert finding.region.y > 900


def test_table_whose_rules_run_out_of_the_picture(tmp_path):
    page = table()

    assert findings(page, tmp_path) == []
    assert codes(findings(page[:, :660], tmp_path)) == ["QA-CROP-01"]


def test_ruled_paper_is_not_cut(tmp_path):
    page = printed()
    for y in range(180, 1400, 54):
        cv2.line(page, (0, y), (1099, y), 150, 2)

    assert findings(page, tmp_path) == []


def test_print_without_margin(tmp_path):
    [finding] = findings(printed()[:, LEFT - 8 :], tmp_path)

    assert finding.code == "QA-CROP-02"
    assert finding.measured == pytest.approx(0.7, abs=0.3)
    assert finding.region == Region(
        0, finding.region.y, finding.region.width, finding.region.height
    )


def test_narrow_margin_is_a_note(tmp_path):
    assert codes(findings(printed()[:, LEFT - 28 :], tmp_path)) == ["QA-CROP-03"]


def test_letters_of_the_facing_leaf_are_not_this_pages(tmp_path):
    facing = printed(seed=3)[:, 300:480]
    book = np.concatenate((facing, printed()), axis=1)
    shade = 1 - 0.9 * np.exp(-np.square((np.arange(book.shape[1]) - 180) / 3))
    picture = laid((book * shade).astype(np.uint8), border=(0, 50, 70, 80))

    assert findings(picture, tmp_path) == []


def test_picture_that_bleeds_is_not_cut_print(tmp_path):
    page = printed(lines=10)
    rng = np.random.default_rng(0)
    page[800:, :] = cv2.GaussianBlur(rng.integers(0, 255, (650, 1100)).astype(np.uint8), (0, 0), 4)

    assert findings(page, tmp_path) == []


def test_black_border_is_not_cut_print(tmp_path):
    page = np.where(printed() > 128, 255, 0).astype(np.uint8)
    rng = np.random.default_rng(0)
    for y in range(0, 1450, 14):
        page[y : y + 14, : int(rng.integers(2, 14))] = 0

    assert "QA-CROP-01" not in codes(findings(page, tmp_path))


def test_note_in_the_margin_is_not_a_cut_line(tmp_path):
    page = printed()
    cv2.putText(page, "5", (-8, 420), 0, 1.0, 40, 3, cv2.LINE_AA)

    assert "QA-CROP-01" not in codes(findings(page, tmp_path))


def test_edges_are_asked_for_by_the_profile(tmp_path):
    picture = laid(printed(), border=(0, 50, 70, 80))

    assert findings(picture, tmp_path) == []
    assert codes(findings(picture, tmp_path, asking_for_edges())) == ["QA-CROP-04"]


def test_page_without_anything_is_not_judged(tmp_path):
    assert findings(np.full((800, 600), 230, np.uint8), tmp_path) == NotApplicable("no-text")


@pytest.mark.skipif(not DEFECTS.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize(("name", "expected"), [("w91frag.jpg", True), ("lucasta.047.jpg", False)])
def test_real_fragments_and_whole_pages(name, expected):
    image = cv2.imread(str(DEFECTS / name), cv2.IMREAD_GRAYSCALE)
    view = view_page(DEFECTS / name, 0, facts_of(image))

    assert ("QA-CROP-01" in codes(check_cropped(view, BOOK))) == expected
