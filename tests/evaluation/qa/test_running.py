import json

import numpy as np
import pytest

from tests.evaluation.qa.plan import Case, Wanted
from tests.evaluation.qa.reports import kept_report, reports_beside
from tests.evaluation.qa.running import known_records, run
from tests.evaluation.qa.seeding import seeded_for
from tests.evaluation.qa.sources import PageRef, load
from tests.evaluation.qa.volumes import judge_volume, whole_volume

PAGE = PageRef("volume", 0, 8)


@pytest.fixture(scope="module")
def page():
    return load(PAGE)


def test_pages_are_judged_kept_and_not_judged_again(tmp_path):
    file = tmp_path / "run.jsonl"
    jobs = [(Case(PAGE), Case(PAGE, "turned", "severe"))]

    run(jobs, file, 1, lambda done, of: None)

    records = known_records(file)
    assert set(records) == {"clean/volume-0000-0008", "made/turned/severe/000"}
    assert records["made/turned/severe/000"]["amount"] == 180
    assert kept_report(reports_beside(file), "clean/volume-0000-0008") is not None


def test_a_line_cut_short_by_a_kill_is_left_out(tmp_path):
    file = tmp_path / "run.jsonl"
    file.write_text(json.dumps({"case": "a"}) + "\n" + '{"case": "b", "co')

    assert set(known_records(file)) == {"a"}


def test_a_case_gets_the_same_fault_whatever_else_is_run(page):
    one, again = (seeded_for(Case(PAGE, "defocus", "moderate"), page) for _ in range(2))
    other = seeded_for(Case(PageRef("volume", 0, 9), "defocus", "moderate"), page)

    assert one.fault == again.fault
    assert np.array_equal(one.image, again.image)
    assert one.fault.amount != other.fault.amount


def test_dust_lies_on_the_same_pixels_of_neighbouring_pages(page):
    cases = [Case(PageRef("volume", 0, place), "dust_run", "severe") for place in (8, 9)]
    dark = []
    for case in cases:
        neighbour = load(case.ref)
        seeded = seeded_for(case, neighbour).image
        height, width = seeded.shape[:2]
        before = neighbour.scene.image[:height, :width].astype(int)
        dark.append((before - seeded).reshape(height, width, -1).max(axis=2) > 25)

    assert dark[0].shape == dark[1].shape
    assert (dark[0] & dark[1]).sum() > 0.5 * dark[0].sum()


def test_volumes_are_judged_only_where_all_their_pages_are(tmp_path):
    assert whole_volume(0, tmp_path) is None
    assert judge_volume(0, Wanted(volumes=1), tmp_path) == []
