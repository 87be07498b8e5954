from dataclasses import replace

import numpy as np
import pytest

from qa.checks.colour_space import check_colour_space
from qa.page import PageView
from qa.profiles import profile_for
from schemas.objects import Material
from tests.qa.drawn import codes, facts_of, printed

BOOK, MAP = profile_for(Material.BOOK), profile_for(Material.MAP)


def said_of(page, profile=BOOK, **changes):
    return codes(check_colour_space(PageView(replace(facts_of(page), **changes), page, 1), profile))


def coloured():
    grey = printed(lines=2)
    return np.dstack((grey, grey, (grey * 0.9).astype(np.uint8)))


@pytest.mark.parametrize("page", [coloured(), printed(lines=2)], ids=["colour", "grey"])
def test_grey_and_colour_pass(page):
    assert said_of(page) == []


@pytest.mark.parametrize("space", ["cmyk", "palette", "lab", "other"])
def test_unusual_space_is_reported(space):
    assert "QA-COLOUR-01" in said_of(coloured(), colour_space=space, channels=4)


def test_grey_kept_as_colour_is_a_note_until_one_place_has_colour():
    page = np.dstack([printed(lines=2)] * 3)
    assert said_of(page) == ["QA-COLOUR-02"]

    page[701, 333] = (200, 40, 40)
    assert said_of(page) == []


def test_grey_map_is_reported():
    assert said_of(printed(lines=2), MAP) == ["QA-COLOUR-03"]


@pytest.mark.parametrize(("space", "channels"), [("rgb", 4), ("grey", 2)])
def test_transparency_is_a_note(space, channels):
    page = coloured() if space == "rgb" else printed(lines=2)
    assert said_of(page, colour_space=space, channels=channels) == ["QA-COLOUR-04"]
