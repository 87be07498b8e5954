"""Printed numbers on the way of an object: they become labels, and pages exchanged are told."""

import pytest

from samples.volume import VolumePlan, write_volume
from tests.journey.calls import settle

pytestmark = [pytest.mark.journey, pytest.mark.long]
PAGES = 10


def scans_of(folder):
    """An octavo volume at 200 ppi whose numbers begin with 11."""
    plan = VolumePlan(PAGES, 2.2, seed=3, is_grey=True, first_number=11)
    files = write_volume(folder, plan)
    settle(*files)
    return files


def exchange(one, other):
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def test_exchanged_pages_are_told_and_numbers_become_labels(home, tmp_path):
    files = scans_of(tmp_path / "Knyga")
    exchange(files[5], files[6])

    done = home.digitise(tmp_path / "Knyga").json

    told = [(one["code"], one["page"]) for one in done["findings"] if "-SEQ-" in one["code"]]
    assert told == [("QA-SEQ-03", 6)]
    assert done["seconds"]["labels"] > 0
    printed = [str(n) for n in (11, 12, 13, 14, 15, 17, 16, 18, 19, 20)]
    right = [page["label"] == number for page, number in zip(done["pages"], printed, strict=True)]
    assert sum(right) >= 0.75 * PAGES


def test_sound_volume_has_nothing_between_its_pages(home, tmp_path):
    scans_of(tmp_path / "Knyga")

    done = home.digitise(tmp_path / "Knyga").json

    assert [one["code"] for one in done["findings"] if "-SEQ-" in one["code"]] == []
    assert sum(bool(page["label"]) for page in done["pages"]) >= 0.75 * PAGES
