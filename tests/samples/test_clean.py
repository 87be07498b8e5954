import numpy as np
import pytest

from samples.clean import clean_page, clean_pages
from samples.designs import DESIGNS
from samples.paper import OLD_WOOD
from schemas.pages import PageRole

PPI = 72


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_gives_pages_of_its_own(name):
    one, other = (
        clean_page(i, ppi=PPI, designs={name: DESIGNS[name]}, papers={"old": OLD_WOOD})
        for i in (0, 1)
    )

    assert (one.design, one.paper) == (name, "old")
    assert one.scene.image.shape != other.scene.image.shape or np.any(
        one.scene.image != other.scene.image
    )
    assert (one.role is PageRole.BLANK) == (name == "blank")
    assert bool(one.lines) == (name not in ("blank", "pencil", "drawing"))


def test_a_page_is_the_same_alone_and_in_its_set():
    in_set = list(clean_pages(4, ppi=PPI))[3]

    assert np.array_equal(clean_page(3, ppi=PPI).scene.image, in_set.scene.image)


def test_another_seed_gives_another_set():
    first, second = (clean_page(0, seed=seed, ppi=PPI) for seed in (1, 2))

    assert first.scene.image.shape != second.scene.image.shape or np.any(
        first.scene.image != second.scene.image
    )


def test_clean_pages_are_straight_unclipped_and_sharp():
    for page in clean_pages(12, ppi=PPI):
        region = page.scene.page
        inside = page.scene.image[
            region.y : region.y + region.height, region.x : region.x + region.width
        ]
        assert (inside == 255).mean() < 0.001
        assert abs(page.manner.rotation_degrees) <= 0.2
        assert page.manner.blur_sigma_px <= 0.85


def test_truth_lines_lie_inside_the_page():
    for page in clean_pages(8, ppi=PPI):
        region = page.scene.page
        for line in page.lines:
            assert region.x <= line.region.x
            assert line.region.x + line.region.width <= region.x + region.width + 1
