import pickle

import pytest

from qa.codes import REASONS
from qa.profiles import profile_for
from qa.registry import CHECKS, RegisteredCheck, run_checks
from qa.report import NotApplicable
from schemas.findings import Finding
from schemas.objects import Material
from tests.qa.drawn import blurred, codes, paper, printed, turned, view_of

BOOK = profile_for(Material.BOOK)


@pytest.fixture
def stamp_check():
    CHECKS["stamp"] = RegisteredCheck(lambda page, profile: [Finding("QA-BLANK-02")], "7")
    yield
    del CHECKS["stamp"]


def test_check_of_ones_own_runs_last_and_is_taken_out_again(tmp_path, stamp_check):
    report = run_checks(view_of(printed(), tmp_path), BOOK)

    assert codes(report.findings) == ["QA-BLANK-02"]
    assert report.check_versions["stamp"] == "7"
    assert report.version_of("QA-BLANK-02") == f"book {BOOK.version}, stamp 7"
    assert report.version_of("QA-FILE-01") == f"book {BOOK.version}"


def test_good_page_has_no_findings_and_says_by_what_it_was_judged(tmp_path):
    report = run_checks(view_of(printed(), tmp_path), BOOK)

    assert report.findings == ()
    assert not report.needs_person
    assert (report.profile, report.profile_version) == ("book", BOOK.version)
    assert report.check_versions.keys() == CHECKS.keys()
    assert report.seconds.keys() == {"target", *CHECKS}, (
        "a chart beside the page is looked for first"
    )


def test_faults_are_found_together(tmp_path):
    report = run_checks(view_of(blurred(turned(printed(), 3), 3), tmp_path, ppi=150.0), BOOK)

    assert codes(report.findings) == ["QA-RES-02", "QA-FOCUS-01", "QA-SKEW-01"]
    assert report.needs_person


def test_check_that_cannot_judge_says_why(tmp_path):
    report = run_checks(view_of(paper(), tmp_path), BOOK)

    said = dict(report.not_applicable)
    assert (said["exposure"], said["focus"], said["skew"]) == ("no-text", "no-edges", "no-lines")
    assert said.keys() <= CHECKS.keys()
    assert all(reason in REASONS for _, reason in report.not_applicable)
    assert not report.needs_person


def test_small_picture_is_judged_by_its_file_alone(tmp_path):
    report = run_checks(view_of(printed()[:300, :300], tmp_path), BOOK)

    said = dict(report.not_applicable)
    assert {name for name, reason in said.items() if reason == "too-small"} == {
        name for name, check in CHECKS.items() if check.least_px
    }


def test_report_travels_between_processes(tmp_path):
    report = run_checks(view_of(turned(printed(), 3), tmp_path), BOOK)

    assert pickle.loads(pickle.dumps(report)) == report


def test_not_applicable_is_a_value():
    assert NotApplicable("bilevel") == NotApplicable("bilevel")
