import hashlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from samples.volume import VolumePlan, volume_pages, write_volume

PLAN = VolumePlan(pages=6, megapixels=0.4, lines_in_stock=60)


def test_every_page_has_other_text_number_and_digest(tmp_path):
    files = write_volume(tmp_path, PLAN)
    pages = list(volume_pages(PLAN))

    assert len({hashlib.sha256(file.read_bytes()).digest() for file in files}) == len(files) == 6
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert len({page.lines for page in pages}) == 6
    assert all(page.lines[-1] == str(page.number) for page in pages)


@pytest.mark.parametrize("megapixels", [0.4, 2.0])
def test_scans_have_the_size_asked_for(megapixels):
    plan = replace(PLAN, megapixels=megapixels, pages=1)

    [page] = volume_pages(plan)

    assert page.image.shape[0] * page.image.shape[1] / 1e6 == pytest.approx(megapixels, rel=0.03)


def test_same_plan_gives_the_same_pixels_and_another_seed_others():
    first, again, other = (
        next(volume_pages(plan)).image for plan in (PLAN, PLAN, replace(PLAN, seed=2))
    )

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_page_does_not_depend_on_how_many_there_are():
    few, many = list(volume_pages(PLAN)), list(volume_pages(replace(PLAN, pages=20)))

    assert all(np.array_equal(a.image, b.image) for a, b in zip(few, many, strict=False))


def test_grey_tiff_volume_carries_its_resolution(tmp_path):
    plan = replace(PLAN, pages=1, is_grey=True, file_format="tiff")

    [file] = write_volume(tmp_path, plan)

    with Image.open(file) as scan:
        assert (scan.mode, file.name) == ("L", "00001.tif")
        assert scan.info["dpi"][0] == plan.style.ppi


def test_paper_is_light_and_noisy_and_print_is_dark():
    [page] = volume_pages(replace(PLAN, pages=1))
    grey = page.image.mean(axis=2)

    assert np.median(grey) > 190
    assert np.percentile(grey, 0.5) < 90
    assert 0.3 < np.std(np.diff(grey[40:60, 40:200])) < 6
