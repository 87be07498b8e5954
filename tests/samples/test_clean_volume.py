from itertools import pairwise

import numpy as np
import pytest

from samples.clean_volume import draw_volume, volume_page

PPI = 60


@pytest.fixture(scope="module")
def volume():
    return draw_volume(3, 30, ppi=PPI)


def test_a_volume_has_covers_and_numbers_without_gap(volume):
    numbers = [leaf.number for leaf in volume.leaves if leaf.number]

    assert len(volume.leaves) == 30
    assert volume.leaves[0].design == volume.leaves[-1].design == "cover"
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(leaf.recto == (leaf.number % 2 == 1) for leaf in volume.leaves if leaf.number)


def test_sides_alternate_from_the_endpaper_on(volume):
    sides = [leaf.recto for leaf in volume.leaves[1:-1]]

    assert all(one != other for one, other in pairwise(sides))


def test_pages_of_a_volume_are_alike_in_paper_and_manner_and_unlike_in_text(volume):
    one, other = volume_page(volume, 4), volume_page(volume, 6)

    assert one.paper == other.paper
    assert one.manner.blur_sigma_px == other.manner.blur_sigma_px
    assert one.lines != other.lines


def test_a_page_is_the_same_each_time_and_another_shot_is_not(volume):
    one, same, again = (volume_page(volume, 4, shot) for shot in (0, 0, 1))

    assert np.array_equal(one.scene.image, same.scene.image)
    assert [line.text for line in again.lines] == [line.text for line in one.lines]
    assert again.manner.rotation_degrees != one.manner.rotation_degrees
    assert again.scene.image.shape != one.scene.image.shape


def test_the_back_cover_is_bare(volume):
    front, back = volume_page(volume, 0), volume_page(volume, 29)

    assert front.lines
    assert not back.lines
