from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.viewing import view_page
from qa.checks.mirrored import check_mirrored
from qa.checks.orientation import check_orientation
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import DATA, codes, facts_of, paper, printed, view_of

BOOK = profile_for(Material.BOOK)
SCANS = DATA / "scans"
#: Roman, black letter of a journal and of a Latvian bible, typewriter.
REAL = [
    "deu-bebel-1879/images/bebel_frau_1879_0168.tif",
    "deu-grenzboten-1841/images/179412.tif",
    "lav-bible-1694/images/00015.jpg",
    "ces-typescript/images/EHRI-ET-JMP001_01.jpg",
]


def turned_by_quarters(page, quarters):
    return np.ascontiguousarray(np.rot90(page, -quarters))


def shown_as(view, orientation):
    return PageView(replace(view.facts, orientation=orientation), view.colour, view.shrink)


def findings(view):
    found = [check_orientation(view, BOOK), check_mirrored(view, BOOK)]
    return [one for result in found if not isinstance(result, NotApplicable) for one in result]


def test_upright_print_is_left_alone(tmp_path):
    view = view_of(printed(), tmp_path)

    assert check_orientation(view, BOOK) == check_mirrored(view, BOOK) == []


@pytest.mark.parametrize(("quarters", "degrees"), [(1, 270), (3, 90)])
def test_print_on_its_side_and_how_to_turn_it(tmp_path, quarters, degrees):
    [finding] = findings(view_of(turned_by_quarters(printed(), quarters), tmp_path))

    assert (finding.code, finding.measured) == ("QA-TURN-01", degrees)


def test_print_upside_down(tmp_path):
    [finding] = findings(view_of(turned_by_quarters(printed(), 2), tmp_path))

    assert (finding.code, finding.measured) == ("QA-TURN-02", 180)


def test_mirrored_print(tmp_path):
    view = view_of(np.ascontiguousarray(printed()[:, ::-1]), tmp_path)

    assert codes(findings(view)) == ["QA-TURN-03"]


def test_lines_along_the_long_side_of_a_leaf_are_a_note(tmp_path):
    wide = printed()[:760]
    view = view_of(turned_by_quarters(wide, 1), tmp_path)

    assert codes(findings(view)) == ["QA-TURN-04"]


#: How a picture with this orientation tag is stored when it is shown upright.
STORED = {
    1: lambda page: page,
    2: lambda page: page[:, ::-1],
    3: lambda page: page[::-1, ::-1],
    4: lambda page: page[::-1],
    5: lambda page: page.T,
    6: lambda page: np.rot90(page),
    7: lambda page: page[::-1, ::-1].T,
    8: lambda page: np.rot90(page, -1),
}


@pytest.mark.parametrize("orientation", STORED)
def test_page_is_judged_as_it_is_shown(tmp_path, orientation):
    stored = np.ascontiguousarray(STORED[orientation](printed()))

    assert findings(shown_as(view_of(stored, tmp_path), orientation)) == []


def test_tag_that_turns_an_upright_picture_is_found_out(tmp_path):
    view = view_of(printed(), tmp_path)

    [finding] = findings(shown_as(view, 3))

    assert finding.code == "QA-TURN-02"


@pytest.mark.parametrize("kind", ["blank", "noise", "capitals"])
def test_without_letters_that_tell_it_abstains(tmp_path, kind):
    page = paper()
    if kind == "noise":
        page = np.random.default_rng(0).integers(0, 256, page.shape).astype(np.uint8)
    if kind == "capitals":
        for row in range(12):
            cv2.putText(page, "HOXIH OXHIO", (100, 160 + 90 * row), 0, 2.0, 30, 5, cv2.LINE_AA)

    view = view_of(page, tmp_path)

    assert isinstance(check_orientation(view, BOOK), NotApplicable)
    assert isinstance(check_mirrored(view, BOOK), NotApplicable)


@pytest.mark.skipif(not SCANS.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize("name", REAL)
def test_real_pages_in_every_direction(name):
    image = cv2.imread(str(SCANS / name), cv2.IMREAD_GRAYSCALE)
    view = view_page(SCANS / name, 0, facts_of(image))
    ways = {
        (): view.grey,
        ("QA-TURN-01",): turned_by_quarters(view.grey, 1),
        ("QA-TURN-02",): turned_by_quarters(view.grey, 2),
    }

    for expected, picture in ways.items():
        assert codes(findings(PageView(view.facts, picture, view.shrink))) == list(expected)


@pytest.mark.skipif(not SCANS.exists(), reason="the shared test data is not here")
@pytest.mark.parametrize("name", REAL)
def test_real_pages_mirrored_are_never_passed(name):
    image = cv2.imread(str(SCANS / name), cv2.IMREAD_GRAYSCALE)
    view = view_page(SCANS / name, 0, facts_of(image))
    mirrored = PageView(view.facts, np.ascontiguousarray(view.grey[:, ::-1]), view.shrink)

    result = check_mirrored(mirrored, BOOK)

    assert result == NotApplicable("no-direction") or codes(result) == ["QA-TURN-03"]
