"""Openings are parted at the fold that is seen, else in the middle."""

import pytest

from pipeline.capture import header_reader
from pipeline.folders import read_folder
from pipeline.folds import fold_reader
from samples.imagefiles import write_tiff
from schemas.findings import Region
from tests.journey.calls import settle
from tests.qa.drawn import paper
from tests.qa.test_split import opening


@pytest.fixture
def folder(tmp_path):
    """An opening whose fold is right of the middle, and a sheet wider than high."""
    scan = opening()[:, 150:]
    write_tiff(tmp_path / "01.tif", scan, 300)
    write_tiff(tmp_path / "02.tif", paper()[:900], 300)
    settle(*tmp_path.glob("*.tif"))
    return tmp_path


def crops(planned):
    return [part.crop for page in planned.pages for part in page.parts]


def test_opening_is_parted_at_its_fold_and_other_sheets_in_the_middle(folder):
    [planned] = read_folder(folder, "spreads", header=header_reader, fold=fold_reader).objects

    left, right, *others = crops(planned)
    assert left.width == pytest.approx(1160 - 150, abs=12)
    assert right == Region(left.width, 0, planned.scans[0].facts.width_px - left.width, left.height)
    assert [crop.width for crop in others] == [planned.scans[1].facts.width_px // 2] * 2


def test_other_profiles_look_for_no_fold(folder):
    def never(*_):
        raise AssertionError("asked for a fold")

    [planned] = read_folder(folder, "flat", header=header_reader, fold=never).objects

    assert crops(planned) == [None, None]


def test_fold_of_what_cannot_be_opened_is_the_middle(folder):
    facts = header_reader(folder / "01.tif")[0].facts
    (folder / "01.tif").write_bytes((folder / "01.tif").read_bytes()[:5000])

    assert fold_reader(folder / "01.tif", 0, facts) is None
