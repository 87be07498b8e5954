"""The line between the two pages of an opening: moved by its screen, and put back."""

import pytest
from django.urls import reverse

from catalogue.interchange import recipe_of
from catalogue.models import FlowRequest
from catalogue.queries.splits import opening_of
from schemas.findings import Region
from tests.web.objects import HEIGHT, WIDTH, parted

pytestmark = pytest.mark.database
MIDDLE = WIDTH // 2


@pytest.fixture
def opening(stored):
    """Pages 2 and 3 are the halves of one scan."""
    parted(stored, 2, 3)
    return stored


def crops(row):
    return [recipe_of(row.pages.get(number=number))[0].crop for number in (2, 3)]


def address(row, number=2):
    return reverse("split", args=[row.name, number])


def test_line_is_moved_for_both_pages_and_put_back(controller, opening):
    assert 'id="line"' in controller.get(address(opening)).content.decode()

    answer = controller.post(address(opening, 3), {"line": str(MIDDLE + 40)})

    assert answer.status_code == 302
    assert crops(opening) == [
        Region(0, 0, MIDDLE + 40, HEIGHT), Region(MIDDLE + 40, 0, MIDDLE - 40, HEIGHT),
    ]  # fmt: skip
    assert FlowRequest.objects.filter(kind="digitise").count() == 1

    controller.post(address(opening), {"back": "1"})

    assert crops(opening) == [
        Region(0, 0, MIDDLE, HEIGHT), Region(MIDDLE, 0, MIDDLE, HEIGHT),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["0", str(WIDTH), "-5", "x", ""])
def test_line_that_leaves_a_page_with_nothing_is_refused(controller, opening, line):
    answer = controller.post(address(opening), {"line": line})

    assert answer.status_code == 400
    assert "CAT-046" in answer.content.decode()
    assert crops(opening)[0] == Region(0, 0, MIDDLE, HEIGHT)


def test_halves_with_a_gap_are_parted_in_its_middle(opening):
    page = opening.pages.get(number=2)
    page.parts.update(crop={"x": 10, "y": 5, "width": MIDDLE - 50, "height": 900})

    found = opening_of(page)

    assert (found.start, found.line, found.end) == (10, MIDDLE - 20, WIDTH)


def test_page_of_its_own_scan_has_no_line(controller, stored):
    assert controller.get(address(stored)).status_code == 404
    assert (
        "Move the split line"
        not in controller.get(reverse("page", args=[stored.name, 2])).content.decode()
    )


def test_page_screen_leads_to_the_line(controller, opening):
    page = controller.get(reverse("page", args=[opening.name, 3])).content.decode()

    assert address(opening, 3) in page
