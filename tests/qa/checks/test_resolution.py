from dataclasses import replace

import numpy as np
import pytest

from qa.checks.resolution import check_resolution
from qa.page import PageView
from qa.profiles import profile_for
from schemas.findings import Finding
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed, view_of

BOOK, PHOTOGRAPH = profile_for(Material.BOOK), profile_for(Material.PHOTOGRAPH)
PAGE = np.full((2000, 1400), 220, np.uint8)


def page(ppi_x, ppi_y=None):
    facts = replace(facts_of(PAGE), ppi_x=ppi_x, ppi_y=ppi_y or ppi_x)
    return PageView(facts, PAGE, shrink=1)


@pytest.mark.parametrize("ppi", [294.0, 300.0, 600.0])
def test_enough_is_enough(ppi):
    assert check_resolution(page(ppi), BOOK) == []


def test_missing_is_a_warning_on_a_book_and_a_note_on_a_photograph():
    assert check_resolution(page(None), BOOK) == [Finding("QA-RES-01", limit=294)]
    assert check_resolution(page(None), PHOTOGRAPH) == [Finding("QA-RES-04", limit=392)]


def test_too_little_names_both_numbers():
    assert check_resolution(page(229.8), BOOK) == [Finding("QA-RES-02", 229.8, 294)]


def test_unlikely_size_of_the_original():
    [finding] = check_resolution(page(1200.0), BOOK)

    assert (finding.code, finding.measured, finding.limit) == ("QA-RES-03", 42.3, 60)
    assert finding.facts == {"ppi": 1200.0}


def test_width_and_height_differ():
    assert codes(check_resolution(page(300.0, 400.0), BOOK)) == ["QA-RES-05"]


def test_letters_smaller_than_any_print_tell_a_wrong_resolution(tmp_path):
    text = printed(lines=24)
    narrow = replace(BOOK, min_length_mm=1)

    assert codes(check_resolution(view_of(text, tmp_path, ppi=300), narrow)) == []
    assert codes(check_resolution(view_of(text, tmp_path, ppi=2400), narrow)) == ["QA-RES-06"]
