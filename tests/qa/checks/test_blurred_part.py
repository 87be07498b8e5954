import cv2
import numpy as np
import pytest

from qa.checks.blurred_part import check_blurred_part, ends_softly
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.findings import Region
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, WIDTH, blurred, paper, printed, view_of

BOOK = profile_for(Material.BOOK)


def half_blurred(sigma=3):
    page = printed()
    page[850:, 500:] = blurred(page, sigma)[850:, 500:]
    return page


def overlap(one, other):
    """The common share of two rectangles."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    both = max(0, wide) * max(0, high)
    return both / (one.width * one.height + other.width * other.height - both)


@pytest.mark.parametrize("sigma", [2, 3.5])
def test_blurred_corner_is_found_where_it_is(tmp_path, sigma):
    [finding] = check_blurred_part(view_of(half_blurred(sigma), tmp_path), BOOK)

    assert finding.code == "QA-FOCUS-02"
    assert finding.measured > finding.limit
    assert overlap(finding.region, Region(500, 850, WIDTH - 500, HEIGHT - 850)) > 0.5


@pytest.mark.parametrize(
    ("cell", "beside", "is_corner"),
    [((5, 5), 1.3, True), ((5, 5), 1.05, False), ((3, 3), 1.3, False), ((1, 5), 1.3, True)],
)
def test_single_piece_is_a_corner_where_print_ends_and_softens(cell, beside, is_corner):
    widths = {(x, y): 1.0 for x in range(1, 6) for y in range(1, 6)} | {cell: 2.0}
    widths |= {(cell[0], cell[1] - 1): beside}

    assert ends_softly(cell, widths) is is_corner


def test_page_stored_sideways_is_looked_at_as_well(tmp_path):
    page = cv2.rotate(half_blurred(), cv2.ROTATE_90_CLOCKWISE)

    [finding] = check_blurred_part(view_of(page, tmp_path), BOOK)

    assert finding.region.x == 0
    assert finding.region.y > 300


def test_place_on_a_part_of_a_scan_is_that_in_the_scan(tmp_path):
    spread = np.hstack((printed(1), half_blurred()))

    view = view_of(spread, tmp_path, crop=Region(WIDTH, 0, WIDTH, HEIGHT))

    [finding] = check_blurred_part(view, BOOK)
    assert finding.region.x > WIDTH + 300


def with_soft_picture(page):
    rng = np.random.default_rng(1)
    soft = cv2.resize(rng.uniform(40, 220, (9, 12)).astype(np.float32), (700, 500))
    page[600:1100, 200:900] = soft.astype(np.uint8)
    return page


def with_heading(page):
    page[80:200] = 225
    cv2.putText(page, "KNYGA", (150, 190), cv2.FONT_HERSHEY_COMPLEX, 3.0, 40, 12, cv2.LINE_AA)
    return page


@pytest.mark.parametrize(
    "page",
    [printed(), printed(ink=60), printed(noise=8), blurred(printed(), 2),
     with_soft_picture(printed()), with_heading(printed())],
    ids=["sharp", "pale", "noisy", "blurred all over", "soft picture", "heading"],
)  # fmt: skip
def test_page_alike_all_over_has_no_blurred_part(tmp_path, page):
    assert check_blurred_part(view_of(page, tmp_path), BOOK) == []


def test_pages_without_tones_or_text_are_not_judged(tmp_path):
    bilevel = ((printed() > 128) * 255).astype(np.uint8)

    assert check_blurred_part(view_of(bilevel, tmp_path, bits=1), BOOK) == NotApplicable("bilevel")
    assert check_blurred_part(view_of(paper(), tmp_path), BOOK) == NotApplicable("no-text")
