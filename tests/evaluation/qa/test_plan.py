from collections import Counter

from samples.faults.coding import FileFault
from samples.faults.registry import KINDS
from tests.evaluation.qa.expectations import EXPECTED, FILES, SEEDED, Pool
from tests.evaluation.qa.plan import CASES_A_JOB, Wanted, cases_of, jobs_of
from tests.evaluation.qa.sources import DATA, VOLUME_PAGES, made_volume, pool_pages

FEW = Wanted(("skew", "cast", "mirrored", "file_no_ppi"), 4, 9, 130, 3, False, 2)


def test_every_case_has_its_own_name():
    cases = list(cases_of(FEW))

    assert len({case.name for case in cases}) == len(cases)


def test_headline_faults_are_seeded_more_often_and_what_has_no_grades_once():
    counted = Counter((case.fault, case.grade) for case in cases_of(FEW) if case.fault)

    assert counted["skew", "mild"] == counted["skew", "severe"] == 9
    assert counted["cast", "moderate"] == 4
    assert counted["mirrored", "any"] == 4
    assert counted["file_no_ppi", "any"] == 4
    assert ("mirrored", "mild") not in counted


def test_clean_pages_are_whole_volumes_and_single_ones():
    clean = [case.ref for case in cases_of(FEW) if not case.fault]

    assert Counter(ref.kind for ref in clean) == {"volume": 2 * VOLUME_PAGES, "page": 10}


def test_jobs_are_of_one_page_and_leave_out_what_is_done():
    cases = list(cases_of(FEW))
    done = {case.name for case in cases[::2]}

    jobs = jobs_of(iter(cases), done)

    assert all(len({case.ref.name for case in job}) == 1 for job in jobs)
    assert max(map(len, jobs)) <= CASES_A_JOB
    assert {case.name for job in jobs for case in job} == {case.name for case in cases} - done


def test_casts_are_seeded_into_colour_only():
    volumes = {ref.number for ref in pool_pages(Pool.COLOUR)}

    assert volumes
    assert not any(made_volume(number).manner.is_grey for number in volumes)


def test_real_pages_of_light_are_never_black_and_white():
    wanted = Wanted(("defocus", "skew"), 1, 1, 0, 30, True, 0)
    paths = {case.fault: set() for case in cases_of(wanted)}
    for case in cases_of(wanted):
        paths[case.fault].add(case.ref.path)

    assert not any("bebel" in path or "grenzboten" in path for path in paths["defocus"])
    if DATA.is_dir():
        assert any("bebel" in path for path in paths["skew"])


def test_every_fault_of_the_generator_is_looked_for():
    assert set(KINDS) - {"dust"} == set(SEEDED)
    assert {f"file_{fault.value}" for fault in FileFault} == set(FILES)
    assert set(SEEDED) | set(FILES) < set(EXPECTED)
