from dataclasses import replace

import numpy as np
import pytest

from qa.profiles import profile_for
from qa.volume.baselines import check_baselines
from schemas.findings import Finding
from schemas.objects import Material
from schemas.pages import PageRole
from tests.qa.volume.measured import changed, page_of, volume

BOOK = profile_for(Material.BOOK)


def told(pages):
    return [(one.position, one.finding.code) for one in check_baselines(pages, BOOK)]


def test_yellow_volumes_raise_no_alarm():
    alarms = sum(len(told(volume(seed))) for seed in range(40))

    assert alarms <= 0.005 * 40 * 60 / 10


@pytest.mark.parametrize(
    ("code", "by"),
    [
        ("QA-FOCUS-03", {"edge_px": 0.55}),
        ("QA-CAST-02", {"paper_a": 3.0}),
        ("QA-CAST-02", {"paper_b": -4.0}),
        ("QA-EXP-09", {"paper_l": 5.0}),
        ("QA-EXP-09", {"paper_l": -5.0}),
        ("QA-LIGHT-01", {"fall_off_percent": 3.0}),
        ("QA-LIGHT-02", {"fold_shadow_percent": 1.8}),
    ],
)
def test_one_page_out_of_line(code, by):
    pages = volume(3)
    pages[17] = changed(pages[17], **by)

    assert told(pages) == [(17, code)]


def test_finding_says_what_is_usual():
    pages = volume(3)
    pages[17] = changed(pages[17], paper_l=6)

    [found] = check_baselines(pages, BOOK)

    assert found.finding.measured == pytest.approx(89.5, abs=2)
    assert found.finding.facts["usual"] == pytest.approx(83.5, abs=0.5)
    assert found.finding.limit >= BOOK.max_volume_l_difference


def test_mild_casts_are_seen():
    rng = np.random.default_rng(5)
    seen = 0
    for seed in range(60):
        pages, angle = volume(seed), rng.uniform(0, 2 * np.pi)
        by = {"paper_a": 3 * np.cos(angle), "paper_b": 3 * np.sin(angle)}
        pages[20] = changed(pages[20], **by)
        seen += told(pages) == [(20, "QA-CAST-02")]

    assert seen >= 54


def test_gathering_and_leaf_of_another_paper_are_no_fault():
    pages = volume(1)
    for n in (8, 9, *range(30, 46)):
        pages[n] = changed(pages[n], paper_b=8, paper_l=-6)

    assert told(pages) == []


def test_other_light_on_several_pages_shows_on_the_backing():
    pages = [changed(page, backing_a=1.0, backing_b=2.0) for page in volume(1)]
    for n in range(30, 36):
        pages[n] = changed(pages[n], paper_b=6, backing_b=5)

    assert told(pages) == [(n, "QA-CAST-02") for n in range(30, 36)]


def test_covers_and_plates_have_their_own_paper():
    pages = volume(2)
    pages[0] = replace(changed(pages[0], paper_b=15), role=PageRole.FRONT_COVER)
    pages[30] = replace(changed(pages[30], paper_l=9, edge_px=1), role=PageRole.PLATE)

    assert told(pages) == []


def test_covers_that_nobody_named():
    pages = volume(2)
    pages[0] = changed(pages[0], paper_b=12, paper_l=-9)
    pages[59] = changed(pages[59], paper_b=-23, paper_l=-60)

    assert told(pages) == []


@pytest.mark.parametrize("pages", [[], volume(1, 8), [page_of() for _ in range(30)]])
def test_too_few_pages_have_no_usual(pages):
    assert told([*pages, *[changed(page, paper_l=20) for page in pages[:1]]]) == []


def test_page_that_loses_less_light_than_the_others_is_no_fault():
    pages = volume(3)
    pages[17] = changed(pages[17], fall_off_percent=-2.5, fold_shadow_percent=-1.6)

    assert told(pages) == []


def test_shade_of_many_pages_is_the_binding():
    pages = volume(3)
    for position in (17, 18, 19, 20, 21, 22):
        pages[position] = changed(pages[position], fold_shadow_percent=2.0)

    assert told(pages) == []


def test_uneven_light_that_the_page_told_by_itself_is_not_said_again():
    pages = volume(3)
    page = changed(pages[17], fall_off_percent=3.0)
    pages[17] = replace(page, report=replace(page.report, findings=(Finding("QA-LIGHT-01"),)))

    assert told(pages) == []
