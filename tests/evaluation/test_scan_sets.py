import pytest

from tests.evaluation.scan_sets import SCANS, SETS

needs_scans = pytest.mark.skipif(not SCANS.is_dir(), reason="the real scans are not here")


@needs_scans
def test_every_folder_of_scans_is_evaluated():
    assert {one.name for one in SETS} == {f.name for f in SCANS.iterdir() if f.is_dir()}


@needs_scans
@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_every_image_of_a_set_has_its_truth(one):
    images = sorted(file.name for file in one.folder.iterdir())

    assert images
    if one.truth is not None:
        assert [name for name in images if not one.truth_of(name).is_file()] == []
