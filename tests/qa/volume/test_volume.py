"""What else shows between pages: turns, names, sizes, dust, the count; and all checks together."""

from dataclasses import replace

import numpy as np
import pytest

from qa.profiles import profile_for
from qa.volume.alternation import check_alternation
from qa.volume.count import check_count
from qa.volume.dust import check_dust
from qa.volume.names import check_names
from qa.volume.pages import PrintedLabel, VolumePage
from qa.volume.sizes import check_sizes
from qa.volume.volume import check_volume, labels_of
from schemas.objects import Material
from schemas.pages import ImageFacts, PageRole
from schemas.preparation import PreparationSheet
from tests.qa.volume.measured import page_of

BOOK = profile_for(Material.BOOK)


def told(found):
    return [(one.position, one.finding.code) for one in found]


def sided(pages=40, seed=0, scatter=0.004):
    rng = np.random.default_rng(seed)
    made = []
    for n in range(pages):
        shift = (0.03 if n % 2 else -0.03) + rng.normal(0, scatter)
        made.append(page_of(text_left=0.15 + shift, text_right=0.85 + shift, text_height_px=30))
    return made


def test_pages_that_take_turns():
    assert [check_alternation(sided(seed=seed)) for seed in range(20)] == [[]] * 20
    assert check_alternation(sided(scatter=0.05)) == []
    assert check_alternation(sided(6)) == []


def test_single_page_missing_where_nothing_is_numbered():
    pages = sided()

    assert told(check_alternation(pages[:20] + pages[21:])) == [(20, "QA-SEQ-05")]


def test_two_pages_exchanged_where_nothing_is_numbered():
    pages = sided()

    swapped = [*pages[:20], pages[21], pages[20], *pages[22:]]

    assert told(check_alternation(swapped)) == [(20, "QA-SEQ-05")]


def test_plate_whose_back_was_not_scanned_breaks_turns_rightly():
    pages = sided()
    pages[20:20] = [VolumePage(None, role=PageRole.PLATE)]

    assert check_alternation(pages) == []


def named(*names):
    return [VolumePage(None, file_name=name) for name in names]


def test_names_that_leave_a_number_out_or_go_back():
    counted = [f"scan_{n:04d}.tif" for n in range(1, 12)]

    assert check_names(named(*counted)) == []
    assert told(check_names(named(*counted[:5], *counted[6:]))) == [(5, "QA-SEQ-06")]
    assert told(check_names(named(*counted[:8], "scan_0002.tif"))) == [(8, "QA-SEQ-06")]


@pytest.mark.parametrize(
    "names",
    [
        ["a.tif", "b.tif"],
        [f"{n * n}.tif" for n in range(20)],
        [f"{n}.tif" for n in range(1, 20, 2)],
        [f"{n // 2:03d}{'rv'[n % 2]}.tif" for n in range(20)],
        ["one.pdf"] * 20,
    ],
)
def test_names_that_are_no_count_or_count_evenly(names):
    assert check_names(named(*names)) == []


def sized(width=1200, height=1800, ppi=300.0, **more):
    facts = ImageFacts("image/jpeg", width, height, 3, 8, "rgb", "", ppi, ppi)
    return replace(
        page_of(width_px=width, height_px=height, text_height_px=30), facts=facts, **more
    )


def test_page_of_another_size():
    pages = [sized() for _ in range(30)]
    pages[11] = sized(1560, 2340)

    assert told(check_sizes(pages, BOOK)) == [(11, "QA-SEQ-07")]


def test_what_may_be_of_another_size():
    pages = [sized() for _ in range(30)]
    pages[4] = sized(1800, 1200)
    pages[10] = sized(2400, 1800, role=PageRole.FOLD_OUT)
    pages[20] = pages[21] = sized(1500, 2300)

    assert check_sizes(pages, BOOK) == []


def test_resolution_that_changes_is_one_finding():
    pages = [sized(ppi=400.0 if 10 <= n < 15 else 300.0) for n in range(30)]

    assert (10, "QA-SEQ-08") in told(check_sizes(pages, BOOK))
    assert [c for _, c in told(check_sizes(pages, BOOK))].count("QA-SEQ-08") == 1


def test_speck_that_stays_is_one_finding():
    pages = [page_of() for _ in range(12)]
    for n in range(3, 10):
        pages[n] = replace(pages[n], report=replace(pages[n].report, specks=((500, 700, 9),)))

    [dust] = check_dust(pages)

    assert (dust.position, dust.finding.code) == (3, "QA-DUST-01")
    assert dust.finding.facts == {"first": 4, "last": 10}


def test_count_of_the_preparation_sheet():
    pages = [VolumePage(None, role=PageRole.FRONT_COVER), *[VolumePage(None)] * 9]

    assert check_count(pages, PreparationSheet()) == []
    assert check_count(pages, PreparationSheet(pages=10)) == []
    assert told(check_count(pages, PreparationSheet(pages=12))) == [(9, "QA-SEQ-10")]
    assert told(check_count(pages, PreparationSheet(leaves=5))) == [(9, "QA-SEQ-10")]
    assert check_count([], PreparationSheet(pages=3)) == []


def test_findings_between_pages_say_which_check_raised_them():
    pages = [sized() for _ in range(30)]
    pages[11] = sized(1560, 2340)

    assert {one.check for one in check_volume(pages, BOOK)} == {"sizes 1"}


def test_all_checks_take_any_volume():
    odd = [VolumePage(None), page_of(paper_l=50.0), VolumePage(None, (PrintedLabel("7", 0.5),))]

    assert check_volume(odd, BOOK) == []
    assert check_volume([], BOOK) == []


def test_labels_stand_at_the_places_of_all_pages():
    pages = [VolumePage(None, (PrintedLabel(str(n), 0.9),)) for n in range(1, 9)]
    pages[0:0] = [VolumePage(None, role=PageRole.FRONT_COVER)]

    assert labels_of(pages) == {n: str(n) for n in range(1, 9)}
