import cv2
import numpy as np
import pytest

from qa.checks.curl import check_curl
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, WIDTH, codes, paper, printed, turned, view_of

BOOK = profile_for(Material.BOOK)
#: The small letters of the drawn print are so many pixels high.
X_HEIGHT_PX = 17


def bent(page, heights, reach=0.8):
    """The page whose lines drop towards the right edge, by so many heights of a small letter."""
    x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))
    drop = np.clip((x / WIDTH - (1 - reach)) / reach, 0, 1) ** 2 * heights * X_HEIGHT_PX
    return cv2.remap(page, x, y - drop, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_straight_lines_are_left_alone(tmp_path, seed):
    assert check_curl(view_of(turned(printed(seed), 0.7), tmp_path), BOOK) == []


@pytest.mark.parametrize(("heights", "code"), [(0.8, "QA-CURL-02"), (3.0, "QA-CURL-01")])
def test_bend_towards_the_fold_and_where_it_is(tmp_path, heights, code):
    [finding] = check_curl(view_of(bent(printed(), heights), tmp_path), BOOK)

    assert finding.code == code
    assert finding.measured < heights
    assert finding.region.x > WIDTH / 3


@pytest.mark.parametrize(("heights", "found"), [(0, []), (3.0, ["QA-CURL-01"])])
def test_page_of_few_lines_is_judged_in_fewer_bands(tmp_path, heights, found):
    page = bent(printed(lines=9), heights)

    assert codes(check_curl(view_of(page, tmp_path), BOOK)) == found


def test_more_bend_measures_more(tmp_path):
    small, large = (
        check_curl(view_of(bent(printed(), heights), tmp_path), BOOK)[0].measured
        for heights in (1.5, 3.0)
    )

    assert large == pytest.approx(2 * small, rel=0.35)


def test_lines_that_run_downwards_bend_too(tmp_path):
    sideways = np.ascontiguousarray(np.rot90(bent(printed(), 3.0)))

    [finding] = check_curl(view_of(sideways, tmp_path), BOOK)

    assert finding.code == "QA-CURL-01"
    assert finding.region.y < WIDTH * 2 / 3


def test_askew_is_not_bent(tmp_path):
    assert check_curl(view_of(turned(printed(), 4), tmp_path), BOOK) == []


@pytest.mark.parametrize("kind", ["blank", "title"])
def test_without_lines_it_abstains(tmp_path, kind):
    page = paper() if kind == "blank" else printed(lines=2)

    assert check_curl(view_of(page, tmp_path), BOOK) == NotApplicable("no-lines")


def test_handwriting_is_allowed_to_wave(tmp_path):
    view = view_of(bent(printed(), 2.0), tmp_path)

    assert codes(check_curl(view, profile_for(Material.MANUSCRIPT))) == []
