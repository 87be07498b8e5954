import time

import cv2
import numpy as np
import pytest

from pipeline.viewing import view_page
from qa.report import Signature
from qa.signature import signature_of
from qa.volume.duplicates import check_duplicates
from tests.qa.drawn import DATA, codes, facts_of, paper, printed, turned, view_of

GRENZBOTEN = DATA / "scans" / "deu-grenzboten-1841" / "images"


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    folder = tmp_path_factory.mktemp("volume")
    return [signature_of(view_of(printed(seed), folder)) for seed in range(6)]


def test_pages_of_one_layout_are_no_doubles(volume):
    assert check_duplicates(volume) == []


def test_double_is_reported_at_its_second_place(volume):
    [found] = check_duplicates([*volume, volume[2]])

    assert found.position == 6
    assert found.finding.code == "QA-SEQ-01"
    assert found.finding.facts == {"other": 3}
    assert found.finding.measured == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize("ppi", [300.0, None])
def test_page_shot_again_askew_darker_and_cropped_otherwise(tmp_path, ppi):
    first = [signature_of(view_of(printed(seed), tmp_path, ppi=ppi)) for seed in range(4)]
    again = turned(printed(2), 0.9).astype(np.float32) * 0.8 + 12
    again = np.ascontiguousarray(again.astype(np.uint8)[20:, 12:-8])

    [found] = check_duplicates([*first, signature_of(view_of(again, tmp_path, ppi=ppi))])

    assert found.finding.facts == {"other": 3}


def on_table(page):
    """The page on a black table, where every page of the volume lies."""
    height, width = page.shape
    table = np.full((height + 250, width + 400), 12, np.uint8)
    table[120 : 120 + height, 180 : 180 + width] = page
    table[120 : 120 + height, 180:240] = table[120 : 120 + height, 180:240] // 2
    return table


def photograph(seed):
    rng = np.random.default_rng(seed)
    tones = cv2.resize(rng.uniform(30, 230, (14, 10)).astype(np.float32), (1000, 1400))
    return np.clip(tones + rng.normal(0, 3, tones.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("make", [printed, photograph], ids=["text", "photographs"])
def test_table_and_edges_that_all_scans_share_make_no_doubles(tmp_path, make):
    scans = [on_table(make(seed)) for seed in (1, 2, 3, 1)]

    found = check_duplicates([signature_of(view_of(scan, tmp_path)) for scan in scans])

    assert [(f.position, f.finding.facts["other"]) for f in found] == [(3, 1)]


def test_page_cropped_across_a_step_of_the_scale(tmp_path):
    """At 12 pixels of the scan a pixel and steps of 1.414, pages of 3733 and 3700 px differ."""
    page = cv2.resize(printed(2), (2832, 3745), interpolation=cv2.INTER_CUBIC)
    other = cv2.resize(printed(3), (2832, 3745), interpolation=cv2.INTER_CUBIC)
    first, again, third = (
        signature_of(view_of(np.ascontiguousarray(p), tmp_path, ppi=None))
        for p in (page, page[60:], other[60:])
    )

    assert first.height < 0.8 * again.height
    assert [found.position for found in check_duplicates([first, third, again])] == [2]


def test_blank_pages_are_no_doubles(tmp_path):
    blank = [signature_of(view_of(paper(seed=seed), tmp_path)) for seed in range(3)]

    assert all(signature.blank for signature in blank)
    assert check_duplicates(blank) == []


def test_pages_without_signature_are_passed_over(volume):
    assert check_duplicates([None, volume[0], None]) == []
    assert check_duplicates([]) == []


def test_pictures_are_compared_too(tmp_path):
    rng = np.random.default_rng(3)
    pictures = [
        cv2.resize(rng.uniform(20, 235, (12, 9)).astype(np.float32), (900, 1200)).astype(np.uint8)
        for _ in range(3)
    ]
    signatures = [signature_of(view_of(p, tmp_path)) for p in (*pictures, pictures[0])]

    assert [found.position for found in check_duplicates(signatures)] == [3]


def test_time_grows_with_the_number_of_pages_and_stays_small():
    rng = np.random.default_rng(0)
    many = [
        Signature(140, 200, rng.integers(0, 256, 28000, np.uint8).tobytes(), blank=False)
        for _ in range(100)
    ]
    started = time.perf_counter()

    assert check_duplicates(many) == []
    assert time.perf_counter() - started < 5


@pytest.mark.skipif(not GRENZBOTEN.exists(), reason="the shared test data is not here")
def test_consecutive_pages_of_a_real_journal_are_no_doubles():
    signatures = []
    for path in sorted(GRENZBOTEN.glob("*.tif"))[:6]:
        image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        signatures.append(signature_of(view_page(path, 0, facts_of(image, ppi=600.0, bits=1))))

    assert check_duplicates(signatures) == []
    assert codes(f.finding for f in check_duplicates([*signatures, signatures[0]])) == ["QA-SEQ-01"]


def ledger(seed):
    """A table whose grid all pages share, with figures of its own."""
    rng = np.random.default_rng(seed)
    page = paper(seed=seed)
    for row in range(22):
        for column in range(5):
            place = (120 + column * 180, 160 + row * 54)
            figures = str(rng.integers(1000, 9999))
            cv2.putText(page, figures, place, cv2.FONT_HERSHEY_COMPLEX, 1.0, 40, 3, cv2.LINE_AA)
    return page


def test_tables_on_one_grid_are_no_doubles(tmp_path):
    pages = [ledger(seed) for seed in range(5)]
    again = turned(pages[2], 0.7)

    found = check_duplicates([signature_of(view_of(p, tmp_path)) for p in (*pages, again)])

    assert [(f.position, f.finding.facts["other"]) for f in found] == [(5, 3)]


def tagged(page, orientation, folder):
    view = view_of(np.ascontiguousarray(page), folder)
    object.__setattr__(view.facts, "orientation", orientation)
    return signature_of(view)


def test_pages_lying_on_their_side_are_compared_as_they_are_read(tmp_path):
    lying = tagged(np.rot90(printed(1)), 1, tmp_path)
    by_tag = tagged(np.rot90(printed(2)), 6, tmp_path)
    by_tag_again = tagged(np.rot90(printed(1)), 6, tmp_path)
    other_way = tagged(np.rot90(printed(1), -1), 1, tmp_path)

    assert check_duplicates([lying, by_tag]) == []
    assert [f.position for f in check_duplicates([lying, by_tag, by_tag_again])] == [2]
    upright = tagged(printed(1), 1, tmp_path)
    assert [f.position for f in check_duplicates([upright, other_way])] == [1]
    assert [f.position for f in check_duplicates([lying, by_tag, upright])] == [2]
