import numpy as np
import pytest

from qa.checks.uneven_light import check_uneven_light
from qa.page import PageView
from qa.profiles import profile_for
from qa.report import NotApplicable
from schemas.objects import Material
from tests.qa.drawn import HEIGHT, WIDTH, codes, facts_of, printed

BOOK = profile_for(Material.BOOK)
ACROSS = np.linspace(0, 1, WIDTH)[None, :, None]
DOWN = np.linspace(0, 1, HEIGHT)[:, None, None]


def lit(light, paper=(1, 1, 1), page=None):
    """Print on paper of a colour, given so much light from place to place."""
    linear = (printed(noise=2.0) if page is None else page)[:, :, None] / 255
    linear = np.power(linear, 2.2) * np.asarray(paper) * light
    return np.clip(np.power(linear, 1 / 2.2) * 255, 0, 255).astype(np.uint8)


def said_of(page):
    return check_uneven_light(PageView(facts_of(page), page, 1), BOOK)


def test_even_light_passes():
    assert said_of(lit(1.0, (1, 0.95, 0.8))) == []


@pytest.mark.parametrize(
    ("lost", "code"), [(0.08, "QA-LIGHT-03"), (0.25, "QA-LIGHT-01"), (0.5, "QA-LIGHT-01")]
)
@pytest.mark.parametrize("where", [ACROSS, DOWN], ids=["across", "down"])
def test_fall_off_is_measured_and_graded(lost, code, where):
    [finding] = said_of(lit(1 - lost * where, (1, 0.95, 0.8)))

    assert finding.code == code
    assert 0.7 * lost <= finding.measured / 100 <= lost


def test_paper_browned_towards_its_edges_is_no_uneven_light():
    """Age takes three times as much of the blue as of the red."""
    edge = np.square(2 * ACROSS - 1) + np.square(2 * DOWN - 1)
    browned = 1 - np.array([0.08, 0.14, 0.25]) * edge / 2

    assert said_of(lit(browned, (1, 0.95, 0.8))) == []


def test_stain_and_pale_picture_do_not_bend_the_light():
    page = printed(lines=8, noise=2.0).astype(np.float32)
    page[800:1300, 200:800] *= np.linspace(0.97, 0.7, 500)[:, None]
    stain = (np.square(ACROSS - 0.8) + np.square(DOWN - 0.2))[:, :, 0] < 0.01
    page[stain] *= 0.85

    assert said_of(lit(1.0, page=page)) == []


def test_grey_scans_are_forgiven_more():
    """What is age and what light, no grey scan can tell."""
    page = lit(1 - 0.07 * ACROSS)

    assert codes(said_of(page)) == ["QA-LIGHT-03"]
    assert said_of(np.ascontiguousarray(page[:, :, 1])) == []


def test_sky_of_a_photograph_is_no_paper():
    photograph = np.full((900, 1200), 60, np.uint8)
    photograph[:150] = np.linspace(120, 240, 1200)[None]

    assert said_of(photograph) == NotApplicable("no-lines")


def test_what_it_does_not_judge():
    noise = np.random.default_rng(0).integers(0, 256, (900, 700), np.uint8)
    dot = np.full((1, 1), 200, np.uint8)

    assert said_of(noise) == NotApplicable("no-lines")
    assert said_of(dot) == NotApplicable("no-lines")
    bilevel = PageView(facts_of(noise, bits=1), noise, 1)
    assert check_uneven_light(bilevel, BOOK) == NotApplicable("bilevel")
